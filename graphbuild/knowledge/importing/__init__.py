"""Importers: knowledge from files of others, streamed into one file for ``--kb``."""

from graphbuild.knowledge.importing.imdb import import_imdb
from graphbuild.knowledge.importing.sparql import fetch_wikidata
from graphbuild.knowledge.importing.tables import import_csv, import_turtle
from graphbuild.knowledge.importing.wikidata import import_wikidata
from graphbuild.knowledge.importing.writer import Imported

__all__ = [
    "Imported",
    "fetch_wikidata",
    "import_csv",
    "import_imdb",
    "import_turtle",
    "import_wikidata",
]
