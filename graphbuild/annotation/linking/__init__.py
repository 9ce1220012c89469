"""Linking: every name of an essay to the entity it means, decided together."""

from graphbuild.annotation.linking.deciding import HEARD, Linking, forms_with_cues, link
from graphbuild.annotation.linking.spoken_of import untitled_film

__all__ = ["HEARD", "Linking", "forms_with_cues", "link", "untitled_film"]
