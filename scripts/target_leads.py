"""Sentences of film leads in the form of an aligned corpus, with a title whose place is known.

A corpus that was aligned with a knowledge base puts the title where a pronoun stood (*Harbour 's
role*, *Moon : A Love Story*) and names films that nobody knows. Leads of film articles, of which
the title is given, make such sentences in any number: the title stands where they have it, or in
a pronoun's place, and is the article's own or one of the corpus that the knowledge base lacks.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

__all__ = ["LeadSentence", "lead_sentences"]

_GENITIVE = "'s"
_PRONOUNS = {
    **dict.fromkeys(("it", "he", "she", "they"), ""),
    **dict.fromkeys(("its", "his", "her", "their"), _GENITIVE),
}
_PRONOUN = re.compile(rf"\b({'|'.join(_PRONOUNS)})\b", re.IGNORECASE)
_STOP = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"])")
_SHORTEST, _LONGEST, _SHORTEST_TITLE = 40, 350, 4
_OWN, _TOKENISED, _FIRST = 0.45, 0.8, 0.5
_INSIDE, _OPENING = 0.4, 0.03


class LeadSentence(NamedTuple):
    """A sentence, its film's title, and the group of the row that the title comes from, if any."""

    text: str
    title: str
    group: int | None


def lead_sentences(
    paths: Iterable[Path],
    lent: Sequence[tuple[str, int]],
    barred: Collection[str],
    number: int,
) -> list[LeadSentence]:
    """Up to a number of sentences of leads (``title`` and ``extract`` a line) in a mixed order.

    ``lent`` are titles to be put in for the article's own, each with its group; leads of films
    with a ``barred`` title (in lower case, without spaces) are left out.
    """
    draw = random.Random(0)
    rows = [json.loads(x) for p in paths for x in p.read_text(encoding="utf-8").splitlines()]
    kept = [
        r
        for r in rows
        if len(r["title"]) >= _SHORTEST_TITLE
        and "".join(r["title"].lower().split()) not in barred
        and r.get("extract")
    ]
    draw.shuffle(kept)
    found: list[LeadSentence] = []
    for row in kept:
        if len(found) == number:
            break
        title, group = (row["title"], None) if draw.random() < _OWN else draw.choice(lent)
        made = _sentence(row["title"], row["extract"], title, draw)
        if made is not None:
            found.append(LeadSentence(made, title, group))
    return found


def _sentence(own: str, lead: str, title: str, draw: random.Random) -> str | None:
    """A sentence of a lead with a title inside, in a pronoun's place, or (seldom) at its head."""
    sentences = [s for s in _STOP.split(lead) if _SHORTEST < len(s) < _LONGEST]
    inside = [s for s in sentences if own in s[1:]]
    spoken = [s for s in sentences if own not in s and _PRONOUN.search(s)]
    chance = draw.random()
    if inside and chance < _INSIDE:
        return _put_in(draw.choice(inside), own, title)
    if spoken and chance < 1 - _OPENING:
        return _put_for_pronoun(draw.choice(spoken), title, draw)
    if sentences and sentences[0].startswith(own) and chance >= 1 - _OPENING:
        return title + sentences[0][len(own) :]
    return None


def _put_in(sentence: str, own: str, title: str) -> str:
    at = sentence.index(own, 1)
    return sentence[:at] + title + sentence[at + len(own) :]


def _put_for_pronoun(sentence: str, title: str, draw: random.Random) -> str:
    places = list(_PRONOUN.finditer(sentence))
    place = places[0] if draw.random() < _FIRST else draw.choice(places)
    name = _tokenised(title) if draw.random() < _TOKENISED else title
    name += _PRONOUNS[place[0].lower()]
    return sentence[: place.start()] + name + sentence[place.end() :]


def _tokenised(title: str) -> str:
    """A title with its marks and genitives apart, as tokenised text has them."""
    apart = re.sub(r"([:!?,])", r" \1 ", title)
    return " ".join(re.sub(r"('s|')\b", r" \1", apart).split())
