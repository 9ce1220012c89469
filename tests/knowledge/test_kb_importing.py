"""Importers: what is read, what is rejected, and what happens when they are broken off."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge import KnowledgeBase, Layer, normalise
from graphbuild.knowledge.importing import _imdb_files as imdb_files
from graphbuild.knowledge.importing import _imdb_rows as imdb_rows
from graphbuild.knowledge.importing import imdb as importer
from graphbuild.knowledge.importing import (
    import_csv,
    import_imdb,
    import_turtle,
    import_wikidata,
)

NAMES = """\
nconst;primaryName;birthYear;deathYear;primaryProfession;knownForTitles
nm0000001;Ada Moreau;1960;\\N;director,writer;tt0000011
nm0000002;Lena Eydelshteyn;1980;\\N;actress;tt0000011
nm0000003;Tom Other;\\N;\\N;actor;tt0000012
nm0000003;Tom Twice;\\N;\\N;actor;tt0000012
nm0000004;<b>Bold</b> Name;\\N;\\N;actor;\\N
nm0000005;Only Five;\\N;\\N;actor
"""
TITLES = """\
tconst;titleType;primaryTitle;originalTitle;isAdult;startYear;endYear;runtimeMinutes;genres
tt0000011;movie;Lantern Hill;La Colline;0;1999;\\N;100;Drama,Romance
tt0000012;movie;Quiet Parade;Quiet Parade;0;2011;\\N;\\N;\\N
tt0000013;tvEpisode;Pilot;Pilot;0;2011;\\N;\\N;\\N
tt0000014;movie;No Year;No Year;0;soon;\\N;\\N;\\N
"""
PRINCIPALS = """\
tconst;ordering;nconst;category;job;characters
tt0000011;1;nm0000002;actress;\\N;["Katherine Vale","Her Sister"]
tt0000011;2;nm0000001;director;\\N;\\N
tt0000012;1;nm0000003;actor;\\N;["Self"]
tt0000012;2;nm0000099;actor;\\N;["Ghost"]
tt0000013;1;nm0000003;actor;\\N;["Nobody"]
"""
AKAS = """\
titleId;ordering;title;region;language;types;attributes;isOriginalTitle
tt0000012;1;Stille Parade;DE;de;\\N;\\N;0
"""


@pytest.fixture
def imdb(tmp_path: Path) -> Path:
    """A folder of small files in IMDb's format, one of them compressed."""
    folder = tmp_path / "imdb"
    folder.mkdir()
    (folder / "name.basics.tsv").write_text(NAMES.replace(";", "\t"))
    (folder / "title.basics.tsv.gz").write_bytes(gzip.compress(TITLES.replace(";", "\t").encode()))
    (folder / "title.principals.tsv").write_text(PRINCIPALS.replace(";", "\t"))
    (folder / "title.akas.tsv").write_text(AKAS.replace(";", "\t"))
    return folder


def test_imdb_films_people_and_parts_are_found(imdb: Path, tmp_path: Path) -> None:
    """Titles, other titles, credits, several parts of one performer, and people as themselves."""
    done = import_imdb([imdb], tmp_path / "out.sqlite")
    kb = KnowledgeBase.open(done.target)
    (hit,) = kb.lookup("La Colline")
    assert [p.character for p in kb.cast(hit.key)] == [
        "character/katherine-vale-tt0000011-1",
        "character/her-sister-tt0000011-1-2",
    ]
    assert [c.role for c in kb.credits(hit.key)] == ["director"]
    (parade,) = kb.lookup("Stille Parade")
    (part,) = kb.cast(parade.key)
    assert part.character == part.performer == "person/tom-other-nm0000003"
    person = kb.entity("person/lena-eydelshteyn-nm0000002")
    assert person is not None
    assert (person.pronoun, person.imdb) == ("she", "nm0000002")
    assert kb.layers[0].meta["notice"].endswith("non-commercial use only.")


