"""Whether a text asserts what one of its words says, or only attributes, supposes or denies it.

A statement starts as asserted at its trigger word. ``judge`` climbs from the trigger to the
root of the sentence and collects the cues in whose scope it stands: negation, modals, adverbs,
conditionals, verbs, nouns and adjectives that embed it, questions, and quotations. The effects
are then composed from the inside out, as in the FactBank annotation of event factuality
(Saurí & Pustejovsky 2009). The words are data (``cues.tsv``); only the syntax is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from graphbuild.annotation.analysis import Block
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.cues import cues
from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.english.people import is_person_noun
from graphbuild.annotation.english.places import SUBJECTS, mention_at, subject_of, token_range
from graphbuild.annotation.english.syntax import has_subject, is_listed_verb, taking_for
from graphbuild.annotation.factuality.framing import (
    UNMADE,
    answered_no,
    denied_after,
    framed,
    is_unreal_telling,
    opened,
)
from graphbuild.annotation.quotations import Quotation, enclosing
from graphbuild.model import EntityRef, Mention, Span, Status

__all__ = ["Judgement", "judge"]

_FIRST_PERSON = frozenset({"i", "we"})
_STOPS = frozenset({".", "!", "?", "…"})
_SINGLED_OUT = frozenset("first second third only last one next".split())
_BARE = frozenset({"VB", "VBG", "VBN"})
_PRESENT = frozenset({"VB", "VBP", "VBZ"})
_PARTICIPLES = frozenset({"VBG", "VBN"})
_WILLED = frozenset({"can", "could", "will", "would", "shall", "should", "must"})
_SIDE_BY_SIDE = frozenset({"ccomp", "conj", "parataxis", "dep"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_HEARERS = _FIRST_PERSON | {"one", "you"}
_HELD_BACK = frozenset({"ADV", "ADP", "ADJ"})
_SEEING = frozenset({"see", "watch", "hear", "have", "let", "make"})
"""Verbs that take a bare infinitive: *saw him leave*, *let him win*."""
_SPOKEN_TO = frozenset("tell warn inform remind assure convince promise persuade".split())
_REASONS = frozenset({"why"})
_THE_ONE = frozenset({"one", "person", "man", "woman", "guy"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The status of one statement, the cue that decided it, and whose word it is."""

    status: Status
    cue: Span | None = None
    attributed_to: EntityRef | None = None


_Effect = Status | Literal["denied"]


class _Cue(NamedTuple):
    effect: _Effect
    first: Token
    last: Token
    source: Token | None = None


def judge(
    block: Block,
    token: Token,
    mentions: Sequence[Mention],
    quotations: Sequence[Quotation] = (),
    theories: Sequence[Span] = (),
) -> Judgement:
    """The status of what ``token`` (a verb, or a noun such as *divorce* or *wife*) states.

    ``mentions`` (sorted by span) say who an attribution names. Where ``quotations`` are given,
    a statement inside one is its speaker's. What ``theories`` (``listed_theories``) span is
    only supposed.
    """
    status: Status = "asserted"
    cue: Span | None = None
    source: EntityRef | None = None
    for found in _scopes(token):
        if found.effect == "attributed" and _behind_a_stop(token, found.first):
            continue
        if _inside_a_name(block, found.first, mentions):
            continue
        new = _compose(status, found.effect)
        if found.effect == "attributed" and source is None and found.source is not None:
            source = _named(block, found.source, mentions)
        if new != status:
            status, cue = new, token_range(block, found.first, found.last)
    denial = denied_after(token.sent) if status in {"attributed", "hypothetical"} else None
    if denial is not None:
        return Judgement("negated", token_range(block, *denial), source)
    answer = answered_no(token.sent) if status == "hypothetical" else None
    if answer is not None and token.sent.text.rstrip().endswith("?"):
        return Judgement("negated", token_range(block, answer))
    at = block.token_span(token)
    theory = next((t for t in theories if t.start <= at.start < t.end), None)
    if theory is not None and status == "asserted":
        return Judgement("hypothetical", theory)
    quoted = enclosing(quotations, at)
    if quoted is not None and source is None and status in {"asserted", "attributed"}:
        return Judgement("attributed", quoted.cue, quoted.speaker)
    if status == "asserted":
        return Judgement(status)
    return Judgement(status, cue, source)


def _inside_a_name(block: Block, cue: Token, mentions: Sequence[Mention]) -> bool:
    """Whether a cue is a word of a title: *No Country for Old Men*, *What Maisie Knew*."""
    span = block.token_span(cue)
    mention = mention_at(span, mentions)
    return mention is not None and mention.kind == "name" and mention.span != span


def _behind_a_stop(trigger: Token, cue: Token) -> bool:
    """*She won an Oscar: coincidence, he insists*: he insists on what stands behind the colon."""
    return any(t.text in {":", ";"} for t in trigger.doc[trigger.i : cue.i])


def _compose(inner: Status, outer: _Effect) -> Status:
    if outer == "denied":
        return "negated" if inner in {"asserted", "attributed"} else "hypothetical"
    if outer == "negated":
        flipped: dict[Status, Status] = {"asserted": "negated", "negated": "asserted"}
        return flipped.get(inner, "hypothetical")
    if outer == "attributed":
        return "attributed" if inner == "asserted" else inner
    return "hypothetical" if outer == "hypothetical" else inner


def _named(block: Block, token: Token, mentions: Sequence[Mention]) -> EntityRef | None:
    mention = mention_at(block.token_span(token), mentions)
    return mention.entity if mention else None


