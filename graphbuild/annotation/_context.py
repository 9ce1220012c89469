"""Cues: what the words around a name say about its type.

A cue is a phrase that a reader understands; ``evidence.toml`` gives its weight for each type.
Syntax is read from the model's parse, and from the neighbouring words where the parse often errs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from graphbuild.annotation._citations import citations, follows_a_person
from graphbuild.annotation._lexicon import common_words, given_names, lexicon
from graphbuild.annotation._names import is_festival
from graphbuild.annotation._places import subject_of
from graphbuild.annotation._surroundings import PLAIN, shape, surroundings
from graphbuild.annotation._taken_up import taken_up

if TYPE_CHECKING:
    from graphbuild.annotation.detection import ProposedSpan
    from graphbuild.annotation.doc import Doc, Token

__all__ = ["base_scores", "cues", "learnt_scores", "type_scores", "weights"]

_GROUPS = {"agent": ("person", "character"), "title": ("film", "work", "series")}
_NER = {
    "PERSON": "the model reads a person",
    "ORG": "the model reads an organization",
    "GPE": "the model reads a place",
    "LOC": "the model reads a place",
    "FAC": "the model reads a building",
    "WORK_OF_ART": "the model reads a work",
    "EVENT": "the model reads an event",
    "PRODUCT": "the model reads a product",
}
_MARKS = {
    "quoted": "is in quotation marks",
    "italic": "is in italics",
    "film": "is defined as a film",
    "series": "is defined as a series",
    "work": "is defined as a book, play or song",
}
_TITLED = {
    "film": "is given as a film's name",
    "work": "is called a book, play or song",
    "series": "is called a series",
}
_ROMAN = frozenset("ii iii iv v vi vii viii ix x".split())
_ARTICLES = frozenset({"the", "a", "an"})
_LOCATED = frozenset("in at on near up to into from by of".split())
_NUMBERS = frozenset({"one", "two", "three"})
_ENDINGS = {
    "organization": "ends like an organization",
    "place": "ends like a place",
    "award": "ends like an award",
    "event": "ends like an event",
}
_STARRING = frozenset(
    "starring featuring stars features starred featured co-starring co-stars co-starred "
    "costarring costars costarred".split()
)
_BILLED = frozenset({"as", "in", "opposite", "alongside"})
_JOINING = frozenset({"with", "alongside", "along"})
_LIST_HEADS = _STARRING | {"by"}
_CAST_LABELS = frozenset({"cast", "starring", "stars", "with", "featuring", "actors", "players"})
_EXAMPLES = frozenset({"like", "including", "include", "includes", "as"})
_EXAMPLE_OF = {
    "film": "is an example of films",
    "series": "is an example of series",
    "work": "is an example of books, plays or songs",
    "person": "follows a role in film-making",
}
_LENDING = frozenset("rent buy order download stream purchase borrow air broadcast".split())
_WATCHING = frozenset("see watch rent catch".split())
_WRITERS = frozenset({"I", "i", "we", "We", "you", "You"})
_LIKENED = frozenset("be sound feel look play seem".split())
_MAKING = frozenset(
    "direct helm produce compose co-write co-direct shoot film edit score lens make".split()
)
_GROUPS_BEHIND = frozenset(
    "society club team company corporation corp gang mob band label magazine studio network "
    "railway airline railroad newspaper foundation agency troupe syndicate cartel".split()
)
_CYCLES = frozenset("trilogy franchise series saga serial serials films movies".split())
_PARTS_OF_SERIES = frozenset("episode episodes show season seasons sitcom miniseries".split())
_THEM = frozenset({"him", "her"})
_SHINING = frozenset("be shine excel give deliver impress appear turn do fare".split())
_SHORT = 5
"""Most letters of an abbreviation."""
_BYLINES = frozenset("posted reviewed review words published text essay article".split())
_AWARDING = frozenset({"give", "award", "hand", "grant", "bestow"})
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today tonight tomorrow".split()
)
_PROGRAMME = 5
"""Most words before the film that a day brings."""
_INITIALS = re.compile(r"(?:[A-Z]\.-?)+")
_DESCRIBED = 10
"""Most tokens between *as* and the name of the part."""
_DESCRIBING = frozenset({"DET", "ADJ", "NOUN", "ADV", "CCONJ", "PRON"})
_SUFFIXED = re.compile(r", (?:Jr|Sr)\.?$")
_COMPARED = frozenset({("with", "compared"), ("to", "compared"), ("to", "next")})
_SKIPPED = frozenset({"“", '"', "‘", "'", "’", "”", "*", "_"})
_QUOTES = frozenset({"”", '"', "’", "'", ","})
_ACTS = frozenset(
    {
        "is the subject of a verb of speech",
        "is the subject of a verb of the story, in the present",
        "is the object of a verb of the story",
    }
)
_BEFORE_NOUNS = frozenset({"ADJ", "NOUN", "NUM", "PUNCT", "ADV"})
_OWNED = {
    "film": "is in an apposition to a film",
    "work": "is in an apposition to a work",
    "series": "is called a series",
}
_MISREAD_OWNERS = frozenset({"nsubj", "nsubjpass", "dobj", "obj"})
"""What the model takes an owner before a title in quotation marks for."""
_PLAYING = frozenset({"play", "portray", "embody", "inhabit", "voice"})
_PRESENT = frozenset({"VBZ", "VBP"})
_FINITE = _PRESENT | {"VBD"}


@cache
def _evidence() -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    text = files("graphbuild.annotation").joinpath("evidence.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return data["base"], {cue: _spread(ws) for cue, ws in data["cues"].items()}


def _spread(given: Mapping[str, float]) -> dict[str, float]:
    out: dict[str, float] = {}
    for key, weight in given.items():
        for type_ in _GROUPS.get(key, (key,)):
            out[type_] = out.get(type_, 0.0) + weight
    return out


@cache
def _learnt() -> dict[str, dict[str, float]]:
    """What was learnt on top of the weights by hand, by cue; that of no cue is the base."""
    text = files("graphbuild.annotation").joinpath("evidence_learnt.tsv").read_text("utf-8")
    found: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            cue, type_, weight = line.split("\t")
            found.setdefault(cue, {})[type_] = float(weight)
    return found


def learnt_scores(cue: str) -> Mapping[str, float]:
    """What a cue says beyond its ``weights`` about a name that nobody knows; the empty cue is
    said of every such name. Learnt by ``scripts/train_evidence.py``."""
    return _learnt().get(cue, {})


def base_scores() -> dict[str, float]:
    """Log-odds of each type for a name of which the text says nothing."""
    return _evidence()[0]


def weights(cue: str) -> Mapping[str, float]:
    """Weight by hand of a cue for each type that it speaks for or against; plain cues have none."""
    return {} if cue.startswith(PLAIN) else _evidence()[1][cue]


def type_scores(found: Iterable[str], of: Callable[[str], Mapping[str, float]]) -> dict[str, float]:
    """The summed weights of cues, by type; a cue counts once."""
    out: dict[str, float] = {}
    for cue in dict.fromkeys(found):
        for type_, weight in of(cue).items():
            out[type_] = out.get(type_, 0.0) + weight
    return out


def cues(doc: Doc, span: ProposedSpan, *, title_case: bool = False) -> list[str]:
    """The cues for one occurrence of a name, strongest kinds first, each once."""
    out = list(_form(span))
    if not title_case:
        if span.ner == "GPE" and not any(h.type == "place" for h in span.hits):
            out.append("the model reads a place that nobody knows")
        elif span.ner in _NER:
            out.append(_NER[span.ner])
        out += _syntax(doc, span)
        if not _ACTS.isdisjoint(out) and _is_epithet(span):
            out.append("acts under an epithet")
        out += surroundings(doc, span)
        out += shape(span)
    out += _before(doc, span)
    out += _after(doc, span)
    out += taken_up(doc, span.start, span.end)
    return list(dict.fromkeys(out))


def _is_epithet(span: ProposedSpan) -> bool:
    """``The Bride``, ``The Fool``: an article and one common word that nothing known is called."""
    words = span.text.split()
    titled = any(h.type in {"film", "series", "organization"} for h in span.hits)
    return len(words) == 2 and words[0] == "The" and not titled


def _words(section: str, name: str) -> frozenset[str]:
    return lexicon().words(section, name)


def _form(span: ProposedSpan) -> Iterator[str]:
    if span.mark:
        yield _MARKS[span.mark]
    words = span.text.replace("’", "'").split()
    if _SUFFIXED.search(span.text) is None and "," in span.text:
        return  # "Paris, Texas"
    last = words[-1].lower().rstrip(".'")
    ends = [c for s, c in _ENDINGS.items() if len(words) > 1 and last in _words(s, "suffix")]
    yield from ends
    if _is_category(words):
        yield "names the category of a prize"
    elif {w.lower() for w in words} & _words("organization", "words") or is_festival(words):
        yield "names a festival or institution"
    if len(words) == 2 and words[0].lower() in _words("place", "prefix"):
        yield "begins like a place"
    if len(words) > 1 and (last in _ROMAN | _NUMBERS or last.isdigit()):
        happened = words[-2].lower() in _words("event", "suffix")
        yield _ENDINGS["event"] if happened else "ends with a number"
        return
    yield from _vocabulary(words, headed=bool(ends))
    if span.text.isupper() and len(span.text) > _SHORT and not span.weak:
        yield "is in capitals"
    if len(words) == 1:
        yield "has a single word"
        if span.text.isupper() and 2 <= len(span.text) <= _SHORT:
            yield "is an abbreviation"
    elif words[0].lower() in _words("capitals", "honorifics") and not _is_title(span):
        yield "has a title of address"
    elif words[0] in {"The", "A", "An"}:
        yield "begins with an article"
    elif span.text.islower():
        return  # a writer without capitals: the form says nothing
    elif any(w.islower() and w not in _inside_names() for w in words[1:]) or (
        ":" in span.text or "!" in span.text
    ):
        yield "is built like a title"
    elif len(words) <= 3 and all(w[0].isupper() for w in words):
        yield "is built like a full name"


def _inside_names() -> frozenset[str]:
    return _words("capitals", "particles") | _words("person", "kin")


def _is_category(words: list[str]) -> bool:
    """``Best Screenplay``, ``Academy Award for Best Actor``."""
    lower = [w.lower().strip(".,") for w in words]
    if "best" not in lower[:-1]:
        return False
    at = lower.index("best")
    awarded = at == 0 or lower[at - 1] in {"for", "-", ":"}
    return awarded and bool(set(lower[at + 1 :]) & _words("award", "categories"))


def _is_title(span: ProposedSpan) -> bool:
    """Whether a film is known by just this name (*King Kong*)."""
    return any(h.type == "film" and h.kind == "label" for h in span.hits)


def _vocabulary(words: list[str], *, headed: bool) -> Iterator[str]:
    """What the words of a name are; a name that is ``headed`` ends in a word for its kind."""
    lower = [w.lower().strip(".,:!?'") for w in words]
    if "&" in words:
        yield "is built like a title"
    elif lower[0] in given_names():
        yield "begins with a given name" if len(words) > 1 else "is a given name"
    elif all(w in common_words() or w in _words("capitals", "connectors") for w in lower):
        yield "is made of common words" if len(words) > 1 else "is a common word"
    elif len(words) > 1 and lower[-1] in common_words() and not headed:
        yield "ends with a common word"
    elif len(words) > 1 and lower[0] in common_words() and lower[0] not in _ARTICLES:
        yield "begins with a common word"


def _full_name(span: ProposedSpan) -> bool:
    words = span.text.split()
    return len(words) > 1 and (
        words[0].lower() in given_names() or _INITIALS.fullmatch(words[0]) is not None
    )


def _behind(doc: Doc, index: int, step: int) -> Token | None:
    """The first token from ``index`` on that is no quotation mark."""
    while 0 <= index < len(doc):
        if doc[index].text not in _SKIPPED:
            return doc[index]
        index += step
    return None


def _before(doc: Doc, span: ProposedSpan) -> Iterator[str]:
    one = _behind(doc, span.start - 1, -1)
    if one is None:
        return
    if _is_cited_director(doc, span):
        yield "follows 'directed by' or the like"
        return
    if one.lower_ == "by" and (one.i == 0 or one.nbor(-1).lower_ in _BYLINES):
        yield "is cited like a byline"
    if not _begins_its_clause(doc, span, one):
        one = _list_head(one)
    two = _behind(doc, one.i - 1, -1)
    lemma = one.lemma_.lower()
    yield from _called(one, two, lemma, span)
    if _one_of_several(one, two):
        yield "is told from others of its name"
    if one.lower_ == "the" and one.is_lower and span.end - span.start > 1 and not span.hits:
        plural = span.text.endswith("s") and span.text.split()[-1][0].isupper()
        yield f"is several words {'in the plural ' if plural else ''}behind 'the'"
    if one.lower_ == "the" and one.is_lower and span.end - span.start == 1:
        family = doc[span.start].tag_ == "NNPS" and doc[span.start].ent_type_ != "ORG"
        yield "is a family's name" if family else "follows 'the'"
    if one.lower_ == "fictional":
        yield "is called fictional"
    if one.lower_ in {"a", "an"} and one.is_lower and not span.mark and _ends_its_phrase(doc, span):
        yield "is one of many"
    if any(h.type == "award" for h in span.hits) and _counts_or_owns(one):
        yield "has an article or an owner, as a prize has"
    if one.text == "(" and two is not None and _noun_kind(two) == "people":
        yield "stands in parentheses behind a part"
    if _is_programmed(doc, span):
        yield "is what a day brings"
    if _publishes(one):
        yield "is written for"
    if one.lower_ in _STARRING or _cast_list(one) or _labels_a_cast(one):
        yield "follows 'starring'"
    elif one.lower_ == "by":
        yield from _by(one, two)
    elif example := _exemplified(one):
        yield example
    elif one.lower_ == "as" and any(t.lower_ == "as" for t in doc[max(one.i - 2, 0) : one.i]):
        yield "is compared with"  # "as quiet as X", "as far as X"
    elif (role := _as_before(one)) is not None:
        yield from _as(role, _behind(doc, role.i - 1, -1))
    elif one.lower_ in {"on", "from"} and _adapts(one, two) and not _owns(doc, span):
        yield "is whom a film is based on" if _full_name(span) else "is what a film is based on"
    elif two is not None and _compares(one, two) and not _continues(doc, span):
        yield "is compared with a film" if _compares_a_film(one) else "is compared with"
    elif one.i and lemma in _words("person", "speech") and one.nbor(-1).text in _QUOTES:
        yield "is the subject of a verb of speech"
    elif one.lower_ in {"from", "on"} and one.head.lemma_.lower() in _LENDING:
        yield "is where films are rented or shown"
    elif one.lower_ == "at":
        placed = span.ner == "GPE" or any(h.type == "place" for h in span.hits)
        city = placed and span.end - span.start == 1
        yield "is a city behind 'at'" if city else "follows 'at'"
    elif _locates(one) and not _owns(doc, span):
        made = one.lower_ != "for" and one.head.lemma_.lower() in {"film", "shoot", "set"}
        yield "is where a film was made or is set" if made else "is where something is or goes"
    elif one.lower_ == "in":
        yield from _in(one, doc, span)
    elif one.lower_ in _words("place", "before"):
        yield "follows a preposition of place"
    elif one.lower_ == "of" and doc.text_of(span.end, span.end + 1).lower() == "fame":
        yield "follows 'star in' or the like"
    elif one.lower_ == "of" and two is not None:
        yield from _of(two)
    elif one.lower_ == "on" and not _continues(doc, span):
        yield "follows 'on'"
    elif one.lower_ == "for" and two is not None and two.lemma_.lower() in _words("film", "goods"):
        yield "has an ending, a cast or the like"
    elif one.tag_ == "POS" or one.text in {"’s", "'s"}:
        if two is not None and two.text[0].isupper():
            given = span.text.lower() in given_names()
            yield "is somebody's part" if given else "belongs to a named person"
    elif one.text == "(" and two is not None and two.text[0].isupper() and two.is_alpha:
        yield "stands in parentheses after a name"


def _is_cited_director(doc: Doc, span: ProposedSpan) -> bool:
    """``Title (dir. X, 2019)``"""
    at = span.start, span.end
    return any(at in c.directors for c in citations(doc).values() if c.mark < span.start)


def _begins_its_clause(doc: Doc, span: ProposedSpan, one: Token) -> bool:
    """Whether a comma parts a subject from what its clause begins with: ``As written by
    Oppenheim, Jackie turns on two conversations``."""
    name = doc.root_of(span.start, span.end)
    behind = doc[span.end : span.end + 1]
    return (
        one.text == ","
        and name.dep_ in {"nsubj", "nsubjpass"}
        and bool(behind)
        and (behind[0].i == name.head.i or behind[0].head.i == name.head.i)
        and behind[0].pos_ in {"VERB", "AUX", "ADV"}
    )


def _counts_or_owns(one: Token) -> bool:
    """``an Oscar``, ``two Oscars``, ``her Oscar``."""
    return one.pos_ in {"DET", "NUM"} or one.tag_ == "PRP$"


def _ends_its_phrase(doc: Doc, span: ProposedSpan) -> bool:
    """Whether no noun follows that the name describes (*an Altman film*)."""
    after = doc[span.end] if span.end < len(doc) else None
    return after is None or (after.pos_ not in {"NOUN", "PROPN", "ADJ"} and after.text != "-")


def _one_of_several(one: Token, two: Token | None) -> bool:
    """``the first X``, ``the 1933 X``, ``the original X``: films have namesakes, people rarely."""
    if two is None or two.lower_ not in {"the", "this", "that", "'s", "’s"}:
        return False
    return one.lower_ in _words("film", "ordinals") or (one.is_digit and len(one) == 4)


def _compares(one: Token, two: Token) -> bool:
    if one.lower_ == "like" and one.pos_ == "ADP":
        return any(t.lemma_ in _LIKENED for t in one.doc[max(0, one.i - 4) : one.i])
    if one.lower_ == "of" and one.head.lemma_ == "remind":
        return True
    return one.lower_ == "than" or (one.lower_, two.lower_) in _COMPARED


def _compares_a_film(link: Token) -> bool:
    """Whether what is compared is a film: ``it is more honest than Gandhi``."""
    verb = next((a for a in link.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    subject = subject_of(verb) if verb is not None else None
    if subject is None:
        return False
    return subject.lower_ in {"it", "this"} or subject.lemma_.lower() in _words("film", "nouns")


def _owns(doc: Doc, span: ProposedSpan) -> bool:
    return span.end < len(doc) and doc[span.end].tag_ == "POS"


def _continues(doc: Doc, span: ProposedSpan) -> bool:
    """Whether more is compared than the name: ``than Bassett's``, ``than Bassett deserved``."""
    return _owns(doc, span) or doc.root_of(span.start, span.end).dep_ in {"nsubj", "nsubjpass"}


