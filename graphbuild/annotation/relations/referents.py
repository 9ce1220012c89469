"""What the tokens of a block stand for: linked mentions, values, the film under discussion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graphbuild.annotation.analysis import Block
from graphbuild.annotation.coreference import referents
from graphbuild.annotation.doc import Doc, Token
from graphbuild.annotation.english.citations import citations
from graphbuild.annotation.english.definitions import year_of_definition
from graphbuild.annotation.english.enumerations import enumerated
from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.english.people import is_person_noun
from graphbuild.annotation.english.syntax import conjuncts, described, is_misread_verb
from graphbuild.annotation.relations.fillers import Filler, of_types
from graphbuild.annotation.relations.topics import Passage
from graphbuild.annotation.relations.values import DATE_TYPES, DURATION, ValueSpan, value_spans
from graphbuild.model import EntityRef, Mention, Value

__all__ = ["OTHER", "PART_NOUNS", "Referents"]

PART_NOUNS = frozenset({"character", "role"})
"""Nouns that stand between a performer's genitive and the part's name."""

_TRANSPARENT = frozenset(
    "character role part figure voice story life city town state street suburb outskirt "
    "neighborhood neighbourhood borough district heart middle shore coast hill member kind sort "
    "version rest likes trio duo pair couple group ensemble talent scene frame half oeuvre that "
    "those".split()
)
"""Nouns whose of-phrase says whom or what they stand for."""
_WORKS = frozenset(
    "work film movie picture thriller comedy western drama melodrama flick classic".split()
)
"""Nouns whose plural stands for whose they are: "recalls the thrillers of Hitchcock"."""
_QUANTITIES = frozenset(
    "some many several few host number array slew bunch gallery handful variety mix".split()
)
"""What of those behind *of* stands for them: "some of the best actors"."""
OTHER = frozenset("another other original earlier previous prior older newer".split())
"""What makes a film another than the one spoken of: "the original film"."""
_LOCATIVE = frozenset({"in", "of", "on", "at", "near", "outside"})
_FILM_NOUNS = frozenset("film movie picture feature masterpiece debut remake adaptation".split())
_OTHER_STAGES = frozenset({"theatrical", "stage", "radio", "musical"})
"""What makes an adaptation or a production no film."""
_KINDS = frozenset(
    "flick biopic musical sequel prequel documentary romance romcom horror version adaptation "
    "production remake effort entry installment instalment gem spoof parody epic short cartoon "
    "anime".split()
)
"""What a film may be, where "this" points to it."""
_OF = frozenset({"of", "on"})
_METONYMS = frozenset("cast story plot narrative script screenplay ensemble".split())
"""Parts of a film that stand for it as the subject of a verb."""
_NAMING = frozenset({"name", "call", "title", "dub", "nickname", "entitle"})
_SCREEN = frozenset({"film", "series"})
_AGENTS = frozenset({"person", "character"})
_WORK_NOUNS = frozenset(
    "novel book play story novella memoir musical tale comic opera biography autobiography".split()
)
_SOURCE_NOUNS = _WORK_NOUNS - {"story", "tale", "musical", "biography"}
"""What takes up the work that a film is based on: "the story" is as often the film's own."""
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_DETERMINERS = frozenset({"the", "this", "its", "their", "his", "her"})
_LIST_LINKS = frozenset({",", "and", "&", ";", "or"})
_GENITIVES = frozenset({"'s", "’s", "'", "’"})
_OPENING, _CLOSING = "“\"‘'«", "”\"’'»"
_INSIDE_QUOTES = frozenset({".", ","})
_APPOSITION_MARKS = frozenset({",", "—", "–", "--", "-", "("})
_ALL_DASHES = frozenset({"—", "–", "--", "-"})
_DASHES = frozenset({"—", "–", "--"})
_INDEFINITE = frozenset({"a", "an"})
_OPENERS = frozenset({"a", "an", "the", "his", "her", "their", "one"})
_PRAISING = frozenset({"DET", "ADJ", "ADV"})
_PERFORMANCES = frozenset("performance portrayal turn cameo work play portray perform".split())
_LONGEST_PRAISE = 16
_LONGEST_TITLES = 60
_AMONG_TITLES = frozenset(
    "of from tv 's ’s the a an and or also best known famous remembered for his her later & "
    "other films movies film movie e.g. i.e.".split()
)
_KNOWN = frozenset({"known", "remembered", "famous", "renowned", "recognizable", "fresh"})
_BEFORE_KNOWN = frozenset({"who", "is", "was", "are", "will", "be", "most", "perhaps", "probably"})
_INSIDE_PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "PART", "VERB"})

_LIKENESSES = frozenset("lookalike look-alike lookalikes clone wannabe impersonator".split())


