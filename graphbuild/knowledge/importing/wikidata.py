"""Import of films and people from Wikidata's JSON: one entity a line, as in the dumps, gz or not.

Data model: https://www.mediawiki.org/wiki/Wikibase/DataModel/JSON. A film is what has a director
(P57), a cast (P161) or is an instance of film (Q11424); a person is an instance of human (Q5).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from graphbuild.iris import slug
from graphbuild.knowledge.additions import fault_of, open_text
from graphbuild.knowledge.importing._records import RECORDS, insert_entity, write_records
from graphbuild.knowledge.importing.known import Known
from graphbuild.knowledge.importing.seen import Seen
from graphbuild.knowledge.importing.writer import Imported, KnowledgeWriter, Progress, fingerprint
from graphbuild.knowledge.layer import Layer
from graphbuild.knowledge.records import Entity
from graphbuild.model import EntityType

__all__ = ["import_wikidata"]

_FILM, _SERIES, _HUMAN = 11424, 5398426, 5
_CREDITS = {
    "P57": "director",
    "P58": "screenwriter",
    "P86": "musicBy",
    "P344": "cinematographer",
    "P162": "producer",
    "P1040": "editor",
    "P272": "productionCompany",
    "P144": "basedOn",
    "P179": "isPartOf",
}
_TYPES: dict[str, EntityType] = {
    "productionCompany": "organization",
    "basedOn": "work",
    "isPartOf": "series",
    "character": "character",
}
_PRONOUNS = {6581097: "he", 6581072: "she"}
_NAMED_CHARACTERS = 1 << 40
_PRIOR = 0.25
_LONGEST = 4_000_000
_ITEM = re.compile(r"Q[1-9][0-9]{0,8}", re.ASCII).fullmatch
_MADE = "key LIKE '%-q' || id"  # here; other keys are the core's
_PERSON = f"SELECT label, year FROM entity WHERE id = ? AND type = 'person' AND {_MADE}"
_OF_KNOWN = f"""SELECT performer, key FROM performance JOIN entity ON id = film WHERE NOT {_MADE}
UNION SELECT agent, key FROM credit JOIN entity ON id = film WHERE NOT {_MADE}"""
_STAGING = (
    RECORDS
    + """
CREATE TABLE staging.item (id INTEGER PRIMARY KEY, label TEXT, aliases TEXT);
CREATE TABLE staging.value (film INTEGER, role TEXT, item INTEGER, text TEXT);
"""
)

_USED = frozenset((*_CREDITS, *"P21 P31 P161 P345 P569 P577 P580 P1476".split()))
_TOGETHER = 5_000  # records of one batch: an item can take a hundred times the room of a row


class _Record(NamedTuple):
    """What is used of an item: its number, label, other names, and some of its statements."""

    id: int
    label: str
    aliases: tuple[str, ...]
    claims: dict[str, Any]


def import_wikidata(
    path: Path,
    target: Path,
    *,
    over: Layer | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Stream a file of Wikidata entities into a knowledge file.

    Lines that are no entities are listed in ``TARGET.rejected.tsv``. Films and people that
    ``over`` holds keep its keys.

    Raises:
        KnowledgeError: the file cannot be read or is cut off.
        OutputError: the target cannot be written.
    """
    known = Known(over)
    writer = KnowledgeWriter(target, fingerprint([path], "wikidata", known.version), _STAGING)
    try:
        run = _Import(path, writer, known)
        rows = writer.run("entities", run.records(), run.write, progress, _TOGETHER)
        run.characters()
        run.others()
        run.people()
        fill = partial(write_records, folder=writer.folder)
        return writer.finish({"kind": "wikidata"}, fill, rows, progress)
    except BaseException:
        writer.abandon()
        raise