def _adapts(one: Token, two: Token | None) -> bool:
    """``adapted from X``, ``took the story from X``."""
    if two is not None and two.lemma_ in {"base", "adapt"}:
        return True
    taken = {"take", "draw", "adapt", "derive"} if one.lower_ == "from" else {"base"}
    return one.head.lemma_.lower() in taken or one.head.head.lemma_.lower() in taken


def _locates(one: Token) -> bool:
    """``shot in X``, ``leaves home for X``, ``grew up in X``."""
    if one.lower_ not in _words("place", "prepositions") or one.head.pos_ == "NOUN":
        return False
    return one.head.lemma_.lower() in _words("place", "verbs")


def _publishes(one: Token) -> bool:
    """``writes for X``, ``editor of X``, ``published in X``."""
    before = one if one.lower_ not in {"the", "The"} or not one.i else one.nbor(-1)
    if before.lower_ not in {"for", "in", "at", "of", "by", "with"}:
        return False
    head = before.head.lemma_.lower()
    if any(c.dep_ == "dobj" for c in before.head.children):
        return False  # "wrote the songs for X"
    if head in {"write", "publish", "edit", "print", "freelance", "blog", "contribute"}:
        return before.lower_ in {"for", "in", "at", "to"}
    return head in {"editor", "columnist", "critic", "contributor", "reviewer", "correspondent"}