def test_imdb_rows_that_cannot_be_used_are_listed(imdb: Path, tmp_path: Path) -> None:
    """Each rejected row is named with file, line and reason; the others are imported."""
    done = import_imdb([imdb], tmp_path / "out.sqlite")
    assert done.rejects is not None
    listed = [line.split("\t") for line in done.rejects.read_text().splitlines()]
    assert [(name, int(line)) for name, line, _ in listed] == [
        ("title.basics.tsv.gz", 5),
        ("name.basics.tsv", 5),
        ("name.basics.tsv", 6),
        ("name.basics.tsv", 7),
    ]
    assert [reason for _, _, reason in listed] == [
        "startYear is 'soon'",
        "nm0000003 stands twice",
        "markup in a field",
        "5 fields where 6 are needed",
    ]


def test_what_the_core_holds_keeps_its_key(imdb: Path, tmp_path: Path, layer: Layer) -> None:
    """A film is found by its identifier, a person by name and a common film or year of birth."""
    import_imdb([imdb], tmp_path / "out.sqlite", over=layer)
    both = KnowledgeBase(layer, Layer(tmp_path / "out.sqlite"))
    assert [h.key for h in both.lookup("Lantern Hill")] == ["film/lantern-hill-1999"]
    assert [h.key for h in both.lookup("Ada Moreau")] == ["person/ada-moreau"]
    cast = both.cast("film/lantern-hill-1999")
    assert [p.character for p in cast] == ["character/katherine-vale"]


