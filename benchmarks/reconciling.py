"""Reconciliation against sources whose matches are known: precision, recall, F1, reliability.

usage: python benchmarks/reconciling.py [--shared ../shared] [--records 25000] [--columns ygc …]

Pairs of ``bench/er`` (IMDb with TMDb and with TVDb, gold as listed there), and pairs made from
the films of ``reference``: a share of them stands in either source, the right one under other
columns in another order, with articles moved, letters mistyped, years off by one, subtitles
dropped, columns left empty and casts cut, the more the rougher, and of the last a tenth of the
titles in another language. Nothing is learned from the
answers. The reliability of scores is printed as mean score and share of right ones, by tenths.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import string
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from graphbuild.knowledge.reconciling import Match, read_source, reconcile

Row = Sequence[object]
Pairs = set[tuple[str, str]]
_SHARED = Path(__file__).resolve().parents[2] / "shared"
_ER = (("D5", "imdb", "tmdb"), ("D6", "imdb", "tvdb"))
_ROUGH = {
    "smooth": (0.05, 0.0),
    "rough": (0.2, 0.0),
    "very rough": (0.4, 0.0),
    "foreign": (0.05, 0.1),
}
_FOREIGN = str.maketrans("aeioubcdfghjklmnpqrstvwxyz", "ouaieklmnprstvzbdfghjkxqcw")


def _write(path: Path, header: str, rows: Iterable[Row], delimiter: str) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(header.split())
        writer.writerows(rows)
    return path


def _films(folder: Path) -> list[dict[str, Any]]:
    """Films of the reference, one for each title and year."""
    lines = (x for path in sorted(folder.glob("*.jsonl")) for x in path.open(encoding="utf-8"))
    films = [json.loads(line) for line in lines]
    return list({(f["title"], f["year"]): f for f in films}.values())


def _mistyped(draw: random.Random, text: str) -> str:
    at = draw.randrange(len(text))
    made = draw.choice(string.ascii_lowercase)
    return draw.choice((text[:at] + text[at + 1 :], text[:at] + made + text[at + (1 - at % 2) :]))


def _other_title(draw: random.Random, title: str, rough: float) -> str:
    if title.startswith("The ") and draw.random() < 0.5:
        title = f"{title[4:]}, The"
    if ": " in title and draw.random() < rough:
        title = title.split(": ")[draw.random() < 0.2]
    if " and " in title and draw.random() < 0.3:
        title = title.replace(" and ", " & ")
    if len(title) > 4 and draw.random() < rough:
        title = _mistyped(draw, title)
    return title.upper() if draw.random() < rough else title


def _turned(name: str) -> str:
    *given, surname = name.split() or [""]
    return f"{surname}, {' '.join(given)}" if given else surname


def _right(draw: random.Random, film: dict[str, Any], rough: float, foreign: float) -> list[object]:
    """Year, genres, cast and title of the film as another source may have them."""
    year = film["year"] + (draw.choice((-1, 1)) if draw.random() < rough else 0)
    cast = [_turned(n) for n in film["cast"][: draw.randint(1, 6)] if draw.random() > rough]
    genres = film["genres"][:1] if draw.random() > rough else []
    date = f"{year}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    seen = date if draw.random() > rough else ""
    title = _other_title(draw, film["title"], rough)
    if draw.random() < foreign:
        title = title.lower().translate(_FOREIGN).title()
    return [seen, "/".join(genres), "; ".join(cast), title]


def made(
    films: Sequence[dict[str, Any]],
    records: int,
    roughness: tuple[float, float],
    columns: str,
    folder: Path,
) -> tuple[Path, Path, Pairs]:
    """Two sources of so many records each, two thirds of them in both, and their matches.

    ``roughness`` is the share of most changes and that of titles in another language; ``columns``
    has the first letters of those that the sources have beside the title: year, genres, cast.
    """
    draw = random.Random(f"{roughness}{columns}")
    drawn = draw.sample(films, min(records + records // 3, len(films)))
    count = len(drawn) * 3 // 4
    kept = [i for i, c in enumerate("ygc") if c in columns]
    left = [
        [f"a{i}", f["title"], *(([f["year"], ",".join(f["genres"]), "|".join(f["cast"])])[k]
                                for k in kept)]
        for i, f in enumerate(drawn[:count])
    ]  # fmt: skip
    right = [[f"b{i}", _right(draw, f, *roughness)] for i, f in enumerate(drawn) if i >= count // 3]
    draw.shuffle(right)
    rows = [[id_, *(cells[k] for k in kept), cells[3]] for id_, cells in right]
    names = ("startYear", "genre_list", "actors"), ("released", "kind", "starring")
    one, other = (" ".join(n[k] for k in kept) for n in names)
    return (
        _write(folder / "left.tsv", f"id title {one}", left, "\t"),
        _write(folder / "right.csv", f"id {other} film_name", rows, ","),
        {(f"a{i}", f"b{i}") for i in range(count // 3, count)},
    )


def report(what: str, find: Callable[[], list[Match]], gold: Pairs) -> None:
    """Print how well and how fast the matches are found, and what their scores are worth."""
    start = time.process_time()
    matches = find()
    took = time.process_time() - start
    right = [(m.score, (m.left, m.right) in gold) for m in matches]
    hits = sum(r for _, r in right)
    precision, recall = hits / max(len(right), 1), hits / len(gold)
    f1 = 2 * hits / (len(right) + len(gold))
    print(f"{what}: P {precision:.4f} R {recall:.4f} F1 {f1:.4f}, {took:.1f} s of processor")
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for score, is_right in right:
        tenths[min(int(10 * score), 9)].append((score, is_right))
    for _, held in sorted(tenths.items()):
        score, share = (sum(h[i] for h in held) / len(held) for i in (0, 1))
        print(f"    {len(held):6d} scored {score:.2f}: {share:.2f} right")


def main() -> None:
    """Report all pairs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--shared", type=Path, default=_SHARED)
    parser.add_argument("--records", type=int, default=25_000)
    parser.add_argument("--columns", nargs="*", default=["ygc", "yg", "y", "c", ""])
    args = parser.parse_args()
    for name, one, other in _ER:
        for clean in ("", "clean"):
            base = args.shared / "bench" / "er" / name
            paths = base / f"{one}{clean}.csv", base / f"{other}{clean}.csv"
            lines = (base / f"gt{clean}.csv").read_text().split()[1:]
            gold = {(a, b) for a, b in (line.split("|") for line in lines)}
            report(f"{name} {clean}", lambda p=paths: reconcile(*map(read_source, p)), gold)  # type: ignore[misc]
    films = _films(args.shared / "reference")
    for how, roughness in _ROUGH.items():
        for columns in args.columns:
            with tempfile.TemporaryDirectory() as scratch:
                *paths, gold = made(films, args.records, roughness, columns, Path(scratch))
                what = f"{how}, {len(gold)} in both, title {columns}"
                report(what, lambda p=paths: reconcile(*map(read_source, p)), gold)  # type: ignore[misc]


if __name__ == "__main__":
    main()
