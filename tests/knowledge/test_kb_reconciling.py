"""Reconciliation of two sources."""

import csv
import random
from itertools import product
from pathlib import Path

import pytest

from graphbuild.errors import InputError
from graphbuild.knowledge.reconciling import read_source, reconcile, write_matches

FIRST = "silver broken distant hidden golden quiet burning winter paper electric".split()
SECOND = "river mirror garden empire shadow harbor voyage letter summer station".split()
THIRD = "sisters thief song island parade orchard dancer circus rain bridge".split()


def _write(path: Path, header: str, rows: list[list[object]], delimiter: str) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(header.split())
        writer.writerows(rows)
    return path


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, Path]:
    """200 films in either source under other columns, 150 of them in both, some misspelt."""
    draw = random.Random(7)
    titles = [f"The {a} {b} {c}" for a in FIRST for b in SECOND for c in THIRD]
    draw.shuffle(titles)
    films = [(t, draw.randint(1930, 2020), draw.randint(70, 190)) for t in titles[:250]]
    left = [[f"l{i}", t, y, m] for i, (t, y, m) in enumerate(films[:200])]
    right = []
    for i, (title, year, minutes) in enumerate(films[50:], 50):
        text = title.replace("The ", "") if i % 3 else title
        text = text[:-2] + text[-1] if i % 5 == 0 else text
        right.append([f"r{i}", minutes, text.upper(), f"{year}-05-01"])
    return (
        _write(tmp_path / "left.csv", "id title startYear runtimeMinutes", left, "|"),
        _write(tmp_path / "right.csv", "id length film_name released", right, ","),
    )


def test_records_of_one_film_are_found_under_other_columns(sources: tuple[Path, Path]) -> None:
    """Misspelt titles without their articles are matched one to one, with high scores."""
    matches = reconcile(*map(read_source, sources))
    right = [m for m in matches if m.left[1:] == m.right[1:]]
    assert len(right) >= 145
    assert len(matches) - len(right) <= 3
    assert len({m.left for m in matches}) == len({m.right for m in matches}) == len(matches)
    assert all(0.5 <= m.score <= 1 for m in matches)


def test_one_title_in_two_years_is_told_apart(tmp_path: Path) -> None:
    """A remake is not its original where years are learned to tell."""
    draw = random.Random(3)
    films = [(f"{a} {b}", draw.randint(1950, 2010)) for a in FIRST for b in SECOND]
    left = [[i, t, y] for i, (t, y) in enumerate(films)] + [[900, "Nosferatu", 1922]]
    right = [[i, t, y] for i, (t, y) in enumerate(films)]
    right += [[901, "Nosferatu", 2024], [902, "Nosferatu", 1922]]
    paths = (
        _write(tmp_path / "l.csv", "id title year", left, "|"),
        _write(tmp_path / "r.csv", "id title year", right, "|"),
    )
    matches = {m.left: m.right for m in reconcile(*map(read_source, paths))}
    assert matches["900"] == "902"


def test_the_result_does_not_depend_on_the_run(sources: tuple[Path, Path], tmp_path: Path) -> None:
    """Two runs write the same bytes, in the contract's columns."""
    for name in ("a.csv", "b.csv"):
        write_matches(reconcile(*map(read_source, sources)), tmp_path / name)
    text = (tmp_path / "a.csv").read_text()
    assert text == (tmp_path / "b.csv").read_text()
    assert text.startswith("left_id,right_id,score\n")


def _cut(text: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(text) - 1)
    return text[:at] + text[at + 1 :]


def test_misspelt_titles_are_found_where_no_others_are_alike(tmp_path: Path) -> None:
    """Titles alone are enough: inside either source no two are alike, so those across are one."""
    draw = random.Random(11)
    titles = draw.sample([f"{a} {b} {c}" for a in FIRST for b in SECOND for c in THIRD], 120)
    left = [[i, title] for i, title in enumerate(titles)]
    right = [[i, _cut(title, draw) if i % 2 else title] for i, title in enumerate(titles)]
    paths = (
        _write(tmp_path / "l", "id title", left, "|"),
        _write(tmp_path / "r", "id title", right, "|"),
    )
    matches = reconcile(*map(read_source, paths))
    assert sum(m.left == m.right for m in matches) >= 0.95 * len(titles)
    assert all(m.left == m.right for m in matches)


def test_names_that_are_alike_everywhere_are_not_one(tmp_path: Path) -> None:
    """Where people of one source have names as alike as that, likeness says little."""
    ends = ["a", "e", "i", "o", "u", "y"]
    people = [
        [f"{a}{b[:4]}{end} {c}" for end in ends]
        for a in FIRST
        for b, c in zip(SECOND, THIRD, strict=True)
    ]
    left = [
        [f"{i} {n}", name] for i, names in enumerate(people) for n, name in enumerate(names[:3])
    ]
    right = [
        [f"{i} {n}", name] for i, names in enumerate(people) for n, name in enumerate(names[3:])
    ]
    paths = (
        _write(tmp_path / "l", "id name", left, "|"),
        _write(tmp_path / "r", "id name", right, "|"),
    )
    assert len(reconcile(*map(read_source, paths))) <= 0.05 * len(left)


