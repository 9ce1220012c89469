"""graphbuild: essays about films in, a knowledge graph of films and people out.

``annotate``, ``build`` and ``Graph`` are the Python interface (``graphbuild.api``), imported when
they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphbuild.api import Graph, annotate, build

__all__ = ["Graph", "__version__", "annotate", "build"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in __all__:
        from graphbuild import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
