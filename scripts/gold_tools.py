"""Write the sample essays and their gold from the annotated copies in data/gold/annotated.

usage: gold_tools.py build | check | plain NAME | agreement

build      writes data/essays, data/gold/passages, data/gold/reviews and the JSON files of the gold
check      exit code 1 where what is on disk differs from what `build` would write
plain      one text without its annotation, for a second annotator
agreement  compares data/gold/second (the second pass, as it was made) with the adjudicated gold

The markup is described in data/gold/README.md.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphbuild.model import Essay
from graphbuild.reading import read_bytes

__all__ = ["Annotated", "Target", "agreement", "build", "parse", "stale"]

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "data" / "gold"
FOLDERS = {
    "essays": ROOT / "data" / "essays",
    "passages": GOLD / "passages",
    "reviews": GOLD / "reviews",
}
SPLITS = ("tune", "unseen")

_MARK = re.compile(r"\{([^{}|]+)\|(=?)([\w+-]+)([!?]*)\}")
_HONORIFIC = re.compile(
    r"(?:Mrs?\.?|Ms\.?|Miss|Dr\.?|Don|Detective|Agent|Lieutenant|General|President|Maestro"
    r"|Inspector|Madame|Aunt|Professor|Monsieur|Captain|Sheriff|Father|Principal|Señora|the)\s+"
)
_OPEN, _CLOSE = "\ue000", "\ue001"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """An entity of one essay: its types and labels, the preferred one first."""

    types: tuple[str, ...]
    labels: tuple[str, ...]
    nil: bool

    def mention(self) -> Json:
        """What the gold says of a mention of this entity, besides its span."""
        found: Json = {"type": self.types[0], "label": self.labels[0]}
        if len(self.types) > 1:
            found["alt_types"] = list(self.types[1:])
        if len(self.labels) > 1:
            found["alt"] = list(self.labels[1:])
        return found | ({"nil": True} if self.nil else {})


@dataclass(slots=True)
class Annotated:
    """One annotated copy: where it goes, its text as shipped, and its gold."""

    name: str
    split: str
    folder: str
    source: str
    title: str
    text: str
    targets: dict[str, Target]
    mentions: list[Json] = field(default_factory=list)
    pronouns: list[Json] = field(default_factory=list)
    claims: dict[str, list[Any]] = field(default_factory=dict)


def parse(path: Path) -> Annotated:
    """Read an annotated copy.

    Raises:
        ValueError: a mark or claim names an entity that the copy does not list, or is malformed.
    """
    head, _, body = path.read_text(encoding="utf-8").partition("[text]\n")
    preamble, entities, claims = re.split(r"^\[(?:entities|claims)\]\n", head, flags=re.M)
    options = dict(re.findall(r"^(\w+): (\S+)$", preamble, flags=re.M))
    name = path.name.removesuffix(".gold")
    source = _MARK.sub(r"\1", body)
    if "{" in source or "}" in source:
        raise ValueError(f"{path.name}: a brace is left over")
    if "{" in claims:
        raise ValueError(f"{path.name}: a claim carries a mark")
    marked = _read(_MARK.sub(rf"{_OPEN}\1{_CLOSE}", body), name).text
    essay = _read(source, name)
    found = Annotated(
        name=name,
        split=options["split"],
        folder=options.get("folder", "essays"),
        source=source,
        title=essay.title or name,
        text=essay.text,
        targets=dict(map(_target, _lines(entities))),
    )
    _mark(found, marked, list(_MARK.finditer(body)))
    found.claims = _claims(found, claims)
    return found


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.splitlines() if line.strip()]


def _read(source: str, name: str) -> Essay:
    """The essay as the program reads it; its text is what offsets count in."""
    return read_bytes(source.encode(), essay_id=name, suffix=Path(name).suffix)


def _target(line: str) -> tuple[str, Target]:
    found = re.fullmatch(r"([\w-]+): (nil:)?([\w/]+) (.+)", line)
    if not found:
        raise ValueError(f"not an entity: {line!r}")
    code, nil, types, labels = found.groups()
    return code, Target(tuple(types.split("/")), tuple(re.split(r" \| ", labels)), bool(nil))


def _mark(essay: Annotated, marked: str, marks: list[re.Match[str]]) -> None:
    """Turn marks into spans: each one's place in the text, less the marks before it."""
    opened = [m.start() - 2 * i for i, m in enumerate(re.finditer(_OPEN, marked))]
    closed = [m.start() - 2 * i - 1 for i, m in enumerate(re.finditer(_CLOSE, marked))]
    if re.sub(f"[{_OPEN}{_CLOSE}]", "", marked) != essay.text or len(opened) != len(marks):
        raise ValueError(f"{essay.name}: the reader does not keep the marks")
    for mark, start, end in zip(marks, opened, closed, strict=True):
        span: Json = {"start": start, "end": end, "text": essay.text[start:end]}
        if mark[2]:
            essay.pronouns.append(span | _pronoun(essay, mark))
        else:
            essay.mentions.append(span | _mention(essay, mark[3], mark[4], span))


