"""Compare the independent reading of the unseen half with its gold.

usage: gold_agreement.py [--list]

Prints, per text and over all: agreement on the extent of mentions, on extent, type and entity, on
pronouns with the entity they refer to, and Cohen's kappa for types and antecedents. `--list` prints
what differs. Entities of the two readers are paired one to one by the mentions that they share,
so that a label is not asked to be worded alike; what either reader marked optional is left out.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gold_tools import GOLD, Annotated, parse

__all__ = ["NOBODY", "Comparison", "Reading", "compare", "kappa", "read"]

NOBODY = "-"
Span = tuple[int, int]
Entity = tuple[str, str]
Json = dict[str, Any]


@dataclass(slots=True)
class Reading:
    """What one reader took from a text: who or what stands at which span."""

    types: dict[str, str] = field(default_factory=dict)
    mentions: dict[Span, str] = field(default_factory=dict)
    pronouns: dict[Span, str] = field(default_factory=dict)
    optional: set[Span] = field(default_factory=set)


@dataclass(slots=True)
class Comparison:
    """Two readings of a text: counts, and the pairs of answers that kappa is made of."""

    counts: Counter[str] = field(default_factory=Counter)
    types: list[tuple[str, str]] = field(default_factory=list)
    antecedents: list[tuple[str, str]] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)


def read(path: Path, text: str) -> Reading:
    """An independent reading: its entities (`code: type label`), then surface and code in order.

    Raises:
        ValueError: a line is malformed, its words are not in the text, or its entity is not listed.
    """
    found, at = Reading(), 0
    for line in path.read_text(encoding="utf-8").splitlines():
        surface, tab, code = line.partition("\t")
        if not tab:
            name, kind, _ = line.split(maxsplit=2)
            found.types[name.removesuffix(":")] = kind
            continue
        place = re.search(rf"(?<!\w){re.escape(surface)}(?!\w)", text[at:])
        entity = code.lstrip("=").rstrip("?")
        if not place or entity not in found.types.keys() | {NOBODY}:
            raise ValueError(f"{path.name}: no {line!r} after {text[max(0, at - 40) : at]!r}")
        span = at + place.start(), at + place.end()
        at = span[1]
        (found.pronouns if code.startswith("=") else found.mentions)[span] = entity
        if code.endswith("?"):
            found.optional.add(span)
    return found


def compare(gold: Annotated, other: Reading) -> Comparison:
    """The agreement of a reading with the gold of its text."""
    marked = {span: m for m in gold.mentions for span in _spans(m)}
    first = {_span(m): m for m in gold.mentions if not m.get("optional")}
    left_out = {s for m in gold.mentions + gold.pronouns if m.get("optional") for s in _spans(m)}
    second = {
        _span(marked.get(s, {"start": s[0], "end": s[1]})): e for s, e in other.mentions.items()
    }
    second = {s: e for s, e in second.items() if s not in left_out | other.optional}
    first = {s: m for s, m in first.items() if s not in other.optional}
    pair = _pair((second[s], _entity(first[s])) for s in sorted(first.keys() & second.keys()))
    found = Comparison()
    found.counts.update(gold=len(first), other=len(second))
    for span in sorted(first.keys() | second.keys()):
        _mention(found, gold, other, span, first.get(span), second.get(span), pair)
    pronouns = {_span(p): str(p["label"]) for p in gold.pronouns if not p.get("optional")}
    theirs = {s: e for s, e in other.pronouns.items() if s not in left_out}
    for span in sorted(pronouns.keys() | theirs.keys()):
        _pronoun(found, gold, span, pronouns.get(span, NOBODY), theirs.get(span, NOBODY), pair)
    return found


def kappa(answers: Iterable[Iterable[tuple[str, str]]]) -> float:
    """Cohen's kappa; chance is counted within a text, for its entities are its categories."""
    texts = [list(pairs) for pairs in answers]
    total = sum(map(len, texts))
    same = sum(a == b for pairs in texts for a, b in pairs) / total
    chance = 0.0
    for pairs in (p for p in texts if p):
        left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
        chance += sum(n * right[key] for key, n in left.items()) / len(pairs) / total
    return (same - chance) / (1 - chance) if chance < 1 else 1.0


def _span(mention: Json) -> Span:
    return mention["start"], mention["end"]


