"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphbuild.errors import InputError
from graphbuild.iris import DEFAULT_BASE
from graphbuild.model import MIN_CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphbuild.annotation.pipeline import Annotator
    from graphbuild.model import Essay

__all__ = [
    "annotation_options",
    "decisions_beside",
    "extraction_options",
    "make_annotator",
    "read_essays",
    "set_verbosity",
    "verbosity",
]

F = TypeVar("F", bound=Callable[..., Any])


def _base(_: click.Context, __: click.Parameter, value: str) -> str:
    if "://" not in value or any(c in value for c in ' <>"{}|\\^`'):
        raise click.BadParameter(f"{value!r} is not an absolute IRI")
    return value if value.endswith(("/", "#")) else value + "/"


def annotation_options(command: F) -> F:
    """``--base``, ``--kb``, ``--model``: what linking depends on."""
    for option in (
        click.option(
            "--model", metavar="NAME", help="spaCy pipeline to read with. [default: the small one]"
        ),
        click.option(
            "--kb",
            multiple=True,
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="Knowledge base to link to instead of the shipped one ('core'); may be repeated.",
        ),
        click.option(
            "--base",
            default=DEFAULT_BASE,
            show_default=True,
            callback=_base,
            metavar="IRI",
            help="Base of every IRI that is minted.",
        ),
    ):
        command = option(command)
    return command


def extraction_options(command: F) -> F:
    """``--ontology``, ``--min-confidence``: what counts as a claim."""
    for option in (
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            default=MIN_CONFIDENCE,
            show_default=True,
            metavar="SHARE",
            help="Leave out claims with less confidence; 0 keeps all.",
        ),
        click.option(
            "--ontology",
            multiple=True,
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="Turtle file of properties and words to read besides ours; may be repeated.",
        ),
    ):
        command = option(command)
    return command


def verbosity(command: F) -> F:
    """``-q``, ``-v``, ``--json``: how much is said on stderr, and in which form."""
    for option in (
        click.option("--json", "json_logs", is_flag=True, help="Log as JSON lines."),
        click.option("-v", "--verbose", is_flag=True, help="Say more."),
        click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong."),
    ):
        command = option(command)
    return command


def set_verbosity(quiet: bool, verbose: bool, json_logs: bool) -> None:
    """Configure logging of the ``graphbuild`` logger to stderr."""
    handler = logging.StreamHandler()
    if json_logs:
        handler.setFormatter(_JsonFormatter())
    else:
        handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("graphbuild")
    logger.handlers[:] = [handler]
    logger.propagate = False
    logger.setLevel(logging.ERROR if quiet else logging.DEBUG if verbose else logging.INFO)


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        import json

        out = {"level": record.levelname.lower(), "message": record.getMessage()}
        return json.dumps(out | getattr(record, "data", {}), ensure_ascii=False)


def make_annotator(
    base: str,
    kb: tuple[Path, ...],
    model: str | None,
    ontology: tuple[Path, ...] = (),
    min_confidence: float = MIN_CONFIDENCE,
) -> Annotator:
    """Load model, knowledge base and ontology (with files beside the shipped ones)."""
    from graphbuild.annotation.pipeline import Annotator, load_model
    from graphbuild.iris import Iris
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.ontology import Ontology

    terms = Ontology.load(extra=ontology)
    knowledge = KnowledgeBase.open(kb or None)
    return Annotator(load_model(model), knowledge, terms, Iris(base), min_confidence)


def read_essays(paths: Sequence[Path], problems: list[InputError]) -> Iterator[Essay]:
    """Read what the paths hold, one essay at a time; what cannot be read is added to ``problems``.

    Essays in a language that no pipeline is configured for count as problems too.
    """
    from graphbuild.reading import discover, read_source

    for source in discover(paths):
        try:
            essay = read_source(source)
        except InputError as error:
            problems.append(error)
            continue
        if essay.language != "en":
            problems.append(
                InputError(
                    f"is written in {essay.language!r}, not in English; skipped",
                    where=source.where,
                )
            )
            continue
        yield essay


def decisions_beside(output: Path) -> Path:
    """Where decisions are kept when nothing else is said: beside the folder of the build."""
    return output.absolute().parent / "decisions.yaml"
