"""What web pages and annotation tools take: schema.org JSON-LD, Web Annotation collections."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from pyoxigraph import Store

from graphbuild.exporting.registry import Exporter, quads_of
from graphbuild.graph import PREFIXES
from graphbuild.iris import SCHEMA

__all__ = ["EXPORTERS", "schema_org", "web_annotations"]

_FACTS = """SELECT DISTINCT ?film ?p ?o ?name ?type WHERE {
  GRAPH ?f { ?film a schema:Movie }
  GRAPH ?g { ?film ?p ?o FILTER(STRSTARTS(STR(?p), "https://schema.org/")) }
  OPTIONAL { GRAPH ?h { ?o rdfs:label ?name } } OPTIONAL { GRAPH ?i { ?o a ?type } } }"""
_FILMS = """SELECT DISTINCT ?film ?label ?year WHERE { GRAPH ?g {
  ?film a schema:Movie ; rdfs:label ?label } OPTIONAL { GRAPH ?h { ?film gb:year ?year } } }"""
_PARTS = """SELECT DISTINCT ?film ?performer ?name ?part WHERE { GRAPH ?g {
  ?p a gb:Performance ; gb:film ?film ; gb:performer ?performer ; gb:character ?character .
  ?performer rdfs:label ?name . ?character rdfs:label ?part } }"""
_ESSAYS = """SELECT DISTINCT ?film ?essay ?title WHERE { GRAPH ?essay {
  ?essay gb:discusses ?film ; rdfs:label ?title } }"""
_CLAIMS = """SELECT DISTINCT ?essay ?id ?claim ?s ?p ?o ?status ?start ?end ?exact ?prefix ?suffix
WHERE { GRAPH ?essay {
  ?essay a gb:Essay ; schema:identifier ?id .
  ?claim a gb:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; gb:status ?status ;
    prov:wasDerivedFrom ?span . ?span oa:hasSelector ?place, ?quote .
  ?place oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact .
  OPTIONAL { ?quote oa:prefix ?prefix } OPTIONAL { ?quote oa:suffix ?suffix } } }"""
_LABELS = "SELECT DISTINCT ?thing ?label WHERE { GRAPH ?g { ?thing rdfs:label ?label } }"
_TYPES = {"Person": "Person", "Organization": "Organization", "Place": "Place", "Movie": "Movie"}
_AS_PERFORMANCES = frozenset({"actor", "character", "mentions"})

Row = dict[str, str | None]
Json = dict[str, Any]


def _rows(store: Store, query: str) -> list[Row]:
    found: Any = store.query(query, prefixes=PREFIXES)
    names = [v.value for v in found.variables]
    rows = [{n: None if s[n] is None else s[n].value for n in names} for s in found]
    return sorted(rows, key=lambda r: tuple(r[n] or "" for n in names))


def _named(store: Store) -> Store:
    """The store without the default graph that repeats the others."""
    copy = Store()
    copy.bulk_extend(quads_of(store))
    return copy


def _text(data: Json) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


# ---- schema.org


def schema_org(store: Store, base: str) -> dict[str, bytes]:
    """schema.org JSON-LD: a file a film, to put into the head of its web page."""
    store = _named(store)
    films = {r["film"]: r for r in _rows(store, _FILMS)}
    facts, parts, essays = (_by_film(store, q) for q in (_FACTS, _PARTS, _ESSAYS))
    return {
        _file(str(iri), base): _text(_movie(row, facts[iri], parts[iri], essays[iri]))
        for iri, row in films.items()
        if facts[iri] or parts[iri]
    }


def _by_film(store: Store, query: str) -> dict[str | None, list[Row]]:
    found: dict[str | None, list[Row]] = defaultdict(list)
    for row in _rows(store, query):
        found[row["film"]].append(row)
    return found


def _file(iri: str, base: str) -> str:
    return quote(iri.removeprefix(base).replace("/", "-"), safe="") + ".jsonld"


def _movie(film: Row, facts: list[Row], parts: list[Row], essays: list[Row]) -> Json:
    movie: Json = {
        "@context": "https://schema.org",
        "@type": "Movie",
        "@id": film["film"],
        "name": film["label"],
    }
    values: dict[str, list[Any]] = defaultdict(list)
    for fact in facts:
        name = str(fact["p"]).removeprefix(SCHEMA)
        if name not in _AS_PERFORMANCES:
            value = _value(fact)
            values[name] += [] if value in values[name] else [value]
    played = {p["performer"] for p in parts}
    values["actor"] = [_part(p) for p in parts]
    values["actor"] += [
        _value(f) for f in facts if f["p"] == SCHEMA + "actor" and f["o"] not in played
    ]
    if film["year"] and "datePublished" not in values:
        values["datePublished"] = [film["year"]]
    values["subjectOf"] = [
        {"@type": "Review", "@id": e["essay"], "name": e["title"]} for e in essays
    ]
    one = {k: v[0] if len(v) == 1 else v for k, v in sorted(values.items()) if v}
    return movie | one


def _value(fact: Row) -> Any:
    if fact["name"] is None:
        return fact["o"]
    kind = _TYPES.get(str(fact["type"]).rpartition("/")[2].rpartition("#")[2], "Thing")
    if fact["p"] == SCHEMA + "genre":
        return fact["name"]
    return {"@type": kind, "@id": fact["o"], "name": fact["name"]}


def _part(part: Row) -> Json:
    actor = {"@type": "Person", "@id": part["performer"], "name": part["name"]}
    return {"@type": "PerformanceRole", "actor": actor, "characterName": part["part"]}


# ---- Web Annotation


def web_annotations(store: Store, base: str) -> dict[str, bytes]:
    """Web Annotation: a collection an essay, each claim on the words it was read from."""
    store = _named(store)
    labels = {r["thing"]: r["label"] for r in _rows(store, _LABELS)}
    essays: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in _rows(store, _CLAIMS):
        essays[str(row["essay"]), str(row["id"])].append(row)
    return {
        quote(id_.replace("/", "-"), safe="") + ".annotations.jsonld": _text(
            _collection(essay, rows, labels)
        )
        for (essay, id_), rows in sorted(essays.items())
    }


def _collection(essay: str, rows: list[Row], labels: dict[str | None, str | None]) -> Json:
    items = list(_items(essay, rows, labels))
    page = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{essay}/annotations",
        "type": "AnnotationCollection",
        "label": f"Claims of {labels.get(essay, essay)}",
        "total": len(items),
        "first": {"id": f"{essay}/annotations/page"} | page,
    }


def _items(essay: str, rows: list[Row], labels: dict[str | None, str | None]) -> Iterator[Json]:
    claims: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        claims[row["claim"]].append(row)
    for claim, spans in claims.items():
        first = spans[0]
        words = (labels.get(first[k]) or _local(str(first[k])) for k in ("s", "p", "o"))
        status = _local(str(first["status"])).lower()
        body = {"type": "TextualBody", "value": " ".join(words), "purpose": "describing"}
        tag = {"type": "TextualBody", "value": status, "purpose": "tagging"}
        targets = [{"source": essay, "selector": _selectors(s)} for s in spans]
        yield {"id": claim, "type": "Annotation", "body": [body, tag], "target": targets}


def _selectors(span: Row) -> list[Json]:
    quoted = {"type": "TextQuoteSelector", "exact": span["exact"]}
    quoted |= {k: span[k] for k in ("prefix", "suffix") if span[k]}
    place = {"start": int(span["start"] or 0), "end": int(span["end"] or 0)}
    return [quoted, {"type": "TextPositionSelector"} | place]


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


EXPORTERS: dict[str, Exporter] = {"schema-org": schema_org, "annotations": web_annotations}
