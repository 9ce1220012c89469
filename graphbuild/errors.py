"""Every error that graphbuild raises for a person to read.

    GraphbuildError
    ├── InputError            an essay or file that cannot be read
    ├── KnowledgeError        the knowledge base: a table, a key, a compiled file
    ├── OntologyError         ontology, lexicon, shapes or alignments
    ├── QueryError            a SPARQL query that is malformed, refused or over its limits
    ├── OutputError           a place that cannot be written, or is in use
    ├── MissingExtra          an optional dependency that is not installed
    └── UnknownChoice         a name that a registry does not hold

An error says what is wrong, where, and how to fix it.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "GraphbuildError",
    "InputError",
    "KnowledgeError",
    "MissingExtra",
    "OntologyError",
    "OutputError",
    "QueryError",
    "UnknownChoice",
]


class GraphbuildError(Exception):
    """``what`` is wrong, ``where``, and how to ``fix`` it; one line as text."""

    def __init__(self, what: str, *, where: str | None = None, fix: str | None = None) -> None:
        self.what, self.where, self.fix = what, where, fix
        line = f"{where}: {what}" if where else what
        super().__init__(f"{line} ({fix})" if fix else line)


class InputError(GraphbuildError):
    """An essay or input file that cannot be read."""


class KnowledgeError(GraphbuildError):
    """A table, key or compiled file of the knowledge base that is not as it must be."""


class OntologyError(GraphbuildError):
    """An ontology, lexicon, shape or alignment file that is not as it must be."""


class QueryError(GraphbuildError):
    """A SPARQL query that is malformed, refused or over its limits."""


class OutputError(GraphbuildError):
    """A place that cannot be written to, or that another build is using."""


class MissingExtra(GraphbuildError):
    """An optional dependency that is not installed; the fix is the exact install line."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed", fix=f"pip install 'graphbuild[{extra}]'")


class UnknownChoice(GraphbuildError):
    """A name that a registry does not hold; the message lists the valid ones."""

    def __init__(self, kind: str, name: str, choices: Iterable[str]) -> None:
        self.choices = tuple(sorted(choices))
        super().__init__(
            f"unknown {kind} {name!r}", fix=f"choose one of: {', '.join(self.choices)}"
        )
