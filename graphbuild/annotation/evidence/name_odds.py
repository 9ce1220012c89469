"""Whether words with a capital that nobody knows name anything.

Writers of reviews give capitals to common nouns, to what they shout or quote, and to adjectives of
peoples; what stands around such words, how they are written here and elsewhere and what the model
takes them for tell them from names. The weights (``name_odds.tsv``) are log-odds for a name, learnt
by ``scripts/train_name_odds.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import (
    common_words,
    english_words,
    given_names,
    surnames,
)
from graphbuild.annotation.evidence.odds import summed_odds
from graphbuild.annotation.names.roster import PROMINENT

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.annotation.names.proposed import ProposedSpan

__all__ = ["NameOdds", "is_open", "likely_names"]

_DEFINED = frozenset({"film", "series", "work", "entry"})
_OPEN = frozenset({"ADP", "DET", "PRON", "CCONJ", "SCONJ", "AUX", "PUNCT", "PART", "INTJ"})
_MOST, _OFTEN, _LONG, _LOUD = 12.0, 3, 3, 0.6
_UNLIKELY = -3.0
"""Log-odds below which no name is taken."""


def likely_names(docs: Sequence[Doc], spans: Sequence[ProposedSpan]) -> tuple[ProposedSpan, ...]:
    """The spans of an essay without those that most unlikely name anything; a word is judged by
    the likeliest of its places."""
    odds = NameOdds(docs, spans)
    best: dict[str, float] = {}
    for span in spans:
        told = odds.of(span) if is_open(span) else _MOST
        best[span.text] = max(told, best.get(span.text, told))
    return tuple(s for s in spans if best[s.text] >= _UNLIKELY)


def is_open(span: ProposedSpan) -> bool:
    """Whether it is to be asked if a span is a name: it has a capital, no sentence defines it as a
    title, and nothing but little-known films is known to be called so."""
    obscure = all(h.type == "film" and h.prior < PROMINENT for h in span.hits)
    return obscure and span.mark not in _DEFINED and not span.text[0].islower()


class NameOdds:
    """Tells the odds of the spans of one essay, which has ``docs`` for its blocks."""

    def __init__(self, docs: Sequence[Doc], spans: Iterable[ProposedSpan]) -> None:
        self.docs = docs
        self._often = Counter(s.text for s in spans)
        self._small = {t.text for doc in docs for t in doc if t.is_lower}

    def of(self, span: ProposedSpan) -> float:
        """The log-odds that a span is a name."""
        return summed_odds("name_odds.tsv", self.features(span), _MOST)

    def features(self, span: ProposedSpan) -> Iterator[str]:
        """What is known of a span, as words of a fixed set."""
        doc = self.docs[span.block]
        words = [t for t in doc[span.start : span.end] if t.text[0].isalnum()]
        if not words:
            return
        kind = _kind(words)
        yield "always"
        yield kind
        for feature in (*self._own(span, words), *_around(doc, span)):
            yield feature
            yield f"{kind}: {feature}"
        if len(words) == 1:
            yield f"is {words[0].lower_}"
        yield from (f"has {t.lower_}" for t in words if len(words) > 1)

    def _own(self, span: ProposedSpan, words: Sequence[Token]) -> Iterator[str]:
        last = words[-1]
        yield f"mark {span.mark}"
        yield f"read as {span.ner}"
        yield f"weak {span.weak} inside {span.inside}"
        yield f"tag {last.tag_}"
        yield f"ends {last.lower_[-3:]}"
        yield f"shape {_shape(words)}"
        yield f"comes {min(self._often[span.text], _OFTEN)}"
        if all(t.lower_ in self._small for t in words):
            yield "is written small"
        if span.hits:
            yield "is some film"


def _kind(words: Sequence[Token]) -> str:
    """How many words there are, and how far English has them."""
    size = "one" if len(words) == 1 else "two" if len(words) == 2 else "more"
    if any(t.lower_ in given_names() for t in words):
        return f"{size} given"
    if all(t.lower_ in common_words() or t.is_stop for t in words):
        return f"{size} common"
    if all(t.lower_ in english_words() for t in words):
        return f"{size} English"
    if words[-1].lower_ in surnames():
        return f"{size} surname"
    if all(t.lower_ not in english_words() for t in words):
        return f"{size} rare"
    return f"{size} mixed"


def _shape(words: Sequence[Token]) -> str:
    if all(t.is_upper for t in words):
        return "loud" if max(map(len, words)) > _LONG else "letters"
    if any(not t.is_alpha for t in words):
        return "marks"
    return "title" if all(t.text[0].isupper() for t in words) else "small words"


def _around(doc: Doc, span: ProposedSpan) -> Iterator[str]:
    """What stands beside a span, and how loud its sentence is."""
    before = doc[span.start - 1] if span.start else None
    after = doc[span.end] if span.end < len(doc) else None
    yield f"< {_word(before)}"
    yield f"> {_word(after)}"
    yield f"< {_tag(before)} > {_tag(after)}"
    if before is not None and span.start > 1:
        yield f"<< {_word(doc[span.start - 2])} {_tag(before)}"
    if after is not None and after.is_lower and after.pos_ == "NOUN":
        yield f"> noun {after.lemma_.lower()}"
    root = doc.root_of(span.start, span.end)
    yield f"dep {root.dep_}"
    sent = [t for t in doc[span.start].sent if t.is_alpha]
    loud = sum(t.text[0].isupper() for t in sent) > _LOUD * len(sent)
    yield f"loud {loud and len(sent) > _LONG}"


def _word(token: Token | None) -> str:
    if token is None:
        return ""
    return token.lower_ if token.pos_ in _OPEN or token.is_stop else token.tag_


def _tag(token: Token | None) -> str:
    return token.tag_ if token is not None else ""
