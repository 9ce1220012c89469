"""A block of text as mention detection looks at it.

Lists, lines of credits, runs of capitals, n-grams to look up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuild.annotation.detection.stress import Stress, is_rubric
from graphbuild.annotation.english.capitals import TokenFlags, is_given_tail
from graphbuild.annotation.english.lexicon import common_words, english_words, given_names, listed
from graphbuild.annotation.names.nicknames import nickname_in, without_nickname
from graphbuild.annotation.names.proposed import ProposedSpan
from graphbuild.annotation.tagging import is_tagged_somebody, tagged_type

if TYPE_CHECKING:
    from graphbuild.annotation.analysis import Block
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.knowledge.records import AliasHit

__all__ = ["CASTING", "DASHES", "View"]

_MAX_TOKENS = 9
_SURELY_TITLE = 4
_BEFORE_PARTS = frozenset({"as", "and", ",", "&", "(", "by"})
_PAIR, _AFTER_NAME = 2, 3
_SEQUELS = frozenset("23456789")
_RATING = frozenset({"/", "%", "-", ".", "out", "of", "to", ":"})
"""What follows a number that rates or counts rather than names a sequel."""
_MAX_LOWER = 5
_INITIAL = re.compile(r"(?:[A-Z]\.)+")
_BILLING = frozenset({"starring", "featuring", "by"})
_CREDITS = frozenset(
    "cast stars director directors dir directed writer writers written screenplay script producer "
    "producers produced music score composer cinematography cinematographer photography editor "
    "editing with reviewed".split()
)
"""Words before the names of a line of credits."""
CASTING = frozenset({"as", "(", "...", "…", ".."})
"""What stands between performer and part in a line of the cast."""
DASHES = frozenset({"-", "–", "—", "\t"})
"""The same where the line is not the first, which may be a headline."""
_ARTICLES = frozenset({"the", "a", "an"})
_PARTICLES = frozenset("de del della di da von van der".split())
"""What belongs to a surname that stands alone."""
_FOREIGN_ARTICLES = frozenset(
    "la le les l' l’ il lo los las el der die das une una un eine o os".split()
)


@dataclass(frozen=True, slots=True)
class View:
    """A block with the flags of its tokens; ``stress`` tells what the writer does with capitals,
    ``lower`` whether he does without."""

    index: int
    block: Block
    flags: TokenFlags
    doc: Doc
    stress: Stress
    lower: bool = False

    def text(self, start: int, end: int) -> str:
        return self.doc.text_of(start, end)

    def is_aside(self, start: int, end: int) -> bool:
        """Whether a word stands alone, or first of several, in a parenthesis behind a full name:
        *Mick Jones (Foreigner)*."""
        if start < _AFTER_NAME or not self.opens_parenthesis(start) or end - start > 1:
            return False
        cap, doc, behind = self.flags.cap, self.doc, self.doc[end : end + 2]
        named = cap[start - 2] and cap[start - 3] and doc[start - 3].lower_ in given_names()
        closed = behind and behind[0].text == ")"
        followed = len(behind) > 1 and behind[0].text == "," and cap[behind[1].i]
        told = self.flags.prefix[start] or self.flags.generic[start] or is_rubric(doc[start])
        return bool(named and (closed or followed) and not told)

    def grams(self) -> Iterator[tuple[int, int]]:
        """Token n-grams that begin with a capital or a number, to be looked up."""
        inner, cap, stop = self.flags.inner, self.flags.cap, self.flags.stop
        foreign = self.flags.foreign
        size = len(cap)
        for start in range(size):
            if not (cap[start] or (self.flags.number[start] and start + 1 < size)):
                continue
            for end in range(start + 1, min(start + _MAX_TOKENS, size) + 1):
                last = end - 1
                if cap[last] or self.flags.number[last] or self._tail(last) or foreign[last]:
                    yield start, end
                elif last > start and self.flags.bang[last]:
                    yield start, end
                if stop[last] or not (inner[last] or self._tail(last) or foreign[last]):
                    break
            yield from self._sentence_case(start)

    def _sentence_case(self, start: int) -> Iterator[tuple[int, int]]:
        """Longer n-grams with words in lower case, as titles are written carelessly (*In the mood
        for love*, *Batman begins*); so long that a title which the index holds is no accident,
        where the first capital may be the sentence's."""
        doc, cap = self.doc, self.flags.cap
        enough = _SURELY_TITLE if self.flags.initial[start] and not self._opens_item(start) else 2
        careless = False
        for end in range(start + 2, min(start + _MAX_TOKENS, len(doc)) + 1):
            word = doc[end - 1]
            clitic = "'" in word.text or "’" in word.text  # "You've got mail"
            if not (word.is_alpha or clitic or word.text in {"-", ",", "&"}):
                break
            careless = careless or (word.is_lower and not self.flags.inner[end - 1])
            last = cap[end - 1] or (word.is_lower and not word.is_stop)
            if careless and last and word.is_alpha and end - start >= enough:
                yield start, end

    def _opens_item(self, start: int) -> bool:
        """Whether a token opens an item of a list or a parenthesis rather than a sentence."""
        if start == 0:
            return False
        before = self.doc[start - 1].text
        numbered = start > 1 and before in {".", ")"} and self.doc[start - 2].is_digit
        return before in {"(", ",", "/", "-", "*"} or numbered

    def counts_items(self, index: int) -> bool:
        """Whether a number counts the items of a list that began before: *1. Heat 2. Ronin*."""
        doc, number = self.doc, self.doc[index].text
        if not (number.isdigit() and doc.text_of(index + 1, index + 2) in {".", ")"}):
            return False
        before = str(int(number) - 1)
        return any(
            token.text == before and mark.text in {".", ")"}
            for token, mark in pairwise(doc[:index])
        )

    def foreign_titles(self) -> Iterator[tuple[int, int]]:
        """Titles in the sentence case of other languages, behind their article: *La strada*."""
        cap, foreign, size = self.flags.cap, self.flags.foreign, len(self.doc)
        for start in range(size):
            if not cap[start] or self.doc[start].lower_ not in _FOREIGN_ARTICLES:
                continue
            end = start + 1
            while end < size and (foreign[end] or (cap[end] and foreign[end - 1])):
                end += 1
            if end > start + 1 and not cap[start + 1]:
                yield start, end
        yield from self._foreign_runs()

    def _foreign_runs(self) -> Iterator[tuple[int, int]]:
        """Titles of other languages without an article in front: *Tagebuch einer Verlorenen*."""
        cap, foreign, doc = self.flags.cap, self.flags.foreign, self.doc
        particles = listed("capitals", "particles")
        for start in range(len(doc) - 2):
            if not cap[start] or self.flags.initial[start] or not doc[start].is_alpha:
                continue
            if doc[start].is_stop or doc[start + 1].pos_ in {"VERB", "AUX", "ADV"}:
                continue  # "I forgot Big B"
            end = start + 1
            while end < len(doc) and (foreign[end] or (cap[end] and foreign[end - 1])):
                end += 1
            strange = any(doc[i].text not in particles for i in range(start + 1, end) if foreign[i])
            named = doc[start].lower_ in given_names() or doc[start].lower_ in common_words()
            if end > start + 2 and foreign[start + 1] and cap[end - 1] and strange and not named:
                yield start, end

    def lower_grams(self) -> Iterator[tuple[int, int]]:
        """N-grams in lower case that may be names, where capitals are missing: none of common
        words alone."""
        doc = self.doc
        plain = [t.is_alpha and not t.is_stop for t in doc]
        usual = common_words() | listed("character", "people") | listed("capitals", "demonyms")
        rare = [p and t.lower_ not in usual for p, t in zip(plain, doc, strict=True)]
        for start in range(len(doc)):
            if not plain[start]:
                continue
            for end in range(start + 1, min(start + _MAX_LOWER, len(doc)) + 1):
                if not (plain[end - 1] or doc[end - 1].text in {"-", ","}):
                    break
                if plain[end - 1] and any(rare[start:end]):
                    yield start, end
        yield from self._lower_titles(plain, rare)

    def lower_hyphens(self) -> Iterator[tuple[int, int]]:
        """Names in lower case whose given name is hyphenated, with the family name before it
        (*lee choon-jae*)."""
        doc = self.doc
        rare = [t.is_lower and t.is_alpha and t.lower_ not in common_words() for t in doc]
        for i in range(2, len(doc) - 1):
            joined = doc[i].text == "-" and not (doc[i - 1].whitespace_ or doc[i].whitespace_)
            if joined and all((rare[i - 2], rare[i - 1], rare[i + 1])) and not doc[i - 2].is_stop:
                yield i - 2, i + 2

    def _lower_titles(self, plain: list[bool], rare: list[bool]) -> Iterator[tuple[int, int]]:
        """Longer n-grams with function words inside or in front, as titles have them (*the
        banshees of inisherin*); four words may all be common (*in the mood for love*)."""
        doc = self.doc
        for start in range(len(doc)):
            longest = min(start + _MAX_TOKENS, len(doc)) if doc[start].is_alpha else start
            for end in range(start + 2, longest + 1):
                if not (doc[end - 1].is_alpha or doc[end - 1].text in {"-", "'s"}):
                    break
                functional = not all(plain[start:end])
                enough = any(rare[start:end]) or end - start >= _SURELY_TITLE
                if plain[end - 1] and functional and enough:
                    yield start, end

    def _tail(self, index: int) -> bool:
        if index and self.flags.cap[index - 1] and self.doc[index].lower_ in _kin():
            return True  # "the Coen brothers"
        return index > 1 and is_given_tail(self.doc, index - 1, common=True)

    def is_title_case(self, start: int, end: int) -> bool:
        words = [i for i in range(start, end) if self.doc[i].is_alpha]
        if not words or not (self.flags.cap[start] or self.flags.number[start]):
            return False
        lower = listed("capitals", "connectors")
        return all(self.flags.cap[i] or self.doc[i].lower_ in lower for i in words)

    def runs(self, taken: list[bool]) -> Iterator[tuple[int, int]]:
        """Maximal runs of free capitalised tokens, joined by hyphens and name particles."""
        cap, size = self.flags.cap, len(self.flags.cap)
        start = 0
        while start < size:
            if not cap[start] or taken[start]:
                start += 1
                continue
            end = start + 1
            while end < size:
                bridge = self.flags.bridge[end]
                if cap[end] and not taken[end]:
                    end += 1
                elif is_given_tail(self.doc, end):
                    end += 2
                elif self._counted(start, end):
                    end += 1
                elif self._is_called(start, end):
                    end += 2
                elif bridge and end + bridge < size and cap[end + bridge] and not taken[end]:
                    end += bridge + 1
                else:
                    break
            yield self._past_particle(start, end), end
            start = end

    def _past_particle(self, start: int, end: int) -> int:
        """Where a single surname begins whose particle is small: *de Sica*."""
        doc = self.doc
        if end - start > 1 or not start or doc[start - 1].text not in _PARTICLES:
            return start
        before = doc[start - 2] if start > 1 else None
        if before is not None and (before.like_num or self.flags.cap[before.i]):
            return start
        foreign = before is not None and self.flags.foreign[before.i]
        return start if foreign or doc[start].lower_ in english_words() else start - 1

    def is_mute_word(self, index: int) -> bool:
        """Whether a capital says nothing of a word that English has, as all around have one."""
        token = self.doc[index]
        plain = token.is_stop or not token.is_alpha or token.lower_ in english_words()
        return self.flags.mute[index] and plain and token.lower_ not in given_names()

    def _is_called(self, start: int, end: int) -> bool:
        """Whether a single name goes on with what its bearer is, as parts are billed: *as Rizzo
        the rat and others*."""
        doc = self.doc
        if end - start > 1 or end + 2 >= len(doc) or doc[end].text != "the" or start == 0:
            return False
        named = doc[start].lower_ in given_names() or is_tagged_somebody(doc[start])
        billed = doc[start - 1].lower_ in _BEFORE_PARTS
        noun, behind = doc[end + 1], doc[end + 2]
        ends = behind.is_punct or behind.pos_ in {"CCONJ", "AUX"} or behind.tag_ in {"VBZ", "VBD"}
        return named and billed and noun.is_lower and noun.pos_ == "NOUN" and ends

    def _counted(self, start: int, end: int) -> bool:
        """Whether a number goes on with a run: *Lilja 4-ever*, *The Number 23*, *Plan 9 From*."""
        figure = self.doc[end].text
        if not figure[0].isdigit() or self.counts_items(end):
            return False
        if not figure.isdigit():
            return "-" in figure and figure[-1].isalpha()
        titled = self.is_article(start) and end > start + 1
        goes_on = (
            end + 1 < len(self.doc) and self.flags.cap[end + 1] and not self.flags.initial[end + 1]
        )
        return len(figure) < 4 and (titled or goes_on or self._is_sequel(start, end))

    def _is_sequel(self, start: int, end: int) -> bool:
        """Whether a figure behind two words or more counts a sequel: nothing follows that it could
        count, nor is it a rating (*Cyber Patrol 2 becomes …*)."""
        if self.doc[end].text not in _SEQUELS:
            return False
        if end - start < _PAIR and not self._is_rare(start):
            return False
        behind = self.doc[end + 1 : end + 2]
        counted = any(t.pos_ in {"NOUN", "ADJ", "NUM", "PROPN", "SYM"} for t in behind)
        return not counted and not any(t.lower_ in _RATING for t in behind)

    def _is_rare(self, index: int) -> bool:
        """Whether a word is neither of English nor somebody's name: *Xmen 3*."""
        word, flags = self.doc[index], self.flags
        known = word.lower_ in english_words() or word.lower_ in given_names()
        somebody = is_tagged_somebody(word) and not is_tagged_somebody(self.doc[index + 1])
        return not known and not flags.generic[index] and not somebody

    def credited(self) -> list[bool] | None:
        """Which tokens stand where a line of credits has its names: *Cinematography by …*,
        *Cast: …*, *With A, B and C*, *A as B*; None where it is no such line."""
        kind, doc = self.block.region.kind, self.doc
        if kind not in {"body", "heading"}:
            return None
        if kind == "heading":
            return self._billed()
        for i in range(1, min(5, len(doc))):
            if doc[i].lower_ == "by" or doc[i].text in {":", "):"}:
                return [at > i for at in range(len(doc))]
        return None

    def _billed(self) -> list[bool] | None:
        """The same in what stands like a heading, where only the words of credits tell."""
        doc, cap = self.doc, self.flags.cap
        casting = CASTING | DASHES if self.index else CASTING
        if self.index and (doc[0].lower_ in given_names() or _INITIAL.fullmatch(doc[0].text)):
            casting = casting | {":"}  # "Linda Hamilton: Vicky"
        links = [i for i in range(2, len(doc) - 1) if doc[i].lower_ in casting]
        links = [i for i in links if doc[i].text != "-" or _stands_free(doc[i])]
        named = [i for i in range(len(doc)) if i not in links and self._may_name(i)]
        if 0 < len(links) < 3 and len(named) + len(links) + (doc[-1].text == ")") == len(doc):
            return cap
        inside, found = False, []
        for i, token in enumerate(doc):
            follows = doc.text_of(i + 1, i + 2)
            label = token.lower_ in _BILLING or (token.lower_ == "with" and i == 0)
            label = label or (token.lower_.rstrip(".") in _CREDITS and follows in {":", ".:"})
            inside = label or (inside and token.text not in {".", ";", "|"})
            found.append(inside and not label and token.lower_.rstrip(".") not in _CREDITS)
        return found if any(found) else None

    def _may_name(self, index: int) -> bool:
        return self.flags.cap[index] or self.doc[index].text in {".", '"', "-"}

    def is_article(self, index: int) -> bool:
        return self.doc[index].lower_ in _ARTICLES

    def opens_parenthesis(self, start: int) -> bool:
        """Whether a token stands right behind an opening parenthesis."""
        return start > 0 and self.doc[start - 1].text == "("

    def may_begin(self, start: int) -> bool:
        """Whether a capital means something here: it is not the sentence's alone."""
        inside = not self.flags.initial[start]
        return inside or self.opens_parenthesis(start) or self.opens_title(start)

    def begins_with_a_noun(self, start: int) -> bool:
        """Whether a sentence's first word is a noun that may be a title's, as capitals of common
        words behind a function word show: *Diary of a Lost Girl*."""
        doc, cap = self.doc, self.flags.cap
        if start + 3 >= len(doc) or not (cap[start] and self.flags.initial[start]):
            return False
        first, joint = doc[start], doc[start + 1]
        if first.tag_ not in {"NN", "NNP"} or joint.lower_ not in {"of", "in", "for", "on"}:
            return False
        return first.lower_ not in listed("person", "roles") and not self.flags.all_caps

    def opens_title(self, start: int) -> bool:
        """Whether a sentence's first word is a title's, as the capital of the function word behind
        it proves: *Sorry We Missed You*, *Mad About the Boy*."""
        if start + 1 >= len(self.doc) or self.doc[start].is_stop or not self.flags.cap[start]:
            return False
        behind = self.doc[start + 1]
        return (
            self.flags.cap[start + 1]
            and behind.is_stop
            and behind.lower_ not in {"i", *_ARTICLES}
            and not self.flags.all_caps
        )

    def dated(self, end: int) -> bool:
        """Whether a year in parentheses follows, as behind a title."""
        after = self.doc[end : end + 3]
        return len(after) == 3 and after[0].text == "(" and after[1].is_digit and len(after[1]) == 4

    def past_genitive(self, end: int) -> int:
        """The end of a title that goes on behind a genitive, as the year behind it proves: *The
        Miracle of Morgan's Creek (1944)*."""
        cap, at = self.flags.cap, end + 1
        if not 0 < end < len(cap) or self.doc[end].tag_ != "POS":
            return end
        while at < len(cap) and cap[at]:
            at += 1
        return at if at > end + 1 and self.dated(at) else end

    def _headline_words(self, start: int, end: int) -> bool:
        """Common words capitalised in a headline are the headline's own."""
        doc = self.doc
        if self.block.region.kind != "heading" and (self.index or len(doc) > 25):
            return False
        common = all(doc[i].lower_ in common_words() for i in range(start, end))
        return doc[-1].text != "." and common

    def propose(
        self,
        start: int,
        end: int,
        known: dict[str, tuple[AliasHit, ...]],
        *,
        mark: str = "",
        weak: bool = False,
    ) -> ProposedSpan:
        """The span of these tokens, tagged as its last or first token is."""
        tagged = tagged_type(self.doc[end - 1]) or tagged_type(self.doc[start])
        if self.flags.title_case or (tagged == "other" and end - start > 1):
            tagged = ""
        text, span = self.text(start, end), self.block.span(start, end)
        proper = self.doc[end - 1].pos_ == "PROPN"
        plain = not (self.flags.title_case or self.flags.all_caps)
        inside = plain and self.flags.cap[start] and not self.flags.initial[start]
        hits = known.get(without_nickname(text) if nickname_in(text) else text, ())
        weak = (weak and not self.is_aside(start, end)) or self._headline_words(start, end)
        certain = bool(mark) or self.dated(end)
        if not certain and self.stress.falls_on(self.doc, self.flags, start, end, hits):
            weak, tagged = True, ""
        weak = weak and not certain
        return ProposedSpan(
            self.index, start, end, span, text, mark, tagged, weak, proper, inside, hits
        )


def _stands_free(mark: Token) -> bool:
    """Whether there is room before a mark: it is no hyphen."""
    before = mark.nbor(-1)
    return before.idx + len(before) < mark.idx


def _kin() -> frozenset[str]:
    return listed("person", "kin")
