"""One film set beside the film spoken of in words that no entry of the lexicon holds: "it is Jaws
with bears", "the next Jaws", "it makes Jaws look tame", "rent Jaws instead"."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.syntax import surface_subject
from graphbuild.annotation.factuality import Judgement, Said
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.claims import Statement
from graphbuild.annotation.relations.fillers import Filler, extent, of_types
from graphbuild.annotation.relations.referents import Referents

__all__ = ["likenings"]

_SCREEN = frozenset({"film", "series"})
_STRENGTH = 0.8
_BEHIND = frozenset({"with", "without", "in", "on", "for", "by", "minus", "meets"})
_DETERMINERS = frozenset({"the", "another", "a", "this"})
_ALMOST = frozenset(
    "basically essentially practically virtually pretty merely simply just more almost".split()
)
_LOOKING = frozenset({"look", "seem", "feel", "sound", "appear"})
_CHOSEN = frozenset("watch rent see get buy try check read go stick catch view".split())


def likenings(background: Background, referents: Referents) -> Iterator[Statement]:
    """What a block likens the film spoken of to."""
    property_ = background.ontology.names["comparedWith"]
    for mention, start, end in referents.names():
        if mention.kind != "name" or mention.entity.type not in _SCREEN:
            continue
        head = referents.block.doc.root_of(start, end)
        anchor = _likened(head, start, end) or _outshone(head)
        advised = _chosen_instead(head) if anchor is None else None
        anchor = anchor or advised
        if anchor is None:
            continue
        judged = background.judge(referents.block, anchor, Said("likening", property_.name))
        for film in _spoken_of(referents, anchor):
            if film.entity == mention.entity:
                continue
            yield Statement(
                property_,
                film,
                Filler(mention.entity, start, end, mention.score),
                "likening:comparedWith",
                _STRENGTH * min(film.score, mention.score),
                referents.block,
                extent(anchor.i, anchor.i + 1, film, Filler(mention.entity, start, end)),
                judged if advised is None else Judgement("asserted"),
            )


def _likened(name: Token, start: int, end: int) -> Token | None:
    """The copula of *it is Jaws with bears*, *it is the next Jaws*, *it is basically Jaws*."""
    be = name.head
    if name.dep_ != "attr" or be.lemma_ != "be":
        return None
    ahead = [t for t in name.lefts if t.i < start]
    kind = any(t.lower_ in _DETERMINERS for t in ahead)
    behind = name.doc.text_of(end, end + 1).lower() in _BEHIND
    almost = any(t.lower_ in _ALMOST for t in (*be.children, *ahead))
    return be if kind or behind or almost else None


def _outshone(name: Token) -> Token | None:
    """The verb of *it makes Jaws look tame*."""
    look = name.head
    made = name.dep_ == "nsubj" and look.lemma_ in _LOOKING and look.head.lemma_ == "make"
    return look.head if made and look.dep_ == "ccomp" else None


def _chosen_instead(name: Token) -> Token | None:
    """The verb of *rent Jaws instead*: an imperative, or what somebody would rather do."""
    verb = name.head
    if name.dep_ != "dobj" or verb.lemma_ not in _CHOSEN:
        return None
    beside = {c.lower_ for c in verb.children}
    rather = "rather" in beside and any(c.tag_ == "MD" for c in verb.children)
    return verb if "instead" in beside or rather else None


def _spoken_of(referents: Referents, anchor: Token) -> list[Filler]:
    """The film that is the subject of a verb, or that the passage is about."""
    subject = surface_subject(anchor)
    if subject is None or subject.lower_ in ("it", "this", "i", "you", "we"):
        film = referents.passage.film(anchor)
        return [film] if film is not None else []
    return of_types(referents.resolve([subject]), _SCREEN)[:1]
