"""One Turtle file a named graph, and the files of the whole joined from them.

A file is cut into sections of one kind of subject. Joining copies a section whose subjects stand
in no other file as it is, and merges those that overlap; so it costs little more than the bytes
that are copied, and holds no more in memory than one kind of shared things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
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
    subject_keys,
    trig_section,
    turtle_body,
)
from graphbuild.writing import write_bytes

__all__ = ["GraphFile", "Section", "join_trig", "join_turtle", "write_graph"]


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
        """The quads of the graph."""
        graph = NamedNode(self.name)
        for q in parse(path=str(self.path), format=RdfFormat.TURTLE, base_iri=base):
            yield Quad(q.subject, q.predicate, q.object, graph)

    def own(self) -> bytes:
        """The Turtle of an essay's own nodes, without the words that they quote."""
        parts = (self.body(s) for s in self.sections if s.first[1] in OWN)
        return b"\n".join(parts)

    def body(self, section: Section | None = None) -> bytes:
        """The Turtle of a section, or of all of them, without the head."""
        first, last = (section, section) if section else (self.sections[0], self.sections[-1])
        with self.path.open("rb") as file:
            file.seek(first.start)
            return file.read(last.end - first.start)


def write_graph(path: Path, name: str, quads: Iterable[Quad], base: str) -> GraphFile:
    """Write the quads of one named graph as a Turtle file."""
    triples = ordered(canonical(quads), base)
    data = head(base) + turtle_body(triples, base)
    write_bytes(path, data)
    of = subject_keys(triples, base)
    keys = [of[s.value] for s, _ in groupby(triples, key=lambda t: t.subject)]
    sections = tuple(_sections(keys, data, len(head(base))))
    return GraphFile(name, path, len(triples), _entities(triples, base), sections)


def _entities(triples: Iterable[Triple], base: str) -> tuple[str, ...]:
    terms = (term for t in triples for term in (t.subject, t.object))
    named = {term.value for term in terms if isinstance(term, NamedNode)}
    own = base + "essay/"
    return tuple(sorted(n for n in named if n.startswith(base) and not n.startswith(own)))


def _sections(keys: Sequence[Key], data: bytes, start: int) -> Iterator[Section]:
    """One block stands for one subject, in the same order; a blank line follows each."""
    ends = iter([*_ends(data, start), len(data) + 1])
    for _, kind in groupby(keys, key=lambda key: key[:2]):
        members = list(kind)
        end = start
        for _ in members:
            end = next(ends)
        yield Section(members[0], members[-1], start, end - 1)
        start = end


def _ends(data: bytes, start: int) -> Iterator[int]:
    """Where the block after each blank line begins."""
    while (at := data.find(b"\n\n", start)) >= 0:
        start = at + 2
        yield start


def join_trig(files: Iterable[GraphFile], base: str, out: BinaryIO) -> None:
    """Write the graphs as sections of one TriG file, essays first."""
    out.write(head(base))
    held = (f for f in files if f.sections)
    for number, file in enumerate(sorted(held, key=lambda f: graph_key(f.name))):
        out.write(b"\n" if number else b"")
        out.write(trig_section(file.name, file.body(), base))


def join_turtle(files: Iterable[GraphFile], base: str, out: BinaryIO) -> None:
    """Write the union of the graphs as one Turtle file."""
    out.write(head(base))
    placed = sorted(
        ((section, file) for file in files for section in file.sections),
        key=lambda p: (p[0].first, p[1].name),
    )
    for number, overlapping in enumerate(_overlapping(placed)):
        out.write(b"\n" if number else b"")
        if len(overlapping) == 1:
            ((section, file),) = overlapping
            out.write(file.body(section))
        else:
            out.write(_merged(overlapping, base))


Placed = tuple[Section, GraphFile]


def _overlapping(placed: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Sections in the order of their first subjects, those together that reach into each other."""
    together: list[Placed] = []
    last: Key | None = None
    for section, file in placed:
        if last is not None and section.first > last:
            yield together
            together, last = [], None
        together.append((section, file))
        last = section.last if last is None else max(last, section.last)
    if together:
        yield together


def _merged(placed: Sequence[Placed], base: str) -> bytes:
    """The union of some sections. Of a subject that stands in one of them, the block is taken as
    it is; those of an essay's own subjects, which hardly ever overlap, are written anew."""
    texts = [file.body(section)[:-1].split(b"\n\n") for section, file in placed]
    blocks: dict[bytes, list[bytes]] = {}
    for block in (b for text in texts for b in text):
        blocks.setdefault(block.partition(b" ")[0], []).append(block)
    own = any(section.first[1] for section, _ in placed)
    alone = {} if own else {name: of[0] for name, of in blocks.items() if len(of) == 1}
    shared = [block for name, of in blocks.items() if name not in alone for block in of]
    triples = ordered(_parsed(shared, base), base)
    keys = subject_keys(triples, base)
    subjects = [keys[s.value] for s, _ in groupby(triples, key=lambda t: t.subject)]
    anew = turtle_body(triples, base)[:-1].split(b"\n\n") if triples else []
    names = _parsed([name + b" a gb:Subject ." for name in alone], base)
    single = subject_keys(names, base)
    parts = list(zip(subjects, anew, strict=True))
    parts += zip((single[t.subject.value] for t in names), alone.values(), strict=True)  # type: ignore[union-attr]
    return b"\n\n".join(block for _, block in sorted(parts)) + b"\n"


def _parsed(blocks: Iterable[bytes], base: str) -> list[Triple]:
    text = head(base) + b"\n".join(blocks)
    return [q.triple for q in parse(text, format=RdfFormat.TURTLE)]
