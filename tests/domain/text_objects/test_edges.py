"""Moving an edge by words and by characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.graphemes import is_boundary
from annotator.domain.text_objects import moved_edge

TEXT = "One two.\n\n“Odessa, we (all) said: go.”\nLast words"


@pytest.mark.parametrize(
    ("words", "edge", "unit", "direction", "expected"),
    [
        ("Odessa", "end", "word", 1, "Odessa, we"),
        ("Odessa, we", "end", "word", 1, "Odessa, we (all"),
        ("said", "end", "word", 1, "said: go"),
        ("said: go", "end", "word", 1, "said: go.”"),
        ("said: go.”", "end", "word", 1, "said: go.”"),
        ("Odessa", "end", "word", -1, "Odessa"),
        ("Odessa", "start", "word", 1, "Odessa"),
        ("Odessa, we", "start", "word", 1, "we"),
        ("Odessa,", "end", "word", -1, "Odessa"),
        ("“Odessa", "start", "word", 1, "Odessa"),
        ("Odessa", "start", "word", -1, "“Odessa"),
        ("“Odessa", "start", "word", -1, "“Odessa"),
        ("“Odessa", "start", "character", -1, "“Odessa"),
        ("two.", "end", "character", 1, "two."),
        ("all", "start", "word", -1, "we (all"),
        ("go.”\nLast", "end", "word", -1, "go"),
        ("go.”\nLast", "start", "word", 1, "Last"),
        ("Last words", "end", "word", 1, "Last words"),
    ],
)
def test_an_edge_steps_from_word_to_word(
    words: str, edge: str, unit: str, direction: int, expected: str
) -> None:
    start = TEXT.index(words)
    moved = moved_edge(TEXT, (start, start + len(words)), edge, unit, direction)
    assert TEXT[slice(*moved)] == expected


def test_a_step_to_the_edge_of_a_paragraph_takes_no_mark_from_its_base() -> None:
    assert moved_edge(" \u0301a", (2, 3), "start", "word", -1) == (0, 3)
    assert moved_edge("x\n \u0301a", (4, 5), "start", "word", -1) == (2, 5)


WORDY = st.lists(
    st.sampled_from([*"ab’.,- \n\u0301“”", "e\u0301", "田", "👩🏽\u200d🚀", "word "])
    | st.characters(codec="utf-8"),
    min_size=1,
    max_size=25,
).map("".join)
EDGES = st.sampled_from(["start", "end"])
UNITS = st.sampled_from(["word", "character"])


@settings(max_examples=300, deadline=None)
@given(WORDY, EDGES, UNITS, st.sampled_from([1, -1]), st.data())
def test_on_any_text_it_stays_in_its_paragraphs(
    text: str, edge: str, unit: str, direction: int, data: st.DataObject
) -> None:
    places = [at for at in range(len(text) + 1) if is_boundary(text, at)]
    start, end = sorted(data.draw(st.tuples(*[st.sampled_from(places)] * 2)))
    if start == end:
        return
    moved = moved_edge(text, (start, end), edge, unit, direction)
    assert 0 <= moved[0] < moved[1] <= len(text)
    assert moved[0 if edge == "end" else 1] == (start if edge == "end" else end)
    grown = text[moved[0] : start] + text[end : moved[1]]
    assert "\n" not in grown
    if unit == "word" and not is_boundary(text, moved[0]):
        assert moved[0] == start
