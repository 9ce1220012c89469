"""Word, EPUB, PDF, JSON Lines: what is read, what is refused, and that neither breaks a build."""

from __future__ import annotations

import json
import sys
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import InputError
from graphbuild.reading import discover, read_bytes, read_path, read_source
from tests.reading import files

if TYPE_CHECKING:
    from pathlib import Path

    from graphbuild.model import Essay

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = "What follows is a film about who may speak and who may listen, told in mud and in music."
LINES = [
    (780, 24, "Mud and music"),
    (740, 12, "By Nora Field"),
    (710, 12, "The pianist arrives on a beach with her instru-"),
    (696, 12, "ment, a well-known one, and nobody there wants"),
    (682, 12, "to carry it. The well-"),
    (668, 12, "known instrument waits."),
    (640, 12, "Its greys are the greys of wet wool, and the"),
]


def read(data: bytes, suffix: str) -> Essay:
    return read_bytes(data, essay_id="a" + suffix, suffix=suffix)


def kinds(essay: Essay) -> list[tuple[str, str]]:
    return [(r.kind, essay.text[r.start : r.end]) for r in essay.regions]


class TestWord:
    def test_styles_italics_and_properties(self) -> None:
        """Headings and captions are known by their style, titles of films by their italics."""
        data = files.docx(
            [
                ("Title", "Mud and music"),
                ("Normal", f"On *The Piano*. {BODY}"),
                ("Caption", "The beach at Karekare"),
                ("Heading 1", "what is left of it when the sea has gone"),
                ("Normal", "The end."),
            ],
            title="Mud and music",
            author="Nora Field",
        )
        essay = read(data, ".docx")
        assert (essay.title, essay.author) == ("Mud and music", "Nora Field")
        assert [k for k, _ in kinds(essay)] == ["heading", "body", "caption", "heading", "body"]
        assert [essay.text[s.start : s.end] for s in essay.italics] == ["The Piano"]

    def test_tracked_changes_tables_and_boxes(self) -> None:
        """What was inserted is there once, what was deleted is not; cells and boxes are."""
        run = "<w:r><w:t>{}</w:t></w:r>"
        box = f"<w:txbxContent><w:p>{run.format('Boxed words.')}</w:p></w:txbxContent>"
        body = (
            f"<w:p>{run.format('Kept, ')}<w:ins>{run.format('added')}</w:ins>"
            "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>"
            f"<w:tbl><w:tr><w:tc><w:p>{run.format('In a cell.')}</w:p></w:tc></w:tr></w:tbl>"
            f"<w:p><w:r><x:AlternateContent xmlns:x='x'><x:Choice>{box}</x:Choice>"
            f"<x:Fallback>{box}</x:Fallback></x:AlternateContent></w:r></w:p>"
        )
        document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        essay = read(files.zipped({"word/document.xml": document}), ".docx")
        assert essay.text.split("\n\n") == ["Kept, added.", "In a cell.", "Boxed words."]

    def test_an_entity_is_not_expanded(self) -> None:
        """No file of the machine comes in through the XML."""
        evil = (
            '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Words &e;</w:t></w:r></w:p></w:body>'
            "</w:document>"
        )
        assert read(files.zipped({"word/document.xml": evil}), ".docx").text == "Words"


class TestEpub:
    def test_chapters_in_the_order_of_the_spine(self) -> None:
        """A book is its documents one after the other; the contents are navigation."""
        essay = read(files.epub([f"<h1>One</h1><p>{BODY}</p>", "<p>On <i>Heat</i>.</p>"]), ".epub")
        assert (essay.title, essay.author, essay.language) == ("Mud and music", "Nora Field", "en")
        assert kinds(essay) == [
            ("navigation", "The first chapter of it"),
            ("heading", "One"),
            ("body", BODY),
            ("body", "On Heat."),
        ]
        assert [essay.text[s.start : s.end] for s in essay.italics] == ["Heat"]

    def test_a_protected_book_is_refused(self) -> None:
        """Encrypted chapters are named as such; encrypted fonts hinder nobody."""
        locked = '<encryption><CipherReference URI="{}"/></encryption>'
        font = {"META-INF/encryption.xml": locked.format("OPS/font.otf")}
        assert BODY in read(files.epub([f"<p>{BODY}</p>"], {**font}), ".epub").text
        chapter = {"META-INF/encryption.xml": locked.format("OPS/text/c%200.xhtml")}
        with pytest.raises(InputError, match="DRM"):
            read(files.epub([f"<p>{BODY}</p>"], {**chapter}), ".epub")


