"""Words of an article inside a sentence: where they begin and end is seen, whatever they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.quoting import called, quoted


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("TASS", "“TASS”"),
        ("‘cover", "“‘cover”"),
        ("didn’t", "“didn’t”"),
        ("“We will not”", "“We will not”"),
        ("„Nein“", "„Nein“"),
        ("«Нет»", "«Нет»"),
        ("“We will", "«“We will»"),
        ("West,” and", "«West,” and»"),
        ('the "cover', '«the "cover»'),
        ("“One” and “two”", "«“One” and “two”»"),
        ("“One «two”", "‹“One «two”›"),
        ("«Нет", "“«Нет”"),
        ("”", "«”»"),
        ("", "“”"),
    ],
)
def test_words_stand_between_marks_of_which_they_hold_none(words: str, said: str) -> None:
    assert quoted(words) == said


@given(st.text('a “”„"«»‹›‘’', max_size=8))
def test_there_is_always_a_mark_at_each_end(words: str) -> None:
    said = quoted(words)
    assert words in said
    assert said[0] in '“«‹„»"'
    assert said[-1] in '”»›“«"'


@pytest.mark.parametrize(
    ("words", "said"),
    [("”", "the sign ”"), (".”", "the signs .”"), ("the”", "«the”»"), ("7", "“7”"), ("", "“”")],
)
def test_signs_are_called_signs(words: str, said: str) -> None:
    assert called(words) == said
