"""The same words elsewhere, and what speaks against them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.repeats import repeats


@pytest.mark.parametrize(
    ("text", "words", "because"),
    [
        ("in Odessa today", "Odessa", [""]),
        ("in ODESSA today", "Odessa", ["other capitals"]),
        ("the Belarusians in Belarus", "Belarus", ["part of “Belarusians”", ""]),
        ("Lukashenko’s own, Lukashenko's", "Lukashenko", ["", ""]),
        ("of pro-Russia men", "Russia", ["part of “pro-Russia”"]),
        ("a Russia-backed man", "Russia", ["part of “Russia-backed”"]),
        ("Alexander\n  Lukashenko said", "Alexander Lukashenko", [""]),
        ("у Києві. Київ", "Київ", [""]),
        ("東京都と東京で", "東京", ["part of “東京都”", ""]),
        ("قال لوكاشينكو", "لوكاشينكو", [""]),
        ("nothing here", "Odessa", []),
        ("nothing here", "  ", []),
    ],
)  # fmt: skip
def test_finds_words_and_says_what_speaks_against_them(text, words, because):
    found = list(repeats(text, words))
    assert [each.because for each in found] == because
    for each in found:
        assert text[each.start : each.end].split() or not words.split()


def test_a_repeat_over_the_edge_of_a_chunk_is_found_once():
    text = "x " * 24_998 + "the town of Odessa " + "y " * 30_000 + "Odessa"
    assert [text[s:e] for s, e, _ in repeats(text, "Odessa")] == ["Odessa", "Odessa"]
    for shift in range(8):
        shifted = " " * shift + text
        assert len(list(repeats(shifted, "the town of Odessa"))) == 1


@given(st.text("aA b-'", max_size=60), st.text("aAb", min_size=1, max_size=3))
def test_every_plausible_one_is_the_same_words(text, words):
    last = 0
    for start, end, because in repeats(text, words):
        assert last <= start < end <= len(text)
        assert text[start:end].casefold() == words.casefold()
        assert bool(because) or text[start:end] == words
        last = end