def _list_head(one: Token) -> Token:
    """What stands before an enumeration of names: the first word that is neither name nor comma."""
    if one.text not in {",", "and", "&"} and one.lower_ not in _JOINING:
        return one
    at = one
    for _ in range(60):
        if at.i == 0:
            break
        listed = at.text[0].isupper() or (
            at.text in {",", "and", "&", ".", "-", "as", "Jr."}
            and not (at.text == "as" and at.i > 0 and at.nbor(-1).lower_ == "such")
        )
        listed = listed or at.lower_ in _JOINING
        if not (listed or at.lower_ in _words("capitals", "particles")):
            break
        at = at.nbor(-1)
    such = at.lower_ == "as" and at.i > 0 and at.nbor(-1).lower_ == "such"
    headed = at.lower_ in _LIST_HEADS or such or _cast_list(at) or _labels_a_cast(at)
    return at if headed or _exemplified(at) else one


def _exemplified(one: Token) -> str:
    """What the names behind a word are examples of: ``hits like X``, ``classics such as X``; empty
    where it brings no examples."""
    if one.lower_ not in _EXAMPLES:
        return ""
    at = _behind(one.doc, one.i - 1, -1)
    if at is not None and one.lower_ == "as":
        at = _behind(one.doc, at.i - 1, -1) if at.lower_ == "such" else None
    if at is not None and at.text == ",":
        at = _behind(one.doc, at.i - 1, -1)
    if at is None or at.tag_ not in {"NNS", "NN"} or (at.tag_ == "NN" and one.lower_ != "like"):
        return ""
    return _EXAMPLE_OF.get(_noun_kind(at), "") if at.is_lower else ""


