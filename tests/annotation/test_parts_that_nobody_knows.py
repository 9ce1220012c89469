"""Who in a user's review is somebody of the story, where the knowledge base knows nobody of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from graphbuild.annotation import Annotator

pytestmark = pytest.mark.model


def _typed(annotator: Annotator, text: str) -> dict[str, str]:
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    mentions = annotator.annotate(essay).mentions
    return {m.text: m.entity.type for m in mentions if m.kind == "name"}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("It has some good men in small parts like Ed Harris (Brick Wilber).", "Brick Wilber"),
        ("A last turn by Ed Harris (Hal Dorsey, the owner of the mill) helps.", "Hal Dorsey"),
        (
            "He falls for the wild waitress Polly Gantz (played with sly charm by newcomer Nell "
            "Arkwright) and leaves his wife.",
            "Polly Gantz",
        ),
        ("The shy actress Trudy (Cate Blanchett) hides in the cellar.", "Trudy"),
        ("They look for the missing songwriter Bill Tarn (played by Ed Harris).", "Bill Tarn"),
    ],
)
def test_who_stands_beside_the_performer_is_a_part(
    annotator: Annotator, text: str, part: str
) -> None:
    """Whatever the name looks like, and whatever trade the part has in the story."""
    assert _typed(annotator, text)[part] == "character"


def test_who_is_cast_as_somebody_without_a_name_is_a_person(annotator: Annotator) -> None:
    """The part before in the list is not that of the next performer."""
    text = "With Lou Garner as a smarmy casino manager, Bert Stillman as a crusty old boat owner."
    assert _typed(annotator, text)["Bert Stillman"] == "person"
