"""The tokens of a query, well enough to tell names, strings and comments from the rest."""

from __future__ import annotations

import re

__all__ = ["TOKEN"]

TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<string>"{3}(?:[^"\\]|\\.|"(?!""))*"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
       |"(?:[^"\\\n]|\\.)*"(?:@[\w-]+)?|'(?:[^'\\\n]|\\.)*'(?:@[\w-]+)?)
    |(?P<variable>[?$]\w+)|(?P<name>[\w-]*:[\w.%-]*)|(?P<word>[A-Za-z_]\w*)
    |(?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
"""Matches one token; ``lastgroup`` says of which kind it is, ``other`` is a single sign."""