def _labels_a_cast(token: Token) -> bool:
    """The colon of *Cast:*, or the *With* that opens a line of performers."""
    if token.i == 0:
        return token.lower_ == "with"
    return token.text == ":" and token.nbor(-1).lower_ in _CAST_LABELS


def _cast_list(token: Token) -> bool:
    """``a cast that includes``, ``a cast of``."""
    if token.lower_ not in {"includes", "including", "of"}:
        return False
    return any(t.lower_ == "cast" for t in token.doc[max(0, token.i - 3) : token.i])


def _called(one: Token, two: Token | None, lemma: str, span: ProposedSpan) -> Iterator[str]:
    if one.lower_ == "or" and one.i + 1 < len(one.doc) and one.nbor().is_quote:
        yield "is introduced as another name"
        return
    if lemma in {"name", "nickname", "moniker"} and one.tag_ == "NN":
        yield "is introduced as another name"
    elif lemma in _words("character", "named") and one.tag_ in {"VBN", "VBD", "VB", "VBG", "VBZ"}:
        yield from _named(one)
    elif one.lower_ == "as" and two is not None and two.lower_ in {"known", "credited"}:
        yield from _named(two)
    elif lemma in _words("person", "roles"):
        yield "follows a role in film-making"
    elif lemma in _words("film", "before") and one.pos_ != "VERB":
        if span.mark or not (_full_name(span) or _begins_a_relative_clause(one, span)):
            yield "is called a film"
    elif lemma in _words("series", "nouns"):
        yield "is called a series"
    elif lemma in {"sing", "hum"}:
        yield "is sung"
    elif lemma in _words("work", "nouns") and one.pos_ != "VERB":
        yield "is called a book, play or song"
    elif lemma in _words("character", "nouns"):
        yield "is called a character"
    elif one.lower_ in _words("capitals", "honorifics") and one.text[0].isupper():
        yield "has a title of address"
    elif lemma in _words("character", "people"):
        own = two is not None and two.lower_ in {"my", "our"}
        if one.tag_ in {"NNS", "NNPS"}:
            return
        yield "is someone the writer knows" if own else "is called by a noun for people"


def _begins_a_relative_clause(noun: Token, span: ProposedSpan) -> bool:
    """Whether a name is the subject of a clause about the noun: *the pictures Pabst made*."""
    root = noun.doc.root_of(span.start, span.end)
    return root.dep_ == "nsubj" and root.head.dep_ == "relcl" and root.head.head.i == noun.i


def _named(verb: Token) -> Iterator[str]:
    """``a stripper named X`` against ``a film called X``: the noun before decides."""
    for token in (verb.head, *(verb.doc[i] for i in range(verb.i - 1, max(-1, verb.i - 7), -1))):
        kind = _noun_kind(token)
        if token.lemma_.lower() in _words("place", "nouns"):
            yield "follows a noun for places"
            return
        if kind in _TITLED:
            yield _TITLED[kind]
            return
        if kind in {"person", "people", "character"} or token.lower_ in {"she", "he"}:
            yield "is a person's name in the story"
            return
    yield "is given as a name"


def _noun_kind(token: Token) -> str:
    """``film``, ``person`` (film-maker), ``character``, ``people``, ``work``, ``series`` or ''."""
    lemma = token.lemma_.lower()
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return ""
    if lemma in _words("film", "nouns"):
        return "film"
    if lemma in _words("person", "roles"):
        return "person"
    if lemma in _words("character", "nouns"):
        return "character"
    if lemma in _words("character", "people"):
        return "people"
    if lemma in _words("work", "nouns"):
        return "work"
    return "series" if lemma in _words("series", "nouns") else ""


