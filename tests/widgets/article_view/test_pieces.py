from __future__ import annotations

from tests.article_places import pieces_of

TEXT = "One line.\n\n  Another line that is marked. \n\nThe last."


def test_a_boundary_in_white_space_has_its_cap_at_the_nearest_word(show, make_span) -> None:
    start, end = TEXT.index("Another"), TEXT.index("The last")
    view = show(TEXT, [make_span("a", "quote", (9, end)), make_span("b", "claim", (0, start + 3))])
    ((_, piece),) = pieces_of(view, "a")
    assert (piece.first_cap, piece.last_cap, piece.tagged) == (True, True, True)
    (_, first), (_, second) = pieces_of(view, "b")
    assert (first.first_cap, first.last_cap) == (True, False)
    assert (second.first_cap, second.last_cap, second.tagged) == (False, True, False)