def _get(essay: Annotated, code: str) -> Target:
    try:
        return essay.targets[code]
    except KeyError:
        raise ValueError(f"{essay.name}: no entity {code!r}") from None


def _pronoun(essay: Annotated, mark: re.Match[str]) -> Json:
    """A plural pronoun names its first referent; it is optional, for the format has one label."""
    referents = [_get(essay, code) for code in mark[3].split("+")]
    labels = [label for r in referents for label in r.labels]
    found: Json = {"label": labels[0]}
    if labels[1:]:
        found["alt"] = labels[1:]
    return found | ({"optional": True} if len(referents) > 1 or "?" in mark[4] else {})


def _mention(essay: Annotated, code: str, flags: str, span: Json) -> Json:
    found = _get(essay, code).mention()
    if honorific := _HONORIFIC.match(span["text"]):
        found["alt_spans"] = [[span["start"] + honorific.end(), span["end"]]]
    if "!" in flags:
        found["eponym"] = True
    if "?" in flags or found["type"] == "any":
        found["optional"] = True
    return found


def _claims(essay: Annotated, block: str) -> dict[str, list[Any]]:
    """`+` required, `?` allowed, `-` not to be asserted, `~a,b` to be there with that status."""
    found: dict[str, list[Any]] = {k: [] for k in ("required", "status", "not_asserted", "allowed")}
    for line in _lines(block):
        sign, subject, predicate, value = line.split(maxsplit=3)
        triple = [_labels(essay, subject), predicate.split("/"), _labels(essay, value)]
        if sign[0] == "~":
            status = sign[1:].split(",")
            found["status"].append([*triple, status])
            if "asserted" not in status:
                found["not_asserted"].append(triple)
        else:
            found[{"+": "required", "?": "allowed", "-": "not_asserted"}[sign]].append(triple)
    return found


def _labels(essay: Annotated, value: str) -> list[str]:
    """Accepted labels of an entity (or of any of several), of the essay, or of a literal."""
    if value == "ESSAY":
        return [essay.title, essay.name, Path(essay.name).stem]
    if value.startswith('"'):
        return re.findall(r'"([^"]+)"', value)
    return [label for code in value.split("/") for label in _get(essay, code).labels]


def _all() -> list[Annotated]:
    return [parse(p) for p in sorted((GOLD / "annotated").glob("*.gold"))]


def build() -> Iterator[tuple[Path, str]]:
    """Every file that the annotated copies give, with its content."""
    essays = _all()
    for essay in essays:
        yield FOLDERS[essay.folder] / essay.name, essay.source
    for folder, prefix in (("essays", ""), ("passages", "passages_"), ("reviews", "reviews/")):
        for split in SPLITS:
            mine = [e for e in essays if (e.split, e.folder) == (split, folder)]
            stem = f"{prefix}{split}"
            yield GOLD / f"{stem}_mentions.json", _dump({e.name: _mentions(e) for e in mine})
            yield GOLD / f"{stem}_claims.json", _dump({e.name: e.claims for e in mine})


def _mentions(essay: Annotated) -> Json:
    found: Json = {"chars": len(essay.text)}
    return found | {"mentions": essay.mentions, "pronouns": essay.pronouns}