def _by(one: Token, two: Token | None) -> Iterator[str]:
    before = [t for t in (two, one.head) if t is not None]
    lemmas = {t.lemma_.lower() for t in before}
    if lemmas & _words("person", "perform"):
        yield "follows 'played by'"
    elif lemmas & _words("person", "after_by") or any(_noun_kind(t) == "film" for t in before):
        yield "follows 'directed by' or the like"
    elif _is_made_thing(one.head) or (two is not None and two.text == ","):
        yield "follows a work and 'by'"


def _is_made_thing(noun: Token) -> bool:
    """Whether a noun or a title is what somebody made: ``the book by X``, ``In Arth, by X``."""
    return noun.pos_ == "PROPN" or _noun_kind(noun) in {"work", "series"}


def _as_before(one: Token) -> Token | None:
    """The *as* before a name, past a description: *as the young Furiosa*, *as tough, sultry moll
    Rita*, *as Vic's right-hand man Joe*."""
    for _ in range(_DESCRIBED):
        if one.i == 0 or one.lower_ == "as":
            break
        described = one.is_lower and one.pos_ in _DESCRIBING
        if not (described or one.text in {",", "-"} or _is_owner(one)):
            break
        one = one.nbor(-1)
    return one if one.lower_ == "as" else None


def _is_owner(token: Token) -> bool:
    """Whether a token belongs to a genitive: *Vic's*."""
    return token.tag_ == "POS" or (token.pos_ == "PROPN" and token.nbor().tag_ == "POS")


def _as(one: Token, two: Token | None) -> Iterator[str]:
    performs = one.head.lemma_.lower() in _words("person", "perform") | {"cast", "debut", "appear"}
    shown = one.head if one.head.pos_ in {"VERB", "AUX"} else one.head.head
    performs = (
        performs
        or one.is_sent_start
        or shown.lemma_ in {"be", "have", "win", "earn", "receive", "return"}
    )
    if performs or (two is not None and (two.text[0].isupper() or two.text == ")")):
        yield "is the part that is played"


def _in(one: Token, doc: Doc, span: ProposedSpan) -> Iterator[str]:
    lemma = one.head.lemma_.lower()
    if lemma in {"star", "role", "performance", "turn", "appear", "cast", "part"}:
        yield "follows 'star in' or the like"
    elif lemma not in _words("person", "trusting") and not _continues(doc, span):
        yield "is what something is in"
        if _is_located(one):
            yield "is where a place is"
        if one.i and one.nbor(-1).ent_type_ == "PERSON":
            yield "is what a person is in"
    else:
        yield "follows a preposition of place"


def _is_located(one: Token) -> bool:
    """``at the edge of a field in X``, ``up a mountain in X``: what is in X is somewhere itself."""
    noun = one.nbor(-1) if one.i else one
    if noun.pos_ != "NOUN":
        return False
    named = noun.lemma_.lower() in _words("place", "nouns") | _words("place", "suffix")
    return named or any(t.lower_ in _LOCATED for t in one.doc[max(0, one.i - 5) : one.i - 1])


def _of(two: Token) -> Iterator[str]:
    lemma = two.lemma_.lower()
    if lemma in {"character", "role", "part"} and two.tag_ == "NN":
        yield "is called a character"
    elif lemma == "character":
        yield "has an ending, a cast or the like"
    elif two.ent_type_ == "PERSON" and two.text[0].isupper():
        known_for = any(_noun_kind(t) == "person" for t in two.doc[max(0, two.i - 3) : two.i])
        yield "follows 'star in' or the like" if known_for else "is where somebody belongs"
    elif lemma in _words("place", "nouns") | {"republic"} and two.tag_ in {"NN", "NNS"}:
        yield "follows a noun for places"
    elif lemma in _words("film", "nouns") and two.tag_ == "NNS":
        yield "has a film, a camera or the like"
    elif lemma in {"story", "tale", "life", "portrait", "saga"}:
        yield "is what a story tells of"
    elif lemma == "adaptation":
        yield "is what a film is based on"
    elif lemma in _words("work", "nouns"):
        yield "is called a book, play or song"
    elif lemma in _words("film", "parts"):
        yield "has an ending, a cast or the like"
    elif lemma in _words("character", "possessed"):
        yield "has kin, a body, a fate"
    elif lemma in _words("organization", "posts"):
        yield "has members or a founder"


def _after(doc: Doc, span: ProposedSpan) -> Iterator[str]:
    one = _behind(doc, span.end, 1)
    if one is None:
        return
    two = _behind(doc, one.i + 1, 1)
    if one.text == "(" and two is not None:
        yield from _parenthesis(one, two)
    elif one.lower_ == "is" and _is_a_part(doc, one.i):
        yield "is said to be somebody named"
    elif one.text in {",", "—", "–"} and two is not None:
        yield from _comma(two)
        place = two.ent_type_ == "GPE" and two.text[0].isupper() and two.lower_ != "the"
        if place and not _personal_name(doc, span, two):
            if not _goes_on(two):
                yield "is followed by a larger place"
        if two.lower_ in {"with", "by"} and _personal(two) and not _in_place(doc, span):
            yield f"is followed by ', {two.lower_}' and a name"
    elif one.lower_ in {"who", "whose"}:
        yield from _comma(one)
    elif one.lower_ in {"himself", "herself"}:
        yield "is stressed by 'himself' or 'herself'"
    elif one.lower_ == "itself":
        yield "is stressed by 'itself'"
    elif one.lower_ in {"family", "clan", "household"} and _definite(doc, span):
        yield "is a family's name"
    elif one.lower_ in {"of", "from"} and two is not None and two.is_digit and len(two) == 4:
        if span.text.split()[-1].lower() in _words("place", "suffix"):
            return  # "the Oregon Territory of 1820"
        if two.i + 1 == len(doc) or two.nbor().lower_ not in {"to", "until", "-", "–"}:
            yield "is told from others of its name"
    elif one.lower_ == "as" and one.i + 1 < len(doc) and _is_part_named(one.nbor()):
        yield "is followed by the part in 'as'"
    elif one.lower_ == "in" and _is_role(doc[one.i + 1 : one.i + 4]):
        yield "has a role"
    elif one.lower_ in {"native", "natives", "resident", "residents"}:
        yield "is where something is or goes"
    elif one.lower_ in _STARRING and two is not None and two.lower_ in _BILLED:
        yield "is the subject of a verb of acting"
    elif one.lower_ in _CYCLES:
        yield "is followed by 'trilogy' or 'films'"
    elif one.lower_ in _GROUPS_BEHIND:
        yield "is followed by a noun for groups"
    elif one.lower_ in _PARTS_OF_SERIES:
        yield "is followed by 'episodes' or 'show'"
    elif one.lower_ in {"review", "movie", "trailer", "film"}:
        described = span.start > 0 and doc[span.start - 1].pos_ in {"DET", "ADJ"}
        yield "describes a film" if described else "is followed by 'review' or 'movie'"
    elif _is_nominated(one, two):
        yield "is what nominees and winners have"


