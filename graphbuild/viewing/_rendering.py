"""How a page is put together: our assets, data that is safe inside HTML, a policy by hashes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, Template
from markupsafe import Markup

__all__ = ["asset", "environment", "policy_hash", "safe_json", "template"]

_UNSAFE = re.compile("[<>&\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def safe_json(value: Any) -> str:
    """JSON that can stand inside a ``script`` element whatever its strings hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def policy_hash(*texts: str) -> Markup:
    """Sources of a Content-Security-Policy that allow exactly these inline texts."""
    digests = (hashlib.sha256(t.encode("utf-8")).digest() for t in texts)
    return Markup(" ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests))


@cache
def asset(name: str) -> str:
    """The text of one of our files in ``assets/``."""
    return (files("graphbuild.viewing") / "assets" / name).read_text(encoding="utf-8")


def environment(**values: Any) -> Environment:
    """A template environment that escapes everything; filter ``data`` makes safe JSON."""
    made = Environment(autoescape=True, loader=FunctionLoader(asset))
    made.filters["data"] = lambda value: Markup(safe_json(value))
    made.globals.update(values)
    return made


@cache
def template(name: str) -> Template:
    """A template of ours without values of its own, compiled once."""
    return environment().get_template(name)