def _dump(essays: Json) -> str:
    """JSON with one annotation a line, so that a correction is one line of a diff."""
    parts = []
    for name, gold in essays.items():
        fields = []
        for key, value in gold.items():
            rows = value if isinstance(value, list) else None
            shown = json.dumps(value, ensure_ascii=False)
            if rows:
                lines = ",\n".join("   " + json.dumps(row, ensure_ascii=False) for row in rows)
                shown = f"[\n{lines}\n  ]"
            fields.append(f'  "{key}": {shown}')
        parts.append(f" {json.dumps(name)}: {{\n" + ",\n".join(fields) + "\n }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def stale() -> list[Path]:
    """Files on disk that differ from what the annotated copies give, or that none gives."""
    wanted = dict(build())
    there = {p for folder in FOLDERS.values() for p in folder.glob("*.*")}
    there -= {p for p in there if p.name == "README.md"}
    differ = [p for p, text in wanted.items() if not p.exists() or p.read_bytes() != text.encode()]
    return sorted({*differ, *(there - wanted.keys())})


def agreement() -> Iterator[tuple[str, str, Json]]:
    """Second pass against the gold, per text: mentions (span and entity) and pronouns."""
    for path in sorted((GOLD / "second").glob("*.tsv")):
        essay = parse(GOLD / "annotated" / (path.name.removesuffix(".tsv") + ".gold"))
        second = list(_second(essay, path))
        for kind, first in (("mentions", essay.mentions), ("pronouns", essay.pronouns)):
            required = {_key(m) for m in first if not m.get("optional")}
            optional = {_key(m)[:2] for m in first if m.get("optional")}
            other = {k for pronoun, k in second if pronoun is (kind == "pronouns")}
            other = {k for k in other if k[:2] not in optional}
            yield essay.name, kind, _score(required, other)


def _key(mention: Json) -> tuple[int, int, str]:
    return mention["start"], mention["end"], mention["label"]


def _second(essay: Annotated, path: Path) -> Iterator[tuple[bool, tuple[int, int, str]]]:
    """The second pass lists surface and entity in the order of the text."""
    at = 0
    for line in _lines(path.read_text(encoding="utf-8")):
        surface, code = line.split("\t")
        found = re.search(rf"(?<!\w){re.escape(surface)}(?!\w)", essay.text[at:])
        if not found:
            raise ValueError(f"{path.name}: no {surface!r} after {essay.text[at - 40 : at]!r}")
        start, end = at + found.start(), at + found.end()
        at = end
        yield code.startswith("="), (start, end, _get(essay, code.lstrip("=")).labels[0])


def _score(first: set[tuple[int, int, str]], second: set[tuple[int, int, str]]) -> Json:
    both = len(first & second)
    total = len(first) + len(second)
    spans = {k[:2] for k in first} & {k[:2] for k in second}
    return {
        "first": len(first),
        "second": len(second),
        "same": both,
        "same_span": len(spans),
        "f1": round(2 * both / total, 3) if total else 1.0,
    }


def _print_agreement() -> None:
    sums: dict[str, Counter[str]] = {"mentions": Counter(), "pronouns": Counter()}
    for name, kind, score in agreement():
        sums[kind] += Counter({k: v for k, v in score.items() if k != "f1"})
        sys.stdout.write(f"{name}\t{kind}\t{json.dumps(score)}\n")
    for kind, c in sums.items():
        f1 = 2 * c["same"] / max(1, c["first"] + c["second"])
        sys.stdout.write(f"all\t{kind}\t{json.dumps(dict(c) | {'f1': round(f1, 3)})}\n")


def main(arguments: list[str]) -> int:
    """Run one of the commands."""
    match arguments:
        case ["build"]:
            for path, text in build():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode())
        case ["check"]:
            for path in (found := stale()):
                sys.stdout.write(f"{path.relative_to(ROOT)} is not what the annotated copy gives\n")
            return int(bool(found))
        case ["plain", name]:
            sys.stdout.write(parse(GOLD / "annotated" / f"{name}.gold").text)
        case ["agreement"]:
            _print_agreement()
        case _:
            sys.stderr.write(__doc__ or "")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