def _scopes(trigger: Token) -> Iterator[_Cue]:
    """Cues from the trigger outwards.

    ``own`` is true while we are inside the trigger's own predication, where negation and
    modality of the governing word reach it; embedding words reach it beyond that too.
    """
    node, own, raised = trigger, True, False
    yield from _lookup("trigger", trigger)
    yield from _nominal_cues(node)
    while True:
        if own:
            yield from _clause_cues(node, raised)
        elif node.pos_ in {"VERB", "AUX"}:
            yield from _according(node)
            yield from _told_in_vain(node)
        yield from _denied_cleft(node)
        yield from _in_no_scene(node)
        yield from _unmade(node)
        if node.head == node or _is_island(node):
            break
        if _is_singled_out(node):
            break
        embedding = list(_embedding(node))
        yield from embedding
        own = own and _reaches(node)
        above = any(c.first.lemma_.lower() in cues("raising") for c in embedding)
        raised = above or (raised and node.dep_ == "prep")
        node = node.head.head if _is_inverted_predicate(node) else node.head
    if node.head == node:
        yield from (_Cue(*opening) for opening in opened(node.sent))
        yield from _question(node) if own else ()


def _is_island(node: Token) -> bool:
    """What nothing outside reaches: a relative clause, a possessor, an attribute.

    A *that*-clause of a cue noun (*the rumour that …*) is none, though parsers take it for a
    relative clause.
    """
    if _is_imagined(node) or _told_over(node) is not None or _is_inverted_predicate(node):
        return False
    if _opens_with_which(node):
        return True
    if node.dep_ == "acl" and _is_denied_one(node.head):
        return False
    if node.dep_ == "relcl" or (node.dep_ == "acl" and node.tag_ in _PARTICIPLES):
        content = node.head.lemma_.lower() in cues("noun") or _is_mistagged(node.head)
        that = node.left_edge.lower_ == "that"
        return not (content and (that or node.dep_ == "acl")) and not _has_to(node)
    between_names = node.tag_ == "VBG" and node.i > 0 and node.nbor(-1).pos_ == "PROPN"
    return node.dep_ in {"poss", "amod"} and not between_names


def _told_over(node: Token) -> Token | None:
    """The verb whose clause the parser hangs on the words before it as if it described them:
    *Rosa dreams that …*, *tells everybody that …*, *rumour has it that …*."""
    noun = node.head
    if node.dep_ != "relcl" or node.left_edge.lower_ != "that":
        return None
    if noun.pos_ == "VERB":
        return noun
    verb = noun.head
    whole = any(c.dep_ in SUBJECTS and c.lower_ != "that" for c in node.children)
    someone = noun.pos_ == "PRON" or is_person_noun(noun)
    spoken = verb.lemma_.lower() in _SPOKEN_TO and someone and noun.dep_ in {"dobj", "dative"}
    return verb if whole and (spoken or (_has_it(verb) and noun.lower_ == "it")) else None


def _is_denied_one(noun: Token) -> bool:
    """*he isn't a fool played by …*: there is none."""
    indefinite = any(c.lower_ in {"a", "an"} for c in noun.children)
    return noun.dep_ == "attr" and indefinite and _negation(noun.head) is not None


def _opens_with_which(node: Token) -> bool:
    """A clause behind ", in which" or ", where" tells on, whatever the parser hangs it on."""
    first = node.left_edge
    return (
        node.dep_ in _SIDE_BY_SIDE | {"advcl"}
        and first.i > 0
        and first.nbor(-1).text == ","
        and first.i + 1 < len(node.doc)
        and "which" in (first.lower_, first.nbor().lower_)
    )


def _is_singled_out(node: Token) -> bool:
    """*the first Korean to win an Oscar*, *the only one to marry him*: who did it."""
    if node.dep_ not in {"relcl", "acl", "xcomp"} or not _has_to(node):
        return False
    above = node.head
    nouns = [above] if node.dep_ != "xcomp" else [c for c in above.children if c.dep_ == "attr"]
    words = [c for noun in nouns for c in noun.children]
    if any(cues("noun").get(n.lemma_.lower(), "asserted") != "asserted" for n in nouns):
        return False  # "the first choice to direct it"
    return any(c.lower_ in _SINGLED_OUT or c.tag_ == "JJS" for c in words)


def _is_imagined(node: Token) -> bool:
    """*a theory has Frank killing the cook*: parsed as if *killing* only described Frank."""
    noun, verb = node.head, node.head.head
    return (
        node.dep_ == "acl"
        and node.tag_ == "VBG"
        and noun.dep_ == "dobj"
        and _is_theory(subject_of(verb), verb)
    )


