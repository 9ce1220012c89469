"""The terms that a graph uses and the ontology defines."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from graphbuild.ontology import Ontology

__all__ = ["used_terms"]


def used_terms(store: ox.Store) -> set[str]:
    """IRIs of properties, classes and statuses that the graph uses or the ontology has."""
    ontology = Ontology.load()
    found: Any = store.query("SELECT DISTINCT ?t { { ?s ?t ?o } UNION { ?s a ?t } }")
    used = {row[0].value for row in found}
    return used | set(ontology.properties) | {c.iri for c in ontology.classes.values()}
