"""Exchange the names of an annotated essay for those of another film, keeping the gold in step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphbuild.annotation.names.forms import core_words

if TYPE_CHECKING:
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.knowledge.records import Entity

Gold = dict[str, Any]


@dataclass(frozen=True)
class NewName:
    """The entity that takes a gold label's place, as full name and as the essay calls it."""

    full: str
    first: str
    last: str
    accepted: tuple[str, ...]

    @classmethod
    def of(cls, entity: Entity) -> NewName:
        words = entity.label.split()
        first = next(iter(entity.nicknames), "") or words[0]
        last = words[-1] if len(core_words(entity.label)) > 1 else entity.label
        accepted = (entity.label, *entity.aliases, *entity.nicknames)
        return cls(entity.label, first, last, accepted)

    def like(self, old: str, label: str, type_: str) -> str:
        """The new name in the form of the old one: full, surname, or first name."""
        if type_ == "film":
            return self.full
        if " " in old and old.split()[-1] == label.split()[-1]:
            return self.full
        return self.last if old == label.split()[-1] and " " in label else self.first


def substitute(text: str, gold: Gold, names: Mapping[str, NewName]) -> tuple[str, Gold]:
    """The essay with each label of ``names`` renamed everywhere, and its gold with new offsets."""
    pieces: list[str] = []
    mentions: list[Gold] = []
    at = length = 0
    for mention in sorted(gold["mentions"], key=lambda m: m["start"]):
        pieces.append(text[at : mention["start"]])
        length += mention["start"] - at
        at = mention["end"]
        new, record = mention["text"], dict(mention)
        if mention["label"] in names and mention["type"] in {"film", "person", "character"}:
            name = names[mention["label"]]
            new = name.like(mention["text"], mention["label"], mention["type"])
            record |= {"label": name.full, "alt": list(name.accepted)}
        record |= {"start": length, "end": length + len(new), "text": new}
        mentions.append(record)
        pieces.append(new)
        length += len(new)
    pieces.append(text[at:])
    return "".join(pieces), {**gold, "chars": length + len(text) - at, "mentions": mentions}


def names_of_film(
    kb: KnowledgeBase, film: str, roles: Mapping[str, str]
) -> dict[str, NewName] | None:
    """New names for gold labels from a film's record; ``roles`` maps a label to ``film``,
    ``director``, ``performer 1``, ``character 1`` …; None where the film lacks one of them."""
    parts = [p for p in kb.cast(film) if p.character and p.character.startswith("character/")]
    keys: dict[str, str] = {"film": film}
    directors = [c.agent for c in kb.credits(film) if c.role == "director"]
    keys |= {"director": directors[0]} if directors else {}
    for i, part in enumerate(parts, 1):
        keys[f"performer {i}"] = part.performer
        keys[f"character {i}"] = part.character or ""
    found: dict[str, NewName] = {}
    for label, role in roles.items():
        entity = kb.entity(keys[role]) if role in keys else None
        if entity is None:
            return None
        found[label] = NewName.of(entity)
    distinct = {n.full for n in found.values()}
    return found if len(distinct) >= len(found) - 1 else None
