"""IMDb's files as they are: which there are, their rows, and the values in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge.additions import open_text
from graphbuild.knowledge.importing.writer import Rejects

__all__ = ["find_files", "listed_names", "rows_of", "year_of"]

_COLUMNS = {
    "title.basics": ("tconst titleType primaryTitle originalTitle isAdult startYear endYear "
                     "runtimeMinutes genres").split(),
    "title.principals": "tconst ordering nconst category job characters".split(),
    "name.basics": ("nconst primaryName birthYear deathYear primaryProfession "
                    "knownForTitles").split(),
    "title.akas": ("titleId ordering title region language types attributes "
                   "isOriginalTitle").split(),
    "title.ratings": "tconst averageRating numVotes".split(),
}  # fmt: skip
_NEEDED = ("title.basics", "title.principals", "name.basics")
_LONGEST = 1000
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|\0")


def find_files(paths: Sequence[Path]) -> dict[str, Path]:
    """The files by name, of those given and of folders given.

    Raises:
        KnowledgeError: one that is needed is missing.
    """
    found: dict[str, Path] = {}
    listed = [f for p in paths for f in (sorted(p.iterdir()) if p.is_dir() else [p])]
    for path in listed:
        name = path.name.removesuffix(".gz").removesuffix(".tsv")
        if name in _COLUMNS:
            found.setdefault(name, path)
    missing = [n for n in _NEEDED if n not in found]
    if missing:
        raise KnowledgeError(
            f"no {', '.join(missing)} (.tsv or .tsv.gz)",
            where=", ".join(map(str, paths)),
            fix="give the folder with IMDb's files",
        )
    return found


def rows_of(path: Path, name: str, start: int, rejects: Rejects) -> Iterator[tuple[int, list[str]]]:
    """Rows after line ``start``, with their numbers; unusable ones are rejected.

    Raises:
        KnowledgeError: the file has other columns.
    """
    width = len(_COLUMNS[name])
    lines = open_text(path)
    header = next(lines, "").rstrip("\r\n").split("\t")
    if header != _COLUMNS[name]:
        raise KnowledgeError(
            f"its columns are {', '.join(header)[:120]!r}",
            where=f"{path}:1",
            fix=f"they must be {', '.join(_COLUMNS[name])}",
        )
    for number, line in enumerate(lines, 2):
        if number <= start:
            continue
        row = line.rstrip("\r\n").split("\t")
        if len(row) != width:
            rejects.add(path, number, f"{len(row)} fields where {width} are needed")
        elif len(line) > _LONGEST and max(map(len, row)) > _LONGEST:
            rejects.add(path, number, f"a field of {max(map(len, row))} characters")
        elif ("<" in line or "\0" in line) and _MARKUP.search(line):
            rejects.add(path, number, "markup in a field")
        else:
            yield number, row


def listed_names(names: str) -> list[str]:
    """Names in a JSON list, an empty one when there are none; most are lists of one plain name."""
    plain = names[2:-2]
    if names[:2] == '["' and names[-2:] == '"]' and '"' not in plain and "\\" not in plain:
        return [plain if plain.strip() else ""]
    try:
        listed = json.loads(names)
    except ValueError:
        listed = names.strip('[]"')
    listed = listed if isinstance(listed, list) else [listed]
    return [name for name in listed if isinstance(name, str) and name.strip()] or [""]


def year_of(text: str) -> int | None:
    """A year between 1000 and 2100."""
    return int(text) if text.isdigit() and 1000 <= int(text) <= 2100 else None
