"""Malformed queries explained: where, what was found, what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from graphbuild.errors import QueryError
from graphbuild.querying.tokens import TOKEN

__all__ = ["explain_fault", "unknown_terms"]

_WORDS = """ABS ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT
CONTAINS COUNT DATATYPE DAY DELETE DESC DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR
FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN INSERT IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI
LANG LANGMATCHES LATERAL LCASE LIMIT LOAD MAX MD5 MIN MINUS MINUTES MONTH NAMED NOT NOW OFFSET
OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR
SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN
STRSTARTS STRUUID SUBSTR SUM TIMEZONE TRUE TZ UCASE UNDEF UNION URI UUID VALUES WHERE WITH YEAR
A""".split()
_TOO_MANY = 9
_AT = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_LITERAL = re.compile(r'^(?:[A-Z][A-Z_0-9]+|".{1,2}"|[A-Z][a-z].{8,})$')


def explain_fault(sparql: str, message: str, prefixes: Mapping[str, str]) -> QueryError:
    """A readable error for a query that the engine could not parse.

    ``message`` is the engine's own ("error at LINE:COLUMN: expected …"); ``prefixes`` are those
    that every query has.
    """
    tokens = [(m.lastgroup, m[0], m.start()) for m in TOKEN.finditer(sparql)]
    meant = (
        _open_string(tokens) or _unknown_prefix(sparql, tokens, prefixes) or _unknown_word(tokens)
    )
    found = _AT.search(message)
    if meant:
        at, what, fix = meant
        return QueryError(f"{what}{_shown(sparql, at)}", where=_where(sparql, at), fix=fix)
    if found is None:
        return QueryError(message.strip(), where="query")
    at = _offset(sparql, int(found[1]), int(found[2]))
    expected = _expected(found[3])
    if "variable that is unbound" in message:
        what = f"selects a variable that is neither bound nor grouped{_shown(sparql, at)}"
        return QueryError(what, where=_where(sparql, at), fix="bind it, or GROUP BY it")
    what = f"stops making sense{_shown(sparql, at)}"
    return QueryError(what, where=_where(sparql, at), fix=expected and f"expected {expected}")


def _expected(text: str) -> str | None:
    """What the engine would have accepted, without character classes and internal names."""
    listed = re.split(r",\s+(?=[\"A-Z\[])", text.strip().removeprefix("expected").strip())
    named = [x.removeprefix("one of ").strip() for x in listed]
    kept = [x.strip('"') for x in named if _LITERAL.match(x) and x != "LATERAL"]
    if len(kept) > _TOO_MANY:
        return "a variable, a name such as schema:director, an <IRI> or a value"
    return " or ".join(dict.fromkeys(kept)) or None


def _open_string(tokens: Iterable[tuple[str | None, str, int]]) -> tuple[int, str, str] | None:
    at = next((at for kind, token, at in tokens if kind == "other" and token in "\"'"), None)
    return None if at is None else (at, "a string is not closed", "close it with the same mark")


def _unknown_prefix(
    sparql: str, tokens: list[tuple[str | None, str, int]], prefixes: Mapping[str, str]
) -> tuple[int, str, str] | None:
    declared = set(re.findall(r"PREFIX\s+([^\s:]*):", sparql, re.IGNORECASE)) | set(prefixes)
    for kind, token, at in tokens:
        prefix = token.partition(":")[0]
        if kind == "name" and prefix not in declared and prefix != "_":
            close = get_close_matches(prefix, declared, 1, 0.5)
            hint = f"did you mean {close[0]}:, or " if close else ""
            known = ", ".join(sorted(prefixes))
            return at, f"the prefix {prefix}: is not known", f"{hint}declare it; known: {known}"
    return None


def _unknown_word(tokens: Iterable[tuple[str | None, str, int]]) -> tuple[int, str, str] | None:
    for kind, token, at in tokens:
        if kind == "word" and token.upper() not in _WORDS:
            close = get_close_matches(token.upper(), _WORDS, 1, 0.6)
            fix = f"did you mean {close[0]}?" if close else "names need a prefix, variables a ?"
            return at, f"{token!r} is no SPARQL word", fix
    return None


def _offset(sparql: str, line: int, column: int) -> int:
    """Code point offset of a position; the engine counts columns in characters from 1."""
    lines = sparql.splitlines(keepends=True)
    return min(sum(map(len, lines[: line - 1])) + column - 1, max(len(sparql) - 1, 0))


def _where(sparql: str, at: int) -> str:
    before = sparql[:at]
    return f"query, line {before.count(chr(10)) + 1}, column {at - before.rfind(chr(10))}"


def _shown(sparql: str, at: int) -> str:
    """The line with a caret under the place."""
    start = sparql.rfind("\n", 0, at) + 1
    line = sparql[start:].splitlines()[0] if sparql[start:] else ""
    left = max(0, at - start - 60)
    return f"\n  {line[left : left + 100]}\n  {' ' * (at - start - left)}^\n"


def unknown_terms(
    sparql: str, prefixes: Mapping[str, str], known: Iterable[str]
) -> list[tuple[str, str | None]]:
    """Terms of our vocabularies in a query that nothing here uses, each with the nearest one.

    ``known`` are IRIs; only ``gb:`` and ``schema:`` names are looked at.
    """
    used = set(known)
    namespaces = {p: prefixes[p] for p in ("gb", "schema")}
    short = {
        iri: f"{p}:{iri.removeprefix(ns)}"
        for iri in used
        for p, ns in namespaces.items()
        if iri.startswith(ns)
    }
    out: dict[str, str | None] = {}
    for match in TOKEN.finditer(sparql):
        prefix, _, local = match[0].partition(":")
        if match.lastgroup != "name" or prefix not in namespaces or not local:
            continue
        if namespaces[prefix] + local not in used:
            by_local = {name.partition(":")[2].lower(): name for name in sorted(short.values())}
            close = get_close_matches(local.lower(), by_local, 1, 0.6)
            out[match[0]] = by_local[close[0]] if close else None
    return list(out.items())
