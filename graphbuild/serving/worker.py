"""A process that answers queries from one store until it is killed: the engine has no limits.

Requests come on standard input, answers go to standard output. Each is a frame: the length of a
JSON head (4 bytes, big endian), the length of a body (8 bytes), head, body. Requests have no body.
"""

from __future__ import annotations

import io
import json
import struct
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from graphbuild.errors import QueryError
from graphbuild.querying.faults import explain_fault
from graphbuild.querying.refusing import refuse
from graphbuild.querying.running import base_of, prefixes_of

__all__ = ["FRAME", "main", "serialise"]

FRAME = struct.Struct(">IQ")

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


class _TooLarge(Exception):
    pass


class _Bounded(io.BytesIO):
    """Takes at most so many bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._most:
            raise _TooLarge
        return super().write(data)


@dataclass(frozen=True, slots=True)
class _Answerer:
    store: ox.Store
    prefixes: dict[str, str]
    graphs: frozenset[str]

    @classmethod
    def open(cls, folder: Path) -> _Answerer:
        store = ox.Store.read_only(str(folder))
        graphs = frozenset(g.value for g in store.named_graphs())
        return cls(store, prefixes_of(base_of(store)), graphs)

    def answer(self, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Head and body of the answer; a fault has ``what``, ``fix`` and a ``kind``."""
        try:
            return self._evaluated(request)
        except QueryError as error:
            return {"fault": "query", "what": error.what, "fix": error.fix}, b""
        except _TooLarge:
            megabytes = request["bytes"] // 1_000_000
            what = f"the result is larger than {megabytes} MB"
            return {"fault": "large", "what": what, "fix": "add LIMIT, or ask in pages"}, b""
        except MemoryError:
            what = "the query needs more memory than it may have"
            return {"fault": "limit", "what": what, "fix": "make it narrower"}, b""

    def _evaluated(self, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        sparql: str = request["query"]
        refuse(sparql, self.graphs.__contains__)
        default, named = self._graphs(request["default"]), self._graphs(request["named"])
        if not (default or named):
            dataset: dict[str, Any] = {}
        else:  # graphs that are not named are then not there (SPARQL 1.1 Protocol, 2.1.4)
            dataset = {"default_graph": default, "named_graphs": named}
        try:
            found = self.store.query(sparql, prefixes=self.prefixes, **dataset)
            return self._written(found, request)
        except SyntaxError as error:
            raise explain_fault(sparql, str(error), self.prefixes) from None
        except (RuntimeError, ValueError, OSError) as error:
            raise QueryError(str(error), where="query") from error

    def _graphs(self, names: Sequence[str]) -> list[ox.NamedNode]:
        foreign = next((n for n in names if n not in self.graphs), None)
        if foreign is not None:
            raise QueryError(f"<{foreign}> is no graph here; nothing is fetched", where="query")
        return [ox.NamedNode(n) for n in names]

    def _written(self, found: Any, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        graph = isinstance(found, ox.QueryTriples)
        form = request["graph" if graph else "result"]
        if form is None:
            what = "has triples" if graph else "has rows"
            raise QueryError(f"{what}, which none of the accepted types can hold", where="query")
        out = _Bounded(request["bytes"])
        if graph:
            out.write(serialise(found, form, self.prefixes))
        elif isinstance(found, ox.QueryBoolean) and form in ("csv", "tsv"):
            out.write(b"true" if found else b"false")
        else:
            found.serialize(out, format=_RESULTS[form])
        return {"form": form}, out.getvalue()


def serialise(triples: Iterable[ox.Triple], form: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples in one of the formats ``turtle``, ``nt``, ``rdfxml``, ``jsonld``."""
    if form not in ("turtle", "rdfxml"):
        return ox.serialize(triples, format=_GRAPHS[form]) or b""
    triples = list(triples)
    iris = {t.value for triple in triples for t in triple if isinstance(t, ox.NamedNode)}
    used = {p: n for p, n in sorted(prefixes.items()) if any(i.startswith(n) for i in iris)}
    return ox.serialize(triples, format=_GRAPHS[form], prefixes=used) or b""


def _bound(megabytes: int) -> None:
    import resource

    size = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _request(source: BinaryIO) -> Any | None:
    head = source.read(FRAME.size)
    if len(head) < FRAME.size:
        return None
    return json.loads(source.read(FRAME.unpack(head)[0]))


def main() -> None:
    """Answer requests until standard input ends; arguments: store, megabytes (0: no bound)."""
    answerer = _Answerer.open(Path(sys.argv[1]))
    if int(sys.argv[2]):
        _bound(int(sys.argv[2]))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while (request := _request(source)) is not None:
        about, body = answerer.answer(request)
        head = json.dumps(about).encode()
        target.write(FRAME.pack(len(head), len(body)) + head)
        target.write(body)
        target.flush()


if __name__ == "__main__":
    main()
