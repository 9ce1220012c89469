"""Sources to reconcile: delimited files with any columns, each column's kind found by content."""

from __future__ import annotations

import csv
import io
import re
import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from graphbuild.errors import InputError
from graphbuild.knowledge.normalising import normalise

__all__ = ["Column", "Kind", "Source", "name_form", "read_source"]

Kind = Literal["name", "year", "number", "set", "text"]
"""What a column holds: names of the thing itself, years or dates, numbers, sets of values
(genres, casts, a director), running text."""

_NAMING = re.compile(r"(title|titel|titre|name|nom|label|alias|aka|film|movie)s?$", re.I)
_OF_OTHERS = re.compile(
    r"(director|actor|actress|writer|author|creator|producer|character|genre|country|studio)", re.I
)
_DATE = re.compile(r"[12]\d{3}(-\d\d(-\d\d)?)?(T.*)?$")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?$")
_LIST = re.compile(r"\s*[|,;]\s*")
_LOST = re.compile(r"(?<=\w)[?\ufffd]+|[?\ufffd]+(?=\w)")  # letters that a bad encoding lost
_QUALIFIER = re.compile(r"\s*[(\[](?:[A-Z]{2}|[12]\d{3})[)\]]?\s*$|\s*\((?:[12]\d{3})$")
_TRAILING = re.compile(r"(.+), (the|an?|le|la|les|el|der|die|das|il)$", re.I)
_SAMPLE = 2000


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it was found to hold."""

    name: str
    kind: Kind


@dataclass(slots=True)
class Source:
    """Records of one source: ``ids`` in order of the file, ``rows`` aligned with ``columns``."""

    ids: list[str]
    columns: list[Column]
    rows: list[list[str]]
    names: list[tuple[str, ...]] = field(default_factory=list)
    strata: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        naming = [i for i, c in enumerate(self.columns) if c.kind == "name"]
        for row in self.rows:
            forms = dict.fromkeys(f for i in naming if row[i] for f in _forms(row[i]))
            self.names.append(tuple(forms))
            self.strata.append(next((self.columns[i].name for i in naming if row[i]), ""))


def name_form(name: str) -> str:
    """The form in which names are compared: no qualifier in brackets, no lost letters."""
    whole = _TRAILING.sub(r"\2 \1", _QUALIFIER.sub("", name))
    form = normalise(_LOST.sub("", whole))
    return re.sub(r"\bpart (?=\d|[ivx]+\b)", "", form)


def _forms(cell: str) -> list[str]:
    return [f for part in cell.split("|") if (f := name_form(part))]


def read_source(path: Path) -> Source:
    """Read a file of records: ``|``, ``,``, tab or ``;`` separated, header first, id first.

    Raises:
        InputError: the file cannot be read, has no header, or repeats an id.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", where=str(path), fix="check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=str(path), fix="save it as UTF-8") from error
    if "\0" in text[:4096]:
        raise InputError("is a binary file", where=str(path), fix="give a delimited text file")
    csv.field_size_limit(2**31 - 1)
    header_line = text.split("\n", 1)[0]
    delimiter = max("|,\t;", key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [h.strip() for h in next(reader, [])]
    if len(header) < 2:
        raise InputError(
            "has no header with at least two columns",
            where=str(path),
            fix="separate columns by | or , and put the id first",
        )
    ids, rows = _records(reader, len(header), path)
    names = [_local(h) for h in header[1:]]
    columns = [Column(n, _kind(n, [r[i] for r in rows])) for i, n in enumerate(names)]
    return Source(ids, _with_names(columns, rows), rows)


def _local(header: str) -> str:
    return re.split(r"[/#]", header.rstrip("/#"))[-1]


def _records(
    lines: Iterable[list[str]], width: int, path: Path
) -> tuple[list[str], list[list[str]]]:
    ids: dict[str, None] = {}
    rows: list[list[str]] = []
    for number, line in enumerate(lines, 2):
        if not line:
            continue
        if line[0] in ids:
            raise InputError(
                f"has the id {line[0]!r} twice",
                where=f"{path}, record {number}",
                fix="give every record an id of its own",
            )
        ids[line[0]] = None
        cells = [c.strip() for c in line[1:width]]
        rows.append([c if c != "\\N" else "" for c in cells] + [""] * (width - 1 - len(cells)))
    return list(ids), rows


def _kind(name: str, values: list[str]) -> Kind:
    held = [v for v in values if v]
    seen = held[:: max(1, len(held) // _SAMPLE)]
    if not seen:
        return "set"
    if sum(bool(_DATE.match(v)) for v in seen) > 0.9 * len(seen):
        return "year"
    if sum(bool(_NUMBER.match(v)) for v in seen) > 0.9 * len(seen):
        return "number"
    if statistics.median(len(v) for v in seen) > 90 and not _is_list(seen):
        return "text"
    distinct = len(set(seen)) / len(seen)
    naming = _NAMING.search(name) and not _OF_OTHERS.search(name)
    return "name" if naming and distinct > 0.2 else "set"


def _is_list(values: list[str]) -> bool:
    """Whether the parts between separators are short, as in a cast list."""
    parts = [len(p) for v in values for p in _LIST.split(v)]
    return statistics.median(parts) < 25 and len(parts) > 1.5 * len(values)


def _with_names(columns: list[Column], rows: list[list[str]]) -> list[Column]:
    """The columns; where no header names one, the first of mostly distinct single values."""
    if any(c.kind == "name" for c in columns) or not rows:
        return columns

    def naming(i: int) -> tuple[bool, float]:
        held = [r[i] for r in rows if r[i]]
        distinct = len(set(held)) / len(rows)
        return columns[i].kind == "set" and distinct > 0.5 and not _is_list(held), distinct

    best = max(range(len(columns)), key=lambda i: (naming(i)[0], -i if naming(i)[0] else 0))
    return [Column(c.name, "name") if i == best else c for i, c in enumerate(columns)]
