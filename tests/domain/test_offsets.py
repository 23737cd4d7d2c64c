from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.offsets import OffsetMap
from annotator.domain.qt_text import BLOCK_UNITS, qt_text
from annotator.domain.units import UNITS, converter, detect_unit

characters = st.one_of(
    st.sampled_from([*"aé漢😀👨\u200d\u0301\n 🇺🇦가"]), st.characters(codec="utf-8")
)
texts = st.text(characters, max_size=40)
long_texts = st.builds(lambda text, times: text * times, texts, st.integers(1, 40))


@settings(max_examples=200, deadline=None)
@given(long_texts)
def test_utf16_agrees_with_the_encoder(text: str) -> None:
    offsets = OffsetMap(text)
    for position in range(len(text) + 1):
        utf16 = len(text[:position].encode("utf-16-le")) // 2
        assert offsets.to_utf16(position) == utf16
        assert offsets.from_utf16(utf16) == position
        if position < len(text) and text[position] > "\uffff":
            assert offsets.from_utf16(utf16 + 1) == position
    assert offsets.utf16_length == len(text.encode("utf-16-le")) // 2


@settings(max_examples=200, deadline=None)
@given(long_texts)
def test_bytes_agree_with_the_encoder(text: str) -> None:
    offsets = OffsetMap(text)
    for position in range(len(text) + 1):
        byte = len(text[:position].encode())
        assert offsets.to_byte(position) == byte
        width = len(text[position : position + 1].encode()) or 1
        assert {offsets.from_byte(byte + within) for within in range(width)} == {position}


@pytest.mark.parametrize("position", [-1, 3])
def test_a_position_outside_is_refused(position: int) -> None:
    offsets = OffsetMap("ab")
    for method in (offsets.to_utf16, offsets.from_utf16, offsets.to_byte, offsets.from_byte):
        with pytest.raises(IndexError):
            method(position)


@settings(max_examples=200, deadline=None)
@given(texts, st.data())
def test_the_unit_is_found_by_its_quotes(text: str, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(UNITS))
    convert = converter(text, unit)
    places = {convert(number): number for number in range(4 * len(text) + 1)}
    places.pop(None, None)
    cuts = st.sampled_from(sorted(places))
    spans = []
    for first, last in data.draw(st.lists(st.tuples(cuts, cuts).map(sorted), max_size=5)):
        spans.append((places[first], places[last], text[first:last]))
    evidence = detect_unit(text, spans)
    assert evidence.hits[unit] == evidence.total == len(spans)
    assert evidence.unit is not None


def test_units_tell_apart_after_an_emoji() -> None:
    text = "👨‍👩‍👧 é Odessa"
    start = text.index("Odessa")
    found = {
        unit: detect_unit(text, [(before, before + 6, "Odessa")]).unit
        for unit, before in (("codepoint", start), ("utf16", start + 3), ("byte", 18 + 1 + 2 + 1))
    }
    assert found == {"codepoint": "codepoint", "utf16": "utf16", "byte": "byte"}
    assert detect_unit(text, [(4, 10, "Odessa")]).unit == "grapheme"


def test_no_unit_is_taken_when_none_explains_every_quote() -> None:
    evidence = detect_unit("😀 a b", [(2, 3, "a"), (5, 6, "b"), (90, 91, "x"), (3, 2, "y")])
    assert evidence.unit is None
    assert evidence.hits == {"codepoint": 1, "utf16": 1, "byte": 0, "grapheme": 1}
    assert evidence.best == "codepoint"


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


words = st.sampled_from(
    ["no ", "Yes. ", "“Why?” ", "漢字", "😀 ", "a" * 300, "x\n", "\u3000", "。"]
)
paragraphs = st.builds(
    lambda some, times: "".join(some) * times, st.lists(words, max_size=12), st.integers(1, 200)
)


@settings(max_examples=100, deadline=None)
@given(st.one_of(paragraphs, st.text(max_size=30)))
def test_what_qt_gets_keeps_every_position(text: str) -> None:
    given_to_qt = qt_text(text)
    shown = given_to_qt.text
    assert len(shown) == len(text)
    assert units(shown) == units(text)
    changed = {place for place in range(len(text)) if text[place] != shown[place]}
    kept = {place for place in changed if place not in given_to_qt.soft_breaks}
    assert all(text[place] in "\ufeff\ufffe\ufdd0\ufdd1\u2029" for place in kept)
    assert all(shown[place] == "\n" for place in given_to_qt.soft_breaks)
    assert all(text[place] in " \t\u3000\u200b" for place in given_to_qt.soft_breaks)
    start = 0
    for block in shown.split("\n"):
        assert units(block) <= BLOCK_UNITS or start in given_to_qt.unbroken
        start += len(block) + 1


def test_soft_breaks_come_after_sentences_and_only_in_long_paragraphs() -> None:
    sentence = "The council met again. "
    assert qt_text(sentence * 80 + "\n" + sentence * 80).soft_breaks == ()
    breaks = qt_text(sentence * 400).soft_breaks
    assert len(breaks) == 4
    assert all((place + 1) % len(sentence) == 0 for place in breaks)


def test_a_paragraph_without_blanks_stays_whole_and_says_so() -> None:
    shown = qt_text("見出し\n" + "漢" * 5000 + "\u3000" + "字" * 10)
    assert shown.unbroken == (4,)
    assert shown.soft_breaks == (5004,)


def test_a_leading_mark_cannot_swap_the_text() -> None:
    assert qt_text("\ufffeabc").text == "\u2060abc"
    assert qt_text("\ufeffabc \ufeff").text == "\u2060abc \ufeff"
