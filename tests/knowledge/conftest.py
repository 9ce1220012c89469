"""Small knowledge tables built by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuild.knowledge import KnowledgeBase, Layer, compile_tables

TABLES = {
    "films": """key;type;title;year;original_title;aliases;directors;countries;genres;imdb;source
film/lantern-hill-1999;film;Lantern Hill;1999;;;person/ada-moreau;FR;drama;tt0000011;editorial
film/the-long-tide-2004;film;The Long Tide;2004;La Marée;;person/ada-moreau;FR;drama;;editorial
film/the-long-tide-1951;film;The Long Tide;1951;;;person/jo-park;US;drama;;editorial
""",
    "people": """key;name;aliases;nicknames;pronoun;birth_year;source
person/ada-moreau;Ada Moreau;A. Moreau;;she;1960;editorial
person/jo-park;Jo Park;;;he;1910;editorial
person/lena-eydelshteyn;Lena Eydelshteyn;;;she;1980;editorial
""",
    "characters": """key;name;aliases;nicknames;pronoun;source
character/katherine-vale;Katherine Vale;;Kat|Kitty;she;editorial
""",
    "performances": """film;performer;character;billing;source
film/lantern-hill-1999;person/lena-eydelshteyn;character/katherine-vale;1;editorial
film/the-long-tide-2004;person/ada-moreau;person/ada-moreau;1;editorial
""",
}


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder of four small tables."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.tsv").write_text(text.replace(";", "\t"), encoding="utf-8")
    return folder


@pytest.fixture
def layer(tables: Path, tmp_path: Path) -> Layer:
    """The small tables, compiled without places."""
    target = tmp_path / "small.sqlite"
    compile_tables(tables, target, places=False)
    return Layer(target)


@pytest.fixture
def small(layer: Layer) -> KnowledgeBase:
    """A knowledge base of the small tables alone."""
    return KnowledgeBase(layer)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: nothing of the user's is read or written."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path
