"""What a query gives, and its standard forms.

Sources: SPARQL 1.1 Query Results JSON Format; SPARQL 1.1 Query Results CSV and TSV Formats.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pyoxigraph as ox

__all__ = ["Node", "Result", "to_csv", "to_json", "to_markdown", "to_tsv"]

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Node | None, ...]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a SELECT, the answer of an ASK, or the triples of a CONSTRUCT or DESCRIBE.

    ``more`` says that a limit on rows cut the result short.
    """

    kind: Literal["select", "ask", "construct"]
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    answer: bool = False
    triples: tuple[ox.Triple, ...] = ()
    more: bool = False

    def __len__(self) -> int:
        return len(self.triples if self.kind == "construct" else self.rows)


def to_json(result: Result) -> str:
    """SPARQL 1.1 results JSON of a SELECT or ASK."""
    if result.kind == "ask":
        return json.dumps({"head": {}, "boolean": result.answer}) + "\n"
    bindings = [
        {v: _json_term(t) for v, t in zip(result.variables, row, strict=True) if t is not None}
        for row in result.rows
    ]
    body = {"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Node) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        ends = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {k: _json_term(v) for k, v in ends.items()}}
    out = {"type": "literal", "value": term.value}
    if term.language:
        return out | {"xml:lang": term.language}
    datatype = term.datatype.value
    return out if datatype in (_STRING, _LANGUAGE) else out | {"datatype": datatype}


def to_csv(result: Result, show: Callable[[Node], str] | None = None) -> str:
    """Comma separated, with a line of variables; ``show`` replaces the plain values."""
    if result.kind == "ask":
        return f"{str(result.answer).lower()}\n"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(result.variables)
    for row in result.rows:
        writer.writerow("" if t is None else (show or _plain)(t) for t in row)
    return out.getvalue()


def _plain(term: Node) -> str:
    return str(term) if isinstance(term, ox.Triple) else str(term.value)


def to_tsv(result: Result) -> str:
    """Tab separated, terms as in Turtle."""
    if result.kind == "ask":
        return f"{str(result.answer).lower()}\n"
    lines = ["\t".join(f"?{v}" for v in result.variables)]
    lines += ["\t".join("" if t is None else _escaped(t) for t in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def _escaped(term: Node) -> str:
    return str(term).replace("\t", "\\t")


def to_markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table of cells that are already text."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join("| " + " | ".join(map(_cell, line)) + " |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").split())
