"""Checking a published graph against what it was made from.

Sources against their hashes; every quote and offset, in the graph and in the annotations,
against the sources; every IRI against the ontology and against what the graph describes; the
files against each other. One essay is held in memory at a time.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graphbuild.errors import InputError
from graphbuild.graph import Graph
from graphbuild.graph.namespaces import OA, PREFIXES, RDF
from graphbuild.graph.quads import QUOTE_CHARACTERS
from graphbuild.graph.serialising import canonical
from graphbuild.graph.sorting import sorted_apart
from graphbuild.graph.validating import focus_nodes, violations
from graphbuild.iris import GB, SCHEMA, claim_id
from graphbuild.publishing import current_generation
from graphbuild.resources import ontology_dir

__all__ = ["Finding", "Verification", "verify"]

_TYPE = ox.NamedNode(RDF + "type")
_EVIDENCE = (ox.NamedNode(GB + "Claim"), ox.NamedNode(GB + "Evidence"))
_SPACE = ox.NamedNode(PREFIXES["void"] + "uriSpace")
_UNION = ox.DefaultGraph()
_SHOWN = 20
"""So many differences of two files are named; the rest are like them."""

_HELD = 8_000_000
"""Characters of IRIs that are sorted in memory."""

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
    """What was checked, and what was found wrong; ``texts`` is False where the build holds none,
    so that quotes could not be checked."""

    essays: int = 0
    quotes: int = 0
    iris: int = 0
    texts: bool = True
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
    done = Verification(texts=(folder / "sources").is_dir())
    store = Graph.open_store(folder)
    files = _Files(folder, store, done)
    _check_iris(_named(folder, files, done), _space(store), done)
    _check_annotations(folder, done)
    files.finish()
    for found in violations(store, focus_nodes(store)):
        done.wrong("store", f"<{found.node}>", found.message)
    return done


def _space(store: ox.Store) -> str | None:
    """Where the data set says that its IRIs begin."""
    return next((q.object.value for q in store.quads_for_pattern(None, _SPACE, None, None)), None)  # type: ignore[union-attr]


def _parse(path: Path, form: ox.RdfFormat) -> Iterator[ox.Quad]:
    try:
        yield from ox.parse(path=str(path), format=form)
    except SyntaxError as error:
        raise InputError(f"is malformed: {error.msg}", where=str(path)) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from error


Named = tuple[str, bool, str]
"""An IRI; whether it is used, or described; the subject that does."""


def _named(folder: Path, files: _Files, done: Verification) -> Iterator[Named]:
    """Check the graphs of ``graph.trig`` one after the other, and give what each names."""
    quads = files.trig()
    for name, of in groupby(quads, key=lambda q: q.graph_name):
        if "/essay/" in str(name):
            held = set(of)
            _check_essay(folder, _Triples(held), done)
            yield from set(_names(held))
        else:
            for subject, about in groupby(of, key=lambda q: q.subject):
                held = set(about)
                if any(q.object in _EVIDENCE for q in held if q.predicate == _TYPE):
                    done.wrong("graph.trig", str(subject), "is in no essay's graph")
                yield from set(_names(held))


def _names(quads: Iterable[ox.Quad]) -> Iterator[Named]:
    for q in quads:
        subject: str = q.subject.value  # type: ignore[union-attr]  # there are no blank nodes
        yield subject, False, ""
        yield q.predicate.value, True, subject
        if isinstance(q.object, ox.NamedNode):
            yield q.object.value, True, subject


class _Triples:
    """Values by subject and property."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for q in quads:
            subject: Any = q.subject
            value: Any = q.object
            self._values[subject.value][q.predicate.value].append(value.value)

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


def _check_essay(folder: Path, graph: _Triples, done: Verification) -> None:
    """Its source, spans and claims."""
    texts = dict(_sources(folder, graph, done))
    _check_spans(graph, texts, done)
    _check_claims(folder, graph, done)


def _text(folder: Path, essay_id: str) -> bytes:
    return (folder / "sources" / f"{essay_id}.txt").read_bytes()


def _sources(folder: Path, graph: _Triples, done: Verification) -> Iterator[tuple[str, str]]:
    """Essay IRI and text of every essay whose source is there and is what was read."""
    for essay in graph.of_type(GB + "Essay"):
        id_ = graph.one(essay, SCHEMA + "identifier")
        done.essays += 1
        if not done.texts:
            continue
        try:
            data = _text(folder, id_)
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
        done.quotes += done.texts
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


def _check_claims(folder: Path, graph: _Triples, done: Verification) -> None:
    """The identifier of a claim is a digest of what it says; quotations' words may be cut."""
    for claim in graph.of_type(GB + "Claim"):
        if graph.one(claim, RDF + "predicate") == GB + "said":
            continue
        value, id_ = graph.one(claim, RDF + "object"), claim.rpartition("/claim/")[2]
        if _id(graph, claim, value) != id_:
            written = _written(folder, graph, claim)
            if _in_store(written) != value or _id(graph, claim, written["value"]) != id_:
                done.wrong("graph.trig", f"<{claim}>", "says something else than when it was made")


def _id(graph: _Triples, claim: str, value: str) -> str:
    """The identifier of a claim with some object."""
    essay = claim.rpartition("/claim/")[0]
    status, level = (
        graph.one(claim, GB + n).rpartition("#")[2].lower() for n in ("status", "level")
    )
    return claim_id(
        graph.one(essay, SCHEMA + "identifier"),
        graph.one(claim, RDF + "subject"),
        graph.one(claim, RDF + "predicate"),
        value,
        status,
        level,
        graph.one(claim, GB + "inFilm"),
        graph.one(claim, GB + "attributedTo"),
    )


