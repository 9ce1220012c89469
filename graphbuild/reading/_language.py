"""Which language an essay is in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphbuild.memory import held_while_reading

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["detect"]

_ENOUGH = 200
_SAMPLE = 4000
_ENGLISH = frozenset(
    "the of and to a in is that it with as for was on be by are this not or an at from his her who "
    "which but has have had they she he their its".split()
)


def detect(text: str, declared: str | None) -> tuple[str, str | None]:
    """Language code (ISO 639-1) and a note when the text is too short to be sure.

    What the format declares decides only where the text itself is too short.
    """
    if len(text) < _ENOUGH:
        latin = len(re.findall(r"[A-Za-z]", text)) * 2 >= len(re.findall(r"[^\W\d_]", text))
        code = (declared or "").lower()[:2]
        if code or latin:
            return code or "en", None
    words = re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower())
    if sum(w in _ENGLISH for w in words) > 0.3 * len(words):
        return "en", None  # spares loading the model, which takes a second
    language, _ = _identifier().classify(text[:_SAMPLE])
    return str(language), None


@held_while_reading
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