def _is_part_named(after: Token) -> bool:
    """``as Philo``, ``as the old man``."""
    if after.pos_ != "DET":
        return after.text[0].isupper()
    return any(
        _noun_kind(t) in {"people", "character"} and t.is_lower
        for t in after.doc[after.i + 1 : after.i + 4]
    )


def _is_programmed(doc: Doc, span: ProposedSpan) -> bool:
    """``On Sunday, Sambizanga.``, ``Saturday was The Burmese Harp.``: a day and its film."""
    sent = doc[span.start].sent
    before = doc[sent.start : span.start]
    if span.end < sent.end - 1 or len(before) > _PROGRAMME:
        return False
    verbs = [t for t in before if t.pos_ in {"VERB", "AUX"}]
    return any(t.lower_ in _DAYS for t in before) and all(v.lemma_ == "be" for v in verbs)


def _is_a_part(doc: Doc, copula: int) -> bool:
    """``is his wife Maria``, ``is the captain, Inouye``: a noun for people with a name behind."""
    for noun in doc[copula + 1 : copula + 5]:
        if noun.pos_ == "NOUN" and _noun_kind(noun) in {"people", "character"}:
            behind = [t for t in doc[noun.i + 1 : noun.i + 3] if t.text != ","]
            return bool(behind) and behind[0].pos_ == "PROPN" and behind[0].text[0].isupper()
    return False


def _is_nominated(one: Token, two: Token | None) -> bool:
    """``Oscar-nominated``, ``Oscar nominee``, ``Oscar buzz``."""
    said = two if one.text == "-" and two is not None else one
    return said.lower_ in _words("award", "talk")


def _is_role(words: Sequence[Token]) -> bool:
    """``the title role``, ``supporting roles``."""
    at = next((t.i for t in words if t.lemma_.lower() == "role"), None)
    return at is not None and words[0].doc[at - 1].lower_ in _words("person", "billing")


def _definite(doc: Doc, span: ProposedSpan) -> bool:
    """Whether *the* stands before a name, or is taken for its first word."""
    return any(t.lower_ == "the" for t in doc[max(0, span.start - 1) : span.start + 1])


def _goes_on(name: Token) -> bool:
    """Whether a list goes on behind a name: ``Kubrick, Hitchcock, Fassbinder and Ozu``."""
    behind = name.doc[name.i + 1 : name.i + 4]
    words = [t for t in behind if t.text not in {",", "and", "or"}]
    return len(words) < len(behind) and bool(words) and words[0].text[0].isupper()


def _personal_name(doc: Doc, span: ProposedSpan, two: Token) -> bool:
    """``Toni Collette, Hereditary``; ``Miles, Cobb's father-in-law``."""
    owned = two.i + 1 < len(doc) and two.nbor().tag_ == "POS"
    return owned or _full_name(span)


def _parenthesis(mark: Token, two: Token) -> Iterator[str]:
    close = next((t for t in two.doc[two.i : two.i + 8] if t.text == ")"), None)
    dated = close is not None and len(close.nbor(-1)) == 4 and close.nbor(-1).is_digit
    cited = citations(mark.doc).get(mark.i)
    if cited is not None and cited.directors:
        yield "is cited with its director"
    elif two.text[0].isupper() and follows_a_person(mark.doc, mark.i):
        yield "is followed by a name in parentheses"
    elif dated or cited is not None:
        yield "is followed by a year in parentheses"
    elif two.text[0].isupper() and two.pos_ == "PROPN":
        yield "is followed by a name in parentheses"


_MADE = frozenset(
    "directed written co-written starring adapted shot filmed released produced scored".split()
)
"""What is said behind a comma of how a film was made."""


def _comma(two: Token) -> Iterator[str]:
    if two.lower_ in {"who", "whom", "whose"}:
        after = two.doc[two.i + 1 : two.i + 3]
        acting = _words("person", "perform") | _MAKING
        plays = two.lower_ == "who" and any(t.lemma_.lower() in acting for t in after)
        yield "is followed by 'who plays' or the like" if plays else "is followed by 'who'"
    elif two.lower_ == "which" or (two.lower_ == "in" and two.nbor().lower_ == "which"):
        yield "is followed by 'which'"
    elif kind := _described_by_owner(two):
        yield kind
    elif two.lower_ in _MADE or two.doc.text_of(two.i, two.i + 2).lower() == "based on":
        yield "is followed by 'directed by'"


def _described_by_owner(two: Token) -> str:
    """What *Asphalt, Joe May's film of the same year* is, behind its comma; empty if not said."""
    doc, at = two.doc, two.i
    while at < len(doc) and at < two.i + 4 and doc[at].text[0].isupper():
        at += 1
    if at == two.i or at + 1 >= len(doc) or doc[at].tag_ != "POS":
        return ""
    behind = doc[at + 1 : at + 6]
    noun = next((t for t in behind if t.pos_ == "NOUN" and t.nbor().pos_ != "NOUN"), None)
    if noun is None or not all(t.pos_ in _BEFORE_NOUNS for t in doc[at + 1 : noun.i]):
        return ""
    return _OWNED.get(_noun_kind(noun), "")


def _personal(preposition: Token) -> bool:
    """Whether what follows may be somebody's name."""
    if preposition.i + 1 == len(preposition.doc):
        return False
    token = preposition.nbor()
    return token.text[0].isupper() and token.ent_type_ in {"PERSON", ""} and token.pos_ == "PROPN"


def _in_place(doc: Doc, span: ProposedSpan) -> bool:
    return span.start > 0 and doc[span.start - 1].lower_ in _words("place", "before")


