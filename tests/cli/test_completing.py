"""The shell completes named questions, their parameters and the names in the graph."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

TURTLE = """@prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<x:cate> a schema:Person ; rdfs:label "Cate Blanchett" .
<x:carol> a schema:Movie ; rdfs:label "Carol" .
<x:city> a schema:Place ; rdfs:label "Cincinnati" .
"""


def completed(line: str) -> list[str]:
    """What bash is offered for the last word of a line."""
    words = shlex.split(line + '"' * (line.count('"') % 2))
    given = {
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_GRAPHBUILD_COMPLETE": "bash_complete",
    }
    done = subprocess.run(
        [sys.executable, "-c", "from graphbuild.cli import main; main(prog_name='graphbuild')"],
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in done.stdout.splitlines() if line]


@pytest.fixture
def graph(tmp_path: Path) -> str:
    """A file of three things whose names begin alike."""
    file = tmp_path / "three.ttl"
    file.write_text(TURTLE, encoding="utf-8")
    return str(file)


def test_questions_are_completed() -> None:
    """By the beginning of their names."""
    assert completed("graphbuild query co") == ["plain,co-stars", "plain,comparisons"]


def test_parameters_are_completed_beside_options() -> None:
    """Those of the question, and those of every question."""
    assert completed("graphbuild query co-stars --p") == ["plain,--person"]
    assert "plain,--limit" in completed("graphbuild query co-stars --l")


def test_names_of_the_right_kind_are_completed(graph: str) -> None:
    """A person where a person is asked for, quoted unless a quote is open."""
    line = f"graphbuild query -d {graph} co-stars --person c"
    assert completed(line) == ["plain,'Cate Blanchett'"]
    assert completed(line.removesuffix("c") + '"C') == ["plain,Cate Blanchett"]
    assert completed(f"graphbuild query -d {graph} filming-locations --place c") == [
        "plain,Cincinnati"
    ]
    assert completed("graphbuild query claims-by-status --status n") == ["plain,negated"]


def test_no_graph_gives_no_names(tmp_path: Path) -> None:
    """Without a build there is nothing to offer, and nothing is complained about."""
    assert completed(f"graphbuild query -d {tmp_path} co-stars --person c") == []


def test_completion_is_quick_to_import(graph: str) -> None:
    """Neither spaCy nor rdflib is loaded for it."""
    code = (
        "import sys\nfrom graphbuild.cli._completing import _names\nfrom pathlib import Path\n"
        f"_names(Path({graph!r}), 'c', 'person')\n"
        "print([m for m in ('spacy', 'rdflib', 'networkx', 'igraph') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