def _is_mistagged(noun: Token) -> bool:
    """*one version imagines …*, *Clara hopes …*, tagged as a noun: a verb's form with its
    subject before it."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    lefts = list(noun.lefts)
    told = any(c.lemma_.lower() in cues("theory") for c in lefts)
    named = noun.tag_ in {"NNS", "NNPS"} and any(
        c.dep_ in {"compound", "nsubj"} and c.pos_ == "PROPN" for c in lefts
    )
    return (told or named) and _verb_lemma(noun) in cues("verb")


def _verb_lemma(noun: Token) -> str:
    lower = noun.lower_
    stems = (lower.removesuffix("s"), lower.removesuffix("es"))
    return next((stem for stem in stems if stem in cues("verb")), lower)


# -- what stands on the word itself -----------------------------------------------------------


def _nominal_cues(node: Token) -> Iterator[_Cue]:
    """Determiners and adjectives of a noun: no wife, her alleged husband."""
    if node.pos_ not in {"NOUN", "PROPN"}:
        return
    for child in node.children:
        if child.dep_ == "neg" and child.lemma_.lower() == "no":
            yield _Cue("negated", child, child)
        elif child.dep_ in {"amod", "compound", "nmod"}:
            whole = child.doc.text_of(child.left_edge.i, child.i + 1).lower()  # "would-be"
            effect = cues("adjective").get(child.lower_) or cues("adjective").get(whole)
            if effect:
                yield _Cue(effect, child, child)


def _clause_cues(node: Token, raised: bool) -> Iterator[_Cue]:
    """Negation, modals, adverbs, conjunctions and quantified subjects of a predicate.

    ``raised``: the predicate passes its negation down (*did not view Ani as a victim*).
    """
    negation = _negation(node) or _nor(node)
    if negation is not None and raised:
        negation = negation._replace(effect="denied")
    auxiliaries = [c for c in node.children if c.dep_ == "aux"]
    auxiliaries += [c for have in auxiliaries for c in have.children]  # "must have married"
    modal = next((c for c in auxiliaries if _is_modal(c)), None)
    if negation is not None and (modal is None or modal.lemma_.lower() in _WILLED):
        yield negation
    elif modal is not None and not (_future_in_past(node, modal) or _is_hard_to_forget(node)):
        yield _Cue("hypothetical", modal, modal)
    for child in node.children:
        yield from _adverb(child)
        if child.dep_ in {"mark", "cc"} and child.lower_ in cues("subordinator"):
            yield _Cue("hypothetical", child, child)
    if node.dep_ in {"advcl", "ccomp"} and (likened := _likened(node)) is not None:
        yield _Cue("hypothetical", likened, likened)
    if node.dep_ in {"advcl", "ccomp"} and _inverted(node):
        yield _Cue("hypothetical", node.left_edge, node.left_edge)
    subjects = [c for c in node.children if c.dep_ in SUBJECTS]
    if len(subjects) > 1 and subjects[0].lemma_.lower() in cues("theory"):
        yield _Cue("hypothetical", subjects[0], subjects[0])
    if node.dep_ == "advcl":
        yield from _replacing(node)
    if node.i > 1 and [t.lower_ for t in node.doc[node.i - 2 : node.i]] == ["all", "but"]:
        yield _Cue("hypothetical", node.nbor(-2), node.nbor(-1))
    yield from _told_in_vain(node)
    yield from _appointed_in_vain(node)
    yield from (_Cue(*frame) for frame in framed(node))
    yield from _according(node)
    yield from _said_in_passing(node)


def _replacing(clause: Token) -> Iterator[_Cue]:
    """*rather than marry him*, *instead of marrying him*."""
    for child in clause.children:
        effect = cues("preposition").get(child.lower_) if child.dep_ == "advmod" else None
        if effect:
            yield _Cue(effect, child, child)


def _told_in_vain(verb: Token) -> Iterator[_Cue]:
    """*an abandoned version starred her*, *an alternate ending shows them marrying*."""
    for child in verb.children:
        if child.dep_ in SUBJECTS and child.pos_ == "NOUN" and is_unreal_telling(child):
            yield _Cue("hypothetical", child.left_edge, child)


def _appointed_in_vain(verb: Token) -> Iterator[_Cue]:
    """*was originally cast as Mara*, *was cast as Mara and withdrew*: somebody else was."""
    if verb.lemma_.lower() not in cues("appointed") or verb.tag_ not in {"VBN", "VBD"}:
        return
    given_up = next(
        (c for c in verb.children if c.dep_ == "conj" and c.lemma_ in cues("giving-up")), None
    )
    if given_up is not None:
        yield _Cue("hypothetical", given_up, given_up)
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in cues("planned-first"):
            yield _Cue("hypothetical", child, child)


def _unmade(node: Token) -> Iterator[_Cue]:
    """*a cancelled sequel starring her*, *the shelved remake, with her as Mara, …*: of a film that
    was never made nothing is so."""
    noun = node.head
    if node.dep_ not in {"acl", "relcl", "prep"} or noun.pos_ != "NOUN":
        return
    if noun.lemma_.lower() in listed("film", "nouns"):
        unmade = next((c for c in noun.children if c.lower_ in UNMADE), None)
        if unmade is not None:
            yield _Cue("hypothetical", unmade, unmade)


def _denied_cleft(node: Token) -> Iterator[_Cue]:
    """*it wasn't Frank that killed her*, *Ford isn't the one who directed it*, *was it Frank who
    killed her?*"""
    be = node.head.head if node.dep_ == "relcl" and node.head.dep_ == "attr" else node.head
    if node.dep_ not in {"relcl", "ccomp"} or be.lemma_ != "be" or be.i > node.i:
        return
    subject = next((c for c in be.children if c.dep_ in SUBJECTS), None)
    asked = any(c.tag_ in {"WP", "WDT"} and c.i < node.i for c in node.children)
    if subject is None or not asked:
        return
    the_one = node.dep_ == "relcl" and node.head.lower_ in _THE_ONE
    if subject.lower_ != "it" and not the_one:
        return
    negation = _negation(be)
    if negation is not None:
        yield negation
    for child in be.children:
        yield from _adverb(child)  # "maybe it was Frank who killed her"
    if subject.i > be.i:
        yield from _question(be)


def _in_no_scene(node: Token) -> Iterator[_Cue]:
    """*there is no scene in which she marries*: she does not."""
    if node.dep_ != "relcl" or not _no(node.head):
        return
    opening = {t.lower_ for t in node.doc[node.head.i + 1 : node.head.i + 3]}
    if opening & {"where", "when"} or {"in", "which"} <= opening:
        yield _Cue("negated", next(c for c in node.head.children if c.lower_ == "no"), node.head)


def _likened(node: Token) -> Token | None:
    """*it feels like Lynch directed it*, *looks as if they had met*: the word that only likens."""
    mark = next((c for c in node.children if c.lower_ in {"like", "if", "though"}), None)
    seems = node.head.lemma_.lower() in cues("seeming")
    return mark if seems and mark is not None and mark.dep_ in {"mark", "prep"} else None


def _negation(node: Token) -> _Cue | None:
    for child in (c for at in (node, *_auxiliaries(node)) for c in at.children):
        if child.dep_ == "neg" or (
            child.dep_ in {"advmod", "det", "preconj", "cc"} and child.lower_ in cues("negator")
        ):
            return _Cue("negated", child, child)
        if child.dep_ == "advmod" and child.lower_ in cues("strengthener"):
            inner = next((c for c in child.children if _negates(c)), None)
            if inner is not None:
                return _Cue("negated", inner, child)
        if child.head == node and _is_cut_off(child, node):
            return _negation(child)
        if child.dep_ in {"advmod", "npadvmod"} and child.lower_ in {"longer", "means"}:
            inner = next((c for c in child.children if c.lower_ == "no"), None)
            if inner is not None:
                return _Cue("negated", inner, child)
        if child.dep_ in SUBJECTS:
            word = _quantifier(child)
            if word is not None:
                return _Cue("negated", word, child if child.i == word.i + 1 else word)
    return None


def _nor(verb: Token) -> _Cue | None:
    """*neither loves her nor helps him*, *never met her, nor did he write*: the *nor* before a
    clause of its own."""
    if verb.dep_ != "conj" or _shares(verb):
        return None
    before = [c for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i]
    nor = before[-1] if before and before[-1].lower_ == "nor" else None
    return _Cue("negated", nor, nor) if nor is not None else None


def _auxiliaries(verb: Token) -> list[Token]:
    """What parsers may hang a negation on: *wasn't married to him*."""
    return [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]


