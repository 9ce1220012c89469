"""Claims in the terms of another ontology: its relations and its ways of writing values.

Relations are found through the equivalences of ``ontology/alignments.ttl`` (Wikidata properties,
by their P-id); conventions for values are data of the target (``ontology/targets/``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graphbuild.errors import OntologyError
from graphbuild.iris import GB
from graphbuild.model import Claim, EntityRef, Value
from graphbuild.resources import ontology_dir

__all__ = ["Target"]

_EQUIVALENT = ox.NamedNode("http://www.w3.org/2002/07/owl#equivalentProperty")
_WIKIDATA = "http://www.wikidata.org/prop/direct/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True, slots=True)
class Target:
    """A target ontology: our property IRI to its relation label, and its label conventions.

    ``renamed`` maps a relation and one of our labels to the target's label.
    """

    relations: Mapping[str, str]
    renamed: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def load(cls, description: Mapping[str, Any], folder: Path | None = None) -> Target:
        """The target of a Text2KGBench description (``relations`` with ``pid`` and ``label``).

        Raises:
            OntologyError: none of its relations is aligned.
        """
        base = folder or ontology_dir()
        labels = {r["pid"]: r["label"].replace(" ", "_") for r in description["relations"]}
        aligned = {}
        for quad in ox.parse(path=str(base / "alignments.ttl")):
            pid = quad.object.value.removeprefix(_WIKIDATA)
            if quad.predicate == _EQUIVALENT and pid in labels:
                aligned[quad.subject.value] = labels[pid]
        if not aligned:
            raise OntologyError(
                "no relation of the target is aligned", fix="see ontology/alignments.ttl"
            )
        return cls(aligned, _conventions(base / "targets", description["id"]))

    def triples(self, claims: Iterable[Claim]) -> list[list[str]]:
        """Asserted claims as label triples, in order, without repeats."""
        found: dict[tuple[str, str, str], None] = {}
        for claim in claims:
            relation = self.relations.get(claim.predicate.iri)
            if relation is not None and claim.status == "asserted":
                object_ = self._label(relation, claim.object)
                found.setdefault((claim.subject.label, relation, object_))
        return [list(t) for t in found]

    def _label(self, relation: str, object_: EntityRef | Value) -> str:
        text = object_.label if isinstance(object_, EntityRef) else _written(object_)
        return self.written_as(relation, text)

    def written_as(self, relation: str, label: str) -> str:
        """How the target writes one of our labels."""
        return self.renamed.get((relation, label.lower()), label)


def _written(value: Value) -> str:
    """Dates in words ("23 August 1958"; a bare year is the first of January)."""
    if value.datatype not in (_XSD + "date", _XSD + "gYear", _XSD + "gYearMonth"):
        return value.value
    year, month, day = (*value.value.split("-"), "01", "01")[:3]
    return f"{day} {_MONTHS[int(month) - 1]} {year}"


def _conventions(folder: Path, target: str) -> dict[tuple[str, str], str]:
    """``gb:writtenAs`` of a target: relation, our label, its label."""
    path = folder / f"{target}.ttl"
    if not path.is_file():
        return {}
    rows: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=str(path)):
        rows.setdefault(str(quad.subject), {})[quad.predicate.value] = quad.object.value
    return {
        (r[GB + "ofRelation"], r[GB + "ourLabel"].lower()): r[GB + "theirLabel"]
        for r in rows.values()
        if GB + "ofRelation" in r
    }
