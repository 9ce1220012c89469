"""Graphs that were built elsewhere are asked like our own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from graphbuild import Graph
from graphbuild.errors import InputError
from tests.querying.test_refusing import nobody_asked

TURTLE = """@prefix schema: <https://schema.org/> . @prefix ex: <https://films.example/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:carol a schema:Movie ; schema:name "Carol"@en ; schema:actor ex:cate , ex:rooney .
ex:cate a schema:Person ; schema:name "Cate Blanchett" .
ex:rooney a schema:Person ; skos:prefLabel "Rooney Mara" .
"""
FORMS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}


def written(folder: Path, suffix: str) -> Path:
    """The small graph in one of the formats."""
    triples = [q.triple for q in ox.parse(TURTLE, format=ox.RdfFormat.TURTLE)]
    file = folder / f"films{suffix}"
    file.write_bytes(ox.serialize(triples, format=FORMS[suffix]) or b"")
    return file


@pytest.mark.parametrize("suffix", FORMS)
def test_every_format_is_asked_by_name(tmp_path: Path, suffix: str) -> None:
    """Names from schema.org and SKOS are found and shown, tagged with a language or not."""
    graph = Graph(written(tmp_path, suffix))
    assert list(graph.ask("co-stars", person="cate blanchett")) == [
        {"person": "Cate Blanchett", "costar": "Rooney Mara", "film": "Carol"}
    ]


def test_command_asks_a_file(tmp_path: Path) -> None:
    """``graphbuild query -d FILE`` with a named question, and with SPARQL and --var."""
    file = written(tmp_path, ".jsonld")
    base = [sys.executable, "-m", "graphbuild", "query", "-d", str(file), "-f", "json"]
    for asked in (
        ["co-stars", "--person", "Rooney Mara"],
        ["SELECT ?film ?who { ?film schema:actor ?who }", "--var", "who=Rooney Mara"],
    ):
        done = subprocess.run([*base, *asked], capture_output=True, text=True, check=True)
        (row,) = json.loads(done.stdout)["results"]["bindings"]
        assert row["film"]["value"] == "https://films.example/carol"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("broken.ttl", "<x:a> <x:b> .", "malformed"),
        ("broken.jsonld", "{", "malformed"),
        ("table.csv", "a,b\n", "unknown kind"),
        ("binary.nq", "\x00\x01", "malformed"),
    ],
)
def test_unreadable_files_are_told(tmp_path: Path, name: str, text: str, said: str) -> None:
    """A file that is no RDF is an error that names it."""
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said) as error:
        Graph(file)
    assert name in str(error.value)


def test_remote_context_is_not_fetched(tmp_path: Path) -> None:
    """JSON-LD whose context is somewhere else is refused; nobody is asked."""
    file = tmp_path / "remote.jsonld"
    with nobody_asked() as there:
        file.write_text(json.dumps({"@context": there, "@id": "x:a"}), encoding="utf-8")
        with pytest.raises(InputError):
            Graph(file)