class TestPdf:
    def test_lines_become_paragraphs(self) -> None:
        """Large lines are headings, close ones a paragraph; divided words are joined."""
        essay = read(files.pdf([LINES, [(780, 12, "sea is grey too.")]]), ".pdf")
        assert kinds(essay) == [
            ("heading", "Mud and music"),
            ("byline", "By Nora Field"),
            (
                "body",
                "The pianist arrives on a beach with her instrument, a well-known one, and nobody "
                "there wants to carry it. The well-known instrument waits.",
            ),
            ("body", "Its greys are the greys of wet wool, and the sea is grey too."),
        ]

    def test_running_heads_and_page_numbers_are_navigation(self) -> None:
        """What comes back at the edge of every page is no prose, and parts no paragraph."""
        pages = [
            [(820, 9, "The Wet Reel"), (700, 12, f"The {word} page has words of its own,"),
             (686, 12, f"more {word} words below them"), (672, 12, f"and it ends {word}."),
             (20, 9, str(n))]
            for n, word in enumerate(("first", "second", "third"), 1)
        ]  # fmt: skip
        found = kinds(read(files.pdf(pages), ".pdf"))
        assert [t for k, t in found if k == "navigation"] == [
            "The Wet Reel", "1", "The Wet Reel", "2", "The Wet Reel", "3",
        ]  # fmt: skip

    def test_locked_and_scanned_files_are_refused(self) -> None:
        """A password and pages of pictures each have an error of their own."""
        with pytest.raises(InputError, match="password"):
            read(files.pdf([LINES], password="secret"), ".pdf")
        with pytest.raises(InputError, match="OCR"):
            read(files.pdf([[]]), ".pdf")

    def test_pages_that_unpack_to_too_much_are_refused(self) -> None:
        """A page of a hundred megabytes is not drawn, nor are thousands that share one."""
        page = [(700, 12, "a" * 20_000)] * 100
        for pages in ([page * 60], [page] * 16):
            with pytest.raises(InputError, match=r"Limit reached|draws more than"):
                read(files.pdf(pages), ".pdf")

    def test_without_pypdf_the_error_says_how_to_install_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """The message has the file and the exact line."""
        monkeypatch.setitem(sys.modules, "pypdf", None)
        (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
        with pytest.raises(InputError, match=r"a\.pdf.*pip install 'graphbuild\[pdf\]'"):
            read_path(tmp_path / "a.pdf")


class TestJsonLines:
    def test_every_line_is_an_essay(self, tmp_path: Path) -> None:
        """Identifiers are the file's and the line's number; empty lines count but hold nothing."""
        path = tmp_path / "in" / "reviews.jsonl"
        path.parent.mkdir()
        first = {"text": f"{BODY}\n\nThe end of it.", "title": "Mud", "author": "Nora Field"}
        path.write_text(f"{json.dumps(first)}\n\n{json.dumps({'text': 'Héat 😀 is long.'})}\n")
        sources = discover([path.parent])
        assert [s.id for s in sources] == ["reviews.jsonl/1", "reviews.jsonl/3"]
        one, two = map(read_source, sources)
        assert (one.title, one.author, len(one.regions)) == ("Mud", "Nora Field", 2)
        assert two.text == "Héat 😀 is long."

    @pytest.mark.parametrize(
        ("line", "error"),
        [
            ("{", "is not JSON"),
            ("[1]", "not a JSON object"),
            ('{"title": "x"}', "has no text"),
            ('{"text": 3}', "'text' that is not a string"),
            ('{"text": "Words.", "author": ["x"]}', "'author' that is not a string"),
            ("[" * 100_000, "nested too deep"),
        ],
    )
    def test_a_broken_line_is_named(self, tmp_path: Path, line: str, error: str) -> None:
        """The message has file and line; the other lines can be read."""
        path = tmp_path / "r.jsonl"
        path.write_text('{"text": "Good words."}\n' + line + "\n")
        good, bad = discover([path])
        assert read_source(good).text == "Good words."
        with pytest.raises(InputError, match=rf"line 2: .*{error}"):
            read_source(bad)

    @pytest.mark.parametrize(
        ("date", "published"),
        [
            ("2021", "2021"),
            ("2021-05", "2021-05"),
            ("2021-05-03T10:00:00Z", "2021-05-03"),
            ("3 May", None),
            ("2021-13-01", None),
            ("2021-02-30", None),
        ],
    )
    def test_date_and_address_are_kept(self, date: str, published: str | None) -> None:
        """What is no ISO date, or no address of the web, is left out and reported."""
        record = {"text": BODY, "date": date, "url": "https://example.org/mud"}
        essay = read(json.dumps(record).encode(), ".jsonl")
        assert (essay.published, essay.url) == (published, "https://example.org/mud")
        assert bool(essay.warnings) == (published is None)
        record["url"] = "javascript:alert(1)"
        assert read(json.dumps(record).encode(), ".jsonl").url is None

    def test_a_half_of_a_pair_is_replaced(self) -> None:
        """A lone surrogate is no text that could be written out again."""
        assert read(b'{"text": "Words \\ud83d here."}', ".jsonl").text == "Words \ufffd here."


def _bomb(name: str) -> bytes:
    return files.zipped({name: b" " * 60_000_000})


def _liar(name: str) -> bytes:
    """An archive whose part declares a gigabyte."""
    data = bytearray(files.zipped({name: b"<a/>"}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (1_000_000_000).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("suffix", "part"), [(".docx", "word/document.xml"), (".epub", "META-INF/container.xml")]
)
def test_what_unpacks_to_too_much_is_refused(suffix: str, part: str) -> None:
    """Neither a bomb nor a part that claims a gigabyte is unpacked."""
    for data in (_bomb(part), _liar(part)):
        with pytest.raises(InputError, match="MB in one part"):
            read(data, suffix)


def test_a_locked_archive_is_refused() -> None:
    """A part with the flag of encryption is not guessed at."""
    data = bytearray(files.zipped({"word/document.xml": b"<a/>"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    with pytest.raises(InputError, match="password"):
        read(bytes(data), ".docx")


SAMPLES = {
    ".docx": files.docx([("Normal", BODY)]),
    ".epub": files.epub([f"<p>{BODY}</p>"]),
    ".pdf": files.pdf([LINES]),
}


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_a_broken_file_is_an_input_error(suffix: str, data: st.DataObject) -> None:
    """Cut short or with bytes changed, a file is read or refused; nothing else happens."""
    sample = bytearray(SAMPLES[suffix])
    for _ in range(data.draw(st.integers(0, 8))):
        sample[data.draw(st.integers(0, len(sample) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.sampled_from((len(sample), len(sample) // 2, 20, 0)))
    try:
        essay = read(bytes(sample[:end]), suffix)
    except InputError:
        return
    assert all(0 <= r.start < r.end <= len(essay.text) for r in essay.regions)


WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=60
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS.filter(str.strip), min_size=1, max_size=8))
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    """Word and JSON Lines give every paragraph back, in order, letter by letter."""
    if not any(c.isalnum() for p in paragraphs for c in p):
        return
    run = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
    safe = [p.replace("&", "&amp;").replace("<", "&lt;") for p in paragraphs]
    body = "".join(run.format(p) for p in safe)
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    essay = read(files.zipped({"word/document.xml": document.encode()}), ".docx")
    assert essay.text == "\n\n".join(p.strip() for p in paragraphs)
    whole = "\n\n".join(paragraphs)
    assert read(json.dumps({"text": whole}).encode(), ".jsonl").text == whole


def test_parts_that_nobody_reads_are_not_unpacked() -> None:
    """A document with a large picture is read for its text."""
    with zipfile.ZipFile(BytesIO(SAMPLES[".docx"])) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    parts["word/media/still.png"] = b"\0" * 60_000_000
    assert read(files.zipped(parts), ".docx").text == BODY
