"""Why a name was linked, why a claim was made: read back from what a build published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphbuild.errors import InputError
from graphbuild.iris import slug
from graphbuild.publishing import current_generation

__all__ = ["ClaimReason", "LinkReason", "explain"]


@dataclass(frozen=True, slots=True)
class LinkReason:
    """A mention with the words around it and all that its link was decided by."""

    essay: str
    mention: dict[str, Any]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ClaimReason:
    """A claim of an essay with its evidence."""

    essay: str
    claim: dict[str, Any]


def explain(
    output: Path, what: str, *, essay: str | None = None
) -> tuple[list[LinkReason], list[ClaimReason]]:
    """Mentions and claims that ``what`` names: a name, an IRI, or a claim's id (or its start).

    Raises:
        InputError: nothing has been built there, or nothing of that name is in it.
    """
    folder = current_generation(output)
    links: list[LinkReason] = []
    claims: list[ClaimReason] = []
    for path in sorted((folder / "annotations").rglob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        name = data["essay"]["id"]
        if essay is not None and essay not in (name, Path(name).stem):
            continue
        text = _text(folder, name)
        links += [_link(name, m, text) for m in data["mentions"] if _names(m, what)]
        claims += [ClaimReason(name, c) for c in data["claims"] if _is_claim(c, what)]
    if not links and not claims:
        raise InputError(
            f"no mention or claim is called {what!r}",
            where=str(output),
            fix=_near(folder, what) or "give a name as an essay writes it, an IRI or a claim's id",
        )
    return links, claims


def _text(folder: Path, essay: str) -> str:
    path = folder / "sources" / f"{essay}.txt"
    return path.open(encoding="utf-8", newline="").read() if path.exists() else ""


def _names(mention: dict[str, Any], what: str) -> bool:
    if mention["iri"] == what or mention["iri"].endswith("/" + what):
        return True
    return mention["kind"] == "name" and slug(what) in (
        slug(mention["text"]),
        slug(mention["label"]),
    )


def _is_claim(claim: dict[str, Any], what: str) -> bool:
    wanted = what.rsplit("/", 1)[-1]
    return len(wanted) >= 6 and claim["id"].startswith(wanted)


def _link(essay: str, mention: dict[str, Any], text: str) -> LinkReason:
    start, end = mention["start"], mention["end"]
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    return LinkReason(essay, mention, before.replace("\n", " "), after.replace("\n", " "))


def _near(folder: Path, what: str) -> str | None:
    from difflib import get_close_matches

    names = sorted(set(_all_names(folder)))
    close = get_close_matches(what, names, 3, 0.6)
    return f"did you mean {' or '.join(close)}?" if close else None


def _all_names(folder: Path) -> Iterator[str]:
    for path in (folder / "annotations").rglob("*.json"):
        for mention in json.loads(path.read_text(encoding="utf-8"))["mentions"]:
            if mention["kind"] == "name":
                yield mention["text"]
                yield mention["label"]
