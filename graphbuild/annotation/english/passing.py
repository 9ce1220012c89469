"""Names that stand in passing: what is spoken of is only compared with them, derived from them or
told from them (*like Heat*, *a remake of Heat*, *Pacino from Heat*, *the Heat fans*)."""

from __future__ import annotations

from graphbuild.annotation.doc import Token
from graphbuild.annotation.remembering import remembered

__all__ = ["first_of_list", "is_in_passing"]

_ASIDES = frozenset(
    """like unlike than as since after before until alongside beside besides from à""".split()
)
_COMPARING = frozenset(
    """akin answer close closest comparable companion compare comparison confuse connection equal
    equivalent homage identical inferior link match nod next parallel predecessor prequel reference
    refer relate response resemblance rival second sequel similar similarity successor superior tie
    tribute counterpart alternative""".split()
)
_DERIVED = frozenset(
    """adaptation amalgam blend clone combination copy cousin cross echo fan follower footstep
    hybrid imitation imitator installment kind knockoff like lover memory mix mixture mold mould
    parody pastiche prequel reboot remake remind reminder reminiscent retread reworking rip ripoff
    rehash satire school sequel series shade sort spin spoof style success tradition twist type
    update variant variation vein version wake""".split()
)
"""What is *of* another thing: *a remake of*, *in the vein of*, *reminds me of*."""
_GROUPS = frozenset(
    """buff clone cycle fan feature fever film franchise knockoff lover movie picture rip ripoff
    saga sequel series style tetralogy trilogy type wannabe""".split()
)
"""What a title is put before that means other films: *the Alien franchise*, *Bond movies*."""
_LIKENING = frozenset(
    """ape copy echo evoke imitate mimic mirror outdo parody predate recall remake resemble rival
    spoof surpass""".split()
)
_JOINING = frozenset({"conj", "appos"})
_BEFORE = frozenset({"compound", "amod", "nmod", "npadvmod"})
_BETTER = frozenset({"better", "superior", "worse", "inferior"})


@remembered
def is_in_passing(head: Token) -> bool:
    """Whether the name of which ``head`` is the head stands in passing."""
    if _in_parenthesis(head):
        return True
    first = first_of_list(head)
    if first.dep_ in _BEFORE and first.i < first.head.i:
        return first.head.lemma_.lower() in _GROUPS
    if first.dep_ == "nsubj" and first.head.lemma_ == "be":
        return any(c.dep_ in {"attr", "acomp"} and _is_better(c) for c in first.head.children)
    if first.dep_ == "dobj":
        return first.head.lemma_.lower() in _LIKENING
    if first.dep_ not in {"pobj", "pcomp"}:
        return False
    preposition, above = first.head, first.head.head.lemma_.lower()
    if preposition.lower_ in _ASIDES:
        return True
    if preposition.lower_ in {"to", "with"}:
        return above in _COMPARING
    if preposition.lower_ == "of":
        return above in _DERIVED
    if preposition.lower_ == "in" and preposition.head.pos_ in {"NOUN", "PROPN"}:
        return is_in_passing(preposition.head)
    return preposition.lower_ == "for" and above == "mistake"


def _is_better(word: Token) -> bool:
    """*Heat is better*, *Heat is a better version*: better than what the text is about."""
    if word.lower_ not in _BETTER and all(c.lower_ not in _BETTER for c in word.children):
        return False
    than = next((t for t in word.subtree if t.lower_ == "than"), None)
    return than is None or any(t.lower_ in {"this", "it"} for t in than.children)


def _in_parenthesis(token: Token) -> bool:
    """Whether a parenthesis of the sentence is open before a word."""
    depth = 0
    for before in token.doc[token.sent.start : token.i]:
        depth += {"(": 1, ")": -1}.get(before.text, 0)
    return depth > 0


def first_of_list(head: Token) -> Token:
    """The word that a list of names hangs from (*Heat* and *Ronin* in *films like Heat and
    Ronin*), or the noun that they explain (*recent classics: Heat and Ronin*)."""
    while head.dep_ in _JOINING and head.head.i < head.i:
        head = head.head
    return head
