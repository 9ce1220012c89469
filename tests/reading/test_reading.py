"""Reading: text stays as it is, blocks are told apart, bad bytes are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import InputError
from graphbuild.reading import discover, read_bytes, read_path

if TYPE_CHECKING:
    from pathlib import Path

    from graphbuild.model import Essay

PIECES = st.sampled_from(
    (
        "A night at the pictures\n",
        "\n",
        "By Ada Lowell\n",
        "*Heat* & dust, said 😀 he. ",
        "\r\n",
        "<p>A <em>film</em></p>",
        "Leave a Reply\n",
        "\xa0",
        "# Head\n",
        "[a](b) ",
        "- item\n",
    )
)


def read(text: str, suffix: str = ".txt") -> Essay:
    return read_bytes(text.encode("utf-8"), essay_id="a" + suffix, suffix=suffix)


def kinds(essay: Essay) -> list[tuple[str, str]]:
    return [(r.kind, essay.text[r.start : r.end]) for r in essay.regions]


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from((".txt", ".md", ".html")))
def test_regions_hold_every_word(text: str, suffix: str) -> None:
    """Regions are sorted, disjoint and inside the text; no letter or digit is outside them."""
    try:
        essay = read(text, suffix)
    except InputError:
        assert suffix == ".html" or not any(c.isalnum() for c in text)
        return
    at = 0
    for region in essay.regions:
        assert at <= region.start < region.end <= len(essay.text)
        assert not any(c.isalnum() for c in essay.text[at : region.start])
        at = region.end
    assert not any(c.isalnum() for c in essay.text[at:])


def test_text_is_not_rewritten() -> None:
    """CRLF and no-break spaces stay; a byte order mark is dropped and recorded."""
    data = b"\xef\xbb\xbfA title here\r\n\r\nA body\xc2\xa0with words in it.\r\n"
    essay = read_bytes(data, essay_id="a.txt")
    assert essay.text == "A title here\r\n\r\nA body\u00a0with words in it.\r\n"
    assert essay.bom


def test_what_surrounds_an_essay_is_told_from_it() -> None:
    """Byline, caption, share line and form are no prose; prose that begins like a menu is."""
    essay = read(
        "The piano on the beach\n\nBy Ada Lowell\n\n"
        "Home is where the film begins, and it stays.\n\n"
        "Photo: the beach\n\nShare this article\n\nLeave a Reply\n"
    )
    found = {text: kind for kind, text in kinds(essay)}
    assert found["By Ada Lowell"] == "byline"
    assert found["Home is where the film begins, and it stays."] == "body"
    assert found["Photo: the beach"] == "caption"
    assert found["Share this article"] == "navigation"
    assert found["Leave a Reply"] == "form"
    assert (essay.author, essay.title) == ("Ada Lowell", "The piano on the beach")


def test_markdown_emphasis_is_exact() -> None:
    """Emphasis is known by its words in the file as it is; its marks are skipped."""
    essay = read("# On *Heat*\n\nMann's *Heat* is long.\n", ".md")
    assert [essay.text[s.start : s.end] for s in essay.italics] == ["Heat", "Heat"]
    assert essay.title == "On Heat"


def test_html_keeps_what_it_says_and_drops_scripts() -> None:
    """Metadata gives title and author, semantics the kinds; scripts are no text."""
    page = (
        "<html lang='en'><head><meta name='author' content='Ada Lowell'><title>T</title></head>"
        "<body><nav>Menu of pages</nav><h1>On Heat</h1><script>steal()</script>"
        "<p>It is <em>long</em>.</p></body></html>"
    )
    essay = read(page, ".html")
    assert ("navigation", "Menu of pages") in kinds(essay)
    assert ("body", "It is long.") in kinds(essay)
    assert "steal" not in essay.text
    assert (essay.title, essay.author) == ("On Heat", "Ada Lowell")


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Lines broken at a column belong together."""
    line = "the light falls on the counter and the two of them look at it while\n"
    essay = read("A title of words\n\n" + line * 3 + "the day ends.\n")
    assert [k for k, _ in kinds(essay)] == ["heading", "body"]


@pytest.mark.parametrize("text", ["", " \n", "---\n***\n"])
def test_nothing_to_read_is_an_error(text: str) -> None:
    """A file without a word is refused."""
    with pytest.raises(InputError):
        read(text)


def test_doubles_are_refused_and_hidden_files_passed_over(tmp_path: Path) -> None:
    """Identifiers are relative to the folder given; two equal ones are an error."""
    for name in ("a/x.txt", "b/x.txt", "a/.hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Words about a film.")
    assert [s.id for s in discover([tmp_path])] == ["a/x.txt", "b/x.txt"]
    with pytest.raises(InputError, match=r"x\.txt"):
        discover([tmp_path / "a", tmp_path / "b"])


def test_a_list_of_bylines_is_read() -> None:
    """A file of nothing but bylines is read whole (its cost was quadratic once)."""
    essay = read("\n\n".join(f"By Ada Lowell{chr(97 + i % 26)}" for i in range(8000)))
    assert len(essay.regions) == 8000


def test_the_author_of_a_seed_is_found(shared: Path) -> None:
    """A name under "Articles by" and above a biography is the author's full name."""
    essay = read_path(shared / "seeds" / "001_0ec7b888c6ee4093.txt")
    assert essay.author == "Dhruv Mewada"
    assert "caption" in {r.kind for r in essay.regions}
