"""How names are compared: one canonical form, and the weaker forms that a name is also found by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

__all__ = [
    "ARTICLES",
    "PLAIN_WORDS",
    "name_variants",
    "normalise",
    "respaced",
    "sound_form",
    "sound_forms",
    "sound_of",
    "title_variants",
]

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss"}
)
_MARKS = re.compile(r"['’‘`´ʻʼʹ\u2032.]")
_BREAKS = re.compile(r"[\W_]+")
_INITIALS = re.compile(r"\b(\w) (?=\w\b)")
# Most names are plain words: lower case is all they need, or no more than the table.
PLAIN_WORDS = re.compile(r"[a-zA-Z0-9]{2,}(?: [a-zA-Z0-9]{2,})*").fullmatch
_RARE = re.compile(r"[.&]|(?<![^\W_])[^\W_][\W_]+[^\W_](?![^\W_])")
_PLAIN = str.maketrans(
    {c: "" if c in "'`" else " " for c in map(chr, range(128)) if not c.isalnum()}
)
_TITLES = frozenset("dr mr mrs ms miss sir dame professor prof st saint captain colonel".split())
_SUFFIXES = frozenset("jr sr ii iii".split())
ARTICLES = frozenset("the a an le la les l el los las il lo der die das".split())
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_PART = re.compile(rf" (?:\d+|{'|'.join(_ROMAN)})\b").search
_PARTS = frozenset("part chapter episode vol volume".split())

_PARTED = ("della", "del", "des", "van", "von", "de", "di", "du", "la", "le")
_JOINED = frozenset({*_PARTED, "mac", "mc", "o", "d", "l"})
_STEM = 3
"""How many letters a name has at least behind a particle that is written together with it."""

# Transliterations meet here: Eydelshteyn and Eidelstein, Tchaikovsky and Chaikovskii.
_SOUNDS = (
    (r"tch|tsch", "ch"),
    (r"sch", "sh"),
    (r"sht(?=e[iy]n)", "st"),
    (r"kh", "h"),
    (r"ph", "f"),
    (r"w", "v"),
    (r"ck|q", "k"),
    (r"x", "ks"),
    (r"tz|ts|cz", "c"),
    (r"zh", "j"),
    (r"[ji](?=[aeou])", "y"),
    (r"[iy]+", "i"),
    (r"ei|ai", "ei"),
    (r"yu|iu", "u"),
    (r"ou", "u"),
    (r"(.)\1+", r"\1"),
)
_SOUND_RULES = tuple((re.compile(pattern), to) for pattern, to in _SOUNDS)


@lru_cache(maxsize=16384)
def normalise(name: str) -> str:
    """The form under which a name is looked up.

    Case, diacritics, apostrophes, dots, hyphens and punctuation do not count; ``&`` is *and*;
    initials run together (``J. J.`` and ``J.J.``), other words do not (``Mr.Lincoln``).
    """
    if PLAIN_WORDS(name):
        return name.lower()
    if name.isascii() and not _RARE.search(name):
        return " ".join(name.lower().translate(_PLAIN).split())
    text = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = _BREAKS.sub(" ", _MARKS.sub("", re.sub(r"(?<=\w)\.(?=\w)", ". ", text))).strip()
    return _INITIALS.sub(r"\1", text)


def respaced(form: str) -> Iterator[str]:
    """A normalised name with a particle written together or apart: ``deniro``, ``de niro``."""
    words = form.split()
    for i, word in enumerate(words):
        if word not in _JOINED and not word.startswith(_PARTED):
            continue
        before, after = words[:i], words[i + 1 :]
        if word in _JOINED and after:
            yield " ".join([*before, word + after[0], *after[1:]])
        for particle in _PARTED:
            stem = word.removeprefix(particle)
            if len(word) - len(particle) >= _STEM and stem != word:
                yield " ".join([*before, particle, stem, *after])


def sound_form(name: str) -> str:
    """A coarse form on which transliterations of one name agree; for names of people."""
    return sound_of(normalise(name))


def sound_of(form: str) -> str:
    """The same of a normalised name."""
    return "~" + " ".join(map(_sound, form.split()))


def sound_forms(forms: str) -> str:
    """The sounds of normalised names, each a line: as :func:`sound_form`, all at once."""
    lines = [form.split(" ") for form in forms.split("\n")[:-1]]
    words = list(dict.fromkeys(chain.from_iterable(lines)))
    sounds = "\n".join(words)
    for pattern, to in _SOUND_RULES:
        sounds = pattern.sub(to, sounds)
    sound = dict(zip(words, sounds.split("\n"), strict=True)).__getitem__
    return "".join(f"~{' '.join(map(sound, line))}\n" for line in lines)


@lru_cache(maxsize=16384)
def _sound(word: str) -> str:
    for pattern, to in _SOUND_RULES:
        word = pattern.sub(to, word)
    return word


def title_variants(title: str) -> Iterator[str]:
    """Other normalised forms of a title: no article, no subtitle, parts in figures."""
    whole = normalise(title)
    if ":" not in title and whole.partition(" ")[0] not in ARTICLES and not _PART(whole):
        return
    forms = {whole, *_numbered(whole)}
    if ":" in title and len(main := normalise(title.split(":")[0])) > 3:
        forms.add(main)
    for form in sorted(forms):
        words = form.split()
        if form != whole:
            yield form
        if len(words) > 1 and words[0] in ARTICLES:
            yield " ".join(words[1:])


def _numbered(form: str) -> Iterator[str]:
    if not _PART(form):
        return
    words = form.split()
    for i, word in enumerate(words[1:], 1):
        if word not in _ROMAN and not word.isdigit():
            continue
        figure = _ROMAN.get(word, word)
        roman = next((r for r, f in _ROMAN.items() if f == figure), word)
        before = words[: i - 1] if words[i - 1] in _PARTS else words[:i]
        for number in {figure, roman}:
            yield " ".join([*before, number, *words[i + 1 :]])
            yield " ".join([*before, "part", number, *words[i + 1 :]])


def name_variants(name: str) -> Iterator[str]:
    """Other normalised forms of a person's or character's name: no title, suffix, middle name."""
    words = normalise(name).split()
    core = [w for w in words if w not in _TITLES and w not in _SUFFIXES] or words
    if core != words and len(core) > 1:
        yield " ".join(core)
    if len(core) == 3:
        yield f"{core[0]} {core[2]}"