def _negates(adverb: Token) -> bool:
    """*not*, *hardly* before an adverb: *hardly ever*."""
    return adverb.dep_ == "neg" or (adverb.dep_ == "advmod" and adverb.lower_ in cues("negator"))


def _is_cut_off(be: Token, verb: Token) -> bool:
    """*was not, in fact, shot there*: the auxiliary that the parser makes a clause of its own."""
    return (
        be.dep_ == "ccomp"
        and be.lemma_ == "be"
        and be.i < verb.i
        and verb.tag_ in _PARTICIPLES
        and not any(c.dep_ in {"attr", "acomp", "prep"} for c in be.children)
    )


def _quantifier(subject: Token) -> Token | None:
    """*no one*, *nobody*, *none of them*, *neither woman*."""
    if subject.lower_ in cues("negative-subject"):
        return None if _but_somebody(subject) else subject
    marks = {"no", "neither", *cues("negator")}
    if subject.pos_ == "PROPN":
        marks -= {"not"}  # "not Lean but Reed directed it" denies it of Lean alone
    deps = {"det", "neg", "advmod", "preconj"}
    return next((c for c in subject.children if c.dep_ in deps and c.lower_ in marks), None)


def _but_somebody(subject: Token) -> bool:
    """*nobody but Streep could have played her*, *no one except Ani knows*: somebody does."""
    return subject.i + 1 < len(subject.doc) and subject.nbor().lower_ in {
        "but",
        "except",
        "besides",
    }


def _is_modal(token: Token) -> bool:
    """*may*, *would*; no first name (*Will Patton plays Paul*)."""
    if token.is_title and token.head.tag_ in {"VBZ", "VBD"}:
        return False
    return token.dep_ == "aux" and token.tag_ == "MD" and token.lemma_.lower() in cues("modal")


def _future_in_past(node: Token, modal: Token) -> bool:
    """*would later marry*, *would go on to direct*: told as fact."""
    if modal.lower_ not in {"would", "'d", "’d"}:
        return False
    return any(c.lower_ in cues("later") for c in node.children) or (
        node.lemma_ == "go" and any(c.dep_ == "xcomp" for c in node.children)
    )


def _adverb(token: Token) -> Iterator[_Cue]:
    if token.dep_ in {"advmod", "npadvmod"}:
        effect = cues("adverb").get(token.lower_)
        if effect and not _measures(token):
            yield _Cue(effect, token, token)


def _measures(adverb: Token) -> bool:
    """*almost frame for frame*: it belongs to the nouns behind it, whatever the parse says."""
    after = [t.lower_ for t in adverb.doc[adverb.i + 1 : adverb.i + 4]]
    return adverb.lower_ in {"almost", "nearly"} and len(after) == 3 and after[0] == after[2]


def _inverted(node: Token) -> bool:
    """*Had she married him, …*, *Were he to leave, …*"""
    first = node.left_edge
    return (
        first.lower_ in {"had", "were", "should"}
        and first.head == node
        and any(c.dep_ in SUBJECTS and c.i > first.i for c in node.children)
    )


def _according(node: Token) -> Iterator[_Cue]:
    subjects = [c for c in node.children if c.dep_ in SUBJECTS]
    for child in (c for at in (node, *subjects) for c in at.children):
        if child.lower_ == "according":
            to = next((c for c in child.children if c.lower_ == "to"), child)
            who = next((c for c in to.children if c.dep_ == "pobj"), None)
            yield _Cue("attributed", child, to, who)


