"""Records written as Turtle with schema.org terms, for those who have their data so."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from graphbuild.errors import KnowledgeError
from graphbuild.iris import GB, SCHEMA, slug
from graphbuild.knowledge.additions import fault_of, open_text
from graphbuild.knowledge.records import Credit, Entity, Performance
from graphbuild.knowledge.tables import Tables
from graphbuild.model import EntityType

__all__ = ["read_turtle"]

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_CLASSES: dict[str, EntityType] = {
    SCHEMA + "Movie": "film",
    SCHEMA + "CreativeWorkSeries": "series",
    SCHEMA + "TVSeries": "series",
    SCHEMA + "Person": "person",
    SCHEMA + "Organization": "organization",
    SCHEMA + "Place": "place",
    SCHEMA + "CreativeWork": "work",
    SCHEMA + "Book": "work",
    GB + "Character": "character",
}
_CREDITS = {
    SCHEMA + "director": "director",
    SCHEMA + "musicBy": "musicBy",
    SCHEMA + "producer": "producer",
    SCHEMA + "productionCompany": "productionCompany",
    GB + "screenwriter": "screenwriter",
    GB + "cinematographer": "cinematographer",
}


def read_turtle(path: Path, tables: Tables) -> set[str]:
    """Add the films, people, characters and credits of a Turtle file, gzip-compressed or not.

    Returns the keys that were made from names: the file's own IRIs give none.

    Raises:
        KnowledgeError: the file is not Turtle, or a thing in it has no name, or markup for one.
    """
    store, text = Store(), "".join(open_text(path))
    try:
        store.extend(parse(text, format=RdfFormat.TURTLE, base_iri="urn:x-file:"))
    except (SyntaxError, ValueError) as error:
        raise KnowledgeError(
            f"is not Turtle: {error}", where=str(path), fix="mend the line or remove the file"
        ) from error
    keys: dict[str, str] = {}
    made: set[str] = set()
    for quad in sorted(store.quads_for_pattern(None, _TYPE, None), key=str):
        type_ = _CLASSES.get(getattr(quad.object, "value", ""))
        if type_ and isinstance(quad.subject, NamedNode):
            stored = _stored(quad.subject, type_)
            entity = _entity(store, quad.subject, type_, stored, path)
            if not stored:
                made.add(entity.key)
            keys[quad.subject.value] = entity.key
            tables.add(entity, str(path))
    _links(store, keys, tables)
    return made


def _stored(subject: NamedNode, type_: EntityType) -> str | None:
    """The key that an IRI such as ``…/film/anora-2024`` holds."""
    folder, _, last = subject.value.rpartition("/")
    return f"{type_}/{last}" if folder.endswith("/" + type_) else None


def _values(store: Store, subject: NamedNode, term: str) -> list[str]:
    quads = store.quads_for_pattern(subject, NamedNode(term), None)
    return sorted(q.object.value for q in quads if isinstance(q.object, Literal))


def _entity(
    store: Store, subject: NamedNode, type_: EntityType, stored: str | None, path: Path
) -> Entity:
    names = _values(store, subject, SCHEMA + "name")
    if not names:
        raise KnowledgeError(
            f"<{subject.value}> has no schema:name", where=str(path), fix="name it"
        )
    if fault := fault_of(names[0]):
        raise KnowledgeError(
            f"the name of <{subject.value}> {fault}", where=str(path), fix="write plain text"
        )
    dates = _values(
        store, subject, SCHEMA + ("birthDate" if type_ == "person" else "datePublished")
    )
    year = int(dates[0][:4]) if dates and dates[0][:4].isdigit() else None
    made = f"{type_}/{slug(names[0])}" + (f"-{year}" if type_ == "film" and year else "")
    aliases = (*names[1:], *_values(store, subject, SCHEMA + "alternateName"))
    return Entity(stored or made, type_, names[0], year, aliases=aliases, source="turtle")


def _links(store: Store, keys: dict[str, str], tables: Tables) -> None:
    for quad in sorted(store.quads_for_pattern(None, None, None), key=str):
        film = keys.get(getattr(quad.subject, "value", ""))
        other = keys.get(getattr(quad.object, "value", ""))
        if film is None or other is None:
            continue
        if role := _CREDITS.get(quad.predicate.value):
            tables.credits.append(Credit(film, role, other))
        elif quad.predicate.value == SCHEMA + "actor":
            tables.performances.append(Performance(film, other, None, 99))