class _Import:
    def __init__(self, path: Path, writer: KnowledgeWriter, known: Known) -> None:
        self.path, self.writer, self.known = path, writer, known
        keys = f"SELECT key FROM entity WHERE NOT {_MADE} AND type != 'character'"
        for (key,) in writer.base.execute(keys):
            known.take(key)

    def records(self) -> Iterator[tuple[int, _Record]]:
        """Entities with their line numbers; the array brackets of a dump are passed over."""
        start = self.writer.line("entities")
        seen = Seen()
        for (id_,) in self.writer.base.execute("SELECT id FROM staging.item"):
            seen.add(id_)
        for number, line in enumerate(open_text(self.path), 1):
            text = line.strip().rstrip(",")
            if number <= start or text in ("", "[", "]"):
                continue
            reason, record = _parsed(text)
            if record is None or record.id in seen or not record.label:
                stands = "stands twice" if record and record.id in seen else "has no label"
                reason = reason or f"the entity {stands}"
            elif fault := fault_of(record.label):
                reason = f"its label {fault}"
            if reason or record is None:
                self.writer.rejects.add(self.path, number, reason)
                continue
            seen.add(record.id)
            yield number, record

    def write(self, records: list[_Record]) -> None:
        """Write films and people; keep every label for what films refer to."""
        for record in records:
            names = json.dumps(record.aliases, ensure_ascii=False)
            self.writer.insert("staging.item", [(record.id, record.label, names)])
            kinds = set(_items(record.claims, "P31"))
            if "P57" in record.claims or "P161" in record.claims or kinds & {_FILM, _SERIES}:
                self._film(record, "series" if _SERIES in kinds else "film")
            elif _HUMAN in kinds:
                self._person(record)

    def _film(self, record: _Record, type_: EntityType) -> None:
        id_, label, aliases, claims = record
        years = _years(claims, "P577") or _years(claims, "P580")
        year, imdb = min(years, default=None), next(_texts(claims, "P345"), None)
        names = tuple(n for n in (*_texts(claims, "P1476"), *aliases) if n != label)
        same = self.known.film([f"Q{id_}", imdb or ""], [label, *names], year, type_)
        entity = same or Entity(
            f"{type_}/{slug(label)}-{year or 'undated'}-q{id_}",
            type_,
            label,
            year,
            aliases=tuple(dict.fromkeys(names)),
            prior=_PRIOR,
            imdb=imdb,
            wikidata=f"Q{id_}",
            source="wikidata",
        )
        self._entity(id_, entity)
        for property_, role in _CREDITS.items():
            rows = [(id_, role, item, None) for item in _items(claims, property_)]
            self.writer.insert("staging.value", rows)
        self._cast(id_, claims)

    def _cast(self, film: int, claims: dict[str, Any]) -> None:
        for billing, statement in enumerate(_statements(claims, "P161"), 1):
            performer = _item(statement.get("mainsnak"))
            if performer is None:
                continue
            qualifiers = statement.get("qualifiers") or {}
            roles = [i for snak in qualifiers.get("P453", ()) if (i := _item(snak)) is not None]
            names = [t for snak in qualifiers.get("P4633", ()) if (t := _text(snak))]
            self.writer.insert("performance", [(film, billing, performer, r) for r in roles])
            self.writer.insert("staging.value", [(film, "character", r, None) for r in roles])
            named = [] if roles else names
            rows = [(film, f"{billing}", performer, name) for name in named]
            self.writer.insert("staging.value", rows)
            if not roles and not named:
                self.writer.insert("performance", [(film, billing, performer, None)])

    def _person(self, record: _Record) -> None:
        id_, label, aliases, claims = record
        born = min(_years(claims, "P569"), default=None)
        imdb = next(_texts(claims, "P345"), None)
        pronoun = next((p for g in _items(claims, "P21") if (p := _PRONOUNS.get(g))), None)
        same = self.known.person([f"Q{id_}", imdb or ""], label, born, set())
        self._entity(
            id_,
            same
            or Entity(
                f"person/{slug(label)}-q{id_}",
                "person",
                label,
                born,
                pronoun,
                aliases,
                prior=_PRIOR,
                imdb=imdb,
                wikidata=f"Q{id_}",
                source="wikidata",
            ),
        )

    def _entity(self, id_: int, e: Entity) -> None:
        insert_entity(self.writer.base, id_, e)

    def characters(self) -> None:
        """Characters that only have a name become entities of their film."""
        base = self.writer.base
        if self.writer.line("characters"):
            return
        base.execute("BEGIN")
        rows = base.execute(
            "SELECT film, role, item, text FROM staging.value WHERE text IS NOT NULL "
            "ORDER BY film, CAST(role AS INTEGER), text"
        ).fetchall()
        for number, (film, billing, performer, name) in enumerate(rows, 1):
            id_ = _NAMED_CHARACTERS + number
            key = f"character/{slug(name)}-q{film}-{number}"
            self._entity(id_, Entity(key, "character", name, prior=0.1, source="wikidata"))
            self.writer.insert("performance", [(film, int(billing), performer, id_)])
        base.execute("INSERT OR REPLACE INTO staging.done VALUES ('characters', 1)")
        base.execute("COMMIT")

    def people(self) -> None:
        """People who bear a name of the core and made a film of it are the core's."""
        base = self.writer.base
        if self.writer.line("people"):
            return
        made: dict[int, set[str]] = defaultdict(set)
        for person, film in base.execute(_OF_KNOWN):
            made[person].add(film)
        base.execute("BEGIN")
        for id_, films in sorted(made.items()):
            row = base.execute(_PERSON, (id_,)).fetchone()
            same = self.known.person([], row[0], row[1], films) if row else None
            if same:
                base.execute("DELETE FROM entity WHERE id = ?", (id_,))
                base.execute("DELETE FROM named WHERE entity = ?", (id_,))
                self._entity(id_, same)
        base.execute("INSERT OR REPLACE INTO staging.done VALUES ('people', 1)")
        base.execute("COMMIT")

    def others(self) -> None:
        """Companies, works, series, characters and people that films refer to, where labelled."""
        base = self.writer.base
        if self.writer.line("others"):
            return
        base.execute("BEGIN")
        referred = base.execute(
            "SELECT item.id, min(role), label, aliases FROM staging.value JOIN staging.item "
            "ON item.id = value.item WHERE text IS NULL "
            "AND item.id NOT IN (SELECT id FROM entity) GROUP BY item.id"
        ).fetchall()
        for id_, role, label, aliases in referred:
            type_ = _TYPES.get(role, "person")
            key, names = f"{type_}/{slug(label)}-q{id_}", tuple(json.loads(aliases))
            entity = Entity(key, type_, label, aliases=names, prior=0.2, wikidata=f"Q{id_}",
                            source="wikidata")  # fmt: skip
            self._entity(id_, entity)
        base.execute(
            "INSERT INTO credit SELECT DISTINCT film, role, item FROM staging.value "
            "WHERE text IS NULL AND role != 'character' ORDER BY film, role, item"
        )
        base.execute("INSERT OR REPLACE INTO staging.done VALUES ('others', 1)")
        base.execute("COMMIT")


