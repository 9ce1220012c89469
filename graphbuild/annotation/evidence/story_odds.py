"""Whether the place of a name is that of somebody in a story or of somebody in the world.

Those who act in a story marry, flee and are killed in the present tense, have kin and jobs; those
who make films direct, are praised and have careers. The weights (``story_odds.tsv``) are log-odds
for a character against a person, learnt by ``scripts/train_story_odds.py``; how the name itself
looks is none of the features.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphbuild.annotation.evidence.odds import summed_odds
from graphbuild.annotation.evidence.places import place_features

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc

__all__ = ["place_and_sentence", "story_odds"]

_OF_NAMES = ("< ", "article", "modified", "compound", "owned")
"""How features begin in which names are unlike the common nouns that are learnt from."""
_MOST = 4.0


def story_odds(doc: Doc, start: int, end: int) -> float:
    """Log-odds that the place of a name, tokens ``start`` to ``end``, is a character's."""
    return summed_odds("story_odds.tsv", place_features(doc, start, end), _MOST)


def place_and_sentence(doc: Doc, start: int, end: int) -> Iterator[str]:
    """The features of a name's place, and the words of its sentence, which have weights."""
    found = place_features(doc, start, end)
    return (feature for feature in found if not feature.startswith(_OF_NAMES))
