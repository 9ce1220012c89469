"""The Reconciliation Service API, as OpenRefine speaks it."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.model


def reconcile(server: str, queries: dict[str, Any]) -> dict[str, Any]:
    response = httpx.post(f"{server}/reconcile", data={"queries": json.dumps(queries)}, timeout=30)
    assert response.status_code == 200, response.text
    return dict(response.json())


def test_manifest_has_what_the_api_requires(server: str) -> None:
    """Versions, name, spaces, types, view, and the services beside it."""
    manifest = httpx.get(f"{server}/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["name"]
    assert manifest["identifierSpace"].startswith("https://")
    assert manifest["schemaSpace"].startswith("https://")
    assert "{{id}}" in manifest["view"]["url"]
    assert {t["id"] for t in manifest["defaultTypes"]} >= {"film", "person", "character"}
    assert set(manifest["suggest"]) == {"entity", "type", "property"}
    assert "propose_properties" in manifest["extend"]


def test_column_of_titles_is_matched(server: str) -> None:
    """A batch of names gives ranked candidates with types; a clear one is a match."""
    titles = ["Carol", "Moonlight", "Parasite"]
    queries = {f"q{i}": {"query": t, "type": "film"} for i, t in enumerate(titles)}
    answers = reconcile(server, queries)
    for i, title in enumerate(titles):
        best = answers[f"q{i}"]["result"][0]
        assert best["name"] == title
        assert best["type"][0]["id"] == "film"
        assert 0 <= best["score"] <= 100
        assert best["description"]


def test_namesakes_are_told_apart_by_properties(server: str) -> None:
    """Two films of one title: alone no match, with a year or a director the right one."""
    alone = reconcile(server, {"q": {"query": "Rebecca", "type": "film"}})["q"]["result"]
    assert len([c for c in alone if c["name"] == "Rebecca"]) > 1
    assert not alone[0]["match"]
    for given in ({"pid": "year", "v": 2020}, {"pid": "director", "v": "Ben Wheatley"}):
        query = {"query": "Rebecca", "type": "film", "properties": [given]}
        best = reconcile(server, {"q": query})["q"]["result"][0]
        assert best["id"] == "film/rebecca-2020"


def test_misspelt_name_is_found_but_not_taken_for_sure(server: str) -> None:
    """A letter missing: the right person first, without the claim of a match."""
    best = reconcile(server, {"q": {"query": "Cate Blanchet", "type": "person"}})["q"]["result"][0]
    assert best["name"] == "Cate Blanchett"


def test_unknown_person_of_an_essay_is_a_candidate(server: str) -> None:
    """Whom only the graph knows can be matched too, and shown."""
    best = reconcile(server, {"q": {"query": "Marta Voss"}})["q"]["result"][0]
    assert best["name"] == "Marta Voss"
    page = httpx.get(f"{server}/{best['id']}", headers={"Accept": "text/html"})
    assert page.status_code == 200


def test_limit_and_type_are_kept(server: str) -> None:
    """No more candidates than asked for, none of another type."""
    query = {"query": "Carol", "type": ["character"], "limit": 2}
    found = reconcile(server, {"q": query})["q"]["result"]
    assert 0 < len(found) <= 2
    assert {c["type"][0]["id"] for c in found} == {"character"}


def test_table_is_extended_with_facts(server: str) -> None:
    """Identifiers get years, directors and casts, as new columns."""
    asked = {"ids": ["film/carol-2015"], "properties": [{"id": "year"}, {"id": "director"}]}
    response = httpx.post(f"{server}/reconcile", data={"extend": json.dumps(asked)}).json()
    row = response["rows"]["film/carol-2015"]
    assert row["year"][0]["str"] == "2015"
    assert row["director"] == [{"id": "person/todd-haynes", "name": "Todd Haynes"}]
    assert [m["id"] for m in response["meta"]] == ["year", "director"]


def test_suggestions_and_previews(server: str) -> None:
    """Typing gives entities, types and properties; a preview tells who is meant."""
    entities = httpx.get(f"{server}/reconcile/suggest/entity", params={"prefix": "Carol Ai"})
    assert "Carol Aird" in {e["name"] for e in entities.json()["result"]}
    types = httpx.get(f"{server}/reconcile/suggest/type", params={"prefix": "f"}).json()
    assert {"id": "film", "name": "Film"} in types["result"]
    named = httpx.get(f"{server}/reconcile/suggest/property", params={"prefix": "dir"}).json()
    assert "director" in {p["id"] for p in named["result"]}
    offered = httpx.get(f"{server}/reconcile/properties", params={"type": "film", "limit": 3})
    assert len(offered.json()["properties"]) == 3
    preview = httpx.get(f"{server}/reconcile/preview", params={"id": "film/carol-2015"})
    assert "Todd Haynes" in preview.text
    flyout = httpx.get(f"{server}/reconcile/flyout/entity", params={"id": "film/carol-2015"})
    assert "Todd Haynes" in flyout.json()["html"]


@pytest.mark.parametrize(
    "data",
    [
        {"queries": "{"},
        {"queries": "[]"},
        {"queries": '{"q": 3}'},
        {"queries": '{"q": {"query": 3}}'},
        {"extend": "3"},
    ],
)
def test_malformed_requests_are_refused(server: str, data: dict[str, str]) -> None:
    """What is no request of the API gets 400 and a reason."""
    response = httpx.post(f"{server}/reconcile", data=data)
    assert response.status_code == 400
    assert response.text