def _spans(mention: Json) -> list[Span]:
    """The span of a mention and those that are accepted for it."""
    return [_span(mention), *((a, b) for a, b in mention.get("alt_spans", []))]


def _entity(mention: Json) -> Entity:
    return mention["type"], mention["label"]


def _pair(shared: Iterable[tuple[str, Entity]]) -> dict[str, Entity]:
    """Pair the entities of two readers one to one, those that share most mentions first."""
    counted = sorted(Counter(shared).items(), key=lambda item: (-item[1], item[0]))
    found: dict[str, Entity] = {}
    for (theirs, ours), _ in counted:
        if theirs not in found and ours not in found.values():
            found[theirs] = ours
    return found


def _mention(
    found: Comparison,
    gold: Annotated,
    other: Reading,
    span: Span,
    ours: Json | None,
    theirs: str | None,
    pair: dict[str, Entity],
) -> None:
    if ours is None or theirs is None:
        found.differences.append(_shown(gold, span, "extent", ours and ours["label"], theirs))
        return
    kind = other.types[theirs]
    accepted = ours["type"] if kind in ours.get("alt_types", []) else kind
    found.types.append((ours["type"], accepted))
    found.counts["extent"] += 1
    if accepted == ours["type"] and pair.get(theirs) == _entity(ours):
        found.counts["same"] += 1
    else:
        answers = f"{ours['type']} {ours['label']}", f"{kind} {theirs}"
        found.differences.append(_shown(gold, span, "entity", *answers))


def _pronoun(
    found: Comparison, gold: Annotated, span: Span, ours: str, theirs: str, pair: dict[str, Entity]
) -> None:
    answer = pair[theirs][1] if theirs in pair else theirs
    found.antecedents.append((ours, answer))
    found.counts["pronouns_gold"] += ours != NOBODY
    found.counts["pronouns_other"] += answer != NOBODY
    found.counts["pronouns_same"] += ours == answer != NOBODY
    if ours != answer:
        found.differences.append(_shown(gold, span, "pronoun", ours, theirs))


def _shown(gold: Annotated, span: Span, kind: str, ours: object, theirs: object) -> str:
    start, end = span
    context = gold.text[max(0, start - 40) : end + 30].replace("\n", " ")
    return f"{gold.name}\t{kind}\t{gold.text[start:end]}\t{ours}\t{theirs}\t{context}"


def _f1(same: int, first: int, second: int) -> float:
    return 2 * same / (first + second) if first + second else 1.0


def _figures(name: str, texts: list[Comparison]) -> str:
    c: Counter[str] = Counter()
    for text in texts:
        c.update(text.counts)
    extent = _f1(c["extent"], c["gold"], c["other"])
    same = _f1(c["same"], c["gold"], c["other"])
    pronouns = _f1(c["pronouns_same"], c["pronouns_gold"], c["pronouns_other"])
    return (
        f"{name}\tmentions {c['gold']}/{c['other']}"
        f"\textent {extent:.3f}\textent, type, entity {same:.3f}"
        f"\tpronouns {c['pronouns_gold']}/{c['pronouns_other']}\t{pronouns:.3f}"
        f"\tkappa: types {kappa(t.types for t in texts):.3f}"
        f", antecedents {kappa(t.antecedents for t in texts):.3f}"
    )


def texts() -> Iterator[tuple[Annotated, Reading]]:
    """Every text of the independent reading, with its gold."""
    for path in sorted((GOLD / "independent").glob("*.tsv")):
        gold = parse(GOLD / "annotated" / f"{path.name.removesuffix('.tsv')}.gold")
        yield gold, read(path, gold.text)


def main(arguments: list[str]) -> int:
    """Print the figures, or with ``--list`` what differs."""
    if arguments not in ([], ["--list"]):
        sys.stderr.write(__doc__ or "")
        return 2
    compared = {gold.name: (gold.folder, compare(gold, other)) for gold, other in texts()}
    if arguments:
        for _, found in compared.values():
            sys.stdout.writelines(f"{line}\n" for line in found.differences)
        return 0
    for name, (_, found) in compared.items():
        sys.stdout.write(_figures(name, [found]) + "\n")
    for folder in ("essays", "passages"):
        mine = [found for where, found in compared.values() if where == folder]
        sys.stdout.write(_figures(f"all {folder}", mine) + "\n")
    sys.stdout.write(_figures("all", [found for _, found in compared.values()]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