def _said_in_passing(node: Token) -> Iterator[_Cue]:
    """*Frank, so they say, killed her*, *he is her father, Joss claims, and …*."""
    for clause in node.children:
        if clause.dep_ != "parataxis" or cues("verb").get(clause.lemma_) != "attributed":
            continue
        subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
        objects = any(c.dep_ in {"dobj", "ccomp", "xcomp", "attr"} for c in clause.children)
        if subject is not None and not objects and not _is_narrator(subject):
            yield _Cue("attributed", clause, clause, subject)


def _question(root: Token) -> Iterator[_Cue]:
    """What is asked; *why did he marry her?* takes it that he did."""
    if any(c.lower_ in _REASONS and c.dep_ == "advmod" and c.i < root.i for c in root.children):
        return
    after = root.doc[root.i : root.sent.end]
    stop = next((t for t in after if t.text in _STOPS), None)  # the parser may have missed it
    last = stop or next((t for t in reversed(after) if not (t.is_space or t.is_quote)), root)
    if last.text.endswith("?"):
        yield _Cue("hypothetical", last, last)


# -- what governs the word --------------------------------------------------------------------


def _reaches(node: Token) -> bool:
    """Whether negation and modality of the governing word reach ``node`` too."""
    dep, head = node.dep_, node.head
    if _cannot_be_helped(node) or _is_liked_or_not(node):
        return False
    if dep == "conj":
        return _shares(node) and not _presupposed_by_possessor(node)
    if dep in {"nsubj", "nsubjpass"}:
        return head.lemma_ in {"happen", "occur", "take", "exist", "materialize"}
    if dep in {"dobj", "pobj", "npadvmod", "dative"}:
        return not _presupposed(node)
    if dep == "acl" and head.lemma_.lower() in cues("doubting") and _no(head):
        return False
    if dep == "ccomp":
        if head.lemma_ in cues("factive") and _is_finite_clause(node):
            return False
        if _is_bare(node) and head.lemma_ in _SEEING and not _is_plain_to_see(head):
            return True  # "would love to see her direct it"
        effect = cues("verb").get(head.lemma_.lower(), "asserted")
        return effect != "asserted" and not (_in_disbelief(head) or _is_plain_to_see(head))
    if dep == "advcl":
        if _has_to(node):
            return cues("verb").get(head.lemma_.lower()) == "asserted"
        return node.tag_ == "VBG" and not any(c.dep_ == "mark" for c in node.children)
    if dep == "appos":
        return _is_inverted_predicate(node)
    if dep == "pcomp":
        return head.lower_ not in cues("temporal")
    return dep in {"xcomp", "attr", "acomp", "oprd", "prep", "agent", "compound", "nmod", "acl"}


def _cannot_be_helped(verb: Token) -> bool:
    """*cannot help falling in love*, *couldn't help but marry him*: it happens."""
    head = verb.head
    but = verb.dep_ == "conj" and verb.doc.text_of(head.i + 1, head.i + 2).lower() == "but"
    if head.lemma_ != "help" or not (but or (verb.dep_ == "xcomp" and verb.tag_ == "VBG")):
        return False
    return _negation(head) is not None and any(c.tag_ == "MD" for c in head.children)


def _is_liked_or_not(clause: Token) -> bool:
    """*did not like Vale playing the part*: she plays it."""
    described = clause.dep_ == "acl" and clause.head.dep_ == "dobj"
    head = clause.head.head if described else clause.head
    felt = head.lemma_ in cues("felt") and not any(c.tag_ == "MD" for c in head.children)
    return felt and clause.tag_ == "VBG" and (described or has_subject(clause))


def _is_bare(verb: Token) -> bool:
    """*saw him leave*, *saw it be shot*"""
    if verb.tag_ == "VBN":
        auxiliary = next((c for c in verb.children if c.dep_ == "auxpass"), None)
        return auxiliary is not None and auxiliary.tag_ == "VB"
    return verb.tag_ == "VB"


def _in_disbelief(verb: Token) -> bool:
    """*I could not believe that Lean directed it*: he did."""
    subject = subject_of(verb)
    return (
        verb.lemma_ == "believe"
        and subject is not None
        and subject.lower_ in _HEARERS
        and any(c.lower_ in {"could", "can", "ca"} for c in verb.children)
        and any(c.dep_ == "neg" for c in verb.children)
    )


def _is_plain_to_see(verb: Token) -> bool:
    """*you can tell that she is a doctor*, *you could not tell that she is*: she is."""
    subject = subject_of(verb)
    seen = verb.lemma_ in {"see", "watch", "hear"} and any(c.lower_ == "can" for c in verb.children)
    return (
        (verb.lemma_ in {"tell", "sense", "feel"} or seen)
        and subject is not None
        and subject.lower_ in _HEARERS | {"anyone", "anybody", "everyone", "everybody"}
        and any(c.lower_ in {"can", "could"} for c in verb.children)
    )


def _is_inverted_predicate(word: Token) -> bool:
    """*Is Frank the father?*, *in no way is it a remake*: parsed as if *Frank, the father*; *Is
    Vale playing Mara?*, as if Vale were described."""
    be = word.head.head
    described = word.dep_ == "acl" and word.tag_ in _PARTICIPLES
    return (
        (word.dep_ == "appos" or described)
        and word.head.dep_ == "nsubj"
        and be.lemma_ == "be"
        and be.i < word.head.i
        and not any(c.dep_ in {"attr", "acomp"} for c in be.children)
    )