def _parsed(text: str) -> tuple[str, _Record | None]:
    if len(text) > _LONGEST:
        return f"a line of {len(text)} characters", None
    try:
        data = json.loads(text)
    except ValueError as error:
        return f"is not JSON: {error}", None
    name = data.get("id") if isinstance(data, dict) else None
    if not isinstance(name, str) or not _ITEM(name):
        return "is no Wikidata item", None
    try:
        claims = {p: held for p, held in (data.get("claims") or {}).items() if p in _USED}
        return "", _Record(int(name[1:]), _label(data), _aliases(data), claims)
    except (AttributeError, TypeError) as error:
        return f"has not the form of an item: {error}", None


def _label(data: dict[str, Any]) -> str:
    labels = data.get("labels") or {}
    chosen: dict[str, str] = (
        labels.get("en") or labels.get("mul") or next(iter(labels.values()), {})
    )
    return str(chosen.get("value", "")).strip()


def _aliases(data: dict[str, Any]) -> tuple[str, ...]:
    listed = (data.get("aliases") or {}).get("en") or ()
    values = dict.fromkeys(a["value"] for a in listed if a.get("value"))
    return tuple(value for value in values if not fault_of(value))


def _statements(claims: dict[str, Any], property_: str) -> list[dict[str, Any]]:
    return [s for s in claims.get(property_) or () if s.get("rank") != "deprecated"]


def _value(snak: dict[str, Any] | None) -> Any:
    return ((snak or {}).get("datavalue") or {}).get("value")


def _item(snak: dict[str, Any] | None) -> int | None:
    value = _value(snak)
    name = value.get("id") if isinstance(value, dict) else None
    return int(name[1:]) if isinstance(name, str) and name[1:].isdigit() else None


def _text(snak: dict[str, Any] | None) -> str | None:
    value = _value(snak)
    found = value.get("text") if isinstance(value, dict) else value
    return found if isinstance(found, str) else None


def _items(claims: dict[str, Any], property_: str) -> list[int]:
    found = (_item(s.get("mainsnak")) for s in _statements(claims, property_))
    return list(dict.fromkeys(i for i in found if i is not None))


def _texts(claims: dict[str, Any], property_: str) -> Iterator[str]:
    for statement in _statements(claims, property_):
        if text := _text(statement.get("mainsnak")):
            yield text


def _years(claims: dict[str, Any], property_: str) -> list[int]:
    found = []
    for statement in _statements(claims, property_):
        value = _value(statement.get("mainsnak"))
        time = value.get("time", "") if isinstance(value, dict) else ""
        if time[1:5].isdigit() and time[0] == "+":
            found.append(int(time[1:5]))
    return found
