#!/usr/bin/env python3
"""What finding frames costs, by a walk from the lemma and by spaCy's DependencyMatcher, in one run.

    python benchmarks/matching.py [--essays 40]

walk        `Lexicon.matches` and the heads of every argument, as `annotate` does it: passives,
            relative clauses, participles, coordination, control and genitives included
matcher     a DependencyMatcher with one pattern a frame shape (all its words in one LEMMA list),
            in its active and its passive form only; nothing is resolved or judged
model       the stock model on the same texts, for scale
growth      extraction of one essay twice as long, four times as long …, a million characters
            and more: seconds a character, beside the shortest

The texts are those of `overhead.py`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from spacy.matcher import DependencyMatcher

from benchmarks.overhead import write_copies
from graphbuild.annotation import coreference, linking, quotations, relations
from graphbuild.annotation.doc import Doc
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.annotation.relations.arguments import heads
from graphbuild.annotation.relations.frames import Lexicon
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import Essay, Region
from graphbuild.ontology import Argument, Ontology
from graphbuild.reading import discover, read_path

Pattern = list[dict[str, Any]]
POS = {"verb": ["VERB", "AUX"], "noun": ["NOUN", "PROPN"], "adjective": ["ADJ", "VERB"]}
ACTIVE = {"subject": ["nsubj"], "directObject": ["dobj"], "indirectObject": ["dative"]}
PASSIVE = {"subject": ["agent"], "directObject": ["nsubjpass"], "indirectObject": ["dative"]}
OTHERS = {
    "possessor": ["poss"],
    "copulative": ["appos", "nsubj"],
    "copulativeSubject": ["nsubj"],
    "objectComplement": ["oprd", "attr"],
    "predicativeNominative": ["attr"],
}


def dependency_matcher(ontology: Ontology, vocab: Any) -> tuple[DependencyMatcher, int]:
    """A matcher for all verbs, nouns and adjectives of the lexicon, and its number of patterns."""
    shapes: dict[tuple[str, frozenset[Argument]], list[str]] = defaultdict(list)
    for entry in ontology.entries:
        for sense in entry.senses:
            named = frozenset(a for a in (sense.subject, sense.object) if a)
            if entry.pos in POS:
                shapes[entry.pos, named].append(entry.words[0])
    matcher, count = DependencyMatcher(vocab), 0
    for (pos, arguments), words in shapes.items():
        forms = [ACTIVE | OTHERS, PASSIVE | OTHERS] if pos == "verb" else [ACTIVE | OTHERS]
        patterns = [pattern(pos, sorted(set(words)), arguments, form) for form in forms]
        matcher.add(f"{pos} {sorted(map(str, arguments))}", patterns)
        count += len(patterns)
    return matcher, count


def pattern(
    pos: str, words: list[str], arguments: Iterable[Argument], form: dict[str, list[str]]
) -> Pattern:
    """One frame shape as dependency edges from its anchor."""
    anchor = {"LEMMA": {"IN": words}, "POS": {"IN": POS[pos]}}
    nodes: Pattern = [{"RIGHT_ID": "anchor", "RIGHT_ATTRS": anchor}]
    for n, argument in enumerate(sorted(arguments, key=str)):
        role = {"DEP": {"IN": form.get(argument.role, ["dep"])}}
        edge = {"LOWER": argument.marker} if argument.marker else role
        nodes.append({"LEFT_ID": "anchor", "REL_OP": ">", "RIGHT_ID": f"a{n}", "RIGHT_ATTRS": edge})
        if argument.marker:
            held = {"LEFT_ID": f"a{n}", "REL_OP": ">", "RIGHT_ID": f"o{n}"}
            nodes.append(held | {"RIGHT_ATTRS": {"DEP": "pobj"}})
    return nodes


def walk(lexicon: Lexicon, docs: Iterable[Doc]) -> int:
    """Frames whose every argument of a sense has a head, found as ``annotate`` finds them."""
    found = 0
    for doc in docs:
        for token in doc:
            for match in lexicon.matches(token):
                for sense in match.entry.senses:
                    wanted = [a for a in (sense.subject, sense.object) if a]
                    found += all(heads(match, a) for a in wanted)
    return found


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The best of a few runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def growth(nlp: Any, ontology: Ontology, text: str) -> Iterator[tuple[int, float]]:
    """Characters of ever longer essays, and microseconds a character of relations, status and
    quotations."""
    kb, iris = KnowledgeBase.open(), Iris()
    for size in (125_000, 250_000, 500_000, 1_000_000):
        long = (text * (size // len(text) + 1))[:size]
        paragraphs, at = [], 0
        for part in long.split("\n\n"):
            paragraphs.append(Region(at, at + len(part), "body"))
            at += len(part) + 2
        regions = tuple(r for r in paragraphs if r.end > r.start)
        (analysis,) = analyse(nlp, [Essay("long.txt", long, "0", "en", regions)])
        linked = linking.link(analysis, kb, iris)
        mentions = coreference.resolve(analysis, linked, kb, iris)
        start = time.perf_counter()
        quoted = quotations.find(analysis, mentions)
        relations.extract(analysis, mentions, linked, quoted, ontology, iris, kb)
        yield size, (time.perf_counter() - start) / size * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--essays", type=int, default=40)
    options = parser.parse_args()
    nlp, ontology = load_model(), Ontology.load()
    with tempfile.TemporaryDirectory() as name:
        write_copies(Path(name), options.essays)
        essays = [read_path(s.path, root=s.root) for s in discover([Path(name)])]
    start = time.perf_counter()
    docs = [b.doc for a in analyse(nlp, essays) for b in a.blocks]
    model = time.perf_counter() - start
    lexicon = Lexicon(ontology)
    matcher, count = dependency_matcher(ontology, nlp.vocab)
    ours = seconds(lambda: walk(lexicon, docs))
    read = [doc.source for doc in docs]
    theirs = seconds(lambda: [matcher(doc) for doc in read])
    hits = sum(len(matcher(doc)) for doc in read)
    print(f"{sum(map(len, docs))} tokens; model {model:.2f} s")
    frames = walk(lexicon, docs)
    print(f"walk: {ours:.2f} s, {ours / model:.3f} of the model's time, {frames} frames")
    print(f"matcher: {theirs:.2f} s, {theirs / model:.3f}, {count} patterns, {hits} frames; "
          f"{theirs / ours:.1f} times the walk")  # fmt: skip
    text = "\n\n".join(e.text for e in essays)
    first = None
    for size, cost in growth(nlp, ontology, text):
        first = first or cost
        print(f"growth: {size} characters, {cost:.2f} µs each, {cost / first:.2f} of the first")


if __name__ == "__main__":
    main()
