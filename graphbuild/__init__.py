"""graphbuild: essays about films in, a knowledge graph of films and people out."""

from __future__ import annotations

__all__ = ["__version__"]
__version__ = "0.1.0"
