"""Answers are kept while they are the same, and only as many as fit."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from graphbuild.serving import protocol
from graphbuild.serving.remembering import Remembered, changes
from graphbuild.serving.workers import Answer
from tests.serving.conftest import serving

QUERY = "SELECT ?film { ?film schema:director ?who }"


def answer(size: int) -> Answer:
    return Answer({"form": "json"}, b"x" * size)


def test_answers_used_last_are_kept() -> None:
    """What was not used for longest makes room."""
    kept = Remembered(20 * 2000)
    for key in range(20):
        kept.keep(key, answer(1000), 0)
    assert kept.get(0) is not None
    kept.keep("new", answer(1000), 0)
    assert kept.get(1) is None
    assert kept.get(0) is not None
    assert kept.get("new") is not None


def test_long_requests_weigh_too() -> None:
    """A short answer to a very long request takes the room of both."""
    kept = Remembered(100_000)
    kept.keep("long", answer(1), 2_000)
    assert kept.get("long") is None
    kept.keep("short", answer(1), 20)
    assert kept.get("short") is not None


def test_one_answer_never_takes_all_room() -> None:
    """An answer larger than a sixteenth of the room is not kept; no room keeps nothing."""
    kept = Remembered(1_600_000)
    kept.keep("large", answer(200_000), 0)
    assert kept.get("large") is None
    none = Remembered(0)
    none.keep("any", answer(1), 0)
    assert none.get("any") is None


@pytest.mark.parametrize(
    "query",
    ["SELECT (NOW() AS ?t) {}", "SELECT (rand#x\n() AS ?r) {}", "SELECT (\\u004eOW() AS ?t) {}"],
)
def test_chance_and_time_are_not_kept(query: str) -> None:
    """Queries whose answer may differ the next time are asked each time."""
    assert changes(query)
    assert not changes(QUERY)


@pytest.mark.model
def test_kept_answers_are_those_of_the_worker(output: Path) -> None:
    """Asked again, in each form, an answer is the same with and without keeping; time goes on."""
    accepts = ["text/csv", "application/sparql-results+json", "application/sparql-results+xml"]
    with serving(output) as keeping, serving(output, "--cache", "0") as asking:
        for accept in accepts:
            bodies = {
                httpx.get(
                    f"{address}/sparql", params={"query": QUERY}, headers={"Accept": accept}
                ).content
                for address in (keeping, keeping, asking, asking)
            }
            assert len(bodies) == 1
        now = {
            httpx.get(f"{keeping}/sparql", params={"query": "SELECT (NOW() AS ?t) {}"}).content
            for _ in range(3)
        }
        assert len(now) == 3


def test_body_that_trickles_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that sends its body a byte now and then gets 408 when its time is over."""
    from starlette.requests import Request

    monkeypatch.setattr(protocol, "_BODY_SECONDS", 0.3)

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0.05)
        return {"type": "http.request", "body": b"x", "more_body": True}

    scope = {"type": "http", "method": "POST", "headers": []}
    with pytest.raises(protocol.Refused) as refused:
        asyncio.run(protocol.body_of(Request(scope, receive), 1_000_000))
    assert refused.value.status == 408
