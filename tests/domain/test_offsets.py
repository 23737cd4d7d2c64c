from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.offsets import UNITS, OffsetMap, converter, detect_unit

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
        assert not offsets.splits_pair(utf16)
        if position < len(text) and text[position] > "\uffff":
            assert offsets.from_utf16(utf16 + 1) == position
            assert offsets.splits_pair(utf16 + 1)
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
    assert offsets.byte_length == len(text.encode())


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