def test_casts_agree_whatever_parts_them_and_whatever_stands_first(tmp_path: Path) -> None:
    """*Ryan, Meg; Hanks, Tom* is the cast *Tom Hanks|Meg Ryan*, and tells namesakes apart."""
    draw = random.Random(5)
    people = [f"{a.title()} {b.title()}" for a in FIRST for b in SECOND]
    films = [(f"The {a} {b}", draw.sample(people, 4)) for a in THIRD for b in SECOND]
    films += [("The Letter", draw.sample(people, 4)) for _ in range(2)]
    left = [[i, title, "|".join(cast)] for i, (title, cast) in enumerate(films)]
    turned = ["; ".join(", ".join(n.split()[::-1]) for n in reversed(cast)) for _, cast in films]
    right = [[i, f"{title[4:]}, The", turned[i]] for i, (title, _) in enumerate(films)]
    paths = (
        _write(tmp_path / "l.csv", "id title cast", left, ","),
        _write(tmp_path / "r.csv", "id name starring", right[::-1], "|"),
    )
    matches = {m.left: m.right for m in reconcile(*map(read_source, paths))}
    assert matches == {str(i): str(i) for i in range(len(films))}


def test_films_with_titles_in_two_languages_are_found_by_their_casts(tmp_path: Path) -> None:
    """Several rare performers and the year in common make a film of two unlike titles one."""
    draw = random.Random(13)
    people = [f"{a.title()} {b.title()}{c.title()}" for a, b, c in product(FIRST, SECOND, THIRD)]
    titles = [" ".join(words) for words in product(FIRST, SECOND, THIRD)]
    films = [(title, draw.randint(1950, 2010), draw.sample(people, 4)) for title in titles]
    left = [[i, title, year, "|".join(cast)] for i, (title, year, cast) in enumerate(films)]
    right = [list(row) for row in left]
    foreign = right[::20]
    for row in foreign:
        row[1] = str(row[1]).translate(str.maketrans("aeiourstlnd", "uoaiekmbvzg"))
    paths = (
        _write(tmp_path / "l", "id title year cast", left, ","),
        _write(tmp_path / "r", "id title year cast", right, ","),
    )
    matches = reconcile(*map(read_source, paths))
    assert all(m.left == m.right for m in matches)
    assert len({str(row[0]) for row in foreign} & {m.left for m in matches}) > 0.9 * len(foreign)


def test_an_empty_column_speaks_little(tmp_path: Path) -> None:
    """Films whose cast one source lacks are matched by their titles as they would be without it."""
    films = [
        (f"{a} {b}", f"{b.title()} {c.title()}")
        for a in FIRST
        for b, c in zip(SECOND, THIRD, strict=True)
    ]
    left = [[i, title, star] for i, (title, star) in enumerate(films)]
    right = [[i, title, star if i % 5 else ""] for i, (title, star) in enumerate(films)]
    paths = (
        _write(tmp_path / "l", "id title cast", left, "|"),
        _write(tmp_path / "r", "id title cast", right, "|"),
    )
    assert len(reconcile(*map(read_source, paths))) == len(films)


def test_records_that_are_the_same_share_their_probability(tmp_path: Path) -> None:
    """Of two identical records neither is likelier than not; nine count as one against another."""
    kinds = ("film", "play", "ballet")
    films = [[i, f"{a} {b}", kinds[i % 3]] for i, (a, b) in enumerate(product(FIRST, SECOND))]
    again = [[100, *films[0][1:]], *([200 + n, films[1][1], "film"] for n in range(9))]
    paths = (
        _write(tmp_path / "l", "id title what", films, "|"),
        _write(tmp_path / "r", "id title what", [*films, *again], "|"),
    )
    matches = {m.left: m.right for m in reconcile(*map(read_source, paths))}
    assert matches == {str(i): str(i) for i in range(1, 100)}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (b"id\n1\n", "at least two columns"),
        (b"id|title\n1|a\n1|b\n", "'1' twice"),
        (b"\xff\xfe|x\n", "not UTF-8"),
        (b"id|\0title\n", "binary"),
    ],
)
def test_a_source_that_cannot_be_used_is_named(tmp_path: Path, text: bytes, what: str) -> None:
    """The message has the file and what is wrong with it."""
    path = tmp_path / "bad.csv"
    path.write_bytes(text)
    with pytest.raises(InputError, match=what):
        read_source(path)


def test_sources_without_common_things_have_no_matches(tmp_path: Path) -> None:
    """Nothing is matched for the sake of matching."""
    left = _write(tmp_path / "l", "id title", [[1, "Alpha Song"], [2, "Beta Day"]], "|")
    right = _write(tmp_path / "r", "id title", [[1, "Kerosene"], [2, "Umbrella"]], "|")
    assert reconcile(read_source(left), read_source(right)) == []


@pytest.mark.shared
@pytest.mark.parametrize(("folder", "other", "least"), [("D5", "tmdb", 0.92), ("D6", "tvdb", 0.83)])
def test_shared_sources(shared: Path, folder: str, other: str, least: float) -> None:
    """F1 on the IMDb–TMDb and IMDb–TVDb records does not fall below what was reached."""
    base = shared / "bench" / "er" / folder
    matches = reconcile(read_source(base / "imdb.csv"), read_source(base / f"{other}.csv"))
    lines = (base / "gt.csv").read_text().split()[1:]
    gold = {tuple(line.split("|")) for line in lines}
    hits = len({(m.left, m.right) for m in matches} & gold)
    assert 2 * hits / (len(matches) + len(gold)) >= least
