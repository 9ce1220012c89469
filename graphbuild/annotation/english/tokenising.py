"""Tokens where writers leave out the space around punctuation: *Hilton)and*, *the end.The film*.

The stock rules split at commas between letters and at few other marks; reviews by users need the
rest. What is written solid on purpose stays whole: *J.J.*, *S.W.A.T.*, *actor(s)*, *5,000*,
*co-wrote*, addresses of the web.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from graphbuild.annotation.english.lexicon import forms_together, listed

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["split_at_marks"]

_INFIXES = (
    r"(?<=[^\s(\[])[(\[](?=\w)(?!(?:e?s|n|ed)(?:[)\]]|$))",  # Stavros(Luigi
    r"(?<=[^\s(\[])[)\]](?=[^\s)\]])",  # Hilton)and
    r"(?<=[^\W\d])['’]s(?=[^\w\s])",  # (Altman's)that
    r"(?<=[^\d\s]),(?=\S)",  # Morgan),the
    r"(?<=\S),(?=[^\d\s])",
    r"(?<=\w);(?=\w)",
    r"(?<=\w\w)[!?]+(?=[\w(])",  # great!The
    r"(?<=\S)[\"“”«»](?=\S)",
    r"(?<=\w)['’](?=[(\[])",
    r"(?<=[)\]\"”»!?0-9])[.:](?=[^\W\d_])",  # (1940).The
    r"(?<=[a-z]{3})\.(?=[a-z]{2})",  # trip.initially
    r"(?<=[A-Z]{2})\.(?=[A-Z][a-z])",  # Part II.He
    r"(?<=\b[A-Z]\.)(?=[A-Z][a-z])",  # L.Jackson: the stop stays with the initial
)
_PREFIXES = (r"--+(?=\w)", r"-(?=[A-Z][a-z])")
_SUFFIXES = (r"(?<=[^\W\d])-+",)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[\w.+-]+@[\w-]+\.\S+"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|edu|gov|info|biz|tv|co|uk|de|fr|eu|ca|au|html?)(?:/\S*)?"
)


def split_at_marks(nlp: Language) -> Language:
    """Let the tokenizer of an English pipeline split at marks without a space beside them."""
    tokenizer: Any = nlp.tokenizer
    rules: Any = nlp.Defaults
    tokenizer.infix_finditer = compile_infix_regex([*_INFIXES, *rules.infixes]).finditer
    tokenizer.prefix_search = compile_prefix_regex([*_PREFIXES, *rules.prefixes]).search
    tokenizer.suffix_search = compile_suffix_regex([*_SUFFIXES, *rules.suffixes]).search
    tokenizer.url_match = _ADDRESS.fullmatch
    for title in sorted(listed("capitals", "honorifics")):
        if title.endswith("."):  # Capt. Miller
            tokenizer.add_special_case(title.capitalize(), [{"ORTH": title.capitalize()}])
    for form in forms_together():
        for text in (form, form.capitalize()):
            tokenizer.add_special_case(text, [{"ORTH": text}])
    return nlp
