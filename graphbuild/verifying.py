"""Checking a published graph against what it was made from.

Sources against their hashes; every quote and offset, in the graph and in the annotations,
against the sources; every IRI against the ontology and against what the graph describes; the
files against each other.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graphbuild.errors import InputError
from graphbuild.graph import Graph
from graphbuild.graph.namespaces import OA, PREFIXES, RDF
from graphbuild.graph.quads import QUOTE_CHARACTERS
from graphbuild.graph.validating import focus_nodes, violations
from graphbuild.iris import GB, SCHEMA, claim_id
from graphbuild.publishing import current_generation
from graphbuild.resources import ontology_dir

__all__ = ["Finding", "Verification", "verify"]

_TYPE = ox.NamedNode(RDF + "type")
_OURS = (GB, SCHEMA, *(PREFIXES[p] for p in ("genre", "occupation", "subject")))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: in which file, about what, and how it is wrong."""

    file: str
    about: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.about}: {self.what}"


@dataclass(slots=True)
class Verification:
    """What was checked, and what was found wrong."""

    essays: int = 0
    quotes: int = 0
    iris: int = 0
    findings: list[Finding] = field(default_factory=list)

    def wrong(self, file: str, about: str, what: str) -> None:
        """Record a finding."""
        self.findings.append(Finding(file, about, what))


def verify(output: Path) -> Verification:
    """Check what was last published in a folder.

    Raises:
        InputError: nothing was published there, or its graph cannot be read at all.
    """
    folder = current_generation(output)
    done = Verification()
    quads = _parse(folder / "graph.trig", ox.RdfFormat.TRIG)
    graph = _Triples(quads)
    texts = dict(_sources(folder, graph, done))
    _check_spans(graph, texts, done)
    _check_claims(graph, done)
    _check_iris(graph, done)
    _check_annotations(folder, texts, done)
    _check_files(folder, quads, done)
    _check_shapes(folder, done)
    return done


def _check_shapes(folder: Path, done: Verification) -> None:
    store = Graph.open_store(folder)
    for found in violations(store, focus_nodes(store)):
        done.wrong("store", f"<{found.node}>", found.message)


def _parse(path: Path, form: ox.RdfFormat) -> set[ox.Quad]:
    try:
        return set(ox.parse(path=str(path), format=form))
    except SyntaxError as error:
        raise InputError(f"is malformed: {error.msg}", where=str(path)) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from error


class _Triples:
    """Values by subject and property."""

    def __init__(self, quads: set[ox.Quad]) -> None:
        self._values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.used: dict[str, str] = {}
        for q in quads:
            subject: Any = q.subject
            value: Any = q.object
            self._values[subject.value][q.predicate.value].append(value.value)
            self.used.setdefault(q.predicate.value, subject.value)
            if isinstance(value, ox.NamedNode):
                self.used.setdefault(value.value, subject.value)

    def all(self, subject: str, predicate: str) -> list[str]:
        """Sorted values."""
        return sorted(set(self._values[subject][predicate])) if subject in self._values else []

    def one(self, subject: str, predicate: str) -> str:
        """The only value, or the empty string."""
        found = self.all(subject, predicate)
        return found[0] if len(found) == 1 else ""

    def of_type(self, class_: str) -> list[str]:
        """Sorted subjects of a class."""
        return sorted(s for s, po in self._values.items() if class_ in po.get(_TYPE.value, ()))

    def describes(self, iri: str) -> bool:
        """Whether the graph says anything of it."""
        return iri in self._values


def _sources(folder: Path, graph: _Triples, done: Verification) -> Iterator[tuple[str, str]]:
    """Essay IRI and text of every essay whose source is there and is what was read."""
    for essay in graph.of_type(GB + "Essay"):
        id_ = graph.one(essay, SCHEMA + "identifier")
        path = folder / "sources" / f"{id_}.txt"
        done.essays += 1
        try:
            data = path.read_bytes()
            text = data.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            done.wrong(f"sources/{id_}.txt", f"<{essay}>", f"cannot be read: {error}")
            continue
        if hashlib.sha256(data).hexdigest() != graph.one(essay, GB + "sha256"):
            done.wrong(f"sources/{id_}.txt", f"<{essay}>", "the text is not the one that was read")
        yield essay, text


def _check_spans(graph: _Triples, texts: dict[str, str], done: Verification) -> None:
    for span in graph.of_type(GB + "Evidence"):
        essay = graph.one(span, OA + "hasSource")
        selectors = graph.all(span, OA + "hasSelector")
        place = next((s for s in selectors if graph.one(s, OA + "start")), "")
        quote = next((s for s in selectors if graph.one(s, OA + "exact")), "")
        start, end = graph.one(place, OA + "start"), graph.one(place, OA + "end")
        done.quotes += 1
        if span.rpartition("/")[2] != f"{start}-{end}":
            done.wrong("graph.trig", f"<{span}>", f"the offsets are {start or '?'}-{end or '?'}")
        elif essay in texts:
            fault = _fault(graph, quote, texts[essay], int(start), int(end))
            if fault:
                done.wrong("graph.trig", f"<{span}>", fault)
        elif not graph.describes(essay):
            done.wrong("graph.trig", f"<{span}>", f"is of <{essay}>, which is no essay here")


