"""Take over the nominated films that both references have: ``reference_films.py REFERENCE…``.

A film is added where award rows and film lists agree on title, year (± 1) and somebody who took
part, and where its performers, directors or writers were nominated. The rows give ids, parts and
writers, the list the year and the cast, the lead of the list's article director and country. No
sentence is kept. Films that the tables have, and people who may be namesakes, are left alone.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge_consistency import vocabulary
from knowledge_facts import Facts, FilmFact, Part
from knowledge_references import OscarFilm, References, fold, fold_title, read_references
from knowledge_sources import Sourcing, match_films
from knowledge_tables import Tables, read_tables, split, write_tables
from merge_facts import Merger

from graphbuild.iris import slug

EARLIEST = 1935
"""Film lists of earlier years name many who share their names with later performers."""
_WORD = r"(?:[A-Z][\w’'-]+|(?:[A-Z]\.)+)"
_NAME = rf"{_WORD}(?: (?:{_WORD}|de|del|della|van|von|der|la|le|da|Jr\.))+"
_DIRECTED = re.compile(rf"(?:co-)?directed (?:and \w+ )?by ((?:{_NAME}(?:, and |, | and )?)+)")
_COUNTRIES = {
    "American": "US",
    "British": "GB",
    "Canadian": "CA",
    "Australian": "AU",
    "French": "FR",
    "German": "DE",
    "Italian": "IT",
    "Irish": "IE",
    "Mexican": "MX",
    "Spanish": "ES",
}
_NATIONAL = re.compile(rf"\b({'|'.join(_COUNTRIES)})\b")
_ASIDE = re.compile(r"\s*[\[(][^\])]*[\])]")
_NICKNAME = re.compile(r"[“\"]([^”\"]+)[”\"]\s*|(?<= )'([^']+)'\s+")


def new_facts(tables: Tables, paths: list[Path]) -> Facts:
    """The films that both references have and the tables lack, in order of year and title."""
    references, articles = read_references(paths), read_articles(paths)
    known = _known_titles(tables)
    ids = {row["imdb"] for row in tables["films"]}
    people = {fold(r["name"]): r["imdb"] for r in tables["people"]}
    for name in _shared_names(references):
        people[name] = "several"
    found: list[FilmFact] = []
    for title, films in sorted(references.oscars.items()):
        for film in films:
            listed = [
                g
                for year in film.years
                for g in match_films(references.wikipedia.get(title, []), year, film.people())
            ]
            if film.imdb in ids or not listed or not _is_major(film):
                continue
            year = min(listed[0].years)
            if year < EARLIEST or (title, year) in known:
                continue
            article = articles.get((listed[0].title, year), {})
            fact = _fact(film, listed[0].title, year, article, people)
            if fact is not None:
                found.append(fact)
    return Facts(films=sorted(found, key=lambda f: (f.year, f.title)))


def _shared_names(references: References) -> set[str]:
    """The folded names that several nominated people bear."""
    ids: dict[str, set[str]] = {}
    for films in references.oscars.values():
        for film in films:
            for name, id_ in film.ids.items():
                ids.setdefault(name, set()).add(id_)
    return {name for name, found in ids.items() if len(found) > 1}


def read_articles(paths: Iterable[Path]) -> dict[tuple[str, int], dict[str, object]]:
    """The rows of the film lists by title and year."""
    rows = (
        json.loads(line)
        for path in paths
        if path.suffix == ".jsonl"
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return {(row["title"], row["year"]): row for row in rows}


def _known_titles(tables: Tables) -> set[tuple[str, int]]:
    return {
        (fold_title(title), int(row["year"]) + shift)
        for row in tables["films"]
        for title in {row["title"], row["original_title"], *split(row["aliases"])} - {""}
        for shift in (-1, 0, 1)
    }


def _is_major(film: OscarFilm) -> bool:
    return bool(film.played or film.credits["directors"] or film.credits["screenwriters"])


def _fact(
    film: OscarFilm,
    title: str,
    year: int,
    article: dict[str, object],
    people: dict[str, str],
) -> FilmFact | None:
    """The film's facts; None where the references do not say who directed it."""
    lead = str(article.get("extract") or "").partition("\n")[0]
    directors = film.credits["directors"] or list(directors_of(lead))
    if not directors:
        return None
    fact = FilmFact(title, year, film.where)
    fact.credits["directors"] = _safe(directors, film, people)
    for column in ("screenwriters", "composers", "cinematographers"):
        fact.credits[column] = _safe(film.credits[column], film, people)
    first = lead.partition(". ")[0]
    fact.countries = [_COUNTRIES[c] for c in dict.fromkeys(_NATIONAL.findall(first))] or ["US"]
    genres = vocabulary()[0]
    given = [slug(str(g)) for g in article.get("genres") or []]  # type: ignore[attr-defined]
    fact.genres = [g for g in given if g in genres] or ["drama"]
    fact.cast = _cast(film, [str(n) for n in article.get("cast") or []], people)  # type: ignore[attr-defined]
    return fact if fact.cast and fact.credits["directors"] else None


def directors_of(lead: str) -> Iterator[str]:
    """The names after *directed by* in an article's lead."""
    match = _DIRECTED.search(lead)
    for name in re.split(r", and |, | and ", match[1]) if match else ():
        if name.strip():
            yield name.strip()


def _safe(names: Iterable[str], film: OscarFilm, people: dict[str, str]) -> list[str]:
    """Names without those whose id says that somebody else is known by that name."""
    return [n for n in dict.fromkeys(names) if not _is_namesake(n, film, people)]


def _is_namesake(name: str, film: OscarFilm, people: dict[str, str]) -> bool:
    mine, known = film.ids.get(fold(name)), people.get(fold(name))
    return bool(mine and known and mine != known)


def _cast(film: OscarFilm, listed: list[str], people: dict[str, str]) -> list[Part]:
    """The listed performers in order, with the parts for which they were nominated."""
    played = {fold(name): (name, part, pronoun) for name, part, pronoun in film.played}
    listed = [_ASIDE.sub("", name) for name in listed if "Award" not in name]
    names = {fold(n): n for n in listed if " " in n} | {k: v[0] for k, v in played.items()}
    parts = []
    for key, name in names.items():
        if _is_namesake(name, film, people):
            continue
        _, character, pronoun = played.get(key, (name, "", ""))
        parts.append(_part(name, character, pronoun))
    return parts


def _part(performer: str, character: str, pronoun: str) -> Part:
    nicknames = tuple(one or two for one, two in _NICKNAME.findall(character))
    name = _ASIDE.sub("", _NICKNAME.sub("", character)).strip()
    title, _, rest = name.partition(", ")
    name = name if rest in {"Jr.", "Sr."} else title
    name = "" if name in {"Himself", "Herself"} or "/" in name or "&" in name else name
    return Part(performer, pronoun, name, pronoun if name else "", (), nicknames, shared=False)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("reference", nargs="+", type=Path)
    parser.add_argument("--folder", type=Path, default=Path("data/knowledge"))
    options = parser.parse_args()
    tables = read_tables(options.folder)
    facts = new_facts(tables, options.reference)
    merger = Merger(tables)
    merger.merge(facts)
    merged = merger.finish()
    for message in Sourcing(merged, read_references(options.reference)).run():
        print(message)
    write_tables(options.folder, merged)
    print(f"films added={len(facts.films)}")


if __name__ == "__main__":
    main()