def _shares(conjunct: Token) -> bool:
    """Whether a conjunct stands under the auxiliaries of the first: *may leave and marry*."""
    if conjunct.pos_ not in {"VERB", "AUX"}:
        return True
    own = {c.dep_ for c in conjunct.children}
    return conjunct.tag_ in _BARE and not own & {"nsubj", "nsubjpass", "aux"}


def _presupposed(noun: Token) -> bool:
    """A noun that its determiner takes for granted: *her husband*, *the divorce*."""
    return any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _POINTING) for c in noun.children
    )


def _embedding(node: Token) -> Iterator[_Cue]:
    """The cue that the governing word is, if it is one."""
    dep, head = node.dep_, node.head
    if is_listed_verb(node):
        return
    if (telling := _told_over(node)) is not None:
        yield from _under_verb(telling)
    elif dep in {"ccomp", "xcomp"} and head.tag_ == "MD":  # "would that she had", "ought to"
        yield _Cue("hypothetical", head, head)
    elif dep in {"ccomp", "xcomp", "oprd"}:
        yield from _complement(node, head)
    elif dep in {"acl", "relcl"} or (dep == "ccomp" and head.pos_ == "NOUN"):
        yield from _under_noun(head)
        if _is_imagined(node):
            yield _Cue("hypothetical", head.head, head.head)
        elif _has_to(node) and head.lemma_.lower() not in cues("noun"):
            to = next(c for c in node.children if c.lower_ == "to")
            yield _Cue("hypothetical", to, to)  # "a remake, to be directed by Reed"
        elif dep == "acl" or any(c.lower_ == "that" and c.dep_ == "mark" for c in node.children):
            yield from _lookup("told", head)
    elif dep in {"pobj", "pcomp"}:
        yield from _under_preposition(node, head)
    elif dep == "dobj" and not _presupposed_by_possessor(node):
        yield from _lookup("object", head)
        if _is_theory(subject_of(head), head):
            yield _Cue("hypothetical", head, head)
    elif dep == "advcl" and _has_to(node):
        yield from _purpose(node, head)
    elif dep == "advcl" and head.lemma_ == "be" and any(c.lower_ == "that" for c in node.children):
        yield from _under_copula(node, head)  # "there were rumours that Lean directed it"
    elif dep == "advcl" and node.tag_ == "VBG" and _is_theory(subject_of(head), head):
        yield _Cue("hypothetical", head, head)
    elif dep in {"nsubj", "nsubjpass"}:
        yield from _predicated(head)


def _complement(node: Token, head: Token) -> Iterator[_Cue]:
    if head.pos_ == "ADJ":
        yield from _under_adjective(node, head, head.head)
    elif head.pos_ == "NOUN":
        yield from _under_noun(head)
    elif head.lemma_ == "be":
        yield from _under_copula(node, head)
    elif head.lemma_ in cues("factive") and _is_finite_clause(node):
        return
    elif head.lemma_ == "consider" and node.tag_ == "VBG" and not has_subject(node):
        yield _Cue("hypothetical", head, head)
    elif not _speaks_of_something_else(node, head):
        yield from _under_verb(head)


def _is_finite_clause(node: Token) -> bool:
    """*that she directed it*: no infinitive and no participle."""
    return node.tag_ not in _BARE or any(c.dep_ in {"mark", "aux"} and c.lower_ != "to"
                                         for c in node.children)  # fmt: skip


def _speaks_of_something_else(node: Token, verb: Token) -> bool:
    """Whether a verb of saying behind a clause has its own matter: "Vale is Mara, I love her, she
    is complaining about her shoes"."""
    if node.i > verb.i or cues("verb").get(verb.lemma_.lower()) != "attributed":
        return False
    return any(c.dep_ == "prep" and c.i > verb.i and c.lower_ == "about" for c in verb.children)


def _under_copula(node: Token, be: Token) -> Iterator[_Cue]:
    """*word was that …*, *it is not true that …*, *was to have directed*."""
    if node.dep_ == "xcomp" and _has_to(node):
        if not _is_marvelled_at(node, be):
            yield _Cue("hypothetical", be, be)
        return
    for child in be.children:
        if child.dep_ == "nsubj" and child.pos_ == "NOUN":
            yield from _under_noun(child)
        elif child.dep_ == "acomp":
            yield from _under_adjective(node, child, be)
        elif child.dep_ == "attr" and child.pos_ == "NOUN" and child.i < node.i:
            yield from _under_noun(child)


def _is_hard_to_forget(be: Token) -> bool:
    """*it would be hard to forget that he killed her*: he did."""
    below = (c for child in be.children for c in (child, *child.children))
    return any(c.dep_ in {"xcomp", "ccomp"} and _is_marvelled_at(c, be) for c in below)


def _is_marvelled_at(node: Token, be: Token) -> bool:
    """*it is hard to believe that she was only 32*: she was."""
    marvels = {"hard", "difficult", "incredible", "easy"}
    wondered = any(c.dep_ == "acomp" and c.lemma_.lower() in marvels for c in be.children)
    return wondered and node.lemma_.lower() in {"believe", "forget", "imagine", "remember"}


