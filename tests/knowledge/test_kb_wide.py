"""The wide tier: films known by year, cast and director, below all that is curated."""

from pathlib import Path

import pytest

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge import KnowledgeBase, Layer, compile_tables, read_tables
from graphbuild.knowledge.checking import check

FILMS = """key;title;year;directors;cast;genres;imdb;source
film/the-long-tide-1932;The Long Tide;1932;person/gus-hart;person/ida-jay|person/jo-park;drama;;w
film/lantern-hill-1999;Another Name;1999;;person/ida-jay;drama;;w
"""
PEOPLE = """key;name;aliases;source
person/gus-hart;Gus Hart;;wikipedia-films
person/ida-jay;Ida Jay;Minnow Jay;wikipedia-films
"""


@pytest.fixture
def wide(tables: Path) -> Path:
    """The small tables with a wide tier under them."""
    (tables / "wide").mkdir()
    for name, text in {"films-1930s": FILMS, "people-a-z": PEOPLE}.items():
        path = tables / "wide" / f"{name}.tsv"
        path.write_text(text.replace(";", "\t"), encoding="utf-8")
    return tables


@pytest.fixture
def both(wide: Path, tmp_path: Path) -> KnowledgeBase:
    compile_tables(wide, tmp_path / "both.sqlite", places=False)
    return KnowledgeBase(Layer(tmp_path / "both.sqlite"))


def test_a_wide_film_has_its_cast_and_director(both: KnowledgeBase) -> None:
    """Performers in order of billing, curated people among them, without parts."""
    cast = [(p.performer, p.character) for p in both.cast("film/the-long-tide-1932")]
    assert cast == [("person/ida-jay", None), ("person/jo-park", None)]
    credits_ = [(c.role, c.agent) for c in both.credits("film/the-long-tide-1932")]
    assert credits_ == [("director", "person/gus-hart")]
    assert not both.knows_parts("film/the-long-tide-1932")
    assert both.knows_parts("film/lantern-hill-1999")


def test_the_curated_is_more_prominent(both: KnowledgeBase) -> None:
    """A name means what is curated first; a wide film stays below what linking trusts."""
    hits = both.lookup("The Long Tide")
    assert [h.year for h in hits][-1] == 1932
    assert hits[-1].prior < 0.45 < hits[0].prior
    assert both.lookup("Minnow Jay")[0].prior < 0.4


def test_a_curated_record_takes_the_place_of_a_wide_one(both: KnowledgeBase) -> None:
    """A film that somebody curates is not changed by the wide tier."""
    film = both.entity("film/lantern-hill-1999")
    assert film is not None
    assert film.label == "Lantern Hill"
    assert [p.performer for p in both.cast(film.key)] == ["person/lena-eydelshteyn"]


def test_the_tiers_are_counted_apart(both: KnowledgeBase) -> None:
    """What was counted before counts the curated still."""
    counts = both.counts()
    assert (counts["films"], counts["people"], counts["performances"]) == (3, 3, 2)
    assert (counts["wide_films"], counts["wide_people"]) == (1, 2)
    assert (counts["wide_performances"], counts["wide_credits"]) == (2, 1)


def test_prominence_of_the_curated_does_not_grow(both: KnowledgeBase) -> None:
    """A part in a wide film makes nobody better known."""
    known = [both.lookup(name)[0].prior for name in ("Jo Park", "Ada Moreau", "Lena Eydelshteyn")]
    assert known == [0.47, 0.563, 0.47]


def test_a_changed_wide_table_changes_the_version(wide: Path, tmp_path: Path) -> None:
    """What is compiled is compiled anew."""
    compile_tables(wide, tmp_path / "a", places=False)
    path = wide / "wide" / "people-a-z.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("Gus", "Gustav"), encoding="utf-8")
    compile_tables(wide, tmp_path / "b", places=False)
    assert Layer(tmp_path / "a").version != Layer(tmp_path / "b").version


def test_a_dangling_performer_is_named(wide: Path, tmp_path: Path) -> None:
    """The message has the file and line of the film."""
    path = wide / "wide" / "people-a-z.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("/ida-jay", "/ida-j"), "utf-8")
    with pytest.raises(KnowledgeError, match="person/ida-jay") as caught:
        compile_tables(wide, tmp_path / "kb", places=False)
    assert "films-1930s.tsv:2" in str(caught.value)


def test_less_is_asked_of_the_wide_tier(wide: Path) -> None:
    """That a wide film has a namesake or no director is nothing to look into."""
    found = [f for f in check(read_tables(wide)) if f.where.startswith(str(wide / "wide"))]
    assert found == []


def test_the_shipped_tier_is_large(root: Path, kb: KnowledgeBase) -> None:
    """Tens of thousands of films, none of them in a file too large to compare."""
    counts = kb.counts()
    assert counts["wide_films"] > 30_000
    assert counts["films"] < 10_000
    files = list((root / "data" / "knowledge" / "wide").glob("*.tsv"))
    assert all(path.stat().st_size < 2_000_000 for path in files)
