"""Reading ``ontology/``: one pass of a fast parser, then plain look-ups.

The files are the only place where properties, their words and the concept schemes are
written down; nothing here knows a property by name.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from graphbuild.errors import OntologyError
from graphbuild.model import Level
from graphbuild.ontology import _terms as t
from graphbuild.ontology.records import (
    Argument,
    Concept,
    EntityClass,
    LexicalEntry,
    Occurrence,
    Property,
    Sense,
)
from graphbuild.resources import ontology_dir

__all__ = ["NOT_LOADED", "Ontology"]

NOT_LOADED = frozenset({"shapes.ttl", "alignments.ttl"})
"""Files of the folder that extraction does not need."""

Triples = dict[str, dict[str, list[str]]]


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


class Ontology:
    """Classes, properties, lexical entries and concepts, from the Turtle files of a folder."""

    def __init__(self, triples: Triples, hash_: str) -> None:
        self._triples = dict(triples)  # what is not described is missed, not made up
        self.hash = hash_

    @classmethod
    def load(cls, folder: Path | None = None, extra: Iterable[Path] = ()) -> Ontology:
        """Read the shipped ontology, or the one in ``folder``, and add the ``extra`` files.

        Raises:
            OntologyError: a file is missing, is not Turtle, or an entry is not as it must be.
        """
        base = folder or ontology_dir()
        paths = [p for p in sorted(base.glob("*.ttl")) if p.name not in NOT_LOADED]
        if not paths:
            raise OntologyError("no ontology here", where=str(base), fix="expected film.ttl …")
        triples: Triples = defaultdict(lambda: defaultdict(list))
        digest = hashlib.sha256()
        for n, path in enumerate((*paths, *extra)):
            data = _read(path)
            digest.update(data)
            for s, p, o in _parse(path, data, n):
                triples[s][p].append(o)
        return cls(triples, digest.hexdigest())

    # ---- classes and properties

    @cached_property
    def classes(self) -> dict[str, EntityClass]:
        """Entity type (``film``) to its class."""
        found = (
            EntityClass(iri, po[t.ENTITY_TYPE][0], po[t.LABEL][0])
            for iri, po in self._triples.items()
            if t.ENTITY_TYPE in po
        )
        return {c.type: c for c in found}

    @cached_property
    def disjoint(self) -> frozenset[frozenset[str]]:
        """Pairs of classes that share no members, by their IRIs; so do all classes below them."""
        declared = [
            (iri, other) for iri, po in self._triples.items() for other in po.get(t.DISJOINT, ())
        ]
        return frozenset(
            frozenset({one, other})
            for a, b in declared
            for one in self._below(a)
            for other in self._below(b)
        )

    def _below(self, class_: str) -> Iterator[str]:
        """A class and all that are below it."""
        yield class_
        for iri, po in self._triples.items():
            if class_ in po.get(t.SUB_CLASS_OF, ()):
                yield from self._below(iri)

    @cached_property
    def properties(self) -> dict[str, Property]:
        """IRI to property, for all that claims can be made with."""
        return {
            iri: self._property(iri, po)
            for iri, po in self._triples.items()
            if t.DEFAULT_LEVEL in po
        }

    @cached_property
    def names(self) -> dict[str, Property]:
        """Local name (``director``) to property."""
        return {p.name: p for p in self.properties.values()}

    def _property(self, iri: str, po: dict[str, list[str]]) -> Property:
        kinds = po[t.TYPE]
        literal = t.DATATYPE_PROPERTY in kinds
        return Property(
            iri,
            _local(iri),
            po[t.LABEL][0],
            self._types(po.get(t.DOMAIN, [])),
            frozenset() if literal else self._types(po.get(t.RANGE, [])),
            po[t.RANGE][0] if literal else None,
            t.SYMMETRIC in kinds,
            t.FUNCTIONAL in kinds,
            cast(Level, _local(po[t.DEFAULT_LEVEL][0]).lower()),
            tuple(self._parents(iri)),
            _local(po[t.CONCEPT_SCHEME][0]) if t.CONCEPT_SCHEME in po else None,
            _local(po[t.ATTRIBUTIVE][0]) if t.ATTRIBUTIVE in po else None,
            self._occurrence(po),
            _local(po[t.NAMED_IN][0]) if t.NAMED_IN in po else None,
            tuple(sorted(po.get(t.CREDIT_LABEL, ()))),
            _local(po[t.DATES][0]) if t.DATES in po else None,
            po.get(t.OBJECT_FIRST) == ["true"],
            int(po[t.YEARS_AFTER_END][0]) if t.YEARS_AFTER_END in po else None,
        )

    def _occurrence(self, po: dict[str, list[str]]) -> Occurrence | None:
        if t.OCCURRENCE not in po:
            return None
        iri = po[t.OCCURRENCE][0]
        label = self._triples[iri][t.LABEL][0]
        subject, object_ = (po.get(r, [t.PARTICIPANT])[0] for r in (t.SUBJECT_ROLE, t.OBJECT_ROLE))
        return Occurrence(iri, label, subject, object_)

    def _parents(self, iri: str) -> Iterator[str]:
        for parent in self._triples[iri].get(t.SUB_PROPERTY_OF, []):
            yield parent
            yield from self._parents(parent)

    def _types(self, classes: Iterable[str]) -> frozenset[str]:
        """Entity types of classes, with unions opened."""
        types: set[str] = set()
        for iri in classes:
            po = self._triples.get(iri, {})
            types.update(po.get(t.ENTITY_TYPE, []))
            for head in po.get(t.UNION_OF, []):
                types |= self._types(self._list(head))
        return frozenset(types)

    def _list(self, head: str) -> Iterator[str]:
        while head != t.NIL:
            po = self._triples[head]
            yield po[t.FIRST][0]
            head = po[t.REST][0]

    # ---- lexicon

    @cached_property
    def entries(self) -> tuple[LexicalEntry, ...]:
        """All lexical entries that have a sense."""
        return tuple(self._entry(iri, po) for iri, po in self._triples.items() if t.SENSE in po)

    @cached_property
    def _arguments(self) -> dict[str, Argument]:
        return {
            iri: Argument(_local(iri), self._marker(po))
            for iri, po in self._triples.items()
            if t.SYNTACTIC_ARGUMENT in po.get(t.TYPE, [])
        }

    def _marker(self, po: dict[str, list[str]]) -> str | None:
        marker = po.get(t.MARKER)
        return self._written(self._triples[marker[0]]) if marker else None

    def _written(self, po: dict[str, list[str]]) -> str:
        return self._triples[po[t.CANONICAL_FORM][0]][t.WRITTEN_REP][0]

    def _entry(self, iri: str, po: dict[str, list[str]]) -> LexicalEntry:
        try:
            lemma = self._written(po)
            arguments = {
                self._arguments[o]
                for frame in po[t.SYN_BEHAVIOR]
                for objects in self._triples[frame].values()
                for o in objects
                if o in self._arguments
            }
            senses = tuple(self._sense(self._triples[s]) for s in po[t.SENSE])
            pos = _local(po[t.PART_OF_SPEECH][0])
        except KeyError as missing:
            raise OntologyError(
                f"lexical entry lacks or points to nothing for {missing}",
                where=iri,
                fix="see docs/adding-a-relation.md",
            ) from None
        words = tuple(lemma.lower().split())
        return LexicalEntry(iri, lemma, words, pos, frozenset(arguments), senses)

    def _sense(self, po: dict[str, list[str]]) -> Sense:
        property_ = self.properties[po[t.REFERENCE][0]]
        subject = po.get(t.SUBJ_OF_PROP)
        return Sense(
            property_,
            self._arguments[subject[0]] if subject else None,
            self._arguments[po[t.OBJ_OF_PROP][0]],
            self._types(po[t.PROPERTY_DOMAIN]) if t.PROPERTY_DOMAIN in po else property_.domain,
            self._types(po[t.PROPERTY_RANGE]) if t.PROPERTY_RANGE in po else property_.range,
            t.NEEDS_KNOWLEDGE in po,
            t.YIELDS in po,
            t.MUTUAL in po,
        )

    # ---- concepts

    @cached_property
    def concepts(self) -> tuple[Concept, ...]:
        """All concepts of the schemes."""
        return tuple(
            self._concept(iri, po) for iri, po in self._triples.items() if t.PREF_LABEL in po
        )

    def _concept(self, iri: str, po: dict[str, list[str]]) -> Concept:
        return Concept(
            iri,
            _local(po[t.IN_SCHEME][0]),
            po[t.PREF_LABEL][0],
            tuple(po.get(t.ALT_LABEL, [])),
            tuple(po.get(t.BROADER, [])),
            po[t.NOTATION][0] if t.NOTATION in po else None,
            tuple(po.get(t.DEMONYM, [])),
        )

    def scheme(self, name: str) -> dict[str, Concept]:
        """Lower-case names of one scheme's concepts to the concept (preferred labels win)."""
        mine = [c for c in self.concepts if c.scheme == name]
        index = {n.lower(): c for c in mine for n in c.names}
        return index | {c.label.lower(): c for c in mine}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OntologyError(error.strerror or "cannot be read", where=str(path)) from error


def _parse(path: Path, data: bytes, n: int) -> Iterator[tuple[str, str, str]]:
    """Triples as strings; ``n`` keeps the blank nodes of two files apart."""
    try:
        for triple in ox.parse(data, format=ox.RdfFormat.TURTLE):
            s, o = triple.subject, triple.object
            yield _text(s, n), triple.predicate.value, _text(o, n)
    except SyntaxError as error:
        raise OntologyError(f"not valid Turtle: {error.msg}", where=str(path)) from error


def _text(node: object, n: int) -> str:
    value = cast(str, getattr(node, "value", ""))
    return f"_:{n}:{value}" if isinstance(node, ox.BlankNode) else value
