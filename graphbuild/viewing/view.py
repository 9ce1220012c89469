"""What a page shows: nodes, links and claims, already counted and laid out by nobody yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphbuild.model import Level, Status

__all__ = [
    "GraphView",
    "ViewCircumstance",
    "ViewClaim",
    "ViewConflict",
    "ViewEdge",
    "ViewEssay",
    "ViewEvidence",
    "ViewHappening",
    "ViewNode",
]


@dataclass(frozen=True, slots=True)
class ViewEssay:
    """An essay as the page names it; ``href`` leads to its reading view, None without one."""

    iri: str
    id: str
    title: str
    author: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class ViewEvidence:
    """A quote with what stands before and after it in its sentence."""

    prefix: str
    exact: str
    suffix: str


@dataclass(frozen=True, slots=True)
class ViewCircumstance:
    """Where, when or for which film: a preposition, and words or the node that is drawn."""

    marker: str
    text: str
    node: int | None = None


@dataclass(frozen=True, slots=True)
class ViewHappening:
    """What happened when a claim is true ("wedding"), and what the text says besides of it."""

    kind: str
    circumstances: tuple[ViewCircumstance, ...]


@dataclass(frozen=True, slots=True)
class ViewClaim:
    """A claim between nodes, or from a node to a literal (``object`` None, ``value`` set).

    ``subject`` and ``object`` are indexes of nodes, ``essay`` one of essays.
    """

    id: str
    subject: int
    property: str
    object: int | None
    value: str | None
    status: Status
    level: Level
    confidence: float
    rule: str
    essay: int
    who: str | None = None
    cue: str | None = None
    evidence: tuple[ViewEvidence, ...] = ()
    happened: ViewHappening | None = None


@dataclass(frozen=True, slots=True)
class ViewNode:
    """An entity (or a performance, which joins a film, a performer and a character).

    ``same`` are IRIs of other essays' unknown entities that are taken for this one.
    """

    iri: str
    label: str
    type: str
    aliases: tuple[str, ...] = ()
    nil: bool = False
    essays: tuple[int, ...] = ()
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewEdge:
    """A line: all claims of one property between two nodes.

    ``covered`` lines are shortcuts of a performance that is drawn itself; they are not drawn.
    """

    source: int
    target: int
    property: str
    claims: tuple[int, ...]
    essays: tuple[int, ...]
    covered: bool = False


@dataclass(frozen=True, slots=True)
class ViewConflict:
    """Claims (indexes) that cannot all be right, and in which way (local name of the kind)."""

    kind: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GraphView:
    """All that a graph page needs. ``properties`` maps a local name to its IRI, label, symmetry;
    ``claims`` may be read from a file."""

    nodes: tuple[ViewNode, ...]
    edges: tuple[ViewEdge, ...]
    claims: Sequence[ViewClaim]
    essays: tuple[ViewEssay, ...]
    properties: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    conflicts: tuple[ViewConflict, ...] = ()