def test_an_import_that_was_broken_off_leaves_nothing_under_its_name(
    imdb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is kept aside, the target is not there."""

    def stop(stage: str, rows: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(imdb_files, "_PIECE", 1)
    with pytest.raises(KeyboardInterrupt):
        import_imdb([imdb], tmp_path / "parts.sqlite", progress=stop)
    assert not (tmp_path / "parts.sqlite").exists()
    assert (tmp_path / ".parts.sqlite.importing").exists()


@pytest.mark.parametrize("stage", ["title.basics", "title.principals", "name.basics"])
def test_an_import_that_was_broken_off_goes_on(
    imdb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    """The next run reads only what is left, and the result is as of one go."""

    def stop(at: str, rows: int) -> None:
        if at == stage and rows >= 3:
            raise KeyboardInterrupt

    import_imdb([imdb], tmp_path / "whole.sqlite")
    monkeypatch.setattr(imdb_files, "_PIECE", 1)
    with pytest.raises(KeyboardInterrupt):
        import_imdb([imdb], tmp_path / "parts.sqlite", progress=stop)
    again: list[tuple[str, int]] = []
    import_imdb([imdb], tmp_path / "parts.sqlite", progress=lambda s, n: again.append((s, n)))
    assert min((n for s, n in again if s == stage), default=4) > 3
    assert again[-1][0] == "indexing"
    assert _content(tmp_path / "whole.sqlite") == _content(tmp_path / "parts.sqlite")
    rejected = [(tmp_path / f"{n}.sqlite.rejected.tsv").read_text() for n in ("whole", "parts")]
    assert rejected[0] == rejected[1]
    assert not list(tmp_path.glob(".parts*"))


def test_two_processes_and_small_pieces_give_the_same_file(
    imdb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However a file is parted and shared out, the bytes and the rejected rows are the same."""
    import_imdb([imdb], tmp_path / "whole.sqlite")
    monkeypatch.setattr(imdb_files, "_PIECE", 60)
    monkeypatch.setattr(importer, "_LARGE", 0)
    import_imdb([imdb], tmp_path / "parts.sqlite")
    assert _content(tmp_path / "whole.sqlite") == _content(tmp_path / "parts.sqlite")
    names = [(tmp_path / f"{n}.sqlite.rejected.tsv").read_text() for n in ("whole", "parts")]
    assert names[0] == names[1]
    first = (tmp_path / "parts.sqlite").read_bytes()
    import_imdb([imdb], tmp_path / "parts.sqlite")
    assert (tmp_path / "parts.sqlite").read_bytes() == first


_WORDS = (
    "Anna BOB De The J. J Zoë O'Neil Smith-Jones Dr Jr II iii Part 2 10th Ye Eydelshteyn & aa11 "
    "Self Tchaikovsky von_ Mary Isaac ou Á"
).split()
_YEARS = ("1999", "\\N", "0999", "19999", "soon", "2150")
_PLAYED = (
    "\\N",
    '["Self"]',
    '["a\\\\"b c"]',
    "[]",
    '["", "Ada Ro"]',
    "plain",
    '["Bob Ro',
    '["himself"]',
)


def _odd_files(folder: Path) -> None:
    """Files whose rows are as they should be, and not, in all sorts of ways."""
    draw = random.Random(1)

    def name() -> str:
        return " ".join(draw.choices(_WORDS, k=draw.choice((1, 1, 2, 2, 3, 4))))

    def id_(prefix: str, number: int) -> str:
        odd = (
            f"{prefix}{number}",
            prefix,
            f"x{number}",
            f"{prefix}1x",
            f"{prefix}{10**8 + number}",
        )
        return draw.choice(odd) if draw.random() < 0.05 else f"{prefix}{number:07d}"

    def part() -> str:
        two = f'["{name()}","{name()}"]'
        return draw.choice((f'["{name()}"]', f'["{name()}"]', two, *_PLAYED))

    def title(number: int) -> list[str]:
        first = name()
        kind = draw.choice(("movie", "tvSeries", "tvEpisode", "video"))
        other, genre = draw.choice((first, first, name())), draw.choice(("Drama,War", "\\N"))
        year = draw.choice(_YEARS)
        return [id_("tt", number), kind, first, other, "0", year, "\\N", "\\N", genre]

    def person(number: int) -> list[str]:
        called = draw.choice((name(), name(), name(), name(), "\\N", ""))
        jobs = draw.choice(("actor", "actress,writer", "\\N", ""))
        return [id_("nm", number), called, draw.choice(_YEARS), "\\N", jobs, "\\N"]

    def principal(film: int, billing: int) -> list[str]:
        order = draw.choice((str(billing), f"0{billing}", "x")) if billing == 3 else str(billing)
        kind = draw.choice(("actor", "actress", "self", "director", "writer", "archive_footage"))
        return [id_("tt", film), order, id_("nm", draw.randint(1, 600)), kind, "\\N", part()]

    rows = {
        "title.basics": (TITLES, [title(n) for n in range(300)]),
        "name.basics": (NAMES, [person(n) for n in range(600)]),
        "title.principals": (PRINCIPALS, [principal(n // 6, n % 6) for n in range(1800)]),
    }
    folder.mkdir()
    for file, (head, listed) in rows.items():
        lines = [head.partition("\n")[0].split(";"), *listed]
        text = "".join("\t".join(line) + "\n" for line in lines)
        (folder / f"{file}.tsv").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("layered", [False, True])
def test_rows_read_by_columns_give_what_they_give_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layer: Layer, layered: bool
) -> None:
    """Which of the two ways a row takes cannot be seen in the file, nor among the rejected."""
    _odd_files(tmp_path / "odd")
    for file in ("name.basics", "title.basics", "title.principals"):
        piece = next(imdb_files.pieces(tmp_path / "odd" / f"{file}.tsv", file))
        assert imdb_rows.table_of(piece)
    over = layer if layered else None
    import_imdb([tmp_path / "odd"], tmp_path / "columns.sqlite", over=over)
    monkeypatch.setattr(imdb_rows, "table_of", lambda piece: None)
    import_imdb([tmp_path / "odd"], tmp_path / "rows.sqlite", over=over)
    files = [tmp_path / f"{way}.sqlite" for way in ("columns", "rows")]
    assert files[0].read_bytes() == files[1].read_bytes()
    lists = [Path(f"{file}.rejected.tsv").read_text(encoding="utf-8") for file in files]
    assert lists[0] == lists[1]
    assert "stands twice" in lists[0] or "is no" in lists[0]


def test_a_row_that_is_not_utf8_is_listed(imdb: Path, tmp_path: Path) -> None:
    """The rows around it are imported."""
    with (imdb / "name.basics.tsv").open("ab") as file:
        file.write(b"nm0000098\tJos\xe9 Latin\t\\N\t\\N\tactor\t\\N\n")
        file.write("nm0000099\tJosé Mar\t\\N\t\\N\tactor\t\\N\n".encode())
    done = import_imdb([imdb], tmp_path / "out.sqlite")
    assert done.rejects is not None
    assert done.rejects.read_text().splitlines()[-1] == "name.basics.tsv\t8\tis not UTF-8"
    assert KnowledgeBase.open(done.target).lookup("Jose Mar")


def test_a_process_that_ends_stops_the_import(
    imdb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says so, nothing stands under the name, and the next run goes on."""
    monkeypatch.setattr(importer, "_LARGE", 0)
    monkeypatch.setattr(imdb_rows, "parts", os._exit)
    with pytest.raises(KnowledgeError, match="a process of the import ended"):
        import_imdb([imdb], tmp_path / "out.sqlite")
    assert not (tmp_path / "out.sqlite").exists()
    monkeypatch.undo()
    import_imdb([imdb], tmp_path / "out.sqlite")
    assert KnowledgeBase.open(tmp_path / "out.sqlite").lookup("Katherine Vale")


def _content(path: Path) -> list[object]:
    layer = Layer(path)
    entities = list(layer.entities())
    films = [e.key for e in entities if e.type == "film"]
    casts = [(layer.performances("film", f), layer.credits("film", f)) for f in films]
    return [entities, casts, layer.counts(), [layer.lookup(normalise(e.label)) for e in entities]]


def test_an_import_that_was_killed_goes_on(tmp_path: Path) -> None:
    """Killed while it writes, it leaves nothing under its name; run again, it ends as in one go."""
    folder = tmp_path / "imdb"
    folder.mkdir()
    count = 30_000
    names = (f"nm{i:07d}\tJo Number{i}\t1960\t\\N\tactor\t\\N\n" for i in range(1, count))
    titles = (f"tt{i:07d}\tmovie\tF{i}\tF{i}\t0\t1999\t\\N\t9\t\\N\n" for i in range(1, 3000))
    parts = (
        f'tt{1 + i % 3000:07d}\t{i}\tnm{i:07d}\tactor\t\\N\t["Mx Part{i}"]\n'
        for i in range(1, count)
    )
    for table, rows in (
        (NAMES, ("name.basics", names)),
        (TITLES, ("title.basics", titles)),
        (PRINCIPALS, ("title.principals", parts)),
    ):
        header = table.splitlines()[0].replace(";", "\t") + "\n"
        (folder / f"{rows[0]}.tsv").write_text(header + "".join(rows[1]))
    target = tmp_path / "killed.sqlite"
    command = [sys.executable, "-m", "graphbuild", "kb", "import", "imdb", "--alone", "-q"]
    command += [str(folder), "-o", str(target)]
    work = tmp_path / ".killed.sqlite.importing"
    with subprocess.Popen(command) as process:
        while process.poll() is None and not list(work.glob("title.principals*.names")):
            time.sleep(0.002)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert work.exists()
    assert not target.exists()
    assert subprocess.run(command, check=False).returncode == 0
    import_imdb([folder], tmp_path / "whole.sqlite")
    assert _content(target) == _content(tmp_path / "whole.sqlite")


def test_a_cut_off_gzip_file_is_named(imdb: Path, tmp_path: Path) -> None:
    """A truncated download is no knowledge base."""
    path = imdb / "title.basics.tsv.gz"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(KnowledgeError, match=r"title\.basics\.tsv\.gz.*cut-off"):
        import_imdb([imdb], tmp_path / "out.sqlite")
    assert not (tmp_path / "out.sqlite").exists()


def test_wrong_columns_and_missing_files_are_named(imdb: Path, tmp_path: Path) -> None:
    """The message says which columns or files there must be."""
    (imdb / "name.basics.tsv").write_text("id\tname\n")
    with pytest.raises(KnowledgeError, match="nconst, primaryName"):
        import_imdb([imdb], tmp_path / "out.sqlite")
    (imdb / "name.basics.tsv").unlink()
    with pytest.raises(KnowledgeError, match=r"no name\.basics"):
        import_imdb([imdb], tmp_path / "out.sqlite")


def _item(id_: str) -> dict[str, Any]:
    return {"mainsnak": {"datavalue": {"value": {"id": id_}}}}


def _time(year: int) -> dict[str, Any]:
    return {"mainsnak": {"datavalue": {"value": {"time": f"+{year}-05-01T00:00:00Z"}}}}


def _entity(id_: str, label: str, **claims: list[dict[str, Any]]) -> str:
    labels = {"en": {"language": "en", "value": label}}
    return json.dumps({"id": id_, "type": "item", "labels": labels, "claims": claims})


@pytest.fixture
def wikidata(tmp_path: Path) -> Path:
    """A small dump: a film, its people, a character, and lines that are none."""
    role = {"P453": [{"datavalue": {"value": {"id": "Q904"}}}]}
    named = {"P4633": [{"datavalue": {"value": "The Old Clerk"}}]}
    cast = [_item("Q902") | {"qualifiers": role}, _item("Q903") | {"qualifiers": named}]
    claims = {"P31": [_item("Q11424")], "P577": [_time(2011)], "P57": [_item("Q905")], "P161": cast}
    film = _entity("Q901", "Quiet Parade", **claims)
    woman = _entity("Q902", "Lena Eydelshteyn", P31=[_item("Q5")], P21=[_item("Q6581072")])
    lines = [
        "[",
        film + ",",
        woman + ",",
        _entity("Q903", "Tom Other", P31=[_item("Q5")]) + ",",
        _entity("Q904", "Marta Lind") + ",",
        _entity("Q905", "Jo Director", P31=[_item("Q5")]),
        "<html>no</html>",
        "]",
    ]
    path = tmp_path / "dump.json.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_wikidata_films_and_characters_are_found(wikidata: Path, tmp_path: Path) -> None:
    """Characters come from their items or from their names; a broken line is listed."""
    done = import_wikidata(wikidata, tmp_path / "out.sqlite")
    kb = KnowledgeBase.open(done.target)
    (hit,) = kb.lookup("Quiet Parade")
    assert hit.key == "film/quiet-parade-2011-q901"
    cast = [(p.performer, p.character) for p in kb.cast(hit.key)]
    assert cast == [
        ("person/lena-eydelshteyn-q902", "character/marta-lind-q904"),
        ("person/tom-other-q903", "character/the-old-clerk-q901-1"),
    ]
    assert [c.agent for c in kb.credits(hit.key)] == ["person/jo-director-q905"]
    woman = kb.entity("person/lena-eydelshteyn-q902")
    assert woman is not None
    assert woman.pronoun == "she"
    assert done.rejects is not None
    assert done.rejects.read_text().startswith("dump.json.gz\t7\tis not JSON")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "P31"}', "is no Wikidata item"),
        ('{"id": "Q1234567890123"}', "is no Wikidata item"),
        ('{"id": "Q999", "labels": {"en": "Bare"}}', "has not the form of an item"),
        ('{"id": "Q999", "labels": {}}', "the entity has no label"),
        ('{"id": "Q905", "labels": {"en": {"value": "Twice"}}}', "the entity stands twice"),
        ('{"id": "Q999", "labels": {"en": {"value": "<b>No</b>"}}}', "its label holds markup"),
        ('{"id": "Q999", "x": "' + "y" * 4_000_000 + '"}', "a line of 4000023 characters"),
    ],
)
def test_a_line_of_wikidata_that_is_none_is_listed(
    wikidata: Path, tmp_path: Path, line: str, reason: str
) -> None:
    """With its number and the reason; the others are imported."""
    text = gzip.decompress(wikidata.read_bytes()).decode() + "\n" + line
    wikidata.write_bytes(gzip.compress(text.encode()))
    done = import_wikidata(wikidata, tmp_path / "out.sqlite")
    assert done.rejects is not None
    assert done.rejects.read_text().splitlines()[-1].startswith(f"dump.json.gz\t9\t{reason}")
    assert done.counts["film"] == 1


def test_wikidata_people_of_a_film_of_the_core_keep_their_keys(
    tmp_path: Path, layer: Layer
) -> None:
    """By name and film, wherever the person stands in the file; a namesake stays another."""
    lines = [
        _entity("Q911", "Jo Park", P31=[_item("Q5")]),
        _entity("Q912", "Ada Moreau", P31=[_item("Q5")]),
        _entity("Q913", "Lantern Hill", P577=[_time(1999)], P57=[_item("Q912")]),
        _entity("Q914", "Northern Salt", P577=[_time(2019)], P57=[_item("Q911")]),
    ]
    path = tmp_path / "dump.json"
    path.write_text("\n".join(lines))
    both = KnowledgeBase(layer, Layer(import_wikidata(path, tmp_path / "out", over=layer).target))
    assert [h.key for h in both.lookup("Lantern Hill")] == ["film/lantern-hill-1999"]
    assert [h.key for h in both.lookup("Ada Moreau")] == ["person/ada-moreau"]
    assert [c.agent for c in both.credits("film/lantern-hill-1999")] == ["person/ada-moreau"]
    assert len(both.lookup("Jo Park")) == 2


def test_csv_films_with_their_casts(tmp_path: Path, layer: Layer) -> None:
    """Rows become films over what the core holds; wrong rows are listed."""
    path = tmp_path / "films.csv"
    path.write_text(
        "title,year,directors,cast\n"
        "Northern Salt,2019,Ada Moreau,"
        "Lena Eydelshteyn as Ruth Aker (Ruthie)|Una New as herself\n"
        "No Year,,,\n"
    )
    done = import_csv(path, tmp_path / "out.sqlite", over=layer)
    kb = KnowledgeBase(Layer(done.target), layer)
    (hit,) = kb.lookup("Northern Salt")
    assert [(p.performer, p.character) for p in kb.cast(hit.key)] == [
        ("person/lena-eydelshteyn", "character/ruth-aker"),
        ("person/una-new", "person/una-new"),
    ]
    assert kb.lookup("Ruthie")[0].key == "character/ruth-aker"
    assert [c.agent for c in kb.credits(hit.key)] == ["person/ada-moreau"]
    assert done.rejects is not None
    assert done.rejects.read_text() == "films.csv\t3\t'No Year' has the year ''\n"


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("<b>Northern</b> Salt", "title holds markup"),
        ("x" * 1_000_000, "title has 1000000 characters"),
    ],
)
def test_a_csv_title_that_is_none_is_rejected(tmp_path: Path, title: str, reason: str) -> None:
    """Markup and huge fields are listed with their line; the other films are imported."""
    path = tmp_path / "films.csv"
    path.write_text(f"title,year\n{title},2019\nQuiet Parade,2011\n")
    done = import_csv(path, tmp_path / "out.sqlite")
    assert done.rejects is not None
    assert done.rejects.read_text() == f"films.csv\t2\t{reason}\n"
    assert done.counts["film"] == 1


def test_turtle_names_hold_no_markup(tmp_path: Path) -> None:
    """The thing is named, and nothing is written."""
    path = tmp_path / "films.ttl"
    path.write_text(
        '<urn:x:a> a <https://schema.org/Movie> ; <https://schema.org/name> "<i>A</i>".'
    )
    with pytest.raises(KnowledgeError, match=r"<urn:x:a> holds markup"):
        import_turtle(path, tmp_path / "out.sqlite")
    assert not (tmp_path / "out.sqlite").exists()


def test_a_file_of_something_else_gives_no_knowledge_base(tmp_path: Path) -> None:
    """A page of an error, say: its first line is named, nothing is written or kept aside."""
    path = tmp_path / "dump.json"
    path.write_text("<html>\n<body>Not found</body>\n</html>\n")
    with pytest.raises(KnowledgeError, match=r"dump\.json:1: holds no film.*is not JSON"):
        import_wikidata(path, tmp_path / "out.sqlite")
    assert [p.name for p in tmp_path.iterdir()] == ["dump.json"]


def test_turtle_with_schema_terms(tmp_path: Path) -> None:
    """Films, people and credits of a Turtle file."""
    path = tmp_path / "films.ttl"
    path.write_text(
        "@prefix s: <https://schema.org/> . @prefix : <https://example.org/> .\n"
        ':f a s:Movie ; s:name "Northern Salt" ; s:datePublished "2019-01-01" ; s:director :d .\n'
        ':d a s:Person ; s:name "Ada Moreau" .\n'
    )
    kb = KnowledgeBase.open(import_turtle(path, tmp_path / "out.sqlite").target)
    (hit,) = kb.lookup("Northern Salt")
    assert [c.role for c in kb.credits(hit.key)] == ["director"]


def test_a_csv_film_of_the_core_keeps_its_key(tmp_path: Path, layer: Layer) -> None:
    """By identifier, or by title within a year, it is the core's film, and its cast is joined."""
    path = tmp_path / "films.csv"
    path.write_text(
        "title,year,imdb,cast\nLaternenberg,1999,tt0000011,Una New as Old Jo\n"
        "La Marée,2005,,Una New as A Sailor\nLantern Hill,1999,,\n"
    )
    done = import_csv(path, tmp_path / "out.sqlite", over=layer)
    both = KnowledgeBase(layer, Layer(done.target))
    assert [h.key for h in both.lookup("Laternenberg")] == ["film/lantern-hill-1999"]
    cast = [p.performer for p in both.cast("film/lantern-hill-1999")]
    assert cast == ["person/lena-eydelshteyn", "person/una-new"]
    assert [p.performer for p in both.cast("film/the-long-tide-2004")][-1] == "person/una-new"
    assert done.rejects is not None
    assert "films.csv\t4\t" in done.rejects.read_text()


def test_a_film_under_a_somewhat_different_title_is_the_cores(tmp_path: Path, layer: Layer) -> None:
    """With the year and a person in common it is one film; of other people it is another."""
    path = tmp_path / "films.csv"
    path.write_text(
        "title,year,directors,cast\nLantern Hil,1999,Ada Moreau,Una New as Old Jo\n"
        "The Long Tides,1951,Una New,\n"
    )
    both = KnowledgeBase(layer, Layer(import_csv(path, tmp_path / "out", over=layer).target))
    assert [h.key for h in both.lookup("Lantern Hil")] == ["film/lantern-hill-1999"]
    assert len(both.cast("film/lantern-hill-1999")) == 2
    assert [h.key for h in both.lookup("The Long Tides")] == ["film/the-long-tides-1951"]


def test_turtle_things_of_the_core_keep_their_keys(tmp_path: Path, layer: Layer) -> None:
    """The film by title and year, its director by the film; a namesake is another person."""
    text = (
        "@prefix s: <https://schema.org/> . @prefix : <https://example.org/> .\n"
        ':f a s:Movie ; s:name "Lantern Hill" ; s:datePublished "1999" ; s:director :a .\n'
        ':a a s:Person ; s:name "Ada Moreau" .\n'
        ':g a s:Movie ; s:name "Northern Salt" ; s:datePublished "2019" ; s:director :j .\n'
        ':j a s:Person ; s:name "Jo Park" .\n'
    )
    path = tmp_path / "films.ttl.gz"
    path.write_bytes(gzip.compress(text.encode()))
    both = KnowledgeBase(layer, Layer(import_turtle(path, tmp_path / "out", over=layer).target))
    assert [h.key for h in both.lookup("Lantern Hill")] == ["film/lantern-hill-1999"]
    assert [c.agent for c in both.credits("film/lantern-hill-1999")] == ["person/ada-moreau"]
    assert [c.agent for c in both.credits("film/northern-salt-2019")] == ["person/jo-park-2"]
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(KnowledgeError, match="cut-off gzip"):
        import_turtle(path, tmp_path / "other", over=layer)


def test_a_cut_off_csv_leaves_nothing(tmp_path: Path) -> None:
    """Neither a knowledge base nor a list of rejected rows stands under the name."""
    rows = "".join(f"Film Number {i},{1950 + i % 70}\n" for i in range(2000))
    path = tmp_path / "films.csv.gz"
    path.write_bytes(gzip.compress(("title,year\n" + rows).encode())[:-30])
    with pytest.raises(KnowledgeError, match="cut-off gzip"):
        import_csv(path, tmp_path / "out.sqlite")
    assert [p.name for p in tmp_path.iterdir()] == ["films.csv.gz"]


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("x" * 1_000_000, "a field of 1000000 characters"),
        ("<script>alert(1)</script>", "markup in a field"),
        ("\\N", "nm0000099 nameless"),
    ],
)
def test_a_name_that_is_none_is_rejected(
    imdb: Path, tmp_path: Path, field: str, reason: str
) -> None:
    """Huge fields, markup and missing names are listed, the people around them are imported."""
    with (imdb / "name.basics.tsv").open("a") as file:
        file.write(f"nm0000099\t{field}\t\\N\t\\N\tactor\t\\N\n")
        file.write("nm0000100\tVera Last\t\\N\t\\N\tactor\t\\N\n")
    done = import_imdb([imdb], tmp_path / "out.sqlite")
    assert done.rejects is not None
    assert done.rejects.read_text().splitlines()[-1] == f"name.basics.tsv\t8\t{reason}"
    assert KnowledgeBase.open(done.target).lookup("Vera Last")


@pytest.mark.parametrize("id_", ["nm999999999999", "nm-5", "nmx", "tt0000001", "", "nm²"])
def test_an_identifier_that_is_none_is_rejected(imdb: Path, tmp_path: Path, id_: str) -> None:
    """Neither a huge number nor what is no number is taken, as a person or in a part."""
    with (imdb / "name.basics.tsv").open("a") as file:
        file.write(f"{id_}\tVera Last\t\\N\t\\N\tactor\t\\N\n")
    with (imdb / "title.principals.tsv").open("a") as file:
        file.write(f"tt0000011\t9\t{id_}\tactor\t\\N\t\\N\n")
    done = import_imdb([imdb], tmp_path / "out.sqlite")
    assert done.rejects is not None
    listed = [line.split("\t")[:2] for line in done.rejects.read_text().splitlines()]
    assert ["name.basics.tsv", "8"] in listed
    assert ["title.principals.tsv", "7"] in listed
    kb = KnowledgeBase.open(done.target)
    assert not kb.lookup("Vera Last")
    assert len(kb.cast(kb.lookup("Lantern Hill")[0].key)) == 2


def test_many_of_one_name_cost_no_more_than_fifty(imdb: Path, tmp_path: Path) -> None:
    """Of three hundred people called Tom Other the fifty most prominent are given."""
    with (imdb / "name.basics.tsv").open("a") as file:
        file.writelines(f"nm{i:07d}\tTom Other\t\\N\t\\N\tactor\t\\N\n" for i in range(200, 500))
    kb = KnowledgeBase.open(import_imdb([imdb], tmp_path / "out.sqlite").target)
    hits = kb.lookup("Tom Other")
    assert len(hits) == 50
    assert hits[0].key == "person/tom-other-nm0000003"
    assert list(hits) == sorted(hits, key=lambda h: -h.prior)
