"""Shared fixtures: the spaCy model and the shipped knowledge base, loaded once per session."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.annotation.pipeline import Annotator
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.ontology import Ontology

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session", autouse=True)
def _no_layer_of_the_developer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests see no tables of the user's own; compiled knowledge stays in the shared cache."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "APPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("user-data")))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The measuring data beside the checkout; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("../shared (measuring data) is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The spaCy model."""
    from graphbuild.annotation.pipeline import load_model

    return load_model()


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The shipped knowledge base."""
    from graphbuild.knowledge import KnowledgeBase

    return KnowledgeBase.open()


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The shipped ontology."""
    from graphbuild.ontology import Ontology

    return Ontology.load()


@pytest.fixture(scope="session")
def annotator(nlp: Language, kb: KnowledgeBase, ontology: Ontology) -> Annotator:
    """The whole annotation pipeline on the shipped data."""
    from graphbuild.annotation.pipeline import Annotator
    from graphbuild.iris import Iris

    return Annotator(nlp, kb, ontology, Iris())


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of Chromium; required in CI, a reason to skip elsewhere."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None or shutil.which("chromedriver") is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Debian's packages chromium and chromium-driver")
        pytest.skip("Chromium and chromedriver are not installed")
    return found
