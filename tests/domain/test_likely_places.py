from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.likely_places import likely_places

TEXT = "Kyiv said no.\nLviv, Kyiv and Kyivans  said NO. 🎉 End."


def words(places: list[tuple[tuple[int, int], ...]]) -> list[tuple[str, ...]]:
    return [tuple(TEXT[start:end] for start, end in place) for place in places]


def test_the_nearest_place_of_the_quote_comes_first() -> None:
    assert likely_places(TEXT, ["Kyiv"], [(22, 26)]) == [((20, 24),), ((0, 4),), ((29, 33),)]
    assert likely_places(TEXT, ["Kyiv"], [])[0] == ((0, 4),)


def test_whole_words_come_before_parts_of_words() -> None:
    assert likely_places(TEXT, ["Kyiv"], [(29, 33)])[-1] == ((29, 33),)


def test_white_space_and_case_are_looked_past_only_where_nothing_is_exact() -> None:
    assert words(likely_places(TEXT, ["Kyivans said"], [])) == [("Kyivans  said",)]
    assert words(likely_places(TEXT, ["no. lviv"], [])) == [("no.\nLviv",)]
    assert words(likely_places(TEXT, ["NO"], [(0, 2)])) == [("NO",)]


def test_without_a_quote_the_place_that_was_said_is_taken_if_it_is_in_the_text() -> None:
    assert likely_places(TEXT, [], [(5, 9)]) == [((5, 9),)]
    assert likely_places(TEXT, ["nowhere"], [(5, 9)]) == [((5, 9),)]
    assert likely_places(TEXT, [], [(5, 900)]) == []
    assert likely_places(TEXT, [], [(5, 9), (7, 12)]) == []
    assert likely_places(TEXT, [" "], []) == []


def test_fragments_are_looked_for_one_behind_the_other() -> None:
    assert words(likely_places(TEXT, ["Kyiv", "said"], [(20, 24), (37, 41)])) == [("Kyiv", "said")]
    assert likely_places(TEXT, ["End", "Kyiv"], []) == []


def test_a_place_before_the_text_is_near_its_beginning() -> None:
    assert likely_places("0\r", ["0\r"], [(-1, 2)]) == [((0, 2),)]
    assert likely_places("ab ab", ["ab"], [(-2, 0)])[0] == ((0, 2),)


def test_at_most_so_many_are_given() -> None:
    assert len(likely_places("a " * 50, ["a"], [(40, 41)])) == 9
    assert likely_places("a " * 50, ["a"], [(40, 41)], 1) == [((40, 41),)]


def test_in_a_long_text_the_nearest_places_are_found_among_very_many() -> None:
    long = "a b " * 300_000
    assert likely_places(long, ["a b"], [(1_000_000, 1_000_003)])[0] == ((1_000_000, 1_000_003),)
    far = "x" * 500_000 + " here"
    assert likely_places(far, ["here"], [(3, 7)]) == [((500_001, 500_005),)]


@given(st.text(max_size=60), st.text(max_size=4), st.integers(-3, 70), st.integers(-3, 70))
def test_every_place_is_in_the_text_and_an_exact_one_is_found(
    text: str, quote: str, start: int, end: int
) -> None:
    places = likely_places(text, [quote], [(start, end)])
    for place in places:
        for begin, stop in place:
            assert 0 <= begin < stop <= len(text)
    if quote.strip() and quote in text:
        assert all(text[place[0][0] : place[0][1]] == quote for place in places)
        assert places
