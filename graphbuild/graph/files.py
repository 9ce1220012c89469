"""One Turtle file a named graph, and the files of the whole joined from them.

A file is cut into sections of one kind of subject. Joining copies a section whose subjects stand
in no other file as it is, and merges those that overlap; so it costs little more than the bytes
that are copied. What does not fit is sorted in temporary files: memory does not grow with the
number of graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from graphbuild.graph.serialising import (
    OWN,
    Key,
    canonical,
    graph_key,
    head,
    ordered,
    subject_key,
    subject_keys,
    trig_section,
    turtle_body,
)
from graphbuild.graph.sorting import sorted_apart
from graphbuild.writing import write_aside

__all__ = [
    "GraphFile",
    "Section",
    "join_trig",
    "join_turtle",
    "write_graph",
    "write_large_graph",
]

_PART = 5_000
"""Triples, or blocks of them, that are written at a time."""

_HELD = 8_000_000
"""Characters that are sorted in memory."""

_READ = 1_000_000
"""Bytes of a file that are read at a time, and as much more as its last block has."""


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks of one kind of subject in a file: keys of the first and the last subject, and the
    bytes from ``start`` to ``end``."""

    first: Key
    last: Key
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A named graph in a file of its own: how many triples, which entities of the base it names
    (those that are not an essay's own), and its sections."""

    name: str
    path: Path
    triples: int
    entities: tuple[str, ...]
    sections: tuple[Section, ...]

    def as_json(self) -> dict[str, Any]:
        """All but the path."""
        return {
            "name": self.name,
            "triples": self.triples,
            "entities": list(self.entities),
            "sections": [[*s.first, *s.last, s.start, s.end] for s in self.sections],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any], path: Path) -> GraphFile:
        """From what ``as_json`` gave, and the path."""
        rows = data["sections"]
        sections = (Section(tuple(r[:3]), tuple(r[3:6]), r[6], r[7]) for r in rows)
        return cls(data["name"], path, data["triples"], tuple(data["entities"]), tuple(sections))

    def quads(self, base: str) -> Iterator[Quad]:
        """The quads of the graph, in order."""
        graph = NamedNode(self.name)
        for q in parse(path=str(self.path), format=RdfFormat.TURTLE, base_iri=base):
            yield Quad(q.subject, q.predicate, q.object, graph)

    @property
    def start(self) -> int:
        """Where the first block begins."""
        return self.sections[0].start

    @property
    def end(self) -> int:
        """Where the last block ends."""
        return self.sections[-1].end

    def own(self) -> bytes:
        """The Turtle of an essay's own nodes, without the words that they quote."""
        parts = (self.body(s) for s in self.sections if s.first[1] in OWN)
        return b"\n".join(parts)

    def bodies(self) -> Iterator[bytes]:
        """The Turtle without the head, a bounded number of whole blocks at a time."""
        with self.path.open("rb") as file:
            file.seek(self.sections[0].start if self.sections else 0)
            while self.sections and (data := file.read(_READ)):
                lines = iter(file.readline, b"")
                for line in lines:
                    data += line
                    if line == b"\n":
                        break
                yield data.rstrip(b"\n") + b"\n"

    def body(self, section: Section | None = None) -> bytes:
        """The Turtle of a section, or of all of them, without the head."""
        first, last = (section, section) if section else (self.sections[0], self.sections[-1])
        with self.path.open("rb") as file:
            file.seek(first.start)
            return file.read(last.end - first.start)


def write_graph(path: Path, name: str, quads: Iterable[Quad], base: str) -> GraphFile:
    """Write the quads of one named graph as a Turtle file."""
    return _write(path, name, [quads], base)


def write_large_graph(path: Path, name: str, quads: Iterable[Quad], base: str) -> GraphFile:
    """The same for a graph without claims, of any size: it is sorted and written in parts."""
    rows = ((*subject_key(q.subject.value, base), str(q.triple)) for q in quads)  # type: ignore[union-attr]
    return _write(path, name, _parts(sorted_apart(rows, _HELD)), base)


def _parts(rows: Iterable[tuple[Any, ...]]) -> Iterator[Iterator[Quad]]:
    """The triples of whole subjects, a bounded number of them at a time or one subject."""
    lines: list[str] = []
    for _, of in groupby(rows, key=itemgetter(0, 1, 2)):
        lines += (f"{row[3]} ." for row in of)
        if len(lines) >= _PART:
            yield parse("\n".join(lines), format=RdfFormat.N_TRIPLES)
            lines = []
    if lines:
        yield parse("\n".join(lines), format=RdfFormat.N_TRIPLES)


def _write(path: Path, name: str, parts: Iterable[Iterable[Quad]], base: str) -> GraphFile:
    """Write the parts of a graph one after the other; no subject stands in two of them."""
    count, named, sections = 0, set[str](), list[Section]()
    with write_aside(path, sync=False) as file:
        file.write(head(base))
        at = len(head(base))
        for triples in (ordered(canonical(quads), base) for quads in parts):
            body = turtle_body(triples, base)
            at += file.write(b"\n" if count else b"")
            of = subject_keys(triples, base)
            keys = [of[s.value] for s, _ in groupby(triples, key=lambda t: t.subject)]
            for section in _sections(keys, body):
                _append(sections, section, at)
            at += file.write(body)
            count += len(triples)
            named.update(_entities(triples, base))
    return GraphFile(name, path, count, tuple(sorted(named)), tuple(sections))


