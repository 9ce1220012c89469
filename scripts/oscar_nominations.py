#!/usr/bin/env python3
"""Take over who was nominated for which Academy Award: ``oscar_nominations.py oscars.csv``.

Facts only: ceremony, year, category in the words that prose uses, film, nominees, whether it won.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from graphbuild.resources import data_dir
from graphbuild.writing import write_text

CATEGORIES = {
    "ACTOR IN A LEADING ROLE": "best actor",
    "ACTRESS IN A LEADING ROLE": "best actress",
    "ACTOR IN A SUPPORTING ROLE": "supporting actor",
    "ACTRESS IN A SUPPORTING ROLE": "supporting actress",
    "ANIMATED FEATURE FILM": "animated feature",
    "ART DIRECTION": "art direction|production design",
    "BEST PICTURE": "best picture",
    "CINEMATOGRAPHY": "cinematography",
    "COSTUME DESIGN": "costume design",
    "DIRECTING": "best director",
    "DOCUMENTARY (Feature)": "documentary feature|documentary",
    "DOCUMENTARY (Short Subject)": "documentary short",
    "FILM EDITING": "film editing|best editing",
    "INTERNATIONAL FEATURE FILM": "foreign language|international feature",
    "MAKEUP AND HAIRSTYLING": "makeup",
    "MUSIC (Original Score)": "original score|music score|scoring",
    "MUSIC (Original Song Score or Adaptation Score)": "scoring|song score|adaptation score",
    "MUSIC (Original Song)": "original song|best song",
    "SHORT FILM (Animated)": "animated short|short subject|short film",
    "SHORT FILM (Live Action)": "live action short|short subject|short film",
    "SHORT SUBJECT": "short subject|short film",
    "SOUND EDITING": "sound editing|sound effects|special effects",
    "SOUND MIXING": "sound|sound mixing",
    "SOUND RECORDING": "sound|sound recording",
    "VISUAL EFFECTS": "visual effects|special effects",
    "WRITING (Adapted Screenplay)": "adapted screenplay|best screenplay",
    "WRITING (Original Screenplay)": "original screenplay|best screenplay",
    "WRITING (Original Story)": "best story|original story|best writing",
}
"""The list's categories, or what they begin with, in the words that prose uses."""
COLUMNS = ("film", "year", "ceremony", "category", "nominees", "won", "source")


def main() -> None:
    """Write ``data/knowledge/nominations/oscars.tsv``."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("oscars", type=Path)
    args = parser.parse_args()
    lines = ["\t".join(COLUMNS), *("\t".join(row) for row in _rows(args.oscars))]
    path = data_dir() / "knowledge" / "nominations" / "oscars.tsv"
    path.parent.mkdir(exist_ok=True)
    write_text(path, "\n".join(lines) + "\n")
    print(f"{len(lines) - 1} nominations")


def _rows(path: Path) -> Iterator[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            category = _category(row["CanonicalCategory"])
            for film in (row["Film"] or "").split("|"):
                if category and film:
                    year, nominees = row["Year"][:4], row["Nominees"] or ""
                    won = "yes" if row["Winner"] else ""
                    yield film, year, row["Ceremony"], category, nominees, won, "oscars"


def _category(name: str) -> str:
    return next((c for n, c in CATEGORIES.items() if name == n or name.startswith(n + " (")), "")


if __name__ == "__main__":
    main()
