"""Looking things up, in one layer and in several."""

from pathlib import Path

from graphbuild.knowledge import KnowledgeBase, Layer, compile_tables
from graphbuild.knowledge.locating import user_folder


def test_a_name_gives_all_that_it_can_mean(small: KnowledgeBase) -> None:
    """Two films of one title are both found, each with its year."""
    hits = small.lookup("the long tide")
    assert {(h.key, h.year) for h in hits} == {
        ("film/the-long-tide-2004", 2004),
        ("film/the-long-tide-1951", 1951),
    }


def test_nicknames_take_the_surname_too(small: KnowledgeBase) -> None:
    """Kat, Kitty and Kat Vale are Katherine Vale."""
    for name in ("Kat", "Kitty", "Kat Vale", "KATHERINE VALE"):
        assert [h.key for h in small.lookup(name)] == ["character/katherine-vale"]


def test_a_transliteration_is_a_variant(small: KnowledgeBase) -> None:
    """Eidelstein finds Eydelshteyn, as a variant."""
    (hit,) = small.lookup("Lena Eidelstein")
    assert (hit.key, hit.kind) == ("person/lena-eydelshteyn", "variant")


def test_bare_surnames_mean_nothing_by_themselves(small: KnowledgeBase) -> None:
    """Surnames are resolved on the roster, not in the index."""
    assert small.lookup("Moreau") == ()


def test_casts_by_film_person_and_character(small: KnowledgeBase) -> None:
    """One performance is found from its three ends; people may play themselves."""
    (part,) = small.cast("film/lantern-hill-1999")
    assert part == small.performances_of("person/lena-eydelshteyn")[0]
    assert part == small.performances_as("character/katherine-vale")[0]
    assert small.cast("film/the-long-tide-2004")[0].character == "person/ada-moreau"


def test_films_of_a_person_are_those_of_parts_and_credits(kb: KnowledgeBase) -> None:
    """Whoever plays, directs or does both is found with all of it; a film is nobody's maker."""
    for key in ("person/sean-baker", "person/orson-welles", "person/mikey-madison"):
        parts = {p.film for p in kb.performances_of(key)}
        assert kb.films_of(key) == parts | {c.film for c in kb.credits_of(key)} != set()
    assert not kb.films_of("person/nobody-of-this-name")


def test_only_what_is_found_is_given(small: KnowledgeBase) -> None:
    """Looking up many names leaves out those that mean nothing."""
    assert set(small.lookup_many(["La Marée", "Nothing", "", "…"])) == {"La Marée"}


def test_search_forgives_misspellings_and_says_why(small: KnowledgeBase) -> None:
    """The likeliest comes first, with a reason."""
    best = small.search("Lantren Hill")[0]
    assert best.entity.key == "film/lantern-hill-1999"
    assert "lantern hill" in best.reason


def _second(tmp_path: Path, films: str, people: str, performances: str) -> Layer:
    folder = tmp_path / "second"
    folder.mkdir()
    (folder / "films.tsv").write_text("key\ttitle\tyear\n" + films)
    (folder / "people.tsv").write_text("key\tname\n" + people)
    (folder / "performances.tsv").write_text("film\tperformer\tcharacter\tbilling\n" + performances)
    compile_tables(folder, tmp_path / "second.sqlite", places=False)
    return Layer(tmp_path / "second.sqlite")


def test_the_first_layer_has_the_last_word(layer: Layer, tmp_path: Path) -> None:
    """A record of both layers is the upper one's; casts are joined, performers not doubled."""
    below = _second(
        tmp_path,
        "film/lantern-hill-1999\tLANTERN\t1998\nfilm/other-2000\tOther\t2000\n",
        "person/lena-eydelshteyn\tLena E.\nperson/extra\tAn Extra\n",
        "film/lantern-hill-1999\tperson/lena-eydelshteyn\t\t1\n"
        "film/lantern-hill-1999\tperson/extra\t\t2\n",
    )
    both = KnowledgeBase(layer, below)
    film = both.entity("film/lantern-hill-1999")
    assert film is not None
    assert film.year == 1999
    assert both.lookup("Other")[0].key == "film/other-2000"
    cast = [(p.performer, p.character) for p in both.cast("film/lantern-hill-1999")]
    assert cast == [
        ("person/lena-eydelshteyn", "character/katherine-vale"),
        ("person/extra", None),
    ]
    assert both.version not in (layer.version, below.version)


def test_the_users_own_layer_is_used_by_default(home: Path) -> None:
    """Tables in the user's folder lie over the core, and may refer to it."""
    user_folder().mkdir(parents=True)
    (user_folder() / "films.tsv").write_text(
        "key\ttitle\tyear\tdirectors\nfilm/frames-of-dust-2031\tFrames of Dust\t2031\t"
        "person/sean-baker\n"
    )
    kb = KnowledgeBase.open()
    assert kb.lookup("Frames of Dust")[0].key == "film/frames-of-dust-2031"
    assert "film/frames-of-dust-2031" in {c.film for c in kb.credits_of("person/sean-baker")}
    assert kb.lookup("Anora")


def test_the_shipped_places_have_what_essays_need(kb: KnowledgeBase) -> None:
    """Madison is also a city; New York is the city; countries have short keys."""
    assert any(h.type == "place" for h in kb.lookup("Madison"))
    assert kb.lookup("New York")[0].label == "New York City"
    assert kb.lookup("USA")[0].key == "place/united-states"


def test_a_list_of_two_names_is_no_third_person(tmp_path: Path) -> None:
    """Jo, Park is not the little known Jo Park."""
    tables = tmp_path / "list"
    tables.mkdir()
    (tables / "people.tsv").write_text("key\tname\nperson/jo-park\tJo Park\n")
    compile_tables(tables, tmp_path / "list.sqlite", places=False)
    kb = KnowledgeBase.open(tmp_path / "list.sqlite")
    assert kb.lookup("Jo, Park") == ()
    assert kb.lookup("Jo Park")[0].key == "person/jo-park"


def test_search_finds_names_that_hold_the_words(small: KnowledgeBase) -> None:
    """A surname alone finds the person, after names that are alike."""
    assert small.search("Eydelshteyn")[0].entity.key == "person/lena-eydelshteyn"
    assert [h.entity.key for h in small.search("Xantern Hil")] == ["film/lantern-hill-1999"]