def _syntax(doc: Doc, span: ProposedSpan) -> Iterator[str]:
    start, end = span.start, span.end
    root = doc.root_of(start, end)
    head = root.head
    if end < len(doc) and doc[end].text == ":":
        return  # "4. Wild Strawberries: Victor Sjöström plays …": the parse runs on
    if _owns(doc, span) and root.dep_ in _MISREAD_OWNERS:
        if doc.text_of(end + 1, end + 3)[:1].isupper() or doc.text_of(end + 1, end + 2) in _SKIPPED:
            yield "has a title"
    elif root.dep_ == "nsubj" and _goes_to_a_winner(head, root):
        yield "goes to a winner"
    elif root.dep_ in {"nsubj", "nsubjpass"}:
        yield from _subject(head)
    elif root.dep_ in {"dobj", "obj"}:
        yield from _object(head, root)
    elif root.dep_ == "dative" and any(_is_prize(c) for c in head.children):
        yield "is given a prize"
    elif root.dep_ == "poss":
        yield from _owner(head)
    elif root.dep_ == "appos" and head.dep_ == "dobj" and head.head.lemma_ in _PLAYING:
        yield "is the part that is played"  # "plays Sloane's partner Grisby"
    elif root.dep_ == "appos":
        if not _full_name(span):
            yield from _apposition(head)
        if head.dep_ in {"nsubj", "nsubjpass"}:
            yield from _subject(head.head)
    elif root.dep_ == "pobj" and head.lower_ == "to":
        yield "is spoken or shown to"
    elif root.dep_ == "pobj" and head.lower_ in {"since", "after", "before", "until"}:
        yield "is a point in time"
    elif root.dep_ == "attr" and _is_identity(head):
        yield "is whom a performer is"
    elif root.dep_ == "attr":
        yield from _identified(head)
    if _first_person(root):
        yield "stands beside 'I' or 'we'"
    for child in root.children:
        if child.dep_ == "appos" and not (start <= child.i < end):
            yield from _apposition(child)


def _identified(copula: Token) -> Iterator[str]:
    """``The film is Juno``, ``her heroine is Carol``, ``the director is Todd Haynes``."""
    subjects = (c for c in copula.children if c.dep_ == "nsubj" and c.is_lower)
    for kind in map(_noun_kind, subjects):
        if kind == "film":
            yield "is given as a film's name"
        elif kind == "person":
            yield "follows a role in film-making"
        elif kind in {"people", "character"}:
            yield "is a person's name in the story"


def _goes_to_a_winner(verb: Token, name: Token) -> bool:
    """``the Oscar went to Colman``."""
    if verb.lemma_ != "go" or not _is_determined(name):
        return False
    to = (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "to")
    return any(c.pos_ == "PROPN" for t in to for c in t.children)


def _first_person(token: Token) -> bool:
    """Whether the writer stands in the same clause, outside quotation marks."""
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    for child in (*verb.children, *token.children):
        if child.lower_ in {"i", "me", "we", "us", "my", "our"}:
            return not any(t.is_quote for t in token.sent)
    return False


def _apposition(noun: Token) -> Iterator[str]:
    kinds = {
        "film": "is in an apposition to a film",
        "person": "is in an apposition to a film-maker",
        "people": "is in an apposition to a person",
        "character": "is in an apposition to a character",
        "work": "is in an apposition to a work",
    }
    kind = _noun_kind(noun) if not noun.text[0].isupper() else ""
    if noun.lemma_.lower() in _words("place", "venues"):
        yield "is in an apposition to a venue"
    elif noun.lemma_.lower() in _words("organization", "nouns"):
        yield "is in an apposition to a group"
    elif kind:
        yield kinds.get(kind, "is in an apposition to a film")


def _subject(verb: Token) -> Iterator[str]:
    lemma = verb.lemma_.lower()
    if lemma in _AWARDING and any(_is_prize(c) for c in verb.children):
        yield "is given a prize" if _passive(verb) else "gives a prize"
        return
    if _as_somebody(verb):
        yield "is followed by the part in 'as'"
        return
    if _present(verb) and any(c.dep_ == "dobj" and c.lower_ in _THEM for c in verb.children):
        yield "does something to 'him' or 'her', in the present"
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    if lemma in {"be", "become"}:
        yield from _copula(verb)
    elif lemma in {"begin", "end", "start", "open", "close"}:
        opens = _opens_on_something(verb)
        yield f"is the subject of a verb {'that films take' if opens else 'of the story'}"
    elif _passive(verb) and verb.lower_ in _words("character", "states"):
        yield "is as people are"
    elif f"{lemma}-{particle}" in _words("film", "phrasal_verbs"):
        yield "is the subject of a verb that films take"
    elif _tells_a_story(verb):
        yield "is the subject of a verb that films take"
    elif lemma in _words("person", "speech"):
        quoted = not _present(verb) and any(t.is_quote for t in verb.sent)
        yield "is quoted" if quoted else "is the subject of a verb of speech"
    elif lemma in _words("person", "perform"):
        part = lemma in _PLAYING and _passive(verb)
        yield "is the part that is played" if part else "is the subject of a verb of acting"
    elif _makes_film(verb) or (lemma in _words("person", "subject_verbs") and not _passive(verb)):
        yield "is the subject of a verb of film-making"
    elif not _passive(verb) and lemma in _both():
        yield "does what films and people do"
    elif lemma in _words("film", "undergone" if _passive(verb) else "subject_verbs"):
        yield "is the subject of a verb that films take"
    elif lemma in _words("award", "verbs"):
        yield "wins or receives"
    elif lemma in _words("character", "subject_verbs"):
        yield f"is the subject of a verb of the story{', in the present' if _present(verb) else ''}"
    elif _is_deed(verb, lemma):
        yield "does something"


@cache
def _both() -> frozenset[str]:
    return _words("film", "subject_verbs") & _words("character", "subject_verbs")


def _is_deed(verb: Token, lemma: str) -> bool:
    """Whether somebody is the likelier subject of a verb that no list has."""
    return verb.tag_ in _FINITE and not _passive(verb) and lemma not in _words("film", "no_deeds")


def _as_somebody(verb: Token) -> bool:
    """``Powell is in elegant form as Philo``: a subject that is somebody else."""
    if verb.lemma_ not in _SHINING:
        return False
    for token in verb.doc[verb.i + 1 : verb.sent.end - 1]:
        if token.pos_ in {"VERB", "AUX"}:
            return False
        if token.lower_ == "as" and token.nbor().pos_ == "PROPN":
            return True
    return False


