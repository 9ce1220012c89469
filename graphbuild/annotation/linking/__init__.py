"""Linking: every name of an essay to the entity it means, decided together."""

from graphbuild.annotation.linking.assembling import Linking, film_candidates, link
from graphbuild.annotation.linking.deciding import (
    PlaceFeatures,
    forms_with_cues,
    names_with_features,
    places_with_features,
)
from graphbuild.annotation.linking.spoken_of import untitled_film

__all__ = [
    "Linking",
    "PlaceFeatures",
    "film_candidates",
    "forms_with_cues",
    "link",
    "names_with_features",
    "places_with_features",
    "untitled_film",
]
