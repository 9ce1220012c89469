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


def kept(most: int, *sizes: int, request: int = 0) -> list[bool]:
    """Which of the answers of these sizes are kept, the first asked for again before the last."""
    room = Remembered(most)
    keys = [(str(n).encode() + b"x" * request, "text/csv") for n in range(len(sizes))]
    for n, (key, size) in enumerate(zip(keys, sizes, strict=True)):
        if n == len(sizes) - 1:
            room.get(keys[0])
        room.keep(key, Answer({"form": "csv"}, b"x" * size))
    return [room.get(key) is not None for key in keys]


def test_answers_used_last_are_kept() -> None:
    """What was not used for longest makes room."""
    assert kept(100_000, *[3000] * 25) == [True, False] + [True] * 23


def test_long_requests_weigh_too() -> None:
    """A short answer to a very long request takes the room of both."""
    assert kept(100_000, 1, request=6_000) == [False]
    assert kept(100_000, 1, request=50) == [True]


def test_one_answer_never_takes_all_room() -> None:
    """An answer larger than a sixteenth of the room is not kept; no room keeps nothing."""
    assert kept(1_600_000, 200_000, 20_000) == [False, True]
    assert kept(0, 1) == [False]


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


@pytest.mark.model
def test_headers_do_not_grow_with_asking(output: Path) -> None:
    """What goes out around a kept answer is made anew each time, for pages of other sites too."""
    with serving(output, "--cors", "https://refine.example") as address:
        headers = {"Origin": "https://refine.example"}
        url, asked = f"{address}/sparql", {"query": QUERY}
        first, *_, last = (httpx.get(url, params=asked, headers=headers) for _ in range(4))
        assert first.headers.get_list("vary") == last.headers.get_list("vary")
        assert "access-control-allow-origin" not in httpx.get(url, params=asked).headers


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
