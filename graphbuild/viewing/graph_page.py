"""The graph page: one HTML file without network access, with pyvis as its container.

pyvis holds nodes and edges and renders; the template, the policy and the script are ours. Its
own template loads from other hosts and does not escape, its ``add_edge`` is quadratic, so the
network's lists are filled directly. Labels reach the page as JSON data and are set as text.
"""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from graphbuild.viewing._layout import communities, positions
from graphbuild.viewing._rendering import asset, environment, policy_hash
from graphbuild.viewing.view import GraphView, ViewClaim, ViewEssay, ViewHappening

__all__ = ["TYPE_LABELS", "render_graph_page"]

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


def _nodes(view: GraphView) -> list[dict[str, Any]]:
    drawn = [(e.source, e.target) for e in view.edges if not e.covered]
    places = positions([n.iri for n in view.nodes], drawn)
    groups = communities(len(view.nodes), drawn)
    weight = Counter(end for edge in drawn for end in edge)
    return [
        {
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
        for i, node in enumerate(view.nodes)
    ]


def _edges(view: GraphView) -> list[dict[str, Any]]:
    between: Counter[tuple[int, int]] = Counter()
    out = []
    for edge in view.edges:
        pair = (min(edge.source, edge.target), max(edge.source, edge.target))
        out.append(
            {
                "from": edge.source,
                "to": edge.target,
                "property": edge.property,
                "claims": list(edge.claims),
                "essays": list(edge.essays),
                "covered": edge.covered,
                "parallel": between[pair],
            }
        )
        between[pair] += not edge.covered
    return out


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


def render_graph_page(view: GraphView, *, title: str = "Films and people") -> str:
    """The whole page as HTML: deterministic, self-contained, safe for any label."""
    from pyvis.network import Network

    style, library = asset("graph.css"), _library()
    script = asset("graph_labels.js") + asset("graph.js")
    network = Network(directed=True, heading=title, cdn_resources="in_line")
    network.nodes, network.edges = _nodes(view), _edges(view)
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    network.toggle_physics(False)
    network.templateEnv, network.path = (
        environment(
            claims={
                "claims": [_claim(c) for c in view.claims],
                "essays": [_essay(e) for e in view.essays],
                "properties": {
                    name: {"iri": iri, "label": label, "symmetric": symmetric}
                    for name, (iri, label, symmetric) in view.properties.items()
                },
                "types": TYPE_LABELS,
                "conflicts": [{"kind": c.kind, "claims": list(c.claims)} for c in view.conflicts],
            },
            style=Markup(style),
            library=Markup(library),
            script=Markup(script),
            script_hashes=policy_hash(library, script),
            style_hashes=policy_hash(style),
        ),
        "graph.html",
    )
    html: str = network.generate_html("graph.html")
    return html
