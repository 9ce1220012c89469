"""From tables to one file, and what is said when a table is wrong."""

from pathlib import Path

import pytest

from graphbuild.errors import KnowledgeError, OutputError
from graphbuild.knowledge import KnowledgeBase, Layer, compile_tables, read_tables
from graphbuild.knowledge.checking import check


def test_the_same_tables_give_the_same_bytes(tables: Path, tmp_path: Path) -> None:
    """Compiling is deterministic."""
    compile_tables(tables, tmp_path / "a", places=False)
    compile_tables(tables, tmp_path / "b", places=False)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_changed_table_changes_the_version(tables: Path, tmp_path: Path, layer: Layer) -> None:
    """The version is a hash of the content."""
    with (tables / "people.tsv").open("a") as file:
        file.write("person/new\tNew Person\t\t\t\t\teditorial\n")
    compile_tables(tables, tmp_path / "b", places=False)
    assert Layer(tmp_path / "b").version != layer.version


@pytest.mark.parametrize(
    ("table", "line", "what"),
    [
        ("people.tsv", "person/x\tX\n", "2 fields where the header has 7"),
        ("people.tsv", "person/ada-moreau\tA\t\t\t\t\te\n", "stands at"),
        ("people.tsv", "person/x\tX\t\t\t\t19x0\te\n", "not a year"),
        ("people.tsv", "\tX\t\t\t\t\te\n", "no key"),
        ("performances.tsv", "film/none\tperson/jo-park\t\t1\te\n", "film/none"),
        ("performances.tsv", "film/lantern-hill-1999\tperson/jo-park\t\tfirst\te\n", "billing"),
    ],
)
def test_a_wrong_line_is_named(
    tables: Path, tmp_path: Path, table: str, line: str, what: str
) -> None:
    """The message has file, line and what is wrong; nothing is written."""
    path = tables / table
    number = path.read_text().count("\n") + 1
    with path.open("a") as file:
        file.write(line)
    with pytest.raises(KnowledgeError, match=what) as caught:
        compile_tables(tables, tmp_path / "out" / "kb", places=False)
    assert f"{table}:{number}" in str(caught.value)
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_malformed_turtle_is_named(tables: Path, tmp_path: Path) -> None:
    """A broken Turtle file beside the tables stops compiling with its name."""
    (tables / "more.ttl").write_text("<a> <b> .")
    with pytest.raises(KnowledgeError, match=r"more\.ttl.*not Turtle"):
        compile_tables(tables, tmp_path / "kb", places=False)


def test_an_unwritable_target_is_named(tables: Path, tmp_path: Path) -> None:
    """A target below a file cannot be written."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        compile_tables(tables, tmp_path / "file" / "kb", places=False)


def test_a_file_that_is_no_knowledge_base_is_refused(tmp_path: Path) -> None:
    """Opening some other file says how to make a right one."""
    (tmp_path / "x").write_text("hello " * 1000)
    with pytest.raises(KnowledgeError, match="kb build"):
        KnowledgeBase.open(tmp_path / "x")


def test_check_finds_what_is_doubtful(tables: Path) -> None:
    """A performer born after the film and a film without cast are found, with their lines."""
    people = (tables / "people.tsv").read_text().replace("1980", "2001")
    (tables / "people.tsv").write_text(people)
    found = {f.what for f in check(read_tables(tables))}
    assert "Lena Eydelshteyn, born 2001, plays in Lantern Hill (1999)" in found
    assert "The Long Tide has no cast" in found


def test_check_finds_franchises_that_contain_themselves(tables: Path) -> None:
    """A cycle of three is found, and the check ends."""
    (tables / "films.tsv").write_text(
        "key\ttype\ttitle\tyear\tseries\n"
        "series/a\tseries\tA\t2001\tseries/b\nseries/b\tseries\tB\t2002\tseries/c\n"
        "series/c\tseries\tC\t2003\tseries/a\nfilm/d-2004\tfilm\tD\t2004\tseries/a\n"
    )
    (tables / "performances.tsv").unlink()
    found = [f.what for f in check(read_tables(tables)) if "part of itself" in f.what]
    assert found == [f"series/{name} is part of itself" for name in "abc"]
