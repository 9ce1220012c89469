"""The Reconciliation Service API 0.2, over the knowledge base and what only the graph knows.

Source: Reconciliation Service API v0.2 (W3C Entity Reconciliation Community Group, 2023), as
OpenRefine and other clients speak it. Identifiers are IRIs without the graph's base.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graphbuild.graph import PREFIXES
from graphbuild.knowledge import KnowledgeBase
from graphbuild.knowledge.normalising import normalise
from graphbuild.serving._catalogue import PROPERTIES, TYPES, Catalogue, Known
from graphbuild.serving._pages import page
from graphbuild.serving.protocol import Refused

if TYPE_CHECKING:
    from graphbuild.serving.site import Generation

__all__ = ["Reconciler", "Service"]

_MOST_QUERIES, _LIMIT, _MOST = 200, 5, 50
_SURE, _MARGIN = 90.0, 4.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    known: Known
    score: float
    features: tuple[tuple[str, float], ...] = ()


class Reconciler:
    """Runs services one after another in a thread of its own, where the knowledge base is open."""

    def __init__(self, knowledge: Sequence[Path]) -> None:
        self._thread = ThreadPoolExecutor(1, "reconciling")
        self._knowledge = knowledge
        self._service: tuple[str, Service] | None = None

    async def run(self, generation: Generation, ask: Callable[[Service], Any]) -> Any:
        """What ``ask`` gives for the service over a generation."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: ask(self._over(generation)))

    def _over(self, generation: Generation) -> Service:
        if self._service is None or self._service[0] != generation.version:
            kb = (
                self._service[1].catalogue.kb
                if self._service
                else KnowledgeBase.open(self._knowledge)
            )
            made = Service(generation.store, generation.base, kb)
            self._service = generation.version, made
        return self._service[1]

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)


