"""Whether what was proposed is a name after all, once it is decided what it would mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.lang.en.stop_words import STOP_WORDS

from graphbuild.annotation.english.lexicon import common_words, listed
from graphbuild.annotation.linking.choices import Choice
from graphbuild.annotation.linking.gathering import Form, Occurrence
from graphbuild.annotation.linking.options import TITLES, Option
from graphbuild.annotation.names.roster import Roster
from graphbuild.annotation.tagging import SOMEBODY

__all__ = ["is_kept", "shows_titles_by_capitals"]

_MERE = frozenset({"is a common word", "is made of common words"})
_ASIDE = "stands in parentheses after a name"
_SAID, _SAID_PLAINLY = 0.8, 2.0
"""How much the words around a common word must say for what it is taken for, or for anything."""


def is_kept(
    form: Form, occurrence: Occurrence, choice: Choice, roster: Roster, *, loud: bool
) -> bool:
    """Whether an occurrence is a name: a weak one needs the essay's or a roster's support, common
    words in capitals those of other titles (``loud``)."""
    if not occurrence.span.weak:
        return not _is_mere_word(form, choice.option, loud=loud)
    option = choice.option
    film = roster.film(option.key or "")
    if form.key in common_words() and not occurrence.span.tagged:
        titled = film is not None and film.strength > 0.7 and form.strong_count > 0
        if film is not None and film.strength > 0.8 and occurrence.span.inside:
            return True  # "his favourite is Up": no sentence asks for this capital
        if titled:
            return form.key not in STOP_WORDS or occurrence.film_lead >= 1.0
        if option.type == "film" and form.strong_count and occurrence.film_lead >= 1.0:
            return form.key not in STOP_WORDS
        if not occurrence.span.proper or form.key in STOP_WORDS:
            return False
    if form.strong_count or option.key in roster.members or option.cluster not in {"", form.key}:
        return True
    if film is not None:
        return film.strength > 0.5
    if option.key:
        strange = option.type != "place" and form.key not in common_words()
        return " " in form.key or bool(occurrence.span.tagged) or strange
    return occurrence.span.tagged in SOMEBODY and form.key not in common_words()


def shows_titles_by_capitals(forms: Iterable[Form]) -> bool:
    """Whether a writer puts titles in capitals: a known one of several words is."""
    return any(
        " " in f.key and f.text.isupper() and any(h.type in TITLES for h in f.hits) for f in forms
    )


def _is_mere_word(form: Form, option: Option, *, loud: bool) -> bool:
    """Whether capitals are all that says that common words name something: nobody knows it by
    that name, and no word around it says what."""
    if not option.is_unknown or form.in_title:
        return False
    if any(o.span.mark or _MERE.isdisjoint(o.cues) for o in form.occurrences):
        return False
    if any(_ASIDE in o.cues for o in form.occurrences):
        return False  # "Jake Smith (Squid)"
    once = len(form.occurrences) == 1
    titled = " " in form.key and not STOP_WORDS.isdisjoint(form.key.split())
    if loud if form.text.isupper() else titled and not _is_of_films(form.key):
        return False  # "And Life Goes On", not "SO MUCH better"
    if not once and any(o.span.tagged in TITLES for o in form.occurrences):
        return False
    return all(_says_nothing(o.said(), option, once=once) for o in form.occurrences)


def _is_of_films(words: str) -> bool:
    """Whether words are those of any film: *Director of Photography*, *Commentary with Cast*."""
    told = listed("film", "parts") | listed("film", "rubrics") | listed("person", "roles")
    return all(w in told or w in STOP_WORDS for w in words.split())


def _says_nothing(said: Mapping[str, float], option: Option, *, once: bool) -> bool:
    """Whether what is said around a common word leaves open what it is; of one that an essay
    repeats nothing at all."""
    if not once:
        return max(said.values(), default=0.0) <= 0.0
    return said.get(option.type, 0.0) < _SAID and max(said.values(), default=0.0) < _SAID_PLAINLY
