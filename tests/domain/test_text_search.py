from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.text_search import places_in_portions


def at_once(text: str, query: str) -> list[tuple[int, int]]:
    pattern = r"\s+".join(re.escape(part) for part in query.split(" ") if part) or r"\s"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)] if query else []


def in_portions(text: str, query: str, portion: int) -> list[tuple[int, int]]:
    return [place for found in places_in_portions(text, query, portion) for place in found]


@given(
    st.text("aAb \n\u00a0é", max_size=60),
    st.text("aAb \u00a0é", max_size=8),
    st.integers(1, 12),
)
def test_portions_find_what_one_search_finds(text: str, query: str, portion: int) -> None:
    assert in_portions(text, query, portion) == at_once(text, query)


@pytest.mark.parametrize("gap", [1, 3, 500])
def test_a_gap_of_any_length_over_the_border_of_portions(gap: int) -> None:
    text = "in the" + "\n" * gap + "Port of" + " " * gap + "Odessa, in the port"
    for portion in (1, 5, 7, 100):
        assert in_portions(text, "the port of odessa", portion) == at_once(
            text, "the port of odessa"
        )
        assert len(in_portions(text, "the port of odessa", portion)) == 1


def test_an_empty_query_stands_nowhere_and_blanks_find_white_space() -> None:
    assert in_portions("a b", "", 2) == []
    assert in_portions("a b\n", "  ", 2) == [(1, 2), (3, 4)]


def test_nothing_is_looked_through_before_it_is_asked_for() -> None:
    portions = places_in_portions("ab" * 100, "b", 10)
    assert next(portions) == [(n, n + 1) for n in range(1, 10, 2)]
    assert len(list(portions)) == 19
