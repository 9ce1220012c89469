"""Linking does not know *Anora*: it works with the film unknown, and under other films' names."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphbuild.annotation.linking import link
from graphbuild.annotation.pipeline import analyse
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.knowledge.compiling import compile_tables
from graphbuild.reading import read_bytes
from tests.annotation.scoring import mention_f1
from tests.annotation.substitution import NewName, names_of_film, substitute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language

    from graphbuild.annotation.linking import Linking

pytestmark = pytest.mark.model

FILM = "film/anora-2024"
OWN = ("anora-brighton-beach.txt", "does-ani-keep-the-ring.md")
TARGETS = (
    "film/carol-2015",
    "film/casablanca-1942",
    "film/rushmore-1998",
    "film/the-ice-storm-1997",
    "film/amadeus-1984",
    "film/tender-mercies-1983",
)
ROLES = {
    "Anora": "film",
    "Sean Baker": "director",
    "Mikey Madison": "performer 1",
    "Mark Eydelshteyn": "performer 2",
    "Anora Mikheeva": "character 1",
    "Ivan Zakharov": "character 2",
    "Igor": "character 3",
}
MORE_ROLES = ROLES | {
    "Yura Borisov": "performer 3",
    "Toros": "character 4",
    "Karren Karagulian": "performer 4",
    "Garnick": "character 5",
    "Vache Tovmasyan": "performer 5",
    "Galina Zakharova": "character 6",
    "Nikolai Zakharov": "character 7",
    "Diamond": "character 8",
    "Lindsey Normington": "performer 8",
    "Lulu": "character 9",
    "Luna Sofía Miranda": "performer 9",
}
LARGE_TARGETS = (
    "film/saving-private-ryan-1998",
    "film/magnolia-1999",
    "film/traffic-2000",
    "film/jurassic-park-1993",
    "film/pulp-fiction-1994",
)
Texts = dict[str, tuple[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def own(root: Path) -> Texts:
    gold = json.loads((root / "data/gold/tune_mentions.json").read_text(encoding="utf-8"))
    return {n: ((root / "data/essays" / n).read_bytes().decode(), gold[n]) for n in OWN}


@pytest.fixture(scope="module")
def seeds(shared: Path) -> Texts:
    gold = json.loads((shared / "gold/seeds_mentions.json").read_text(encoding="utf-8"))
    return {n: ((shared / "seeds" / n).read_bytes().decode(), g) for n, g in gold.items()}


@pytest.fixture(scope="module")
def without_film(root: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The shipped knowledge base, less one film with its cast and characters."""
    folder = tmp_path_factory.mktemp("kb") / "tables"
    shutil.copytree(root / "data/knowledge", folder)
    rows = (folder / "performances.tsv").read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row.startswith(FILM + "\t")]
    gone = {FILM, *(c[1] for c in cells), *(c[2] for c in cells)} - {""}
    for table in folder.rglob("*.tsv"):
        lines = table.read_text(encoding="utf-8").splitlines()
        kept = [_without(line, gone) for line in lines if not gone & {*line.split("\t")[:3]}]
        table.write_text("\n".join(kept) + "\n", encoding="utf-8")
    compile_tables(folder, folder.parent / "kb.sqlite")
    return KnowledgeBase.open(folder.parent / "kb.sqlite")


def _without(line: str, gone: set[str]) -> str:
    cells = line.split("\t")
    return "\t".join("|".join(k for k in c.split("|") if k not in gone) for c in cells)


def linked(nlp: Language, kb: KnowledgeBase, texts: Texts) -> list[tuple[dict[str, Any], Linking]]:
    """Gold and linking of each text."""
    essays = [
        read_bytes(text.encode(), essay_id=name, suffix=Path(name).suffix)
        for name, (text, _) in texts.items()
    ]
    analyses = analyse(nlp, essays)
    return [(texts[a.essay.id][1], link(a, kb, Iris())) for a in analyses]


def f1(found: Iterable[tuple[dict[str, Any], Linking]]) -> float:
    return mention_f1((gold, linking.mentions) for gold, linking in found)


def wrongly_known(found: list[tuple[dict[str, Any], Linking]]) -> list[str]:
    """Mentions of the removed film's people that are linked to a known namesake."""
    out = []
    for gold, linking in found:
        spans = {
            (g["start"], g["end"])
            for g in gold["mentions"]
            if g["label"] in ROLES and g["label"] != "Sean Baker"
        }
        out += [m.text for m in linking.mentions if m.span in spans and not m.entity.nil]
    return out


def test_unknown_film_own_essays(nlp: Language, without_film: KnowledgeBase, own: Texts) -> None:
    """With the film, its cast and characters unknown, spans and types of our essays hold."""
    found = linked(nlp, without_film, own)
    assert f1(found) >= 0.85
    assert wrongly_known(found) == []


def test_unknown_film_seeds(nlp: Language, without_film: KnowledgeBase, seeds: Texts) -> None:
    """With the film, its cast and characters unknown, spans and types of the seeds hold."""
    found = linked(nlp, without_film, seeds)
    assert f1(found) >= 0.85
    assert wrongly_known(found) == []


def _renamed(texts: Texts, kb: KnowledgeBase, film: str, roles: dict[str, str]) -> Texts:
    names = names_of_film(kb, film, roles)
    assert names is not None, f"{film} lacks a role"
    return {n: substitute(text, gold, names) for n, (text, gold) in texts.items()}


def test_other_names_seeds(nlp: Language, kb: KnowledgeBase, seeds: Texts) -> None:
    """Under the names of six other films the seeds score within .03 of the originals."""
    original = f1(linked(nlp, kb, seeds))
    scores = [f1(linked(nlp, kb, _renamed(seeds, kb, film, ROLES))) for film in TARGETS]
    assert original >= 0.95
    assert sum(scores) / len(scores) >= original - 0.03


def test_other_names_own_essays(nlp: Language, kb: KnowledgeBase, own: Texts) -> None:
    """Under the names of other films our own essays score within .03 of the originals."""
    original = f1(linked(nlp, kb, own))
    scores = [f1(linked(nlp, kb, _renamed(own, kb, film, MORE_ROLES))) for film in LARGE_TARGETS]
    assert original >= 0.9
    assert sum(scores) / len(scores) >= original - 0.03


def test_substitution_keeps_gold_in_step() -> None:
    """Every renamed mention is where the new gold says, and keeps the form of the old one."""
    text = "Ani Mikheeva meets Baker. Ani smiles."
    places = ((0, 12, "Anora Mikheeva"), (19, 24, "Sean Baker"), (26, 29, "Anora Mikheeva"))
    gold = {
        "mentions": [
            {
                "start": s,
                "end": e,
                "text": text[s:e],
                "label": label,
                "type": "person" if label == "Sean Baker" else "character",
            }
            for s, e, label in places
        ]
    }
    names = {
        "Anora Mikheeva": NewName("Carol Aird", "Carol", "Aird", ("Carol Aird",)),
        "Sean Baker": NewName("Todd Haynes", "Todd", "Haynes", ("Todd Haynes",)),
    }
    new, kept = substitute(text, gold, names)
    assert new == "Carol Aird meets Haynes. Carol smiles."
    assert all(new[m["start"] : m["end"]] == m["text"] for m in kept["mentions"])