def _under_adjective(node: Token, adjective: Token, verb: Token) -> Iterator[_Cue]:
    """*is unlikely to …*; *were sure that …* is the word of those who were."""
    lemma = adjective.lemma_.lower()
    negation = _negation(verb) if lemma in cues("genuine") else None
    if negation is not None:
        yield negation
    elif _has_to(node) and (excess := _excess(adjective)) is not None:
        yield _Cue("negated", excess, adjective)
    elif lemma in cues("enabling") and _negation(verb) is not None:
        return  # "was not able to marry": the negation goes on down
    elif lemma not in cues("convinced"):
        yield from _lookup("predicate", adjective)
    elif node.dep_ == "xcomp":
        yield _Cue("hypothetical", adjective, adjective)
    else:
        subject = subject_of(verb)
        if not _is_narrator(subject) and not (subject is not None and subject.lower_ == "it"):
            yield _Cue("attributed", adjective, adjective, subject)


def _excess(adjective: Token) -> Token | None:
    """*too tired to marry*"""
    return next((c for c in adjective.children if c.lower_ == "too"), None)


def _under_verb(verb: Token) -> Iterator[_Cue]:
    lemma = verb.lemma_.lower()
    effect = _verb_effect(verb)
    subject = subject_of(verb)
    if _in_disbelief(verb) or _is_plain_to_see(verb):
        return
    if verb.dep_ == "xcomp" and _is_marvelled_at(verb, verb.head):
        return
    if lemma == "have" and subject is not None and _has_it(verb):
        yield from _under_noun(subject)
    elif lemma == "have" and verb.tag_ in _PRESENT and any(map(_has_to, verb.children)):
        yield _Cue("hypothetical", verb, verb)  # "she has to marry him"
    elif (
        _is_theory(subject, verb)
        or _is_bound_to(verb)
        or _is_going_to(verb)
        or _is_supposing(verb)
        or _is_preferred(verb)
        or _is_pictured(verb)
    ):
        yield _Cue("hypothetical", verb, verb)
    elif lemma in cues("convinced") and any(c.dep_ == "auxpass" for c in verb.children):
        if not _is_narrator(subject):
            yield _Cue("attributed", verb, verb, subject)
    elif lemma in cues("hearsay") and subject is not None and subject.lower_ in _HEARERS:
        yield _Cue("attributed", verb, verb)
    elif effect == "attributed":
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        if passive:
            yield _Cue(effect, verb, verb, _agent(verb))
        elif not _is_narrator(subject):
            yield _Cue(effect, verb, verb, subject)
        elif lemma in cues("guess") or _we_are_led(subject, lemma):
            yield _Cue("hypothetical", verb, verb)
    elif effect in {"hypothetical", "negated"} and not _is_telling_film(verb, subject, effect):
        yield _Cue(effect, verb, verb)


def _verb_effect(verb: Token) -> Status | None:
    """What a verb, with its particle where that matters, does to its clause; a participle can be
    as good as an adjective (*was slated to direct*)."""
    effect = _of_phrase("verb", verb) or cues("verb").get(_verb_lemma(verb))
    participle = verb.tag_ in _PARTICIPLES and effect in {None, "asserted"}
    return (cues("predicate").get(verb.lower_) if participle else None) or effect


def _of_phrase(class_: str, token: Token) -> Status | None:
    """The effect of a word with what stands behind it (*turn down*), or else of its own."""
    lemma, table = token.lemma_.lower(), cues(class_)
    behind = (c for c in token.children if c.dep_ == "prt" or c.i == token.i + 1)
    effects = (table.get(f"{lemma} {c.lower_}") for c in behind)
    return next((e for e in effects if e), None) or table.get(lemma)


def _we_are_led(subject: Token | None, lemma: str) -> bool:
    """*we believe that Mother did it*: what an audience takes for true while it watches."""
    return subject is not None and subject.lower_ == "we" and lemma in {"believe", "think"}


def _has_it(verb: Token) -> bool:
    """*rumour has it that …*"""
    return any(c.lower_ == "it" and c.i == verb.i + 1 for c in verb.subtree)


def _is_supposing(verb: Token) -> bool:
    """*suppose that …*, *say that …*: an imperative."""
    return verb.lower_ in {"suppose", "say", "imagine", "picture", "assume"} and (
        verb.i == verb.sent.start and verb.head == verb
    )


def _is_preferred(verb: Token) -> bool:
    """*I like to think that …*, *we want to believe that …*"""
    liked = verb.dep_ == "xcomp" and verb.head.lemma_ in {
        "like",
        "love",
        "prefer",
        "want",
        "choose",
    }
    return liked and verb.lemma_ in {"think", "believe", "imagine", "pretend"}


def _is_pictured(verb: Token) -> bool:
    """*I could see her playing Mara*, *you can picture him as Joss*: it is only fancied."""
    subject = subject_of(verb)
    fancied = verb.lemma_ in {"see", "picture"} and any(
        c.dep_ == "ccomp" and c.tag_ == "VBG" for c in verb.children
    )
    heard = subject is not None and subject.lower_ in _HEARERS
    return fancied and heard and any(c.lower_ in {"could", "can"} for c in verb.children)


def _is_bound_to(verb: Token) -> bool:
    """*is supposed to marry him*: it has not happened yet; who *is supposed to have done* something
    is said to have done it."""
    below = (c for c in verb.children if c.dep_ == "xcomp" and _has_to(c))
    infinitive = next(below, None) if verb.lower_ == "supposed" else None
    return infinitive is not None and not any(
        c.dep_ == "aux" and c.lower_ == "have" for c in infinitive.children
    )


def _is_going_to(verb: Token) -> bool:
    return verb.lower_ == "going" and any(c.lemma_ == "be" for c in verb.children)


