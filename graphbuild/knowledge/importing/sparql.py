"""Fetching films from a SPARQL endpoint with Wikidata's model into a file of Wikidata's JSON.

Pages of films are asked for by key, never by offset, so that an endpoint's work does not grow;
each page is kept in ``TARGET.pages/`` and is not asked for again, with a pause between requests.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graphbuild import __version__
from graphbuild.errors import KnowledgeError
from graphbuild.knowledge.importing.writer import Progress
from graphbuild.writing import write_text

__all__ = ["fetch_wikidata"]

_PREFIXES = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_ENTITY = "http://www.wikidata.org/entity/"
_FILMS = """SELECT DISTINCT ?film WHERE {{ ?film wdt:P31 wd:Q11424 . {after} }}
ORDER BY STR(?film) LIMIT {limit}"""
_LINKS = "P31 P57 P58 P86 P344 P162 P1040 P272 P144 P179"
_FACTS = """SELECT ?film ?p ?v WHERE {{ VALUES ?film {{ {films} }} VALUES ?p {{ {properties} }}
?film ?p ?v }}"""
_CAST = """SELECT ?film ?who ?role ?name WHERE {{ VALUES ?film {{ {films} }}
?film p:P161 ?s . ?s ps:P161 ?who . OPTIONAL {{ ?s pq:P453 ?role }}
OPTIONAL {{ ?s pq:P4633 ?name }} }} ORDER BY ?film ?s"""
_NAMES = """SELECT ?item ?label ?alias ?born ?sex ?kind ?imdb WHERE {{ VALUES ?item {{ {items} }}
?item rdfs:label ?label . FILTER(LANG(?label) IN ("en", "mul"))
OPTIONAL {{ ?item skos:altLabel ?alias . FILTER(LANG(?alias) = "en") }}
OPTIONAL {{ ?item wdt:P569 ?born }} OPTIONAL {{ ?item wdt:P21 ?sex }}
OPTIONAL {{ ?item wdt:P31 ?kind }} OPTIONAL {{ ?item wdt:P345 ?imdb }} }}"""
_TRIES = 4
_LARGEST = 64 << 20
_CHUNK = 200

Row = dict[str, str]


def fetch_wikidata(
    url: str,
    target: Path,
    *,
    page: int = 200,
    limit: int | None = None,
    pause: float = 1.0,
    timeout: float = 60.0,
    progress: Progress | None = None,
) -> Path:
    """Fetch films with their people into a file for :func:`import_wikidata`; returns the file.

    ``pause`` is in seconds, between requests. Broken off, it goes on after the last whole page.

    Raises:
        KnowledgeError: the address is no http(s) URL, the endpoint does not answer, or what it
            answers is no SPARQL result. Pages fetched until then are kept.
    """
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise KnowledgeError("is no http or https address", where=url, fix="give the endpoint")
    folder = _folder(url, target)
    ask = _asker(url, pause, timeout)
    after, number, films = "", 0, 0
    while limit is None or films < limit:
        file = folder / f"{number:06d}.jsonl"
        if not file.exists():
            wanted = page if limit is None else min(page, limit - films)
            found = _page(ask, after, wanted)
            write_text(file, "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in found))
        listed = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        here = sorted(f"{_ENTITY}{e['id']}" for e in listed if e.get("film"))
        if not here:
            break
        films, number, after = films + len(here), number + 1, here[-1]
        if progress:
            progress("films", films)
    return _joined(folder, target)


def _folder(url: str, target: Path) -> Path:
    """Where pages are kept, with the endpoint that they are from."""
    folder = target.with_name(target.name + ".pages")
    note = folder / "endpoint.txt"
    if note.exists() and (before := note.read_text(encoding="utf-8").strip()) != url:
        raise KnowledgeError(
            f"holds pages of another endpoint, {before}",
            where=str(folder),
            fix="remove the folder, or choose another file with -o",
        )
    write_text(note, url + "\n")
    return folder


def _joined(folder: Path, target: Path) -> Path:
    """All pages as one file, each entity once."""
    file = target.with_name(target.name + ".jsonl")
    entities: dict[str, str] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entities.setdefault(json.loads(line)["id"], line)
    write_text(file, "".join(line + "\n" for line in entities.values()))
    return file


def _asker(url: str, pause: float, timeout: float) -> Callable[[str], list[Row]]:
    last = 0.0

    def ask(query: str) -> list[Row]:
        nonlocal last
        time.sleep(max(0.0, last + pause - time.monotonic()))
        try:
            return _ask(url, query, timeout, pause)
        finally:
            last = time.monotonic()

    return ask


def _ask(url: str, query: str, timeout: float, pause: float) -> list[Row]:
    from urllib.request import Request, urlopen  # slow to load, and few imports ask an endpoint

    request = Request(
        url,
        urllib.parse.urlencode({"query": _PREFIXES + query}).encode(),
        {
            "Accept": "application/sparql-results+json",
            "User-Agent": f"graphbuild/{__version__} (knowledge base import)",
        },
    )
    reason = ""
    for attempt in range(_TRIES):
        try:
            with urlopen(request, timeout=timeout) as answer:
                return _rows(answer.read(_LARGEST), url)
        except urllib.error.HTTPError as error:
            reason = f"it answered {error.code} {error.reason}"
            if error.code not in (429, 500, 502, 503, 504):
                break
            wait = error.headers.get("Retry-After", "")
            time.sleep(min(float(wait), 120.0) if wait.isdigit() else pause * 2**attempt)
        except OSError as error:
            reason = f"it does not answer: {getattr(error, 'reason', error)}"
            time.sleep(pause * 2**attempt)
    raise KnowledgeError(
        reason, where=url, fix="run the same command later: it goes on after the last page"
    )


def _rows(body: bytes, url: str) -> list[Row]:
    try:
        bindings = json.loads(body)["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in bindings]
    except (ValueError, KeyError, TypeError) as error:
        start = body[:60].decode("utf-8", "replace")
        raise KnowledgeError(
            f"what it answers is no SPARQL result in JSON: {start!r}",
            where=url,
            fix="give the address of the endpoint itself, not of its web page",
        ) from error


def _page(ask: Callable[[str], list[Row]], after: str, limit: int) -> list[dict[str, Any]]:
    beyond = f'FILTER(STR(?film) > "{after}")' if after else ""
    films = [r["film"] for r in ask(_FILMS.format(after=beyond, limit=limit)) if _id(r["film"])]
    if not films:
        return []
    values = " ".join(f"wd:{_id(f)}" for f in films)
    properties = " ".join(f"wdt:{p}" for p in (*_LINKS.split(), "P577", "P345", "P1476"))
    claims: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in ask(_FACTS.format(films=values, properties=properties)):
        property_ = row["p"].rsplit("/", 1)[-1]
        claims[_id(row["film"])][property_].append({"mainsnak": _snak(property_, row["v"])})
    for row in ask(_CAST.format(films=values)):
        claims[_id(row["film"])]["P161"].append(_performance(row))
    wanted = {_id(f) for f in films} | _mentioned(claims)
    return _named(ask, sorted(wanted), claims, {_id(f) for f in films})


def _id(iri: str) -> str:
    """The Q-number of an entity's IRI, empty for any other."""
    name = iri.removeprefix(_ENTITY)
    return name if name[:1] == "Q" and name[1:].isdigit() and name != iri else ""