def _fault(graph: _Triples, quote: str, text: str, start: int, end: int) -> str | None:
    """How a quote differs from the text at its place."""
    exact = graph.one(quote, OA + "exact")
    there = text[start:end]
    cut = there if len(there) <= QUOTE_CHARACTERS else there[: QUOTE_CHARACTERS - 1] + "…"
    if exact != cut:
        return f"quotes {exact[:80]!r}, the source has {cut[:80]!r}"
    if not text[:start].endswith(graph.one(quote, OA + "prefix")):
        return "the source has other words before the quote"
    if not text[end:].startswith(graph.one(quote, OA + "suffix")):
        return "the source has other words after the quote"
    return None


def _check_claims(graph: _Triples, done: Verification) -> None:
    """The identifier of a claim is a digest of what it says; quotations' words may be cut."""
    for claim in graph.of_type(GB + "Claim"):
        essay, _, id_ = claim.rpartition("/claim/")
        predicate = graph.one(claim, RDF + "predicate")
        if predicate == GB + "said":
            continue
        status, level = (
            graph.one(claim, GB + n).rpartition("#")[2].lower() for n in ("status", "level")
        )
        expected = claim_id(
            graph.one(essay, SCHEMA + "identifier"),
            graph.one(claim, RDF + "subject"),
            predicate,
            graph.one(claim, RDF + "object"),
            status,
            level,
            graph.one(claim, GB + "inFilm"),
            graph.one(claim, GB + "attributedTo"),
        )
        if expected != id_:
            done.wrong("graph.trig", f"<{claim}>", "says something else than when it was made")


def _check_iris(graph: _Triples, done: Verification) -> None:
    defined = _ontology_terms()
    base = next((v for s in graph.of_type(_VOID) for v in graph.all(s, _SPACE)), None)
    for iri, user in sorted(graph.used.items()):
        done.iris += 1
        if iri.startswith(_OURS) and not iri.endswith(("#", "/")) and iri not in defined:
            done.wrong("graph.trig", f"<{user}>", f"uses <{iri}>, which the ontology does not have")
        if base and iri.startswith(base) and not graph.describes(iri) and "/graph/" not in iri:
            done.wrong("graph.trig", f"<{user}>", f"names <{iri}>, which is described nowhere")


_VOID = "http://rdfs.org/ns/void#Dataset"
_SPACE = "http://rdfs.org/ns/void#uriSpace"


def _ontology_terms() -> set[str]:
    """Everything that the ontology's files define, and the schema.org terms of descriptions."""
    names = ("identifier", "sameAs", "text", "headline", "name", "sha256", "url")
    terms = {SCHEMA + n for n in names}
    for path in ontology_dir().glob("*.ttl"):
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.NamedNode):
                terms.add(triple.subject.value)
    return terms


def _check_annotations(folder: Path, texts: dict[str, str], done: Verification) -> None:
    by_id = {essay.rpartition("/essay/")[2]: text for essay, text in texts.items()}
    for path in sorted((folder / "annotations").rglob("*.json")):
        name = str(path.relative_to(folder))
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            text = by_id.get(data["essay"]["id"])
            quotes = list(_quotes(data))
        except (ValueError, KeyError, TypeError) as error:
            done.wrong(name, "annotation", f"cannot be read: {error!r}")
            continue
        if text is None:
            continue
        for start, end, quote, about in quotes:
            done.quotes += 1
            if text[start:end] != quote:
                there = text[start:end]
                done.wrong(name, about, f"quotes {quote[:80]!r}, the source has {there[:80]!r}")


def _quotes(data: dict[str, Any]) -> Iterator[tuple[int, int, str, str]]:
    for m in data["mentions"]:
        yield m["start"], m["end"], m["text"], f"mention {m['start']}-{m['end']}"
    for c in data["claims"]:
        for e in (*c["evidence"], *([c["cue"]] if c.get("cue") else [])):
            yield e["start"], e["end"], e["quote"], f"claim {c['id']}"


def _check_files(folder: Path, quads: set[ox.Quad], done: Verification) -> None:
    """graph.ttl and the store hold what graph.trig holds, the store also as one graph."""
    union = {ox.Triple(q.subject, q.predicate, q.object) for q in quads}
    turtle = {q.triple for q in _parse(folder / "graph.ttl", ox.RdfFormat.TURTLE)}
    _compare("graph.ttl", union, turtle, done)
    store = set(Graph.open_store(folder))
    default = {q for q in store if isinstance(q.graph_name, ox.DefaultGraph)}
    _compare("store", union, {q.triple for q in default}, done)
    _compare("store", quads, store - default, done)


def _compare(file: str, expected: set[Any], found: set[Any], done: Verification) -> None:
    for kind, others in (("lacks", expected - found), ("adds", found - expected)):
        for item in sorted(others, key=str)[:20]:
            done.wrong(file, f"<{item.subject.value}>", f"{kind} what graph.trig says: {item}")