def _written(folder: Path, graph: _Triples, claim: str) -> dict[str, str]:
    """The value of a claim as the annotation has it, which a store may write otherwise: 90 minutes
    as an hour and a half."""
    essay, _, id_ = claim.rpartition("/claim/")
    path = folder / "annotations" / f"{graph.one(essay, SCHEMA + 'identifier')}.json"
    try:
        claims = json.loads(path.read_text(encoding="utf-8"))["claims"]
        return next(dict(c["object"]) for c in claims if c["id"] == id_ and "value" in c["object"])
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return {}


def _in_store(written: dict[str, str]) -> str | None:
    """A value as a store writes it."""
    if "datatype" not in written:
        return None
    value = ox.Literal(written["value"], datatype=ox.NamedNode(written["datatype"]))
    (triple,) = canonical([ox.Quad(_TYPE, _TYPE, value)])
    return triple.object.value  # type: ignore[union-attr]  # a literal


def _check_iris(named: Iterable[Named], base: str | None, done: Verification) -> None:
    defined = _ontology_terms()
    rows = sorted_apart(named, _HELD)
    for iri, of in groupby(rows, key=itemgetter(0)):
        described, users = False, list[str]()
        for _, used, subject in of:
            described |= not used
            users += [subject] if used and not users else []
        if not users:
            continue
        done.iris += 1
        if iri.startswith(_OURS) and not iri.endswith(("#", "/")) and iri not in defined:
            what = f"uses <{iri}>, which the ontology does not have"
            done.wrong("graph.trig", f"<{users[0]}>", what)
        if base and iri.startswith(base) and not described and "/graph/" not in iri:
            what = f"names <{iri}>, which is described nowhere"
            done.wrong("graph.trig", f"<{users[0]}>", what)


def _ontology_terms() -> set[str]:
    """Everything that the ontology's files define, and the schema.org terms of descriptions."""
    names = ("identifier", "sameAs", "text", "headline", "name", "sha256", "url")
    terms = {SCHEMA + n for n in names}
    for path in ontology_dir().glob("*.ttl"):
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.NamedNode):
                terms.add(triple.subject.value)
    return terms


def _check_annotations(folder: Path, done: Verification) -> None:
    for path in sorted((folder / "annotations").rglob("*.json")) if done.texts else ():
        name = str(path.relative_to(folder))
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            quotes = list(_quotes(data))
            text = _text(folder, data["essay"]["id"]).decode("utf-8")
        except (OSError, ValueError, KeyError, TypeError) as error:
            done.wrong(name, "annotation", f"cannot be checked: {error!r}")
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


class _Files:
    """graph.trig, graph.ttl and the store against each other: the store holds the graphs of the
    one, and as its default graph the union, which is the other."""

    def __init__(self, folder: Path, store: ox.Store, done: Verification) -> None:
        self._folder, self._store, self._done = folder, store, done
        self._told: Counter[tuple[str, str]] = Counter()
        self._quads = 0

    def trig(self) -> Iterator[ox.Quad]:
        """The quads of graph.trig, each looked up in the store as it passes."""
        for quad in self._trig():
            self._quads += 1
            if quad not in self._store:
                self._differs("store", "lacks", quad)
            elif _in_union(quad) not in self._store:
                self._differs("store", "lacks", _in_union(quad))
            yield quad

    def finish(self) -> None:
        """Check what else the store and graph.ttl hold."""
        union = named = 0
        for quad in self._store:
            if quad.graph_name != _UNION:
                named += 1
                continue
            union += 1
            alike = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(q.graph_name == _UNION for q in alike):
                self._differs("store", "adds", quad)
        if named != self._quads:
            self._name_others("store", "adds", self._trig(), self._store)
        if self._turtle_quads() != union:
            default = self._store.quads_for_pattern(None, None, None, _UNION)
            self._name_others("graph.ttl", "lacks", self._turtle(), default)

    def _turtle_quads(self) -> int:
        count = 0
        for quad in self._turtle():
            count += 1
            if quad not in self._store:
                self._differs("graph.ttl", "adds", quad)
        return count

    def _name_others(
        self, file: str, what: str, known: Iterable[ox.Quad], others: Iterable[ox.Quad]
    ) -> None:
        """Name the quads that are not among the known ones, where the numbers differ."""
        hashes = {hash(quad) for quad in known}
        default = what == "lacks"
        for quad in others:
            if (quad.graph_name == _UNION) == default and hash(quad) not in hashes:
                self._differs(file, what, quad)

    def _differs(self, file: str, what: str, quad: ox.Quad) -> None:
        self._told[file, what] += 1
        if self._told[file, what] <= _SHOWN:
            said = f"{what} what graph.trig says: {quad.triple}"
            self._done.wrong(file, f"<{quad.subject.value}>", said)  # type: ignore[union-attr]

    def _trig(self) -> Iterator[ox.Quad]:
        return _parse(self._folder / "graph.trig", ox.RdfFormat.TRIG)

    def _turtle(self) -> Iterator[ox.Quad]:
        return _parse(self._folder / "graph.ttl", ox.RdfFormat.TURTLE)


def _in_union(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, _UNION)
