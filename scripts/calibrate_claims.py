"""Count how many claims of each rule readers found right.

Writes ``graphbuild/annotation/relations/confidence.tsv``.

usage: python scripts/calibrate_claims.py [--check]

Counted are the asserted claims of the texts that the program may be tuned on: those that our gold
lists are right, those that it says must not be asserted are wrong, and so are claims of the
properties of which it lists every true one. Claims of other properties that it does not list are
not counted. Claims about Wikipedia's leads judged by reading (``data/gold/judged_leads_*.tsv``)
are added, where the program still made them when the list was last gone through, and those of
users' reviews (``judged_reviews.tsv``) that are learnt of pairs; the list has but one or two of
any rule of the lexicon, mostly wrong by their names, and is no measure of those. With --check,
print how well the table fits all these claims when each text is left out in turn.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from graphbuild.annotation import coreference, linking, quotations, relations
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.annotation.relations.confidence import Calibration, Judged, band
from graphbuild.evaluating.calibration import expected_error, reliability
from graphbuild.evaluating.gold import GoldEssay, load_gold
from graphbuild.evaluating.labels import same_claim
from graphbuild.iris import DEFAULT_BASE, Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import Claim
from graphbuild.ontology import Ontology
from graphbuild.reading import read_path

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "data" / "gold"
TABLE = ROOT / "graphbuild" / "annotation" / "relations" / "confidence.tsv"
CLOSED = frozenset(
    "director playsCharacter spouse divorced parent proposedTo filmingLocation comparedWith "
    "sibling".split()
)
HEAD = """\
# Claims judged by readers, by rule, property and band of strength; used by _confidence.py.
# Counted by scripts/calibrate_claims.py; CC0-1.0.
# rule\tproperty\tband\tright\tjudged
"""
Verdict = tuple[str, str, float, bool]
"""Rule, property, strength, whether it is right."""


def main() -> None:
    """Write the table, or check it."""
    by_text = dict(_from_gold())
    for title, verdict in _from_lists():
        by_text.setdefault(title, []).append(verdict)
    if "--check" in sys.argv:
        _check(by_text)
        return
    rows = sorted(_counts(v for verdicts in by_text.values() for v in verdicts))
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        out.write(HEAD)
        csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    print(f"{sum(r.judged for r in rows)} claims judged, {sum(r.right for r in rows)} right")


def _from_gold() -> Iterator[tuple[str, list[Verdict]]]:
    files = [GOLD / "tune_claims.json", GOLD / "passages_tune_claims.json"]
    gold = load_gold(files)
    kb, ontology, iris = KnowledgeBase.open(), Ontology.load(), Iris(DEFAULT_BASE)
    read = [read_path(g.path) for g in gold]
    for essay, analysis in zip(gold, analyse(load_model(), read), strict=True):
        linked = linking.link(analysis, kb, iris)
        mentions = coreference.resolve(analysis, linked, kb, iris)
        quoted = quotations.find(analysis, mentions)
        claims = relations.extract(
            analysis, mentions, linked, quoted, ontology, iris, kb, calibrated=Calibration()
        )
        yield essay.name, list(_verdicts(essay, claims))


def _verdicts(essay: GoldEssay, claims: Iterable[Claim]) -> Iterator[Verdict]:
    for claim in claims:
        name, data = claim.predicate.name, claim.as_json()
        if claim.status != "asserted":
            continue
        right = any(same_claim(data, g) for g in (*essay.required, *essay.allowed))
        wrong = any(same_claim(data, g) for g in essay.not_asserted)
        if right or wrong or name in CLOSED:
            yield claim.rule, name, claim.confidence, right and not wrong


def _from_lists() -> Iterator[tuple[str, Verdict]]:
    for path in (*sorted(GOLD.glob("judged_leads*.tsv")), GOLD / "judged_reviews.tsv"):
        reviews = path.stem == "judged_reviews"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                counts = not reviews or row["rule"].startswith("learnt:")
                if counts and row["still"] == "yes":
                    strength = float(row["strength"])
                    right = row["verdict"] == "right"
                    yield row["title"], (row["rule"], row["property"], strength, right)


def _counts(verdicts: Iterable[Verdict]) -> list[Judged]:
    right: Counter[tuple[str, str, int]] = Counter()
    judged: Counter[tuple[str, str, int]] = Counter()
    for rule, name, strength, is_right in verdicts:
        cell = rule, name, band(strength)
        judged[cell] += 1
        right[cell] += is_right
    return [Judged(*cell, right[cell], n) for cell, n in judged.items()]


def _check(by_text: dict[str, list[Verdict]]) -> None:
    """Expected calibration error of strength and of confidence, each text scored by the others."""
    raw = [(s, r) for verdicts in by_text.values() for _, _, s, r in verdicts]
    fitted = []
    for text, verdicts in by_text.items():
        others = [v for other, vs in by_text.items() if other != text for v in vs]
        table = Calibration(_counts(others))
        fitted += [(table.confidence(rule, n, s), r) for rule, n, s, r in verdicts]
    for name, pairs in (("strength", raw), ("confidence", fitted)):
        bins = reliability(pairs)
        print(f"{name}: expected error {expected_error(bins):.3f} over {len(pairs)} claims")
        for b in bins:
            span = f"{b.low:.2f}-{b.high:.2f}"
            print(f"  {span}  {b.answers:4}  mean {b.score:.2f}  right {b.right:.2f}")


if __name__ == "__main__":
    main()
