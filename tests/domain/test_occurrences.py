from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.graphemes import snap
from annotator.domain.occurrences import occurrence_at, pattern_of, places_of
from annotator.domain.span import Span


@pytest.mark.parametrize(
    ("text", "words", "ticks"),
    [
        ("Ana met Ana.", "Ana", [True, True]),
        ("Ana met Anabel and ANA.", "Ana", [True, False, False]),
        ("Ukraine’s and Ukraine-based", "Ukraine", [True, True]),
        ("the  Prime\u00a0Minister", "Prime Minister", [True]),
        ("高瀬市長は高瀬だ", "高瀬", [True, True]),
        ("スミス・オオタスミス", "スミス", [True, False]),
        ("والحداد الحداد", "الحداد", [False, True]),
        ("a.b axb a.b", "a.b", [True, True]),
    ],
)
def test_what_is_plausible_is_ticked(text: str, words: str, ticks: list[bool]) -> None:
    places = list(places_of(text, pattern_of(words)))
    found = [occurrence_at("d", text, place, words, ()) for place in places]
    assert [each.ticked for each in found] == ticks
    assert all(bool(each.because) is not each.ticked for each in found)


def test_nothing_is_found_across_paragraphs_or_within_a_character() -> None:
    assert list(places_of("Prime\nMinister", pattern_of("Prime Minister"))) == []
    assert list(places_of("e\u0301", pattern_of("e"))) == []


def test_an_overlapping_mark_unticks_and_is_named() -> None:
    text = "Dr Ana Kovač"
    beside = [Span("s", "speaker", ((0, 6),), ("Dr Ana",))]
    found = occurrence_at("d", text, (3, 6), "Ana", beside)
    assert (found.ticked, found.because) == (False, "overlaps “Dr Ana”, which is marked")


def test_context_is_cut_at_words_and_paragraphs() -> None:
    text = "Before.\n" + "word " * 20 + "Ana" + " word" * 20 + "\nAfter."
    at = text.index("Ana")
    found = occurrence_at("d", text, (at, at + 3), "Ana", ())
    assert found.before == "…" + "word " * 7
    assert found.after == " word" * 7 + "…"
    short = occurrence_at("d", "x\nAna.\ny", (2, 5), "Ana", ())
    assert (short.before, short.after) == ("", ".")


@given(
    st.text(alphabet="ab A\n.é\u0301", max_size=40), st.text(alphabet="ab", min_size=1, max_size=3)
)
def test_places_are_whole_and_hold_the_words(text: str, words: str) -> None:
    for place in places_of(text, pattern_of(words)):
        assert text[slice(*place)].casefold() == words.casefold()
        assert snap(text, *place) == place
