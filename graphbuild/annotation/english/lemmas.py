"""Lemmas of verbs that differ by a silent e: *hoped* is *hope*, not *hop*; *stared* is not *star*.

English doubles the last consonant of a short verb before *-ed* and *-ing* (*hopped*, *starring*),
so a form without the doubling belongs to the verb with the e. The stock lemmatizer lets the last
rule win that yields a verb it knows, and that is the one without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphbuild.annotation.english.lexicon import forms_together

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["tell_silent_e", "tell_together"]


def tell_silent_e(nlp: Language) -> Language:
    """Let the lemmatizer of an English pipeline prefer the verb with the e: *hating*, *hopes*.

    A pipeline without a rule lemmatizer is left as it is. Verbs in *-nge* keep their e before
    *-ing* (*singeing*); those that would take *singing* from *sing* are not looked for.
    """
    lookups = (
        getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
        if "lemmatizer" in nlp.pipe_names
        else None
    )
    if lookups is None or not lookups.has_table("lemma_rules"):
        return nlp
    rules, index = lookups.get_table("lemma_rules"), lookups.get_table("lemma_index")
    rules["verb"] = sorted(rules["verb"], key=lambda rule: rule[1] == "e")
    known = set(index["verb"])
    index["verb"] = {v for v in known if not (v.endswith("nge") and v[:-1] in known)}
    return nlp


def tell_together(nlp: Language) -> Language:
    """Let a pipeline know the lemmas of what *co-* makes one word with: *co-produced*.

    A pipeline without an attribute ruler is left as it is.
    """
    if "attribute_ruler" in nlp.pipe_names:
        ruler: Any = nlp.get_pipe("attribute_ruler")
        for form, lemma in forms_together().items():
            ruler.add([[{"LOWER": form}]], {"LEMMA": lemma})
    return nlp
