"""Columns of texts: what is done with all of them at once is what is done with each."""

from zlib import adler32, crc32

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.knowledge.columns import LOWER, Texts, decimals, joined

TEXTS = st.lists(st.text(max_size=40), max_size=20)


@given(TEXTS)
def test_texts_come_back_as_they_were(texts: list[str]) -> None:
    """One by one, and chosen by place."""
    column = Texts.of(texts)
    assert column.tolist() == texts
    assert column[np.arange(len(texts))[::-1]].tolist() == texts[::-1]


@given(TEXTS)
def test_hashes_are_those_of_zlib(texts: list[str]) -> None:
    """CRC-32 above Adler-32, so that a look-up need not hash as columns do."""
    encoded = [text.encode() for text in texts]
    expected = [crc32(text) << 32 | adler32(text) for text in encoded]
    assert Texts.of(texts).hashes().tolist() == expected


@given(TEXTS)
def test_lines_are_joined_of_columns_and_constants(texts: list[str]) -> None:
    """Row by row, in the order of the parts."""
    column = Texts.of(texts)
    lines = joined(len(column), b"\n", column, b"\t", column.mapped(LOWER))
    lower = [text.translate({c: c + 32 for c in range(65, 91)}) for text in texts]
    assert lines.tolist() == [f"\n{a}\t{b}" for a, b in zip(texts, lower, strict=True)]


@given(TEXTS)
def test_texts_of_a_group_are_put_together(texts: list[str]) -> None:
    """Where they stand side by side."""
    groups = np.arange(len(texts)) // 3
    expected = [(i, "".join(texts[3 * i : 3 * i + 3])) for i in range((len(texts) + 2) // 3)]
    assert Texts.of(texts).grouped(groups) == expected


def test_numbers_are_read_and_written() -> None:
    """Decimal ones of few digits are read; all are written, in so many digits at least."""
    numbers, good = Texts.of(["12", "", "1a", "0007", "123456789"]).decimals(8)
    assert numbers.tolist() == [12, 0, 0, 7, 0]
    assert good.tolist() == [True, False, False, True, False]
    some = np.array([0, 9, 10, 4_294_967_297])
    assert decimals(some).tolist() == ["0", "9", "10", "4294967297"]
    assert decimals(some, 7).tolist() == ["0000000", "0000009", "0000010", "4294967297"]


def test_texts_are_compared_at_either_end() -> None:
    """Also those that are shorter than what they are compared with."""
    column = Texts.of(["", "a", '["x"]', "x]", '["'])
    assert column.begins(b'["').tolist() == [False, False, True, False, True]
    assert column.ends(b'"]').tolist() == [False, False, True, False, False]
    assert column.equals(b"a").tolist() == [False, True, False, False, False]
    assert column.within(2, 2).tolist() == ["", "", "x", "", ""]


@given(TEXTS)
def test_texts_set_apart_are_the_same(texts: list[str]) -> None:
    """With a line break around each, whatever they hold."""
    column = Texts.of(texts)
    apart = column[np.arange(len(texts))[::-1]].apart()
    assert apart.tolist() == texts[::-1]
    assert apart.data.tobytes() == "".join(f"\n{t}" for t in texts[::-1]).encode() + b"\n"
    assert apart.whole() == "".join(texts[::-1]).encode()
    assert column.whole() == "".join(texts).encode()


@given(TEXTS, TEXTS)
def test_columns_are_compared_text_by_text(ours: list[str], theirs: list[str]) -> None:
    """Places where both have the same text are marked."""
    pairs = list(zip([*ours, "a"], [*theirs, "a"], strict=False))
    column, other = (Texts.of([pair[i] for pair in pairs]) for i in (0, 1))
    assert column.same(other).tolist() == [a == b for a, b in pairs]


@given(st.lists(st.text(alphabet="acto", max_size=12), max_size=20))
def test_texts_are_searched(texts: list[str]) -> None:
    """A text that runs over the end of one is not found in it."""
    assert Texts.of(texts).holding(b"act").tolist() == ["act" in text for text in texts]


@given(st.lists(st.text(alphabet="ab ", max_size=5), max_size=9))
def test_lines_of_a_text_are_a_column(texts: list[str]) -> None:
    """Each ends with a line break."""
    assert Texts.lines("".join(f"{text}\n" for text in texts).encode()).tolist() == texts


@given(TEXTS, st.lists(st.integers(0, 60), max_size=9))
def test_texts_that_hold_a_place_are_marked(texts: list[str], places: list[int]) -> None:
    """The places are those of bytes of the data, also before the first text and behind the last."""
    apart = Texts.of(texts).apart()
    ends = apart.starts + apart.sizes
    held = [p for p in places if p < len(apart.data)]
    marks = apart.of_places(np.array(held, dtype=np.int64))
    spans = zip(apart.starts.tolist(), ends.tolist(), strict=True)
    assert marks.tolist() == [any(a <= p < b for p in held) for a, b in spans]


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=9))
def test_what_stands_between_two_columns_is_one_text(rows: list[tuple[str, str]]) -> None:
    """Up to the end of the second, or to its beginning."""
    lines = Texts.of([text for row in rows for text in (row[0], "-", row[1])])
    one, other = lines[np.arange(len(rows)) * 3], lines[np.arange(len(rows)) * 3 + 2]
    assert one.until(other).tolist() == [f"{a}-{b}" for a, b in rows]
    odd = np.arange(len(rows)) % 2 == 1
    expected = [f"{a}-{b if i % 2 else ''}" for i, (a, b) in enumerate(rows)]
    assert one.until(other, odd).tolist() == expected