class Referents:
    """Mentions and ``values`` of one block by token; ``passage`` gives what else is spoken of."""

    def __init__(self, block: Block, mentions: Iterable[Mention], passage: Passage) -> None:
        self.block, self.passage = block, passage
        self._mentions: dict[int, tuple[Mention, int, int]] = {}
        self._starts: dict[int, tuple[Mention, int, int]] = {}
        for mention in sorted(mentions, key=lambda m: m.start - m.end):
            self._add(mention)
        self._names = [self._starts[i] for i in sorted(self._starts)]
        self._phrases: dict[int, list[Filler]] = {}
        self.values = list(value_spans(block.doc))
        self._values: dict[int, list[ValueSpan]] = {}
        for found in self.values:
            for i in range(found.start, found.end):
                self._values.setdefault(i, []).append(found)

    def _add(self, mention: Mention) -> None:
        """Longest first, so that the shortest mention of a token stays."""
        span = self.block.tokens(mention.span)
        if span is None:
            return
        entry = (mention, span.start, span.end)
        if mention.kind == "nominal":
            self._mentions[span.root.i] = entry
            return
        for i in range(span.start, span.end):
            self._mentions[i] = entry
        self._starts[span.start] = entry

    def mention(self, token: Token) -> Mention | None:
        """The mention that a token belongs to (of a nominal, its head)."""
        found = self._mentions.get(token.i)
        return found[0] if found else None

    def mention_from(self, start: int) -> tuple[Mention, int, int] | None:
        """The name or pronoun that starts at a token, with its tokens."""
        return self._starts.get(start)

    def starting(self, token: Token) -> list[Filler]:
        """Whom the name that starts at a token means."""
        found = self._starts.get(token.i)
        return self._fillers(*found) if found and found[0].kind == "name" else []

    def several(self, token: Token) -> list[Filler]:
        """Those whom a name for more than one means, at one of its words: "the Coen brothers"."""
        found = self._mentions.get(token.i)
        fillers = self._fillers(*found) if found and found[0].kind == "name" else []
        return fillers if len(fillers) > 1 else []

    def mention_before(self, end: int) -> tuple[Mention, int, int] | None:
        """The mention whose last token is just before ``end``."""
        found = self._mentions.get(end - 1)
        return found if found and found[2] == end else None

    def _quoted_before(self, end: int) -> tuple[Mention, int, int] | None:
        """The mention just before ``end``, whether a quotation mark closes it or not."""
        closed = end > 0 and self.block.doc[end - 1].text in _CLOSING
        return self.mention_before(end) or (self.mention_before(end - 1) if closed else None)

    def names(self) -> Sequence[tuple[Mention, int, int]]:
        """The names and pronouns of the block in order of position."""
        return self._names

    def covers(self, token: Token) -> bool:
        """Whether a token lies inside a name or is a pronoun that refers."""
        found = self._mentions.get(token.i)
        return found is not None and found[0].kind != "nominal"

    def is_named(self, index: int) -> bool:
        """Whether a token lies inside a name."""
        found = self._mentions.get(index)
        return found is not None and found[0].kind == "name"

    def names_one_film(self) -> bool:
        """Whether no second film is named in the block that "this one" could mean."""
        entities = (m.entity for m, _, _ in self.names())
        return len({e.iri for e in entities if e.type in _SCREEN}) < 2

    def around_genitive(self, mark: Token) -> dict[str, list[Filler]] | None:
        """What a genitive joins to a name: "Sean Baker's Anora", "her Carol"."""
        if dated := self._dated_title(mark):
            return dated
        owner = mark if mark.tag_ == "PRP$" else mark.head
        before = self._mentions.get(mark.i) if owner is mark else self.mention_before(mark.i)
        part = self._part_after(mark)
        if before is not None and part:
            return {"possessor": self._owners(before), "possessed": part}
        if before is not None and (title := self._quoted_title_after(mark)):
            return {"possessor": self._owners(before), "possessed": title}
        between = owner.doc[mark.i + 1 : owner.head.i]
        if any(t.lemma_ in _WORK_NOUNS for t in between):
            return None  # "Anna Sewell's novel Black Beauty" is no film of hers
        inside_a_title = owner is mark and before is not None and before[0].kind == "name"
        if before is None or owner.dep_ != "poss" or inside_a_title:
            return None
        return {"possessor": self._owners(before), "possessed": self._possessed(owner.head)}

    def _dated_title(self, mark: Token) -> dict[str, list[Filler]] | None:
        """A film with the year that owns it: "2003's Far from Heaven"."""
        after = self._starts.get(mark.i + 1)
        if after is None or after[0].entity.type not in _SCREEN:
            return None
        years = [v for v in self._values.get(mark.i - 1, []) if v.end == mark.i]
        owners = [Filler(v.value, v.start, v.end) for v in years]
        return {"possessor": owners, "possessed": self._fillers(*after)} if owners else None

    def around_film_noun(self, noun: Token) -> dict[str, list[Filler]] | None:
        """Maker and films around "film": "the *Kubrick* film *The Killing*"."""
        if noun.lemma_.lower() not in _WORKS or noun.i == 0 or noun.i + 2 >= len(noun.doc):
            return None
        before, at = self.mention_before(noun.i), noun.i + 1
        after = self._starts.get(at + (noun.doc[at].text in (",", ":")))
        if before is None or before[0].entity.type != "person" or after is None:
            return None
        films = of_types(self._listed(self._fillers(*after)), _SCREEN)
        return {"possessor": self._fillers(*before), "possessed": films}

    def _owners(self, last: tuple[Mention, int, int]) -> list[Filler]:
        """Who owns something together: "Ethan and Joel Coen's thriller"."""
        start, doc = last[1], self.block.doc
        joined = start > 1 and doc[start - 1].lower_ in ("and", "&")
        first = self.mention_before(start - 1) if joined else None
        own = self._fillers(*last)
        if first is None or first[0].kind != "name" or first[0].entity.type != last[0].entity.type:
            return own
        return self._fillers(*first) + own

    def _part_after(self, mark: Token) -> list[Filler]:
        """The character whose name stands right behind a genitive ("De Niro's Neil McCauley"),
        whatever the parser makes of it."""
        after = self._starts.get(mark.i + 1)
        if after is None and mark.doc.text_of(mark.i + 1, mark.i + 2) in PART_NOUNS:
            behind = mark.doc.text_of(mark.i + 2, mark.i + 3) in ("(", ",")
            after = self._starts.get(mark.i + (3 if behind else 2))  # "Jones's character (Bell)"
        after = after or self._described_part(mark)
        if after is None or after[0].entity.type != "character":
            return []
        return self._fillers(*after)

    def _quoted_title_after(self, mark: Token) -> list[Filler]:
        """The film whose title stands in quotation marks right behind a genitive, whatever the
        parser makes of its words: "Feo Aladag's “When We Leave”"."""
        doc, after = self.block.doc, self._starts.get(mark.i + 2)
        if after is None or after[0].entity.type not in _SCREEN or after[2] >= len(doc):
            return []
        quoted = doc[mark.i + 1].text in _OPENING and doc[after[2]].text in _CLOSING
        return self._fillers(*after) if quoted else []

    def _described_part(self, mark: Token) -> tuple[Mention, int, int] | None:
        """The name behind words for somebody: "Magaro's gentle cook Cookie"."""
        for i in range(mark.i + 1, min(mark.i + 5, len(mark.doc))):
            found = self._starts.get(i)
            if found is not None:
                return found if is_person_noun(mark.doc[i - 1]) else None
            if mark.doc[i].pos_ not in ("ADJ", "NOUN", "ADV", "PUNCT"):
                return None
        return None

    def _possessed(self, head: Token) -> list[Filler]:
        """A name, also after a word for a film ("Lean's film Brief Encounter"), or the film
        under discussion ("Lean's film")."""
        modifiers = {c.lower_ for c in head.children}
        if modifiers & _OTHER_STAGES:
            return []
        named = [f for f in self.resolve([head]) if self._is_name(f)]
        named = [f for f in named if f.start <= head.i or not self._has_owner(f)]
        if not named and (said := self._said_of(head)):
            return said
        if head.i not in self._mentions and head.lemma_ not in _FILM_NOUNS:
            return of_types(named, _SCREEN)  # "Coen's thriller Fargo"
        common = head.tag_ == "NN" and head.lemma_ in _FILM_NOUNS - {"debut"}
        if named or not common:
            return named
        return self._film_as(head)

    def _said_of(self, noun: Token) -> list[Filler]:
        """The film that is said to be one of somebody's: "The Informer is one of Ford's most
        expressionistic films", "Oppenheimer is Nolan's best"."""
        if noun.lemma_ not in _FILM_NOUNS and noun.tag_ != "JJS":
            return []
        if noun.dep_ == "appos" and noun.head.pos_ == "PROPN":  # "Asphalt, Joe May's film of 1929"
            return of_types(self.resolve([noun.head])[:1], _SCREEN)
        of = noun.head
        one = of.head if noun.dep_ == "pobj" and of.lower_ == "of" else noun
        if one.dep_ != "attr" or (one is not noun and one.lower_ != "one"):
            return []
        found = of_types(self.resolve(described(one)), _SCREEN)
        if not found and any(t.lower_ in ("it", "this") for t in described(one)):
            found = self._film_as(noun)
        return found[:1]

    def around_parenthesis(self, mark: Token) -> dict[str, list[Filler]] | None:
        """A name and what opens the parenthesis after it: "Ani (Mikey Madison)", "Heat (1995)"."""
        dash = mark.i > 0 and mark.nbor(-1).text in _ALL_DASHES  # "Gordon - (Grant Heslov)"
        before = self._quoted_before(mark.i - 1 if dash else mark.i)
        if before is None or mark.i + 1 >= len(mark.doc) or before[0].kind != "name":
            return None
        quoted = mark.nbor().text in _OPENING
        cited = citations(mark.doc).get(mark.i)
        if cited is not None:
            content = [f for start, _ in cited.directors for f in self.starting(mark.doc[start])]
        else:
            first = self._behind_film_of(mark.i + 1 + quoted)
            inside = self._starts.get(first) or self._introduced(mark)
            content = self._listed(self._fillers(*inside)) if inside else []
            content = [f for f in content if not _only_likens(mark.doc, f)]
        year = cited.year if cited and cited.year else mark.i + 1
        values = [v for v in self._values.get(year, []) if v.start == year]
        content += [Filler(v.value, v.start, v.end) for v in values]
        return {"host": self._fillers(*before), "content": content}

    def around_slash(self, mark: Token) -> dict[str, list[Filler]]:
        """Performer, by the whole name, and part on the two sides of a slash: "Ines Vale/Mara"."""
        before, after = self.mention_before(mark.i), self._starts.get(mark.i + 1)
        if before is None or after is None:
            return {"host": [], "content": []}
        kinds = {before[0].entity.type, after[0].entity.type}
        whole = any(m.entity.type == "person" and " " in m.text for m in (before[0], after[0]))
        if kinds != _AGENTS or not whole or {before[0].kind, after[0].kind} != {"name"}:
            return {"host": [], "content": []}
        return {"host": self._fillers(*before), "content": self._fillers(*after)}

    def in_parenthesis(self, mark: Token) -> list[Filler]:
        """Whom a parenthesis begins with, behind words of praise; behind a plural, all of a list
        ("the two leads (Ines Vale and Tomas Reed)")."""
        inside = self._starts.get(self._behind_film_of(mark.i + 1)) or self._introduced(mark)
        found = self._fillers(*inside) if inside else []
        found = [f for f in found if not _only_likens(mark.doc, f)]
        return found if mark.i and mark.nbor(-1).tag_ == "NN" else self._listed(found)

    def titles_behind(self, end: int) -> list[Filler]:
        """The films that stand behind a name for what somebody is known for: alone in a
        parenthesis, before "fame", or behind "best known for"."""
        doc, opener = self.block.doc, self.block.doc.text_of(end, end + 1)
        i = end + (opener in ("(", ","))
        found: list[Filler] = []
        known = False
        while i < min(len(doc), end + _LONGEST_TITLES):
            here, token = self._starts.get(i), doc[i]
            if here is not None and here[0].entity.type in _SCREEN:
                found += self._fillers(*here)
                i = here[2]
                continue
            if token.lower_ == "fame" or (opener == "(" and token.text == ")"):
                return found
            known = known or token.lower_ in _KNOWN
            opens = _opens_titles(token) or (token.lower_ in _BEFORE_KNOWN and not found)
            if (here is not None and here[0].entity.type in _AGENTS) or not opens:
                break
            i += 1
        return found if known and opener != "(" else []

    def is_citation(self, mark: Token) -> bool:
        """Whether a parenthesis cites a film by its director: "(Todd Haynes, 2015)", "(dir. David
        Lean)"."""
        cited = citations(mark.doc).get(mark.i)
        return cited is not None and bool(cited.directors)

    def _introduced(self, mark: Token) -> tuple[Mention, int, int] | None:
        """The performer or part in a parenthesis behind words that praise or place it: "(a superb
        Javier Bardem)", "(now Ashton Sanders)", "(older Kevin)"."""
        start = self._behind_film_of(mark.i + 1)
        for i in range(start, min(start + 5, len(mark.doc))):
            found = self._starts.get(i)
            if found is not None and found[0].entity.type != "award":
                return found if found[0].entity.type in _AGENTS else None
            word = mark.doc[i]
            if found is not None or word.lower_ in listed("person", "roles"):
                continue  # "(Oscar nominee Lucas Hedges)"
            praising = word.pos_ in _PRAISING or word.tag_ in ("VBN", "VBG") or word.dep_ == "amod"
            if not praising and word.lower_ not in {",", "by", "-"}:
                break
        return self._performed_by(mark)

    def _behind_film_of(self, at: int) -> int:
        """The token behind a film's genitive, "(*Heat's* Ines Vale)", or ``at`` itself."""
        found, doc = self._starts.get(at), self.block.doc
        if found is None or found[0].entity.type not in _SCREEN or found[2] >= len(doc):
            return at
        return found[2] + 1 if doc[found[2]].text in _GENITIVES else at

    def _performed_by(self, mark: Token) -> tuple[Mention, int, int] | None:
        """Who a parenthesis of praise ends with: "(an excellent performance by Ines Vale)",
        "(nicely played with low-key charm by Tomas Reed)"."""
        performed = False
        for word in mark.doc[mark.i + 1 : mark.i + _LONGEST_PRAISE]:
            if word.text in {")", "(", "."}:
                return None
            performed = performed or word.lemma_ in _PERFORMANCES
            found = self._starts.get(word.i + 1)
            if performed and word.lower_ == "by" and found is not None:
                closed = mark.doc.text_of(found[2], found[2] + 1) == ")"
                return found if closed and found[0].entity.type == "person" else None
        return None

    def _is_name(self, filler: Filler) -> bool:
        found = self._starts.get(filler.start)
        return found is not None and found[0].kind == "name"

    def film_of_sentence(self, token: Token) -> Filler | None:
        """The first film that the sentence names before a token."""
        for i in range(token.sent.start, token.i):
            found = self._starts.get(i)
            if found is not None and found[0].entity.type in _SCREEN:
                return self._fillers(*found)[0]
        return None

    def film_defined(self, token: Token) -> Filler | None:
        """The film of which the sentence says before a token what it is and of which year."""
        doc, start = token.doc, token.sent.start
        years = (i for i in range(start + 1, token.i) if year_of_definition(doc, i))
        copula = next(years, None)
        return self.film_of_sentence(doc[copula]) if copula else None

    # ---- arguments

    def _has_owner(self, filler: Filler) -> bool:
        """Whether a genitive stands right before a name."""
        return filler.start > 0 and self.block.doc[filler.start - 1].tag_ == "POS"

    def resolve(self, heads: Iterable[Token]) -> list[Filler]:
        """What phrases stand for, with what is coordinated or listed after them."""
        found: dict[tuple[object, int], Filler] = {}
        for head in heads:
            for filler in self._phrase(head):
                found.setdefault((filler.entity, filler.start), filler)
        return list(found.values())

    def _phrase(self, head: Token) -> list[Filler]:
        """What a phrase stands for, worked out once."""
        if head.i not in self._phrases:
            self._phrases[head.i] = list(self._coordinated(head))
        return self._phrases[head.i]

    def _coordinated(self, head: Token) -> Iterator[Filler]:
        first: Filler | None = None
        for one in conjuncts(head):
            if one.i != head.i and self._cut_off(one):
                break
            fillers = self._listed(self._one(one))
            if not _changes_sides(first, fillers):
                first = first or next(iter(fillers), None)
                yield from fillers

    def _cut_off(self, conjunct: Token) -> bool:
        """Whether a verb, perhaps taken for a noun, stands before a coordinated name ("directed
        by Cahn, and stars Denning"), or instead of one ("by Horne and starring Olsen")."""
        found = self._mentions.get(conjunct.i)
        if found is None and conjunct.pos_ == "VERB" and conjunct.is_lower:
            return True
        start = found[1] if found else conjunct.left_edge.i
        if start == 0:
            return False
        if is_misread_verb(conjunct.doc[start - 1]):
            return True
        if conjunct.doc[start - 1].text == ";":  # "by Judge; Moore, Willis and Stack star in it"
            end = found[2] if found else conjunct.i + 1
            return conjunct.doc.text_of(end, end + 1) == "," or _goes_on_in_a_clause(conjunct)
        for i in range(start - 1, max(start - 6, 0), -1):
            token = conjunct.doc[i]
            if token.lower_ in _LIST_LINKS:
                break
            if token.pos_ == "VERB" and token.tag_ != "VBN":
                return True
        return False

    def within(self, heads: Iterable[Token]) -> list[Filler]:
        """The places that phrases for unnamed places lie in: "in a house in Brighton Beach"."""
        found: list[Filler] = []
        for head in heads:
            for child in head.children:
                if child.dep_ == "prep" and child.lower_ in _LOCATIVE:
                    inner = [c for c in child.children if c.dep_ == "pobj"]
                    found += self.resolve(inner) or self.within(inner)
                elif child.dep_ in ("compound", "poss", "nmod") and child.i in self._mentions:
                    found += self.resolve([child])
        return found

    def _one(self, head: Token, depth: int = 0) -> list[Filler]:
        mention = self._mentions.get(head.i)
        if mention is not None:
            return self._fillers(*(self._taken_in_by(mention) or mention))
        if depth > 3:
            return []
        announced = [f for name in enumerated(head) for f in self._one(name, depth + 1)]
        if announced:
            return announced
        for inner in self._named_by(head):
            found = self._one(inner, depth + 1)
            if found:
                return found
        if head.dep_ in ("attr", "appos") and (head.pos_ != "PRON" or head.lower_ == "one"):
            for holder in described(head):
                found = self._one(holder, depth + 1)
                if found:
                    return found
        return self.apposed(head) or self._film(head) or self._work(head) or self._counted(head)

    def _taken_in_by(self, mention: tuple[Mention, int, int]) -> tuple[Mention, int, int] | None:
        """The name before a parenthesis that the parser takes for part of the one inside: "is
        married to Olive (Christina Kirk)"."""
        doc, at = self.block.doc, mention[1] - 1
        if at < 1 or doc[at].text != "(":
            return None
        host = self.mention_before(at - (doc[at - 1].text in _ALL_DASHES))
        root = doc.root_of(*host[1:]) if host is not None else None
        merged = root is not None and mention[1] <= root.head.i < mention[2]
        return host if merged and root is not None and root.dep_ in ("compound", "nmod") else None

    def apposed(self, noun: Token) -> list[Filler]:
        """The name that a noun phrase stands beside ("Vanya, the oligarch's son, …"), found by
        position because parsers often lose it."""
        doc, start = noun.doc, self._phrase_start(noun)
        at = start - 1
        if start == noun.i or at < 1 or doc[at].text not in _APPOSITION_MARKS:
            return []
        if doc[start].lower_ not in _INDEFINITE and not _closes(doc, noun.i + 1):
            return []
        before = self.mention_before(self._before_insertion(at))
        return self._fillers(*before) if before and before[0].kind == "name" else []

    def named_behind(self, noun: Token) -> list[Filler]:
        """The name that follows a word for one thing, or that is set off behind it by commas,
        found by position because parsers lose it: "Vale as sassy *waitress* Mara, Reed as …",
        "the story of peasant *farmer*, Joss Bell, whose …"."""
        doc, after = noun.doc, noun.i + 1
        found = self._starts.get(after)
        if found is None and doc.text_of(after, after + 1) == ",":
            found = self._starts.get(after + 1)
            if found and not all(t.is_punct for t in doc[found[2] : found[2] + 1]):
                return []
        if found is None or found[0].kind != "name" or noun.tag_ in ("NNS", "NNPS"):
            return []
        return self._fillers(*found)

    def _before_insertion(self, at: int) -> int:
        """The token after what an apposition's mark follows: quotation marks and an insertion
        between two dashes are passed over."""
        doc = self.block.doc
        while at > 0 and doc[at - 1].text in _CLOSING:
            at -= 1
        if at > 0 and doc[at - 1].text == ")":  # "Romano (Carlo Verdone), a failed playwright"
            opening = (i for i in range(at - 1, max(at - 9, 0), -1) if doc[i].text == "(")
            return next(opening, at)
        if doc[at].text in _DASHES or (at < len(doc) and doc[at].text in _CLOSING):
            for i in range(at - 1, max(at - 9, 0), -1):
                if doc[i].text in _DASHES:
                    return i
        return at

    def _phrase_start(self, noun: Token) -> int:
        """The determiner that opens the phrase of a noun, or the noun itself."""
        for i in range(noun.i - 1, max(noun.i - 7, noun.sent.start) - 1, -1):
            token = noun.doc[i]
            if token.lower_ in _OPENERS:
                return i
            if token.pos_ not in _INSIDE_PHRASE and token.text != "-":
                break
        return noun.i

    def _fillers(self, mention: Mention, start: int, end: int) -> list[Filler]:
        return [Filler(e, start, end, mention.score) for e in referents(mention)]

    def _named_by(self, noun: Token) -> Iterator[Token]:
        """Where a common noun's phrase names what it stands for."""
        for child in noun.children:
            if child.dep_ == "appos" and child.i > noun.i:
                yield child
            elif child.dep_ == "acl" and child.lemma_ in _NAMING:
                yield from (c for c in child.children if c.i > child.i)
        if self._stands_before_its_name(noun):
            yield noun.nbor()
        work = noun.lemma_.lower() in _WORKS
        plural = work and noun.tag_ == "NNS"
        set_off = self._set_off_behind(noun) if work else None
        if set_off is not None and (plural or self._is_quoted(set_off)):
            yield set_off
        if plural or noun.like_num or noun.lemma_.lower() in _TRANSPARENT:
            for prep in noun.children:
                if prep.lower_ == "of":
                    yield from (c for c in prep.children if c.dep_ == "pobj")
        elif noun.lemma_.lower() in _QUANTITIES:
            of_them = (c for prep in noun.children if prep.lower_ == "of" for c in prep.children)
            yield from (c for c in of_them if c.tag_ == "NNS" and enumerated(c))

    def _set_off_behind(self, noun: Token) -> Token | None:
        """The first of the titles that a comma or colon parts from "films"."""
        if noun.doc.text_of(noun.i + 1, noun.i + 2) not in (",", ":"):
            return None
        found = self._starts.get(self._unquoted(noun.i + 2))
        film = found is not None and found[0].entity.type in _SCREEN
        return noun.doc.root_of(*found[1:]) if found and film else None

    def _is_quoted(self, token: Token) -> bool:
        """Whether the name that a token belongs to opens behind a quotation mark."""
        found = self._mentions.get(token.i)
        return found is not None and found[1] > 0 and token.doc[found[1] - 1].text in _OPENING

    def _stands_before_its_name(self, noun: Token) -> bool:
        """Whether a name follows that belongs to the noun's phrase ("the novel Rebecca")."""
        following = self._starts.get(noun.i + 1)
        if following is None:
            return False
        if noun.lemma_ in _WORK_NOUNS and following[0].entity.type == "work":
            return True
        root = noun.doc.root_of(*following[1:])
        return root.head.i == noun.i or following[1] <= noun.head.i < following[2]

    def _film(self, head: Token) -> list[Filler]:
        """The film under discussion, for a definite "the film"."""
        lemma = head.lemma_.lower()
        subject = head.dep_ in ("nsubj", "nsubjpass")
        this = lemma in _WORKS | _KINDS and any(c.lower_ == "this" for c in head.children)
        if not (this or lemma in _FILM_NOUNS or (lemma in _METONYMS and subject)):
            return []
        if head.tag_ != "NN" or not any(c.lower_ in _DETERMINERS for c in head.children):
            return []
        if any(c.lower_ in OTHER for c in head.children):
            return self.film_of(head)
        return self.film_of(head) or self._film_as(head)

    def film_of(self, part: Token) -> list[Filler]:
        """The film whose part is spoken of: "the cast *of Heat* includes De Niro"."""
        preps = (c for c in part.children if c.lower_ in _OF and c.dep_ == "prep")
        named = self.resolve(o for prep in preps for o in prep.children if o.dep_ == "pobj")
        return of_types(named, _SCREEN)

    def this_film(self, noun: Token) -> list[Filler]:
        """The film under discussion, for "this 1942 film"."""
        return self._film(noun) if any(c.lower_ == "this" for c in noun.children) else []

    def meant_by_this(self, noun: Token) -> list[Filler]:
        """The film under discussion, where "this" is said to be one: "this is not a *comedy*"."""
        pointing = any(t.lower_ in ("this", "it", "its") for t in described(noun))
        pointing = pointing or _stands_alone(noun) or _is_one_alone(noun)
        pointing = pointing or (noun.dep_ == "attr" and _is_of_the_genre(noun.head))
        return self._film_as(noun) if pointing and noun.pos_ in ("NOUN", "ADJ") else []

    def _film_as(self, word: Token) -> list[Filler]:
        """The film that is spoken of, said by ``word``."""
        film = self.passage.film(word)
        return [replace(_said_by(film, word), assumed=True)] if film else []

    def _work(self, head: Token) -> list[Filler]:
        """The work that a definite "the novel" takes up."""
        definite = any(c.lower_ in _DETERMINERS for c in head.children)
        if head.tag_ != "NN" or not definite or head.lemma_.lower() not in _SOURCE_NOUNS:
            return []
        work = self.passage.work(head)
        return [_said_by(work, head)] if work else []

    def _counted(self, head: Token) -> list[Filler]:
        """The films named last, for "both" and "all three"."""
        if head.dep_ not in _ARGUMENTS:
            return []
        words = {head.lower_, *(c.lower_ for c in head.children if c.i < head.i)}
        if head.pos_ == "NOUN" and head.lemma_ not in _FILM_NOUNS:
            return []
        count = 2 if "both" in words else 0
        if words & {"all", "these"}:
            count = next((n for w, n in _COUNTS.items() if w in words), 0)
        return [_said_by(f, head) for f in self.passage.films(head, count)] if count else []

    def _listed(self, fillers: list[Filler]) -> list[Filler]:
        """Add the names that follow in an enumeration ("A, B and C"), which parses often break."""
        found = list(fillers)
        at = found[-1].end if found and isinstance(found[-1].entity, EntityRef) else None
        while at is not None:
            following = self._next_listed(at)
            if following is None:
                break
            mention, start, at = following
            if {mention.entity.type, getattr(fillers[0].entity, "type", "")} == _AGENTS:
                break  # performers and parts take turns, they are not listed together
            found += self._fillers(mention, start, at)
        return found

    def _next_listed(self, at: int) -> tuple[Mention, int, int] | None:
        doc, i = self.block.doc, self._after_parenthesis(self._unquoted(at))
        if i > at and doc[i - 1].text == ")" and (beside := self._starts.get(i)) is not None:
            return beside if beside[0].entity.type == "person" else None  # "A (Heat) B (Ronin)"
        while i < len(doc) and doc[i].lower_ in _LIST_LINKS and i - at < 12:
            i += 1
            after = self._starts.get(self._unquoted(i))
            if after is not None:
                if doc[i - 1].text == "," and after[0].entity.type == "place":
                    return None  # "Cincinnati, Ohio" is one place in another
                clausal = doc.root_of(*after[1:]).dep_ in ("nsubj", "nsubjpass", "poss")
                return None if clausal or after[0].kind == "pronoun" else after
        return None

    def _unquoted(self, at: int) -> int:
        """The token after a quotation mark at ``at``, or ``at`` itself."""
        return at + (at < len(self.block.doc) and self.block.doc[at].text in _OPENING + _CLOSING)

    def _after_parenthesis(self, at: int) -> int:
        """The token after a parenthesis or a part ("as Jenny") that belongs to a listed name."""
        doc = self.block.doc
        opener = doc[at].lower_ if at < len(doc) else ""
        if opener not in ("(", "as"):
            return at
        ends = ")" if opener == "(" else ",;."
        for j in range(at + 1, min(at + 9, len(doc))):
            if doc[j].text in ends or (opener == "as" and doc[j].lower_ == "and"):
                return j + 1 if opener == "(" else j
        return at

    def lasting(self, token: Token) -> list[ValueSpan]:
        """The lengths of time that end at a word, of a minute or more."""
        spans = self._values.get(token.i, [])
        return [s for s in spans if s.value.datatype == DURATION and s.end == token.i + 1]

    def value(self, heads: Iterable[Token], datatypes: frozenset[str]) -> list[Filler]:
        """Values of some datatypes that phrases state."""
        found = []
        for head in heads:
            spans = self._values.get(head.i, [])
            film = head.lemma_.lower() in _FILM_NOUNS and datatypes <= DATE_TYPES
            if not film and head.lemma_.lower() not in _WORK_NOUNS:  # "from a 1967 novel"
                spans = spans or [v for c in head.children for v in self._values.get(c.i, [])]
            found += [
                Filler(v.value, v.start, v.end) for v in spans if v.value.datatype in datatypes
            ]
        return found

    def quoted(self, heads: Iterable[Token], *, bare: bool = True) -> list[Filler]:
        """Names as words: what stands in quotation marks, or (``bare``) a proper name itself."""
        found = []
        for head in heads:
            named = bare and not {"det", "amod"} <= {c.dep_ for c in head.children}
            span = self._in_quotes(head) or (self._proper(head) if named else None)
            if span:
                text = self.block.doc.text_of(*span)
                found.append(Filler(Value(text), *span))
        return found

    def _in_quotes(self, head: Token) -> tuple[int, int] | None:
        doc = head.doc
        before = [
            i
            for i in range(head.i, max(head.sent.start - 1, head.i - 6), -1)
            if doc[i].text in _OPENING
        ]
        after = [i for i in range(head.i + 1, min(len(doc), head.i + 6)) if doc[i].text in _CLOSING]
        if not before or not after or before[0] >= head.i:
            return None
        stop = doc[after[0] - 1].text in _INSIDE_QUOTES  # "“Minnow,” she is called"
        return before[0] + 1, after[0] - stop

    def _proper(self, head: Token) -> tuple[int, int] | None:
        mention = self._mentions.get(head.i)
        if mention and mention[0].kind == "name":
            return mention[1], mention[2]
        if head.pos_ != "PROPN":
            return None
        start = head.i
        while start > 0 and head.doc[start - 1].pos_ == "PROPN":
            start -= 1
        return start, head.i + 1


