"""The graph page: one HTML file without network access, with pyvis as its container.

pyvis is given nodes and edges and renders; the template, the policy and the script are ours. Its
own template loads from other hosts and does not escape, its ``add_edge`` is quadratic, so the
network's lists are given directly. Labels reach the page as JSON data and are set as text. The
data is written as it is made: a large page is never held in memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from graphbuild.viewing._layout import communities, positions
from graphbuild.viewing._rendering import asset, environment, policy_hash, safe_json
from graphbuild.viewing.view import GraphView, ViewClaim, ViewEssay, ViewHappening

__all__ = ["TYPE_LABELS", "graph_page", "render_graph_page"]

TYPE_LABELS = {
    "film": "Film",
    "series": "Series",
    "person": "Person",
    "character": "Character",
    "performance": "Performance",
    "organization": "Organisation",
    "place": "Place",
    "work": "Work",
    "award": "Award",
    "event": "Event",
    "concept": "Concept",
    "essay": "Essay",
}


def _library() -> str:
    """vis-network as pyvis ships it, without the reference to a source map."""
    path = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return re.sub(r"//# sourceMappingURL=\S*", "", path.read_text(encoding="utf-8"))


class _Streamed:
    """Rows of the page that are made when they are needed, each time anew."""

    def __init__(self, name: str, rows: Callable[[], Iterator[dict[str, Any]]]) -> None:
        self.name, self._rows = name, rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self._rows()

    def json(self) -> Iterator[str]:
        """The rows as a list."""
        yield "["
        for number, row in enumerate(self):
            yield ("," if number else "") + safe_json(row)
        yield "]"


def _nodes(view: GraphView) -> _Streamed:
    drawn = [(e.source, e.target) for e in view.edges if not e.covered]
    places = positions([n.iri for n in view.nodes], drawn)
    groups = communities(len(view.nodes), drawn)
    weight = Counter(end for edge in drawn for end in edge)
    return _Streamed("nodes", lambda: _node_rows(view, places, groups, weight))


def _node_rows(
    view: GraphView,
    places: list[tuple[int, int]],
    groups: list[int],
    weight: Mapping[int, int],
) -> Iterator[dict[str, Any]]:
    for i, node in enumerate(view.nodes):
        yield {
            "id": i,
            "iri": node.iri,
            "label": node.label,
            "type": node.type,
            "aliases": list(node.aliases),
            "nil": node.nil,
            "essays": list(node.essays),
            "same": list(node.same),
            "weight": weight[i],
            "community": groups[i],
            "x": places[i][0],
            "y": places[i][1],
        }


def _edges(view: GraphView) -> Iterator[dict[str, Any]]:
    between: Counter[tuple[int, int]] = Counter()
    for edge in view.edges:
        pair = (min(edge.source, edge.target), max(edge.source, edge.target))
        yield {
            "from": edge.source,
            "to": edge.target,
            "property": edge.property,
            "claims": list(edge.claims),
            "essays": list(edge.essays),
            "covered": edge.covered,
            "parallel": between[pair],
        }
        between[pair] += not edge.covered


def _claim(claim: ViewClaim) -> dict[str, Any]:
    out: dict[str, Any] = {
        "id": claim.id,
        "s": claim.subject,
        "property": claim.property,
        "status": claim.status,
        "level": claim.level,
        "confidence": claim.confidence,
        "rule": claim.rule,
        "essay": claim.essay,
        "evidence": [[e.prefix, e.exact, e.suffix] for e in claim.evidence],
    }
    out |= {"o": claim.object} if claim.object is not None else {"value": claim.value}
    happened = _happening(claim.happened) if claim.happened else None
    more = (("who", claim.who), ("cue", claim.cue), ("happened", happened))
    return out | {k: v for k, v in more if v}


def _happening(happened: ViewHappening) -> dict[str, Any]:
    shown = [[c.marker, c.text, c.node] for c in happened.circumstances]
    return {"kind": happened.kind, "circumstances": shown}


def _essay(essay: ViewEssay) -> dict[str, Any]:
    return {"id": essay.id, "title": essay.title, "author": essay.author, "href": essay.href}


def _about_claims(view: GraphView) -> dict[str, Any]:
    """What the page knows besides nodes, edges and the claims themselves."""
    return {
        "essays": [_essay(e) for e in view.essays],
        "properties": {
            name: {"iri": iri, "label": label, "symmetric": symmetric}
            for name, (iri, label, symmetric) in view.properties.items()
        },
        "types": TYPE_LABELS,
        "conflicts": [{"kind": c.kind, "claims": list(c.claims)} for c in view.conflicts],
    }


def graph_page(view: GraphView, *, title: str = "Films and people") -> Iterator[str]:
    """The page as HTML, part by part: deterministic, self-contained, safe for any label."""
    nodes, edges = _nodes(view), _Streamed("edges", lambda: _edges(view))
    claims = _Streamed("claims", lambda: map(_claim, view.claims))
    streams = {s.name: s for s in (nodes, edges, claims)}
    frame = _frame(title, nodes, edges, claims)
    for number, part in enumerate(re.split("\0(nodes|edges|claims)\0", frame)):
        if number % 2 == 0:
            yield part
        elif part == claims.name:
            yield '{"claims":'
            yield from claims.json()
            yield "," + safe_json(_about_claims(view))[1:]
        else:
            yield from streams[part].json()


def _frame(title: str, nodes: _Streamed, edges: _Streamed, claims: _Streamed) -> str:
    """The page with the name of each kind of data, between zero bytes, in its place."""
    from pyvis.network import Network

    style, library = asset("graph.css"), _library()
    script = asset("graph_labels.js") + asset("graph.js")
    network = Network(directed=True, heading=title.replace("\0", ""), cdn_resources="in_line")
    network.nodes, network.edges = nodes, edges
    network.toggle_physics(False)
    templates = environment(
        claims=claims,
        style=Markup(style),
        library=Markup(library),
        script=Markup(script),
        script_hashes=policy_hash(library, script),
        style_hashes=policy_hash(style),
    )
    templates.filters["data"] = lambda streamed: Markup(f"\0{streamed.name}\0")
    network.templateEnv, network.path = templates, "graph.html"
    html: str = network.generate_html("graph.html")
    return html


def render_graph_page(view: GraphView, *, title: str = "Films and people") -> str:
    """The whole page as one string."""
    return "".join(graph_page(view, title=title))