def _snak(property_: str, value: str) -> dict[str, Any]:
    if item := _id(value):
        return {"datavalue": {"value": {"id": item}}}
    if property_ in ("P577", "P569"):
        return {"datavalue": {"value": {"time": f"+{value}"}}}
    return {"datavalue": {"value": {"text": value} if property_ == "P1476" else value}}


def _performance(row: Row) -> dict[str, Any]:
    qualifiers: dict[str, list[Any]] = {}
    if role := _id(row.get("role", "")):
        qualifiers["P453"] = [_snak("P453", _ENTITY + role)]
    if name := row.get("name"):
        qualifiers["P4633"] = [_snak("P4633", name)]
    return {"mainsnak": _snak("P161", row["who"]), "qualifiers": qualifiers}


def _mentioned(claims: dict[str, dict[str, list[Any]]]) -> set[str]:
    found: set[str] = set()
    for properties in claims.values():
        for statements in properties.values():
            for statement in statements:
                snaks = [statement["mainsnak"]]
                snaks += [s for q in statement.get("qualifiers", {}).values() for s in q]
                values = (s["datavalue"]["value"] for s in snaks)
                found |= {v["id"] for v in values if isinstance(v, dict) and "id" in v}
    return found


def _named(
    ask: Callable[[str], list[Row]],
    items: list[str],
    claims: dict[str, dict[str, list[Any]]],
    films: set[str],
) -> list[dict[str, Any]]:
    """Entities of the items with their labels; what has no English label is left out."""
    entities: dict[str, dict[str, Any]] = {}
    for at in range(0, len(items), _CHUNK):
        listed = " ".join(f"wd:{item}" for item in items[at : at + _CHUNK])
        for row in ask(_NAMES.format(items=listed)):
            _merge(entities, row)
    for id_, entity in entities.items():
        if id_ in films:
            entity["film"] = True
        for property_, statements in claims.get(id_, {}).items():
            entity["claims"][property_] = statements
    return [entities[id_] for id_ in sorted(entities)]


def _merge(entities: dict[str, dict[str, Any]], row: Row) -> None:
    id_ = _id(row["item"])
    entity = entities.setdefault(
        id_,
        {"id": id_, "labels": {"en": {"value": row["label"]}}, "aliases": {"en": []}, "claims": {}},
    )
    alias = {"value": row.get("alias", "")}
    if alias["value"] and alias not in entity["aliases"]["en"]:
        entity["aliases"]["en"].append(alias)
    for column, property_ in (("born", "P569"), ("sex", "P21"), ("kind", "P31"), ("imdb", "P345")):
        if column in row:
            statement = {"mainsnak": _snak(property_, row[column])}
            held = entity["claims"].setdefault(property_, [])
            if statement not in held:
                held.append(statement)
