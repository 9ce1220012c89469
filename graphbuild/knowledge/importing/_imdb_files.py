"""IMDb's files as they are: which there are, their pieces, and the values in them."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from graphbuild.errors import KnowledgeError

__all__ = ["LONGEST", "Piece", "find_files", "listed_names", "pieces", "width_of", "year_of"]

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
_PIECE = 1 << 22
LONGEST = 1000
"""Characters of a field."""


class Piece(NamedTuple):
    """Whole lines of a file, and which piece of it they are, from 0."""

    name: str
    number: int
    text: bytes


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


def width_of(name: str) -> int:
    """How many fields the rows of a file have."""
    return len(_COLUMNS[name])


def pieces(path: Path, name: str) -> Iterator[Piece]:
    """The file without its header, gzip-compressed or not, in pieces of some megabytes.

    Raises:
        KnowledgeError: it cannot be read, is cut off, or has other columns.
    """
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            header = file.readline().decode("utf-8-sig", "replace").rstrip("\r\n").split("\t")
            if header != _COLUMNS[name]:
                raise KnowledgeError(
                    f"its columns are {', '.join(header)[:120]!r}",
                    where=f"{path}:1",
                    fix=f"they must be {', '.join(_COLUMNS[name])}",
                )
            number = 0
            while text := file.read(_PIECE):
                yield Piece(name, number, text + file.readline())
                number += 1
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise KnowledgeError(
            f"is a damaged or cut-off gzip file: {error}", where=str(path), fix="fetch it again"
        ) from error
    except OSError as error:
        raise KnowledgeError(
            f"cannot be read: {error.strerror or error}", where=str(path), fix="check the path"
        ) from error


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
    plainly = (" ".join(name.split()) for name in listed if isinstance(name, str))
    return [name for name in plainly if name] or [""]


def year_of(text: str) -> int | None:
    """A year between 1000 and 2100."""
    return int(text) if text.isdigit() and 1000 <= int(text) <= 2100 else None
