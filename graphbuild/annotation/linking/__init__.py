"""Linking: every name of an essay to the entity it means, decided together."""

from graphbuild.annotation.linking.deciding import HEARD, Linking, forms_with_cues, link

__all__ = ["HEARD", "Linking", "forms_with_cues", "link"]