class Service:
    """The service over one generation; not for several threads at once."""

    def __init__(self, store: ox.Store, base: str, kb: KnowledgeBase) -> None:
        self.base, self.catalogue = base, Catalogue(store, base, kb)

    # ---- entry points

    def answer(self, given: Mapping[str, str], root: str) -> Any:
        """The manifest, a batch of queries, or a data extension.

        Raises:
            Refused: a parameter is no JSON of the form that the API has.
        """
        if "queries" in given:
            queries = _json(given["queries"], "queries")
            if len(queries) > _MOST_QUERIES:
                raise Refused(413, f"a batch has at most {_MOST_QUERIES} queries")
            return {name: {"result": self.reconcile(q)} for name, q in queries.items()}
        if "query" in given:  # one query alone, as older clients send it
            text = given["query"]
            single = _json(text, "query") if text.startswith("{") else {"query": text}
            return {"result": self.reconcile(single)}
        if "extend" in given:
            return self.extend(_json(given["extend"], "extend"))
        return self.manifest(root)

    def part(self, part: str, given: Mapping[str, str]) -> Any:
        """A service beside the endpoint: suggestions as JSON, previews as HTML.

        Raises:
            Refused: there is no such service, or nothing of that identifier.
        """
        prefix = given.get("prefix", "")
        if part == "suggest/entity":
            return {"result": [self._suggested(k) for k in self.catalogue.starting(prefix)]}
        if part == "suggest/type":
            return {"result": _matching(TYPES, prefix)}
        if part == "suggest/property":
            every = {k: v for names in PROPERTIES.values() for k, v in names.items()}
            return {"result": _matching(every, prefix)}
        if part == "properties":
            kind = given.get("type", "film")
            found = [{"id": k, "name": v} for k, v in PROPERTIES.get(kind, {}).items()]
            limit = _whole(given.get("limit"), len(found))
            return {"type": kind, "limit": limit, "properties": found[:limit]}
        if part in ("preview", "flyout/entity"):
            return self._preview(part, given.get("id", ""))
        raise Refused(404, "there is no such service")

    def manifest(self, root: str) -> dict[str, Any]:
        """What the service offers."""
        here = f"{root}/reconcile"
        suggest = {
            kind: {"service_url": here, "service_path": f"/suggest/{kind}"}
            for kind in ("entity", "type", "property")
        }
        suggest["entity"]["flyout_service_path"] = "/flyout/entity?id=${id}"
        return {
            "versions": ["0.2"],
            "name": "graphbuild: films, people and characters",
            "identifierSpace": self.base,
            "schemaSpace": PREFIXES["gb"],
            "defaultTypes": [{"id": k, "name": v} for k, v in TYPES.items()],
            "view": {"url": f"{root}/{{{{id}}}}"},
            "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": 420, "height": 180},
            "suggest": suggest,
            "extend": {
                "propose_properties": {"service_url": here, "service_path": "/properties"},
                "property_settings": [],
            },
        }

    # ---- queries

    def reconcile(self, query: Any) -> list[dict[str, Any]]:
        """Candidates of one query, best first."""
        if not isinstance(query, Mapping) or not isinstance(query.get("query"), str):
            raise Refused(400, 'a query is an object with a string "query"')
        types = _listed(query.get("type"))
        limit = min(_MOST, _whole(query.get("limit"), _LIMIT))
        found = [
            self._scored(known, query)
            for known in self.catalogue.candidates(query["query"], types, limit)
        ]
        found.sort(key=lambda c: (-c.score, -c.known.prior, c.known.key))
        return [self._result(c, _is_match(c, found)) for c in found[:limit]]

    def _scored(self, known: Known, query: Mapping[str, Any]) -> _Candidate:
        """Likeness of the name, moved up or down by the properties that are given."""
        from rapidfuzz import fuzz

        wanted = normalise(query["query"])
        likeness = max((fuzz.ratio(wanted, normalise(n)) for n in known.names), default=0.0)
        features = [("name", round(likeness, 1))]
        score = 0.9 * likeness + 10.0 * known.prior * (likeness > _SURE)
        given = [p for p in query.get("properties") or () if isinstance(p, Mapping)]
        for asked in given:
            likeness = self._agreement(known, str(asked.get("pid", "")), _listed(asked.get("v")))
            features.append((str(asked.get("pid", "")), round(likeness, 1)))
            score += (likeness - 60.0) * 0.4 / len(given)
        return _Candidate(known, round(max(0.0, min(100.0, score)), 2), tuple(features))

    def _agreement(self, known: Known, pid: str, wanted: Sequence[str]) -> float:
        """How well a value fits (0 to 100); 60, which changes nothing, when it is not known."""
        from rapidfuzz import fuzz

        held = [v.get("name", v.get("str", "")) for v in self.catalogue.values(known.key, pid)]
        if not held or not wanted:
            return 60.0
        if pid == "year":
            return max(100.0 - 45.0 * abs(_number(w) - _number(h)) for w in wanted for h in held)
        pairs = ((normalise(w), normalise(h)) for w in wanted for h in held)
        return max(fuzz.token_set_ratio(w, h) for w, h in pairs)

    def _result(self, candidate: _Candidate, match: bool) -> dict[str, Any]:
        known = candidate.known
        return {
            "id": known.key,
            "name": known.label,
            "description": known.description,
            "type": [{"id": known.type, "name": TYPES.get(known.type, known.type)}],
            "score": candidate.score,
            "match": match,
            "features": [{"id": i, "value": v} for i, v in candidate.features],
        }

    # ---- data extension

    def extend(self, asked: Any) -> dict[str, Any]:
        """Values of properties for identifiers."""
        if not isinstance(asked, Mapping):
            raise Refused(400, '"extend" is an object with "ids" and "properties"')
        ids = _listed(asked.get("ids"))
        properties = [p for p in asked.get("properties") or () if isinstance(p, Mapping)]
        names = {k: v for of in PROPERTIES.values() for k, v in of.items()}
        pids = [str(p.get("id", "")) for p in properties]
        return {
            "meta": [{"id": pid, "name": names.get(pid, pid)} for pid in pids],
            "rows": {key: {pid: self.catalogue.values(key, pid) for pid in pids} for key in ids},
        }

    # ---- suggestions

    def _suggested(self, known: Known) -> dict[str, Any]:
        kind = {"id": known.type, "name": TYPES.get(known.type, known.type)}
        return {
            "id": known.key,
            "name": known.label,
            "description": known.description,
            "notable": [kind],
        }

    def _preview(self, part: str, key: str) -> Any:
        known = self.catalogue.known_or_local(key)
        if known is None:
            raise Refused(404, "there is nothing of that identifier")
        facts = [
            (name, ", ".join(v.get("name", v.get("str", "")) for v in values[:6]))
            for pid, name in PROPERTIES.get(known.type, {}).items()
            if (values := self.catalogue.values(key, pid))
        ]
        html = page("preview.html", known=known, kind=TYPES.get(known.type, ""), facts=facts[:6])
        return {"id": key, "html": html} if part.startswith("flyout") else html


def _is_match(candidate: _Candidate, ranked: Sequence[_Candidate]) -> bool:
    """Whether a candidate is so good, and so much better than the next, that it can be taken."""
    if candidate is not ranked[0] or candidate.score < _SURE:
        return False
    return len(ranked) == 1 or candidate.score - ranked[1].score >= _MARGIN


def _json(text: str, name: str) -> Any:
    try:
        found = json.loads(text)
    except ValueError:
        raise Refused(400, f"{name!r} is not JSON") from None
    if not isinstance(found, dict):
        raise Refused(400, f"{name!r} is not a JSON object")
    return found


def _listed(value: Any) -> list[str]:
    """A string, a number, an entity, or a list of them, as strings."""
    values = value if isinstance(value, list) else [] if value in (None, "") else [value]
    return [
        str(v.get("name") or v.get("id", "")) if isinstance(v, Mapping) else str(v) for v in values
    ]


def _whole(value: Any, otherwise: int) -> int:
    try:
        return max(0, int(value))
    except (TypeError, ValueError):
        return otherwise


def _number(text: str) -> int:
    digits = "".join(c for c in text if c.isdigit())[:4]
    return int(digits) if digits else 0


def _matching(names: Mapping[str, str], prefix: str) -> list[dict[str, str]]:
    wanted = prefix.casefold()
    return [{"id": k, "name": v} for k, v in names.items() if v.casefold().startswith(wanted)]