def _append(sections: list[Section], new: Section, at: int) -> None:
    """Add a section that stands so many bytes further on, to the last where that is of its kind."""
    first, start = new.first, at + new.start
    if sections and sections[-1].first[:2] == first[:2]:
        last = sections.pop()
        first, start = last.first, last.start
    sections.append(Section(first, new.last, start, at + new.end))


def _entities(triples: Iterable[Triple], base: str) -> set[str]:
    terms = (term for t in triples for term in (t.subject, t.object))
    named = {term.value for term in terms if isinstance(term, NamedNode)}
    own = base + "essay/"
    return {n for n in named if n.startswith(base) and not n.startswith(own)}


def _sections(keys: Sequence[Key], body: bytes) -> Iterator[Section]:
    """One block stands for one subject, in the same order; a blank line follows each."""
    ends = iter([*_ends(body), len(body) + 1])
    start = 0
    for _, kind in groupby(keys, key=lambda key: key[:2]):
        members = list(kind)
        end = start
        for _ in members:
            end = next(ends)
        yield Section(members[0], members[-1], start, end - 1)
        start = end


def _ends(body: bytes) -> Iterator[int]:
    """Where the block after each blank line begins."""
    start = 0
    while (at := body.find(b"\n\n", start)) >= 0:
        start = at + 2
        yield start


def join_trig(files: Iterable[GraphFile], base: str, out: BinaryIO) -> None:
    """Write the graphs as sections of one TriG file, essays first."""
    out.write(head(base))
    placed = ((*graph_key(f.name), str(f.path), f.start, f.end) for f in files if f.sections)
    for number, (_, name, path, start, end) in enumerate(sorted_apart(placed, _HELD)):
        out.write(b"\n" if number else b"")
        out.write(trig_section(name, _read(path, start, end), base))


Placed = tuple[Any, ...]
"""First key, name of the graph, last key, path, start and end of a section; they sort as such."""


def join_turtle(files: Iterable[GraphFile], base: str, out: BinaryIO) -> None:
    """Write the union of the graphs as one Turtle file."""
    out.write(head(base))
    sections = (
        (*s.first, file.name, *s.last, str(file.path), s.start, s.end)
        for file in files
        for s in file.sections
    )
    placed = sorted_apart(sections, _HELD)
    for number, overlapping in enumerate(_overlapping(placed)):
        out.write(b"\n" if number else b"")
        texts = (_read(*section[7:]) for section in overlapping)
        if len(overlapping) == 1:
            out.write(next(texts))
        elif any(section[1] for section in overlapping):
            blocks = (block for text in texts for block in _blocks(text))
            out.write(turtle_body(ordered(_parsed(blocks, base), base), base))
        else:
            _join_blocks(texts, base, out)


def _read(path: str, start: int, end: int) -> bytes:
    with Path(path).open("rb") as file:
        file.seek(start)
        return file.read(end - start)


def _overlapping(placed: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Sections in the order of their first subjects, those together that reach into each other."""
    together: list[Placed] = []
    last: Key | None = None
    for section in placed:
        if last is not None and section[:3] > last:
            yield together
            together, last = [], None
        together.append(section)
        last = section[4:7] if last is None else max(last, section[4:7])
    if together:
        yield together


def _blocks(text: bytes) -> list[bytes]:
    return text[:-1].split(b"\n\n")


def _join_blocks(texts: Iterable[bytes], base: str, out: BinaryIO) -> None:
    """The union of blocks that are no essay's own. Of a subject that stands in one text alone the
    block is written as it is, those of one subject are merged."""
    rows = (row for text in texts for row in _keyed(_blocks(text), base))
    written = False
    for part in _runs(groupby(sorted_apart(rows, _HELD), key=itemgetter(0, 1, 2))):
        shared = [block for of in part if len(of) > 1 for block in of]
        merged = ordered(_parsed(map(str.encode, shared), base), base)
        anew = iter(_blocks(turtle_body(merged, base)) if merged else ())
        for of in part:
            out.write(b"\n" if written else b"")
            out.write((of[0].encode() if len(of) == 1 else next(anew)) + b"\n")
            written = True


def _keyed(blocks: list[bytes], base: str) -> Iterator[tuple[Any, ...]]:
    """Blocks with the keys of their subjects before them."""
    names = _parsed((b.partition(b" ")[0] + b" a gb:Subject ." for b in blocks), base)
    for triple, block in zip(names, blocks, strict=True):
        yield *subject_key(triple.subject.value, base), block.decode()  # type: ignore[union-attr]


def _runs(groups: Iterable[tuple[Any, Iterator[tuple[Any, ...]]]]) -> Iterator[list[list[str]]]:
    """The blocks of each subject, of a bounded number of subjects at a time."""
    run: list[list[str]] = []
    for _, of in groups:
        run.append([row[3] for row in of])
        if len(run) == _PART:
            yield run
            run = []
    yield run


def _parsed(blocks: Iterable[bytes], base: str) -> list[Triple]:
    text = head(base) + b"\n".join(blocks)
    return [q.triple for q in parse(text, format=RdfFormat.TURTLE)]
