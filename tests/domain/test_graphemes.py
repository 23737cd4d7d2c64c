from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.graphemes import (
    boundaries,
    boundary_after,
    boundary_before,
    clean_selection,
    is_boundary,
    snap,
    trim,
)

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
CLUSTERS = [
    "a", "\n", "e\u0301", "e\u0301\u0323", "👍🏽", "❤️", "❤️\u200d🔥", FAMILY, "🇺🇦", "1️⃣", "ᄀ"
    "ᅡᆨ", "각", "각ᆨ", "क्षि", "ก็", "กำ", "שָׁ", "مُّ", "🏴\U000e0067\U000e0062\U000e007f",
    "©", "漢\ufe00", "😀", "नि",
]  # fmt: skip
PIECES = st.sampled_from([*CLUSTERS, *"\u200d\u0301\ufe0f🇺👩🏽 \u00a0\u0600ᅡ©\u200b\r"])
texts = st.lists(PIECES | st.characters(codec="utf-8"), max_size=20).map("".join)


@pytest.mark.parametrize("cluster", CLUSTERS)
@pytest.mark.parametrize("neighbour", ["x", "漢", "😀", "\n"])
def test_a_cluster_is_one_character_between_any_neighbours(cluster: str, neighbour: str) -> None:
    text = neighbour + cluster + neighbour
    assert boundaries(text) == [0, 1, 1 + len(cluster), 2 + len(cluster)]
    for start in range(1, 1 + len(cluster)):
        assert snap(text, start, start + 1) == (1, 1 + len(cluster))
        assert snap(text, start, start) == (1, 1)


def test_flags_pair_from_the_start_of_their_run() -> None:
    text = "🇺🇦🇫🇷🇩"
    assert boundaries(text) == [0, 2, 4, 5]
    assert snap(text, 1, 3) == (0, 4)


def test_crlf_is_one_but_lone_controls_stand_alone() -> None:
    assert boundaries("a\r\nb\r\u0301") == [0, 1, 3, 4, 5, 6]


@settings(max_examples=300, deadline=None)
@given(texts)
def test_steps_walk_exactly_the_boundaries(text: str) -> None:
    places = boundaries(text)
    assert places[0] == 0
    assert places[-1] == len(text)
    assert places == sorted(set(places))
    for before, after in zip(places, places[1:], strict=False):
        for position in range(before, after):
            assert boundary_after(text, position) == after
            assert boundary_before(text, position + 1) == before
    assert boundary_before(text, 0) == 0
    assert boundary_after(text, len(text)) == len(text)


@settings(max_examples=300, deadline=None)
@given(texts, st.integers(-2, 60), st.integers(-2, 60))
def test_snapping_grows_to_boundaries_and_does_so_once(text: str, one: int, two: int) -> None:
    start, end = sorted((one, two))
    first, last = snap(text, start, end)
    inside = min(max(start, 0), len(text)), min(max(end, 0), len(text))
    assert 0 <= first <= inside[0]
    assert last >= inside[1] or inside[0] == inside[1]
    assert is_boundary(text, first)
    assert is_boundary(text, last)
    assert snap(text, first, last) == (first, last)


@settings(max_examples=300, deadline=None)
@given(texts, st.integers(0, 40), st.integers(0, 40))
def test_a_kept_selection_stays_as_it_is(text: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    first, last = trim(text, start, end)
    assert text[first:last] == text[start:end].strip()
    assert start <= first <= last <= end
    kept = clean_selection(text, start, end)
    assert clean_selection(text, *kept) == kept
