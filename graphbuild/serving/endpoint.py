"""The SPARQL endpoint: an ASGI application of its own, so that a query takes the shortest way."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graphbuild.serving._responses import MEDIA, SAFE, fault
from graphbuild.serving.description import service_description
from graphbuild.serving.protocol import GRAPHS, RESULTS, Asked, Refused, accepted, asked
from graphbuild.serving.remembering import changes
from graphbuild.serving.workers import Answer, Busy, Stopped

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from graphbuild.serving.site import Generation, Site

__all__ = ["Endpoint"]

_AT_ONCE = 0.05
_STATUS = {"query": 400, "large": 413, "limit": 503}
_METHODS = ("GET", "HEAD", "POST")


class Endpoint:
    """SPARQL 1.1 Protocol over what a site serves; a browser that asks nothing gets the editor."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self._respond(Request(scope, receive))
        except Refused as refusal:
            response = fault(refusal.status, refusal.reason)
        except Busy:
            response = fault(503, "all workers are busy", "try again in a moment")
        except Stopped as stop:
            response = fault(503, str(stop), "make the query narrower")
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method not in _METHODS:
            response = fault(405, f"{request.method} is not allowed: ask with GET or POST")
            response.headers["Allow"] = ", ".join(_METHODS)
            return response
        generation = await self._site.now()
        accept = request.headers.get("accept")
        key = (request.scope["query_string"], accept) if request.method == "GET" else None
        kept = generation.answers.get(key) if key else None
        if kept is not None:
            return _result(kept)
        what = await asked(request, self._site.options.request_bytes)
        if what is None:
            if accepted(accept, {"text/turtle": "turtle", "text/html": "html"}) == "html":
                return RedirectResponse("/editor", headers=SAFE)
            return _description(request, generation, accept)
        forms = _forms(accept)
        if forms == (None, None):
            offered = ", ".join((*RESULTS, *GRAPHS))
            return fault(406, f"none of the accepted types is offered: {offered}")
        answer = await _while_connected(request, generation.workers.answer(_job(what, *forms)))
        if answer is None:
            return Response(status_code=499)  # nobody is there to read it
        if "fault" in answer.head:
            about = answer.head
            return fault(_STATUS[about["fault"]], about["what"], about["fix"])
        if key and not changes(what.query):
            generation.answers.keep(key, answer)
        return _result(answer)


def _job(what: Asked, result: str | None, graph: str | None) -> dict[str, Any]:
    """What a worker is told."""
    return {
        "query": what.query,
        "default": what.default,
        "named": what.named,
        "result": result,
        "graph": graph,
    }


def _result(answer: Answer) -> Response:
    media = MEDIA[answer.head["form"]]
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Response(answer.body, headers=SAFE | {"Content-Type": media + charset})


def _description(request: Request, generation: Generation, accept: str | None) -> Response:
    form = accepted(accept, GRAPHS) or "turtle"
    endpoint = str(request.url.replace(query="", fragment=""))
    body = service_description(endpoint, generation.store, form)
    return Response(body, headers=SAFE | {"Content-Type": MEDIA[form]})


@lru_cache(maxsize=256)
def _forms(accept: str | None) -> tuple[str | None, str | None]:
    """The forms of rows and of triples that are liked best."""
    return accepted(accept, RESULTS), accepted(accept, GRAPHS)


async def _while_connected(
    request: Request, answering: Coroutine[Any, Any, Answer]
) -> Answer | None:
    """The answer, or None when the client leaves before; the query is stopped then."""
    answer = asyncio.ensure_future(answering)
    try:
        done, _ = await asyncio.wait({answer}, timeout=_AT_ONCE)
    except BaseException:
        answer.cancel()
        raise
    if done:
        return await answer
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
        return await answer if answer.done() else None
    finally:
        for task in (answer, gone):
            task.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
