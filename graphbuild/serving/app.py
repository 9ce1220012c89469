"""The routes: endpoint, editor, pages of the build, entity pages, reconciliation."""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from graphbuild.querying.questions import load_questions
from graphbuild.querying.shrinking import Shrinker
from graphbuild.serving import entities
from graphbuild.serving._pages import asset, page
from graphbuild.serving._responses import MEDIA, SAFE, fault
from graphbuild.serving.endpoint import Endpoint
from graphbuild.serving.protocol import GRAPHS, Refused, accepted, body_of
from graphbuild.serving.reconciling import Reconciler
from graphbuild.serving.worker import serialise

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from graphbuild.serving.site import Generation, Site

__all__ = ["make_app"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_PUBLISHED = {"graph.ttl": "text/turtle", "graph.trig": "application/trig"}
_ENTITY = {"text/html": "html", **GRAPHS}
_FILMS = """SELECT ?thing ?label ?year (COUNT(DISTINCT ?essay) AS ?essays) WHERE {
  ?thing a schema:Movie ; rdfs:label ?label . ?essay gb:discusses ?thing
  OPTIONAL { ?thing gb:year ?year } } GROUP BY ?thing ?label ?year ORDER BY DESC(?essays) ?label"""


def make_app(site: Site, hosts: tuple[str, ...] = ()) -> ASGIApp:
    """The application over a site; ``hosts`` are the names that requests may be addressed to
    (empty: any)."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await site.start()
        yield
        await site.stop()
        served.close()

    served = _Served(site)
    routes = [
        Route("/", served.home),
        Route("/editor", served.editor),
        Route("/assets/{name}", served.asset),
        Route("/reconcile", served.reconcile, methods=["GET", "POST"]),
        Route("/reconcile/{part:path}", served.reconcile_part),
        Route("/{path:path}", served.published),
    ]
    pages = Starlette(routes=routes, lifespan=lifespan, exception_handlers={Refused: _refusal})
    app: ASGIApp = _Front(Endpoint(site), pages)
    if hosts:
        app = TrustedHostMiddleware(app, allowed_hosts=list(hosts))
    if site.options.origin:
        app = CORSMiddleware(
            app, allow_origins=[site.options.origin], allow_methods=["GET", "POST"]
        )
    return app


class _Front:
    """Queries go straight to the endpoint, everything else to the pages."""

    def __init__(self, endpoint: ASGIApp, pages: ASGIApp) -> None:
        self._endpoint, self._pages = endpoint, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._endpoint if scope.get("path") == "/sparql" else self._pages
        await app(scope, receive, send)


async def _refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return fault(error.status, error.reason)


def _html(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status, SAFE | {"Content-Security-Policy": _POLICY})


class _Served:
    """The handlers, with what they answer from."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._reconciler = Reconciler(site.options.knowledge)

    def close(self) -> None:
        """Let go of what is open."""
        self._reconciler.close()

    # ---- pages

    async def home(self, _: Request) -> Response:
        """What there is to see, and how to ask."""
        generation = await self.site.now()
        films = list(islice(_films(generation), 40))
        return _html(page("home.html", films=films, questions=load_questions().values()))

    async def editor(self, _: Request) -> Response:
        """The query editor, with the named questions as examples."""
        await self.site.now()
        return _html(page("editor.html", questions=load_questions().values()))

    async def asset(self, request: Request) -> Response:
        """Scripts and styles of the pages, by name."""
        name = request.path_params["name"]
        if name == "prefixes.json":
            return JSONResponse((await self.site.now()).prefixes, headers=SAFE)
        if name == "favicon.svg":
            return Response(asset(name), headers=SAFE, media_type="image/svg+xml")
        if name not in ("yasgui.min.js", "yasgui.min.css", "editor.js", "site.css"):
            return fault(404, "there is no such file")
        kind = "text/javascript" if name.endswith(".js") else "text/css"
        headers = SAFE | {"Cache-Control": "max-age=3600"}
        return Response(asset(name), headers=headers, media_type=kind)

    async def published(self, request: Request) -> Response:
        """A file of the build, or the page of the entity of that IRI."""
        generation, path = await self.site.now(), request.path_params["path"]
        file = _published(generation, path)
        if file is not None:
            return file
        return self._entity(request, generation, generation.base + _as_iri(path))

    def _entity(self, request: Request, generation: Generation, iri: str) -> Response:
        try:
            known = entities.exists(generation.store, iri)
        except ValueError:
            known = False
        if not known:
            return fault(404, "there is nothing of that address")
        form = accepted(request.headers.get("accept"), _ENTITY)
        if form is None:
            return fault(406, f"offered are: {', '.join(_ENTITY)}")
        headers = SAFE | {"Vary": "Accept"}
        if form != "html":
            triples = entities.triples_of(generation.store, iri)
            body = serialise(triples, form, generation.prefixes)
            return Response(body, headers=headers | {"Content-Type": MEDIA[form]})
        shrinker = Shrinker(generation.store, generation.prefixes)
        thing = entities.describe(generation.store, iri, shrinker)
        base = generation.base
        response = _html(page("entity.html", thing=thing, local=lambda i: _local(i, base)))
        response.headers["Vary"] = "Accept"
        return response

    # ---- reconciliation

    async def reconcile(self, request: Request) -> Response:
        """The Reconciliation Service API: manifest, queries, data extension."""
        generation = await self.site.now()
        pairs = dict(request.query_params)
        if request.method == "POST":
            body = await body_of(request, self.site.options.request_bytes)
            pairs |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        root = str(request.base_url).rstrip("/")
        answer = await self._reconciler.run(generation, lambda s: s.answer(pairs, root))
        return JSONResponse(answer, headers=SAFE)

    async def reconcile_part(self, request: Request) -> Response:
        """Suggest, flyout, preview and property services of reconciliation."""
        generation, part = await self.site.now(), request.path_params["part"]
        given = dict(request.query_params)
        answer = await self._reconciler.run(generation, lambda s: s.part(part, given))
        if isinstance(answer, str):
            return _html(answer)
        return JSONResponse(answer, headers=SAFE)


def _published(generation: Generation, path: str) -> Response | None:
    """A page or data file of the generation; nothing outside it, and no link out of it."""
    allowed = path in ("graph.html", *_PUBLISHED) or path.startswith(("reading/", "sources/"))
    if not allowed:
        return None
    file = (generation.folder / path).resolve()
    if not file.is_relative_to(generation.folder) or not file.is_file():
        return None
    media = _PUBLISHED.get(path) or mimetypes.guess_type(file.name)[0] or "text/plain"
    return FileResponse(file, media_type=media, headers=SAFE | {"ETag": f'"{generation.version}"'})


def _as_iri(path: str) -> str:
    """A path as it stands in an IRI: what has to be escaped is, what may stand bare does."""
    return quote(unquote(path), safe="/:@!$&'()*+,;=~%-._" + "".join(_beyond(path)))


def _beyond(path: str) -> set[str]:
    return {c for c in path if ord(c) > 127 and c.isprintable()}


def _local(iri: str, base: str) -> str:
    """An IRI of this graph as an address of this server; others as they are."""
    return "/" + iri.removeprefix(base) if base and iri.startswith(base) else iri


def _films(generation: Generation) -> Iterator[tuple[str, str]]:
    """Addresses and names of the films under discussion."""
    rows: Any = generation.store.query(_FILMS, prefixes=generation.prefixes)
    for row in rows:
        year = f" ({row['year'].value})" if row["year"] is not None else ""
        yield _local(row["thing"].value, generation.base), row["label"].value + year