def _opens_on_something(verb: Token) -> bool:
    """``begins with a dream``, ``opens a week later``: what a film does, without an object."""
    return not any(c.dep_ in {"dobj", "xcomp", "ccomp", "prt"} for c in verb.children)


def _is_prize(object_: Token) -> bool:
    if object_.dep_ not in {"dobj", "obj"}:
        return False
    capital = object_.text[0].isupper()
    return object_.lower_ in _words("award", "suffix") and (capital or object_.lower_ == "prize")


def _tells_a_story(verb: Token) -> bool:
    told = (c for c in verb.children if c.dep_ == "dobj")
    return verb.lemma_ == "tell" and any(c.lemma_ in {"tale", "story"} for c in told)


def _makes_film(verb: Token) -> bool:
    """``makes a movie``, ``was never going to make a film``, ``made it in 1956``."""
    made = [verb, *(c for c in verb.children if c.dep_ == "xcomp")]
    return any(
        v.lemma_ in {"make", "shoot"}
        and any(c.dep_ == "dobj" and (_noun_kind(c) == "film" or _is_dated(c)) for c in v.children)
        for v in made
    )


def _is_dated(object_: Token) -> bool:
    """``it`` where a year is given for it."""
    after = object_.doc.text_of(object_.i + 1, object_.i + 3)
    return object_.lower_ == "it" and after[:3] == "in " and after[3:].isdigit()


def _present(verb: Token) -> bool:
    if any(c.dep_ in {"aux", "auxpass"} and c.tag_ == "VBD" for c in verb.children):
        return False
    return verb.tag_ in _PRESENT or any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in _PRESENT for c in verb.children
    )


def _passive(verb: Token) -> bool:
    return any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children)


def _as_people_are(word: Token) -> bool:
    """``is pregnant``, ``is married``, ``is sixteen``, but not ``is 120 minutes long``."""
    if word.lower_ in _words("character", "states"):
        return True
    behind = word.doc.text_of(word.i + 1, word.i + 2).lower()
    return (
        word.like_num and word.dep_ == "attr" and behind in {"", ".", ",", "and", "when", "years"}
    )


def _is_identity(copula: Token) -> bool:
    """``Caan is Frank``, ``Amy Adams is Sister James``: two names, neither with an article."""
    ends = [c for c in copula.children if c.dep_ in {"nsubj", "attr"}]
    bare = all(e.pos_ == "PROPN" and not any(c.dep_ == "det" for c in e.children) for e in ends)
    return copula.lemma_ == "be" and len(ends) == 2 and bare


def _copula(verb: Token) -> Iterator[str]:
    if _is_identity(verb):
        yield "is somebody else in the story"
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "about":
            yield "is said to be about something"
        elif child.dep_ == "acomp" and child.lower_ in _words("person", "praise"):
            yield "is praised or blamed"
        elif child.dep_ in {"acomp", "attr"} and _as_people_are(child):
            yield "is as people are"
        elif child.dep_ == "attr":
            kind = _noun_kind(child)
            if kind == "film" or child.lemma_.lower() in {"story", "tale", "portrait"}:
                yield "is said to be a film"
            elif kind == "person":
                trade = child.lemma_.lower() in _words("person", "trades")
                yield "is said to have a trade" if trade else "is said to be a film-maker"
            elif kind in {"people", "character"}:
                yield "is said to be a person"
            elif kind == "work":
                yield "is said to be a book, play or song"


def _object(verb: Token, name: Token) -> Iterator[str]:
    lemma = verb.lemma_.lower()
    if lemma in {"direct", "cast"} and _in_a_title(name):
        yield "is directed in a film"
        return
    if lemma.startswith("rewatch"):
        lemma = "rewatch"
    if lemma in _PLAYING:
        yield "is the part that is played"
    elif lemma in _words("award", "verbs") or (lemma == "lose" and _is_determined(name)):
        yield "is won or received"
    elif lemma in {"sing", "hum"}:
        yield "is sung"
    elif lemma in _words("work", "verbs"):
        yield "is read or performed"
    elif lemma in {"love", "hate"} and _has_a_name_for_subject(verb):
        yield "is the object of a verb of the story"
    elif lemma in _WATCHING and (
        any(c.text in _WRITERS for c in verb.children) or (verb.is_sent_start and verb.tag_ == "VB")
    ):
        yield "is what the writer sees"
    elif lemma in {"see", "love", "hate"}:
        watched = lemma == "see" and _at_the_cinema(name)
        yield "is the object of a verb that films take" if watched else "is seen, loved or hated"
    elif lemma in _words("film", "object_verbs") - {"call"}:
        yield "is the object of a verb that films take"
    elif lemma in _words("character", "object_verbs"):
        yield "is the object of a verb of the story"
    elif lemma not in _words("film", "no_deeds"):
        yield "is the object of any verb"


def _is_determined(name: Token) -> bool:
    """``lost the Oscar``, against ``lost Carol``."""
    return any(c.dep_ == "det" for c in name.children)


def _has_a_name_for_subject(verb: Token) -> bool:
    """``Abby loved Carol`` against ``I loved Carol``, ``critics loved Carol``."""
    return any(c.dep_ == "nsubj" and c.pos_ == "PROPN" for c in verb.children)


def _at_the_cinema(name: Token) -> bool:
    """``see Rocky in 1977``, ``saw Heat again``."""
    after = name.doc[name.i + 1 : name.i + 3]
    if len(after) and after[0].lower_ in {"again", "twice", "three", "four"}:
        return True
    return len(after) == 2 and after[0].lower_ == "in" and after[1].is_digit


def _in_a_title(name: Token) -> bool:
    """``directed Washington in Malcolm X``, ``cast Williams as``."""
    after = name.doc[name.i + 1 : name.i + 3]
    if len(after) < 2 or after[0].lower_ not in {"in", "as", "opposite", "alongside"}:
        return False
    return after[0].lower_ == "as" or after[1].text[0].isupper() or after[1].is_quote


def _owner(noun: Token) -> Iterator[str]:
    lemma = noun.lemma_.lower()
    if noun.text[0].isupper() and noun.pos_ == "PROPN":
        yield "has a title"
    elif lemma in _words("person", "possessed"):
        yield "has a film, a camera or the like"
    elif lemma in _words("character", "possessed"):
        yield "has kin, a body, a fate"
    elif lemma in _words("film", "parts"):
        yield "has an ending, a cast or the like"
    else:
        yield "has something"
