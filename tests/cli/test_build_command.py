"""``graphbuild build`` and ``annotate`` as a user runs them: bad input, exit codes, the page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.browser import open_browser
from tests.reading import files

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.model

ESSAY = (
    "Brighton Beach after dark\n\nSean Baker’s Anora is set in Brooklyn. Mikey Madison plays Ani, "
    "who meets Vanya (Mark Eydelshteyn) in a club. Ani marries him in Las Vegas. "
    "One theory holds that Ani divorced Vanya for love.\n\nBy Lotte Ferrant\n"
)


def graphbuild(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "graphbuild", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def line_of(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of the error message; there is no traceback."""
    assert "Traceback" not in done.stderr
    (line,) = [x for x in done.stderr.splitlines() if x.startswith("graphbuild: ")]
    return line


def unreadable(folder: Path, kind: str) -> Path:
    """A path that cannot be built from, of a kind."""
    path = folder / f"{kind}.txt"
    match kind:
        case "missing":
            pass
        case "empty":
            path.write_text("")
        case "blank":
            path.write_text(" \n\u00a0\n")
        case "binary":
            path.write_bytes(bytes(range(256)) * 64)
        case "huge":
            path.write_text("A sentence about a film.\n" * 800_000)
        case "suffix":
            path = folder / "essay.xyz"
            path.write_text(ESSAY)
        case "folder":
            path = folder / "nothing"
            path.mkdir()
        case "marked":
            path.write_bytes(b"\xff\xfe" + b"\x00\xd8" * 3)
    return path


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("missing", "does not exist"),
        ("empty", "is empty"),
        ("blank", "is empty"),
        ("binary", "is not a text file"),
        ("huge", "20 MB"),
        ("suffix", "unknown kind (.xyz)"),
        ("folder", "holds no essay"),
        ("marked", "utf-16"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path: Path, kind: str, says: str) -> None:
    """What cannot be read is named with the reason; nothing is written."""
    path = unreadable(tmp_path, kind)
    done = graphbuild("build", path, "-o", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 3
    line = line_of(done)
    assert says in line
    assert str(path) in line
    assert not (tmp_path / "out" / "graph.ttl").exists()


def test_other_encodings_are_read_and_reported(tmp_path: Path) -> None:
    """A Latin-1 essay is read, and the guess is said."""
    (tmp_path / "old.txt").write_bytes(
        ("In the film Amélie lives in Paris, which is a café. " * 8).encode("cp1252")
    )
    done = graphbuild("annotate", "old.txt", cwd=tmp_path)
    assert "is not UTF-8" in done.stderr


def test_unwritable_output_is_one_clear_line(tmp_path: Path) -> None:
    """An output path that is a file, or inside one, is refused before any work."""
    (tmp_path / "a.txt").write_text(ESSAY, encoding="utf-8")
    (tmp_path / "file").write_text("mine")
    done = graphbuild("build", "a.txt", "-o", "file/below", cwd=tmp_path)
    assert done.returncode == 3
    assert "file/below" in line_of(done)
    assert (tmp_path / "file").read_text() == "mine"


def test_files_that_no_build_made_are_kept(tmp_path: Path) -> None:
    """A folder with somebody's own graph.ttl is not built into."""
    (tmp_path / "a.txt").write_text(ESSAY, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "graph.ttl").write_text("mine")
    done = graphbuild("build", "a.txt", "-o", "out", cwd=tmp_path)
    assert done.returncode == 3
    assert "graph.ttl" in line_of(done)
    assert (tmp_path / "out" / "graph.ttl").read_text() == "mine"


def test_one_bad_essay_does_not_stop_the_others(tmp_path: Path) -> None:
    """The bad one is named, the build goes on, the exit code is 1."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ESSAY, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text("")
    (tmp_path / "in" / "c.txt").write_text(
        "Le film raconte la vie d’une femme qui quitte sa famille pour une ville lointaine. " * 5
    )
    done = graphbuild("build", "in", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "b.txt: is empty" in done.stderr
    assert "c.txt: is written in 'fr'" in done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert [e["id"] for e in report["essays"]] == ["a.txt"]
    assert len(report["problems"]) == 2


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    """Two essays that would have one identifier are both named."""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(ESSAY, encoding="utf-8")
    done = graphbuild("build", "x", "y", cwd=tmp_path)
    assert done.returncode == 3
    assert "x/a.txt" in line_of(done)
    assert "y/a.txt" in line_of(done)


def test_malformed_table_is_one_clear_line(tmp_path: Path) -> None:
    """Malformed Turtle among the knowledge tables is named with its file, when they are built."""
    (tmp_path / "kb").mkdir()
    (tmp_path / "kb" / "extra.ttl").write_text("@prefix schema: <https://schema.org/> .\n<a> a")
    done = graphbuild("kb", "build", "kb", "-o", "kb.sqlite", cwd=tmp_path)
    assert done.returncode == 3
    assert "extra.ttl" in line_of(done)
    assert not (tmp_path / "kb.sqlite").exists()


def test_annotate_prints_json_lines(tmp_path: Path) -> None:
    """One object an essay on stdout; offsets count code points of the file as it is."""
    (tmp_path / "a.txt").write_bytes("😀\r\n\r\n".encode() + ESSAY.encode())
    done = graphbuild("annotate", "a.txt", cwd=tmp_path)
    data = json.loads(done.stdout)
    text = (tmp_path / "a.txt").read_bytes().decode()
    assert data["essay"]["chars"] == len(text)
    assert all(text[m["start"] : m["end"]] == m["text"] for m in data["mentions"])
    assert "Sean Baker" in {m["label"] for m in data["mentions"]}


def test_help_of_an_odd_base_says_what_is_wrong(tmp_path: Path) -> None:
    """A base that is no IRI is a wrong command line: exit code 2."""
    (tmp_path / "a.txt").write_text(ESSAY, encoding="utf-8")
    done = graphbuild("build", "a.txt", "--base", "my films", cwd=tmp_path)
    assert done.returncode == 2
    assert "not an absolute IRI" in done.stderr


@pytest.mark.browser
def test_the_page_answers_a_search_with_a_sentence(tmp_path: Path, chromium: str) -> None:
    """After a build the page is opened, "Ani" is searched and clicked, and a sentence is read."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    (tmp_path / "a.txt").write_text(ESSAY, encoding="utf-8")
    assert graphbuild("build", "a.txt", "-o", "out", cwd=tmp_path).returncode == 0
    browser = open_browser(chromium)
    try:
        browser.get((tmp_path / "out" / "graph.html").as_uri())
        browser.find_element(By.ID, "search").send_keys("Ani", Keys.ENTER)
        iri = browser.execute_script("return location.hash.slice(1)")
        browser.execute_script("document.querySelector('h1').click()")
        at = browser.execute_script("return graphbuild.where(arguments[0])", iri)
        canvas = browser.find_element(By.CSS_SELECTOR, "#network canvas")
        x, y = at["x"] - canvas.size["width"] / 2, at["y"] - canvas.size["height"] / 2
        chain = ActionChains(browser).move_to_element_with_offset(canvas, int(x), int(y))
        chain.click().perform()
        shown = browser.find_element(By.ID, "panel").text
        assert shown.startswith("Anora Mikheeva")
        assert "Mikey Madison plays Ani" in shown
        link = browser.find_element(By.CSS_SELECTOR, "#panel blockquote a")
        link.click()
        assert "Brighton Beach after dark" in browser.title
        assert browser.find_elements(By.CSS_SELECTOR, ".note.lit")
    finally:
        browser.quit()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_interrupted_build_leaves_no_half(tmp_path: Path) -> None:
    """Killed while it runs, a build leaves nothing published; the next one succeeds."""
    import signal
    import time

    (tmp_path / "a.txt").write_text(ESSAY * 20, encoding="utf-8")
    command = [sys.executable, "-m", "graphbuild", "build", "a.txt", "-o", "out", "-q"]
    process = subprocess.Popen(command, cwd=tmp_path)
    while not list(tmp_path.glob("out/.generations/*.part")) and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "out" / "graph.ttl").exists()
    assert graphbuild("build", "a.txt", "-o", "out", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out" / "graph.ttl").exists()


def test_a_folder_of_many_formats_is_one_graph(tmp_path: Path) -> None:
    """Word, EPUB, PDF and JSON Lines are built together; what is broken is named and left out."""
    folder, record = tmp_path / "in", {"text": ESSAY, "date": "2024-11-02"}
    folder.mkdir()
    (folder / "w.docx").write_bytes(files.docx([("Normal", p) for p in ESSAY.split("\n\n")]))
    (folder / "b.epub").write_bytes(files.epub([f"<p>{ESSAY}</p>"]))
    (folder / "p.pdf").write_bytes(files.pdf([[(700, 12, "Sean Baker directed the film Anora.")]]))
    (folder / "r.jsonl").write_text(json.dumps(record) + "\n{broken\n", encoding="utf-8")
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 and nothing")
    done = graphbuild("build", folder, "-o", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for named in ("bad.docx: is no Word document", "r.jsonl, line 2: is not JSON"):
        assert named in done.stderr
    sources = (tmp_path / "out/sources").resolve()
    read = {p.relative_to(sources).as_posix() for p in sources.rglob("*.txt")}
    assert read == {"w.docx.txt", "b.epub.txt", "p.pdf.txt", "r.jsonl/1.txt"}
    assert '"2024-11-02"' in (tmp_path / "out/graph.ttl").read_text(encoding="utf-8")
    assert graphbuild("verify", tmp_path / "out", cwd=tmp_path).returncode == 0