def _is_theory(subject: Token | None, verb: Token) -> bool:
    """*one version imagines …, another sees …*: the clause of a theory."""
    if subject is None:
        return False
    if subject.lemma_.lower() in cues("theory"):
        return True
    if subject.lower_ not in {"another", "others", "one", "other", "some"}:
        return False
    beside = [c for c in verb.children if c.dep_ in _SIDE_BY_SIDE]
    if verb.dep_ in _SIDE_BY_SIDE:
        beside.append(verb.head)
    return any(
        c.dep_ in {"nsubj", "compound"} and c.lemma_.lower() in cues("theory")
        for other in beside
        for c in other.children
    )


def _is_narrator(subject: Token | None) -> bool:
    """The essay's own voice, or the film's: what they say is not somebody else's word."""
    return subject is not None and (
        subject.lower_ in _FIRST_PERSON or subject.lemma_.lower() in cues("narration")
    )


def _is_telling_film(verb: Token, subject: Token | None, effect: Status) -> bool:
    """*the film imagines a wedding* shows it; *the film hints at one* does not."""
    return (
        effect == "hypothetical"
        and subject is not None
        and verb.lemma_.lower() not in cues("insinuating")
        and subject.lemma_.lower() in cues("narration")
    )


def _agent(verb: Token) -> Token | None:
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def _under_noun(noun: Token) -> Iterator[_Cue]:
    effect = cues("noun").get(noun.lemma_.lower())
    if _is_mistagged(noun):
        yield _Cue("hypothetical", noun, noun)
    elif noun.lemma_.lower() in cues("doubting") and _no(noun):
        return  # "there is no doubt that she did"
    elif effect not in {None, "asserted"}:
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        yield _Cue(effect or "asserted", noun, noun, owner)


def _no(noun: Token) -> bool:
    return any(c.lower_ == "no" and c.dep_ in {"det", "neg"} for c in noun.children)


def _under_preposition(node: Token, preposition: Token) -> Iterator[_Cue]:
    yield from _lookup("preposition", preposition)
    yield from _replacing(preposition)
    governor, word = preposition.head, preposition.lower_
    held = governor.pos_ in _HELD_BACK and governor.head.pos_ in {"VERB", "AUX"}
    minded = cues("predicate").get(governor.lower_) if node.dep_ == "pcomp" else None
    if minded and governor.tag_ in {"JJ", "VBN"} and word != "but":
        yield _Cue(minded, governor, governor)
        return  # "is intent on killing her", "is obsessed with killing her"
    if held and node.dep_ == "pcomp" and _of_phrase("verb", governor.head) == "negated":
        governor = governor.head  # "stops short of killing", "dropped out of directing"
    if governor.pos_ in {"NOUN", "PROPN"} and preposition.dep_ == "prep":
        if word in {"of", "about", "for", "that", "to", "at", "in"}:
            yield from _under_noun(governor)
    elif word == "but" and governor.lower_ == "anything":
        yield _Cue("negated", governor, preposition)
    elif word == "for" and node.dep_ == "pobj" and (taken := taking_for(preposition)):
        yield _Cue("hypothetical", taken, preposition)
    elif word == "as":
        for cue in _lookup("viewed-as", governor):
            subject = subject_of(governor)
            if not _is_narrator(subject):
                yield cue._replace(source=subject)
    elif node.dep_ == "pcomp" and governor.lemma_ in cues("accusing"):
        for cue in _lookup("accusing", governor):
            passive = any(c.dep_ == "auxpass" for c in governor.children)
            yield cue._replace(source=_agent(governor) if passive else subject_of(governor))
    elif word == "from" and node.dep_ == "pcomp":
        yield from _lookup("from", governor)
    elif word in {"of", "for", "about", "on", "against"} and node.dep_ == "pcomp":
        reported = cues("verb").get(governor.lemma_.lower()) == "attributed"
        if not (word == "for" and reported):  # "noted for using amateurs" reports nothing
            yield from _under_verb(governor)
    elif word in {"of", "for", "about", "on"}:
        yield from _lookup("object", governor)
    elif governor.pos_ in {"ADJ", "ADV"}:
        yield from _lookup("predicate", governor)


def _purpose(node: Token, head: Token) -> Iterator[_Cue]:
    """*travels to Vegas to marry him* says what for, not that it happened."""
    phrases = [c for c in head.children if c.dep_ in {"attr", "prep"} and head.i < c.i < node.i]
    nouns = [o for c in phrases for o in ((c,) if c.dep_ == "attr" else c.children)]
    if head.lemma_ == "take" and any(c.lower_ == "it" for c in head.children):
        return  # "it took him an hour to notice that she is dead"
    if head.lemma_ == "be" and nouns:
        for noun in nouns:
            yield from _under_noun(noun)  # "was in the running to play him"
    elif cues("verb").get(head.lemma_.lower()) != "asserted":
        to = next(c for c in node.children if c.lower_ == "to")
        if not any(c.lower_ == "only" for c in node.children):
            yield _Cue("hypothetical", to, to)


def _predicated(verb: Token) -> Iterator[_Cue]:
    """*the marriage was never real*, *the wedding is imaginary*."""
    for said in (c for c in verb.children if c.dep_ in {"acomp", "attr"}):
        effect = cues("adjective").get(said.lower_)
        if effect:
            yield _Cue(effect, said, said)
        elif said.lower_ in cues("genuine"):
            negation = _negation(verb)
            if negation is not None:
                yield negation


def _presupposed_by_possessor(noun: Token) -> bool:
    return any(c.dep_ == "poss" for c in noun.children)


def _has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _lookup(class_: str, token: Token) -> Iterator[_Cue]:
    effect = _of_phrase(class_, token)
    if effect and effect != "asserted":
        yield _Cue(effect, token, token)
