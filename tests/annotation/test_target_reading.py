"""Reading triples in another ontology's words."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from graphbuild.annotation._target_features import Sentence, written
from graphbuild.annotation.target_reading import Weights, chosen
from graphbuild.errors import OntologyError

VOCAB = spacy.blank("en").vocab


def doc(words: Sequence[str], pos: Sequence[str] | None = None) -> Doc:
    tags = list(pos or ["PROPN" if w[0].isupper() else "NOUN" for w in words])
    heads = [max(0, i - 1) for i in range(len(words))]
    return Doc(VOCAB, list(words), pos=tags, heads=heads, deps=["dep"] * len(words))


def test_tokenised_titles_are_written_as_titles() -> None:
    """Spaces that tokenising put around punctuation are taken out again."""
    assert written("Moon : A Love Story ( Part 2 )") == "Moon: A Love Story (Part 2)"
    assert written("“ Oliver ! ”") == "Oliver!"


def test_titles_are_what_opens_a_sentence_and_runs_of_capitals() -> None:
    """Both the words before the verb and the names inside are candidates."""
    words = ["The", "Long", "Field", "is", "a", "film", "about", "Ada", "Lovelace", "."]
    pos = ["DET", "PROPN", "PROPN", "AUX", "DET", "NOUN", "ADP", "PROPN", "PROPN", "PUNCT"]
    labels = {p.label for p in Sentence(doc(words, pos)).titles()}
    assert {"The Long Field", "Ada Lovelace"} <= labels


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (["in", "1958"], "01 January 1958"),
        (["on", "23", "August", "1958"], "23 August 1958"),
        (["on", "August", "23", ",", "1958"], "23 August 1958"),
        (["in", "August", "1958"], "01 August 1958"),
    ],
)
def test_dates_are_written_in_full(words: list[str], label: str) -> None:
    """A bare year is the first of January, as such corpora write it."""
    assert label in {p.label for p in Sentence(doc(words)).values() if p.kind == "date"}


def test_terms_of_the_target_are_values() -> None:
    """Genres and subjects of the target's list are found in the text, longest first."""
    words = ["a", "science", "fiction", "film"]
    sentence = Sentence(doc(words), terms=frozenset({"science fiction", "fiction"}))
    found = {p.label for p in sentence.values() if p.kind == "term"}
    assert {"science fiction", "fiction"} <= found


def test_features_hold_no_name() -> None:
    """What the models weigh are words and forms; a name in the sentence is none of them."""
    words = ["Zyxwvut", "was", "directed", "by", "Qwerty", "Uiopas"]
    sentence = Sentence(doc(words, ["PROPN", "AUX", "VERB", "ADP", "PROPN", "PROPN"]))
    features = [f for p in sentence.values() for f in sentence.value_features(p)]
    features += [f for i, p in enumerate(sentence.titles()) for f in sentence.title_features(p, i)]
    assert features
    assert not [f for f in features if "zyxwvut" in f.lower() or "qwerty" in f.lower()]


def test_a_relation_comes_twice_only_when_both_are_likely() -> None:
    """Unlikely second answers to one question are left out, and so is what is unlikely at all."""
    found = [
        (0.6, ["T", "director", "A"]),
        (0.4, ["T", "director", "B"]),
        (0.2, ["T", "director", "C"]),
        (0.1, ["T", "genre", "drama"]),
        (0.01, ["T", "country", "X"]),
    ]
    assert [t[2] for t in chosen(found, 0.05, 5)] == ["A", "B", "drama"]
    assert len(chosen(found, 0.05, 1)) == 1


def test_shipped_weights_hold_no_name_and_no_sentence(root: Path) -> None:
    """Every weighed feature is short, and no word in it is capitalised."""
    path = root / "graphbuild" / "annotation" / "cc_by_sa" / "ont_1_movie.json"
    weights = Weights.load(path)
    values = [f.partition("=")[2] for f in (*weights.titles, *weights.values)]
    assert all(len(v) < 80 for v in values)
    assert all(t == t.lower() for t in weights.terms)
    lemmas = [f.partition("=")[2] for f in weights.values if f.startswith(("any=", "near="))]
    assert lemmas
    assert all(word == word.lower() for word in lemmas)


def test_weights_that_are_none_are_refused(tmp_path: Path) -> None:
    """A file of another kind is named."""
    path = tmp_path / "weights.json"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(OntologyError):
        Weights.load(path)


def _score(rows: list[dict[str, Any]], found: list[dict[str, Any]]) -> tuple[float, float]:
    """Share of the gold triples found, and of the triples given that are gold."""
    hits = given = 0
    for row, answer in zip(rows, found, strict=True):
        gold = [row["sub_label"], row["rel_label"].replace(" ", "_"), row["obj_label"]]
        hits += gold in answer["triples"]
        given += len(answer["triples"])
    return hits / len(rows), hits / max(1, given)


@pytest.mark.model
@pytest.mark.shared
def test_benchmark_reads_sentences_of_the_corpus(root: Path, shared: Path, tmp_path: Path) -> None:
    """On held-out sentences, the benchmark's relations alone come out, and often the gold's."""
    folder = shared / "bench" / "text2kg_movie"
    lines = (folder / "validation.jsonl").read_text(encoding="utf-8").splitlines()[::21]
    rows = [json.loads(line) for line in lines]
    asked = tmp_path / "asked.jsonl"
    asked.write_text(
        "".join(json.dumps({"id": r["id"], "sent": r["sent"]}) + "\n" for r in rows),
        encoding="utf-8",
    )
    out = tmp_path / "out.jsonl"
    command = [str(root / "benchmarks" / "text2kg.py"), str(asked), str(folder / "ontology.json")]
    subprocess.run([sys.executable, *command, str(out)], check=True, cwd=root)
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    ontology = json.loads((folder / "ontology.json").read_text(encoding="utf-8"))
    relations = {r["label"].replace(" ", "_") for r in ontology["relations"]}
    assert [f["id"] for f in found] == [r["id"] for r in rows]
    assert {t[1] for f in found for t in f["triples"]} <= relations
    recall, _ = _score(rows, found)
    assert recall > 0.15
