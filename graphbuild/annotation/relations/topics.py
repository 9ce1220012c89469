"""Which film a passage is about: the essay's main film, or the one that a paragraph turns to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from graphbuild.annotation.analysis import Analysis, Block
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.passing import is_in_passing
from graphbuild.annotation.relations.fillers import Filler
from graphbuild.model import EntityRef, Mention

__all__ = ["Passage", "Topics"]

_SCREEN = frozenset({"film", "series"})
_DOMINANT = 0.7
"""Share of the names of films from which on one film is what the essay is about."""
_SURE = 0.6
"""Score of a name from which on it is taken for a film that words without a name mean."""
_REACH = 50
"""How many names back a word can take up."""


class Topics:
    """The film that each place of an essay is about.

    An essay that is mostly about one film stays with it; in one about several, a paragraph is
    about the film that it names first, and one that names none goes on about the last; before
    any film is named, it is about the main one if that is named more than once or never. An
    essay that does not name its film is about that throughout.
    ``films`` are the films spoken of, main film first.
    """

    def __init__(
        self, analysis: Analysis, mentions: Iterable[Mention], films: Sequence[EntityRef]
    ) -> None:
        self._films = {f.iri: f for f in films}
        self._main = films[0] if films else None
        every = [m for m in mentions if m.entity.type in _SCREEN and m.kind == "name"]
        self._every = _likely(_outside_parentheses(analysis, every), self._main)
        told = [m for m in self._every if self._may_be_spoken_of(m)]
        named = [m for m in told if not _is_in_passing(analysis, m)]
        self._works = [m for m in mentions if m.entity.type == "work" and m.kind == "name"]
        counts = Counter(m.entity.iri for m in named)
        main = counts[self._main.iri] if self._main else 0
        untitled = all(m.entity != self._main for m in every)
        nameless = self._main is not None and self._main.nil and not main
        self._dominant = nameless or main >= _DOMINANT * counts.total()
        self._recurs = main > 1 or untitled or len(counts) == 1
        self._named = named
        starts = [b.region.start for b in analysis.blocks]
        blocks = [bisect_right(starts, m.start) for m in named]
        self._first_of_block = [bisect_left(blocks, b) for b in blocks]

    def _may_be_spoken_of(self, mention: Mention) -> bool:
        """Whether a name is that of a film spoken of, or of a series."""
        return mention.entity.iri in self._films or mention.entity.type == "series"

    def at(self, block: Block, token: Token) -> EntityRef | None:
        """The film spoken of at a token; None when the essay is about none."""
        if self._main is None or self._dominant:
            return self._main
        position = block.token_span(token).start
        last = bisect_left(self._named, position, key=lambda m: m.start) - 1
        if last < 0:
            return self._main if self._recurs else None
        first = self._first_of_block[last]
        before = [m.entity for m in self._named[first : last + 1]]
        return self._main if self._main in before else before[0]

    def work(self, position: int) -> EntityRef | None:
        """The one novel, play or other work that the last names before a position name."""
        count = bisect_left(self._works, position, key=lambda m: m.start)
        works = {m.entity.iri: m.entity for m in self._works[:count][-_REACH:]}
        return next(iter(works.values())) if len(works) == 1 else None

    def last_films(self, position: int, count: int) -> list[EntityRef]:
        """The ``count`` films named last before a position, in order; none if there are fewer."""
        end = bisect_left(self._every, position, key=lambda m: m.start)
        found: dict[str, EntityRef] = {}
        for mention in reversed(self._every[max(end - _REACH, 0) : end]):
            if len(found) < count:
                found.setdefault(mention.entity.iri, mention.entity)
        return list(reversed(found.values())) if len(found) == count else []


def _is_in_passing(analysis: Analysis, mention: Mention) -> bool:
    block = analysis.block_at(mention.start)
    tokens = block.tokens(mention.span) if block is not None else None
    return tokens is not None and is_in_passing(tokens.root)


def _outside_parentheses(analysis: Analysis, named: list[Mention]) -> list[Mention]:
    """Without films that a parenthesis only adds ("Todd Haynes (*Safe*)"), where others are."""
    text = analysis.essay.text
    kept = []
    for mention in named:
        block = analysis.block_at(mention.start)
        before = text[block.region.start if block else 0 : mention.start]
        if before.rfind("(") <= before.rfind(")"):
            kept.append(mention)
    return kept or named


def _likely(named: Iterable[Mention], main: EntityRef | None) -> list[Mention]:
    """Without names that hardly are films, where others are; the main film is one."""
    every = list(named)
    sure = {m.entity.iri for m in every if m.score >= _SURE or not m.entity.nil}
    sure |= {main.iri} if main and sure else set()
    return [m for m in every if m.entity.iri in sure] if sure else every


class Passage:
    """What a block's words without a name can stand for: films and works spoken of.

    ``filled`` makes an argument of an entity that the essay, not the sentence, provides;
    ``source_of`` gives the work that a film is based on.
    """

    def __init__(
        self,
        topics: Topics,
        block: Block,
        filled: Callable[[EntityRef], Filler],
        source_of: Callable[[EntityRef], EntityRef | None],
    ) -> None:
        self._topics, self._block = topics, block
        self._filled, self._source_of = filled, source_of

    def film(self, token: Token) -> Filler | None:
        """The film that the passage around a token is about."""
        film = self._topics.at(self._block, token)
        return self._filled(film) if film else None

    def work(self, token: Token) -> Filler | None:
        """The work that a definite noun such as *the novel* takes up: the only one named so far,
        or what the film spoken of is based on."""
        work = self._topics.work(self._block.token_span(token).start)
        if work is None:
            film = self._topics.at(self._block, token)
            work = self._source_of(film) if film else None
        return self._filled(work) if work else None

    def films(self, token: Token, count: int) -> list[Filler]:
        """The films that *both* or *all three* take up."""
        position = self._block.token_span(token).start
        return [self._filled(f) for f in self._topics.last_films(position, count)]
