from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.graphemes import is_boundary
from annotator.domain.text_objects import (
    step,
    text_object,
    word_boundary_after,
    word_boundary_before,
)


@pytest.mark.parametrize(
    ("marked", "word"),
    [
        ("go ho|me now", "home"), ("go home| now", "home"), ("go |home now", "home"),
        ("don’|t", "don’t"), ("a well-kn|own man", "known"), ("1.5|00,20 kg", "1.500,20"),
        ("cafe\u0301|s", "cafe\u0301s"), ("soft\u00adhyp|hen", "soft\u00adhyphen"),
        ("東京都|知事", "東京都知事"), ("と東|京で", "東京"), ("スズ|キは", "スズキ"),
        ("قال، |اليوم.", "اليوم"), ("צה״|ל אמר", "צה״ל"),
        ("a 👨\u200d👩\u200d👧| b", "👨\u200d👩\u200d👧"),
        ("|🇺🇦 wins", "🇺🇦"), ("“|Hi”", "Hi"), ("snake_|case", "snake_case"),
    ],
)  # fmt: skip
def test_the_word_at_the_caret(marked: str, word: str) -> None:
    place = marked.index("|")
    text = marked.replace("|", "", 1)
    found = text_object("word", text, place)
    assert found is not None
    assert text[slice(*found)] == word


@pytest.mark.parametrize("text", ["", "  ", " , ", "\n\n"])
def test_there_is_none_between_words(text: str) -> None:
    assert text_object("word", text, len(text) // 2) is None


def test_an_edge_moves_word_by_word() -> None:
    text = "He said, “no way”: 3.5 m."
    stops = [0]
    while stops[-1] < len(text):
        stops.append(word_boundary_after(text, stops[-1]))
    ends = ["He", " said", ", “no", " way", "”: 3.5", " m", "."]
    assert [text[a:b] for a, b in zip(stops, stops[1:], strict=False)] == ends
    back = [len(text)]
    while back[-1] > 0:
        back.append(word_boundary_before(text, back[-1]))
    assert text[back[-2] : back[-3]] == "said, “"


WORDY = st.lists(
    st.sampled_from(
        [*"ab ’'.,-3_\n\u0301\u200d", "e\u0301", "田", "ス", "は", "👩🏽\u200d🚀", "🇺🇦", "ב״ה"]
    )
    | st.characters(codec="utf-8"),
    max_size=25,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(WORDY, st.data())
def test_words_on_any_text(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    word = text_object("word", text, position)
    if word is not None:
        start, end = word
        assert 0 <= start <= position <= end <= len(text)
        assert start < end
        assert is_boundary(text, start)
        assert is_boundary(text, end)
        assert text_object("word", text, start) == word


@settings(max_examples=300, deadline=None)
@given(WORDY)
def test_steps_always_move_and_reach_the_ends(text: str) -> None:
    for forwards in (word_boundary_after, lambda text, place: step(text, place, True)):
        place = 0
        for _ in range(len(text)):
            following = forwards(text, place)
            assert following > place or following == len(text)
            place = following
        assert place == len(text)
    for backwards in (word_boundary_before, lambda text, place: step(text, place, False)):
        place = len(text)
        for _ in range(len(text)):
            following = backwards(text, place)
            assert following < place or following == 0
            place = following
        assert place == 0
