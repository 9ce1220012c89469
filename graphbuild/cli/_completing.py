"""Completion of named questions, their parameters, and the names that these can have."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from graphbuild.querying.questions import Question

__all__ = ["Completing", "questions_beginning"]


def questions_beginning(_: click.Context, __: click.Parameter, start: str) -> list[CompletionItem]:
    """Named questions, with what they ask for shells that show it."""
    from graphbuild.querying.questions import load_questions

    found = load_questions()
    return [CompletionItem(n, help=q.title) for n, q in found.items() if n.startswith(start)]


class Completing(click.Command):
    """A command whose question has parameters of its own, given as options."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names for the parameter that stands before, else parameters and options."""
        question = _question(ctx.params.get("question"))
        if question is None:
            return super().shell_complete(ctx, incomplete)
        parameters = {f"--{p.name}": p for p in question.parameters}
        if len(ctx.args) % 2 and ctx.args[-1] in parameters:
            return _names(ctx.params["source"], incomplete, parameters[ctx.args[-1]].kind)
        own = [
            CompletionItem(option, help=p.description)
            for option, p in parameters.items()
            if option.startswith(incomplete) and option not in ctx.args
        ]
        return own + super().shell_complete(ctx, incomplete)


def _question(name: str | None) -> Question | None:
    from graphbuild.errors import UnknownChoice
    from graphbuild.querying.questions import load_question

    try:
        return load_question(name or "")
    except UnknownChoice:
        return None


def _names(source: Path | str, start: str, kind: str) -> list[CompletionItem]:
    """Names in the graph, none where there is no graph; statuses are always the same."""
    from graphbuild.errors import InputError
    from graphbuild.graph.loading import open_graph
    from graphbuild.querying.naming import STATUSES, names_beginning

    if kind == "status":
        return [CompletionItem(s) for s in STATUSES if s.startswith(start.lower())]
    try:
        store = open_graph(Path(source))
    except InputError:
        return []
    return [CompletionItem(_word(name)) for name in names_beginning(store, start, kind)]


def _word(name: str) -> str:
    """A name as one word of the shell: bash takes what it is given, others quote it."""
    if os.environ.get("_GRAPHBUILD_COMPLETE") != "bash_complete":
        return name
    try:
        shlex.split(os.environ.get("COMP_WORDS", ""))
    except ValueError:  # a quote is open: what follows stands inside it
        return name
    return shlex.quote(name)
