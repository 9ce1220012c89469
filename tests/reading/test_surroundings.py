"""What surrounds an essay: bylines, biographies, appeals, rights, tags, comments, deep pages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.model import Essay
from graphbuild.reading import read_bytes

PROSE = (
    "The pianist arrives on a beach with her daughter and her instrument, and nobody there wants "
    "to carry it. What follows is a film about who may speak and who may listen, told in mud.\n\n"
    "Its greys are the greys of wet wool. When Ada plays, the camera stays on her hands for longer "
    "than any producer would advise, and it is the right choice every time that it does so.\n\n"
)


def read(text: str, suffix: str = ".txt") -> Essay:
    return read_bytes(text.encode("utf-8"), essay_id="a" + suffix, suffix=suffix)


def kind_of(essay: Essay, part: str) -> str:
    at = essay.text.index(part)
    return next(r.kind for r in essay.regions if r.start <= at < r.end)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Nora Field", "Nora Field"),
        ("BY NORA FIELD", "NORA FIELD"),
        ("Words: Nora Field", "Nora Field"),
        ("Words by Nora Field | Pictures by Tom Hale", "Nora Field"),
        ("Review by Nora Field", "Nora Field"),
        ("Written by Nora Field on 3 May 2021", "Nora Field"),
        ("by Nora Field and Tom Hale", "Nora Field"),
        ("Reviewer: Nora Field", "Nora Field"),
    ],
)
def test_bylines_give_the_author(line: str, author: str) -> None:
    """The usual wordings of a byline name who wrote it."""
    essay = read(f"Mud and music\n\n{line}\n\n{PROSE}")
    assert (kind_of(essay, line), essay.author) == ("byline", author)


def test_a_label_before_a_title_is_no_byline() -> None:
    """A review that is headed by its film has no author of that name."""
    assert read(f"Review: The Piano\n\n{PROSE}").author is None


@pytest.mark.parametrize(
    "text",
    [
        f"Mud and music\n\n{PROSE}Nora Field is a critic and programmer based in Leeds.\n",
        f"Mud and music\n\nBy Nora Field\n\nNora Field is a critic based in Leeds.\n\n{PROSE}",
        f"Mud and music\n\nBy Nora Field\n\n{PROSE}Nora is an essayist.\n",
        f"Mud and music\n\n{PROSE}About the author\n\nNora Field, of Leeds, likes the sea.\n",
    ],
)
def test_a_biography_is_not_the_essay(text: str) -> None:
    """What is said of who wrote it is kept apart, above the essay or below."""
    essay = read(text)
    assert kind_of(essay, text[text.rindex("Nora") :].strip()) == "author_bio"


@pytest.mark.parametrize(
    "last",
    [
        "Ada is a teacher of silence, and she lives in every frame.",
        "It is said that nobody lives in that house any more.",
        "She was a writer of letters.",
    ],
)
def test_a_character_has_no_biography(last: str) -> None:
    """A last paragraph about somebody whom the essay knows is the essay's own."""
    assert kind_of(read(f"Mud and music\n\n{PROSE}{last}\n"), last) == "body"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Tags: piano, New Zealand, 1990s, Jane Campion, silence, mud, sea, rain", "navigation"),
        ("Tag: piano", "navigation"),
        ("Filed under: Reviews, Nineties", "navigation"),
        ("#piano #campion", "navigation"),
        ("© 2021 The Wet Reel. All rights reserved.", "navigation"),
        ("Copyright 2021 by The Wet Reel", "navigation"),
        ("Text and pictures © 2021 The Wet Reel", "navigation"),
        ("If you enjoyed this essay, please subscribe to our newsletter.", "promo"),
        ("Sign up and get new essays in your inbox every Friday morning, free.", "promo"),
        ("Thanks for reading The Wet Reel! Subscribe for free to receive new posts.", "promo"),
        ("Click to share on Facebook (Opens in new window)", "promo"),
        ("Follow us on Instagram and Letterboxd for more of this every day.", "promo"),
    ],
)  # fmt: skip
def test_furniture_is_no_prose(line: str, kind: str) -> None:
    """Tags, rights and appeals to the reader are what the page puts around the essay."""
    assert kind_of(read(f"Mud and music\n\n{PROSE}{line}\n"), line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Follow the daughter through the film and you see how much she subscribes to, and why.",
        "If you like the film for its music, you will have heard it before you saw it.",
        "Share the frame with the sea and you lose: that is what the film seems to say to her.",
        "She wrote her email address on his hand, which nobody had in 1850, and the joke is lost.",
    ],
)
def test_prose_that_sounds_like_furniture_is_prose(line: str) -> None:
    """A sentence about the film is the essay's, whatever it begins with."""
    assert kind_of(read(f"Mud and music\n\n{PROSE}{line}\n"), line) == "body"


COMMENTS = (
    "Tom Hale\n\n2 days ago\n\nThis is the best thing that I have read about it, Ada wins.\n\nReply"
    "\n\nMia says:\n\n3 May 2021 at 5:12 pm\n\nI do not agree at all, Ada loses.\n\nReply\n"
)


@pytest.mark.parametrize("opening", ["2 comments\n\n", "Comments (2)\n\n", "2 Responses\n\n", ""])
def test_comments_of_readers_are_not_the_essay(opening: str) -> None:
    """Below an essay, under a heading or signed with dates, readers speak for themselves."""
    essay = read(f"Mud and music\n\n{PROSE}{PROSE}{opening}{COMMENTS}")
    assert kind_of(essay, "This is the best thing") == "form"
    assert kind_of(essay, "I do not agree") == "form"
    assert kind_of(essay, "Its greys") == "body"


def test_a_link_to_comments_above_the_essay_hides_nothing() -> None:
    """The count of comments below a title is no border, nor is a quotation's "said:"."""
    essay = read(f"Mud and music\n\n2 comments\n\n{PROSE}Campion said:\n\nIt rained.\n\n{PROSE}")
    assert [kind_of(essay, part) for part in ("Its greys", "It rained")] == ["body", "body"]


NESTING = st.lists(
    st.sampled_from(["div", "span", "table><tr><td", "ul><li", "blockquote", "b", "section"]),
    min_size=1,
    max_size=3,
)


@settings(max_examples=25, deadline=None)
@given(NESTING, st.sampled_from((10, 300, 3000, 10_000)), st.booleans())
def test_deep_nesting_loses_no_word(tags: list[str], depth: int, closed: bool) -> None:
    """However deep a page nests, with end tags or without, all of its words are read."""
    names = [n for _ in range(depth) for tag in tags for n in tag.split("><")]
    ends = "".join(f"</{n}>" for n in reversed(names)) if closed else ""
    page = (
        f"<p>Before &amp; above.</p>{''.join(f'<{n}>' for n in names)}Deep down.{ends}<p>After.</p>"
    )
    text = read(page, ".html").text
    assert all(part in text for part in ("Before & above.", "Deep down.", "After."))
