"""Lines that a page puts around an essay, known by their own words alone."""

from __future__ import annotations

import re

from graphbuild.model import RegionKind

__all__ = ["furniture_kind"]

_FORM = re.compile(
    r"""^(?:leave\ a\ (reply|comment)|reply|comments?(\ \(\d+\))?|\d+\ comments?|
        (add|post|write)\ a\ comment|your\ (e-?mail|name)\b.*|required\ fields.*|
        (name|e-?mail|website|comment|message)\s*\*?|save\ my\ name.*|log\ ?in\ to\ .*|
        you\ must\ be\ logged\ in.*|cancel\ reply)$""",
    re.I | re.X,
)
_FORM_PROSE = re.compile(r"(your e-?mail address|required fields)", re.I)
_PROMO = re.compile(
    r"""\b(subscribe|sign\ up|newsletter|buy\ (now|tickets)|book\ (now|tickets)|
        (watch|stream)\ (\S+\ ){0,4}(free|online|now)|download|advertis\w+|sponsored|support\ us|
        donate|patreon|coupon|giveaway|cookies?|privacy\ policy|terms\ of\ (use|service))\b""",
    re.I | re.X,
)
_ASKS = re.compile(
    r"""^\W*(?:(?:if\ you\ (?:have\ )?)?(?:like|enjoy)(?:e?d|ing)?\ (?:this|what|our|my|the)\b|
        (?:please\ )?(?:sign\ up|subscribe|consider|donate|become|
            (?:follow|join|support)\ (?:us|me|our|my|the|this|@\w+))\b|
        (?:get|receive)\ (?:our|my|the|new|more|every|essays?|reviews?|film)\b|
        (?:never|don['’]t)\ miss\b|want\ (?:more|to)\b|
        thank(?:s|\ you)\ for\ (?:reading|subscribing|sharing)\b|click\ (?:here\ )?to\b)""",
    re.I | re.X,
)
_ASKED = re.compile(
    r"""\b(newsletter|inbox|subscrib(?:e|ing)|subscription|e-?mail|mailing\ list|patreon|substack|
        ko-?fi|paypal|twitter|facebook|instagram|bluesky|mastodon|letterboxd|youtube|whatsapp|
        social\ media|donat\w+|tip\ jar|
        become\ an?\ (?:member|patron|subscriber|supporter|friend)|membership|
        for\ (?:reading|subscribing|sharing)|new\ (?:window|tab))\b""",
    re.I | re.X,
)
"""An appeal to the reader is one where it both asks and names what is asked for."""
_NAVIGATION = re.compile(
    r"""^(share|tweet|pin|print|email|follow\ us|menu|search|skip\ to|back\ to\ top|
        (home|previous|next|older|newer)(\ (post|page|article|review|entry|story)s?)?\W*$|
        read\ more|continue\ reading|click\ here|explore|filed\ under|
        posted\ (in|on)|tagged|categor(y|ies)\b|related|you\ (may|might)\ also|recommended|
        trending|most\ (read|popular)|archives?|table\ of\ contents|advertisement|
        published|updated|last\ (updated|modified))\b
        |\b(min(ute)?s?\ read|reading\ time|share\ (this|the)\ (article|post|story|review))\b
        |^[~≈]?\s*\d+\s*min|\s[»›>]\s|^(\S+\s*\|\s*){2,}""",
    re.I | re.X,
)
_LABELLED = re.compile(
    r"""^(?:tags?|tagged(?:\ (?:as|with|in|under))?|labels?|keywords?|topics?|
        filed\ (?:under|in)|posted\ in|categor(?:y|ies))\s*:|^(?:\#\w+[\s,]*){2,}$""",
    re.I | re.X,
)
_RIGHTS = re.compile(
    r"""^\W*(?:©|\(c\)|copyright)\W*(?:©\W*)?(?:\d{4}|the\b|by\b|all\b)|\ball\ rights\ reserved\b
        |^©|©\s*\d{4}|\breproduced?\ .{0,40}without\ .{0,20}permission\b""",
    re.I | re.X,
)
_CAPTION = re.compile(
    r"""^((photo|image|picture|still|credit|courtesy|pictured|source|fig(ure|\.)?)\b.{0,3}?
        (:|by\b|from\b|of\b|courtesy|\d)|(a\ )?still\ from|(above|below|left|right):)
        |\((photo|image|credit|courtesy)\b.*\)$|©\s""",
    re.I | re.X,
)
_DOMAIN = re.compile(r"\b[\w-]+\.(com|net|org|to|tv|io|co|info|click|xyz|site|online)\b", re.I)
_FEW = 14
_LONG, _LONGEST = 120, 280


def furniture_kind(line: str, words: int, *, prose: bool) -> RegionKind | None:
    """What a line of so many words is, None where its words do not say; ``prose`` ends a
    sentence."""
    if len(line) > _LONGEST:
        return None
    if _RIGHTS.search(line):
        return "navigation"
    if _ASKS.search(line) and _ASKED.search(line):
        return "promo"
    if len(line) > _LONG:
        return "navigation" if _LABELLED.match(line) and not prose else None
    if _FORM.match(line) or _FORM_PROSE.match(line):
        return "form"
    if prose:
        return None
    if _LABELLED.match(line):
        return "navigation"
    if _CAPTION.search(line):
        return "caption"
    if words <= _FEW and (_PROMO.search(line) or _DOMAIN.search(line)):
        return "promo"
    return "navigation" if words <= _FEW and _NAVIGATION.search(line) else None