def _stands_alone(noun: Token) -> bool:
    """Whether one thing, described, is all that a sentence names: "A real thriller.", "What a
    comedy!"; not the heading "Comedy"."""
    beside = {c.dep_ for c in noun.children}
    whole = noun.dep_ == "ROOT" and noun.tag_ == "NN" and not beside & {"nsubj", "expl"}
    return whole and bool(beside & {"det", "amod"})


def _is_one_alone(noun: Token) -> bool:
    """Whether a sentence names only that of which something is one: *One of the worst horror
    films ever made*."""
    of = noun.head
    one = noun.dep_ == "pobj" and of.lower_ == "of" and of.head.lower_ == "one"
    whole = one and of.head.dep_ == "ROOT"
    return whole and not {c.dep_ for c in of.head.children} & {"nsubj", "expl", "cop"}


def _is_of_the_genre(be: Token) -> bool:
    """*the genre is horror*"""
    return be.lemma_ == "be" and any(
        c.dep_ == "nsubj" and c.lemma_.lower() == "genre" for c in be.children
    )


def _goes_on_in_a_clause(name: Token) -> bool:
    """Whether a finite verb follows a name in its sentence: "…; Demi Moore and Bruce Willis
    *star*"."""
    behind = name.doc[name.i + 1 : name.sent.end]
    return any(t.tag_ in {"VBZ", "VBP", "VBD"} for t in behind)


def _changes_sides(first: Filler | None, others: list[Filler]) -> bool:
    """Whether what is coordinated is a performer where the first is a part, or the other way
    round: "Hawkes, who plays Teardrop, and Dickey"."""
    kinds = {getattr(f.entity, "type", "") for f in (first, *others[:1]) if f is not None}
    return kinds == _AGENTS


def _opens_titles(token: Token) -> bool:
    """Whether a word can stand before or among the titles somebody is known for."""
    written = token.is_punct or token.is_digit or token.text[0].isupper()
    return written or token.lower_ in _AMONG_TITLES | _KNOWN


def _only_likens(doc: Doc, filler: Filler) -> bool:
    """Whether a name only says whom somebody resembles: "Garner lookalike McAdams"."""
    return doc.text_of(filler.end, filler.end + 1).lower() in _LIKENESSES


def _closes(doc: Doc, i: int) -> bool:
    """Whether a phrase that ends before token ``i`` stands apart from what follows."""
    return i >= len(doc) or doc[i].is_punct or doc[i].lower_ in ("who", "of", "and")


def _said_by(filler: Filler, word: Token) -> Filler:
    """A filler that the essay provides, with the word of the sentence that takes it up."""
    return replace(filler, start=word.i, end=word.i + 1)
