from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import Span, text_order
from annotator.domain.span_order import SpanOrder


def span(id, start, end=None):
    return Span(id, "quote", ((start, end or start + 3),), ("abc",))


ORDER = [span("outer", 1, 30), span("a", 1), span("b", 9), span("c", 20)]


def test_ids_come_in_text_order():
    assert list(SpanOrder(reversed(ORDER))) == ["outer", "a", "b", "c"]


def test_neighbours_of_a_span_go_round():
    order = SpanOrder(ORDER)
    assert order.neighbour("a", 0, 1) == "b"
    assert order.neighbour("a", 0, -1) == "outer"
    assert order.neighbour("c", 0, 1) == "outer"
    assert order.neighbour("outer", 0, -1) == "c"


def test_neighbours_of_the_caret():
    order = SpanOrder(ORDER)
    assert order.neighbour(None, 9, 1) == "b"
    assert order.neighbour(None, 9, -1) == "a"
    assert order.neighbour("gone", 10, 1) == "c"
    assert order.neighbour(None, 99, 1) == "outer"
    assert order.neighbour(None, 0, -1) == "c"


def test_going_past_an_end_is_going_round():
    order = SpanOrder(ORDER)
    assert order.goes_round("c", 0, 1)
    assert order.goes_round("outer", 0, -1)
    assert not order.goes_round("a", 0, 1)
    assert not order.goes_round("a", 0, -1)
    assert order.goes_round(None, 99, 1)
    assert order.goes_round(None, 0, -1)
    assert not order.goes_round(None, 9, 1)
    assert SpanOrder(ORDER[:1]).goes_round("outer", 0, 1)
    assert not SpanOrder().goes_round(None, 0, 1)


def test_there_is_no_neighbour_where_nothing_is():
    assert SpanOrder().neighbour(None, 5, 1) is None


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 9), st.booleans())))
def test_any_history_keeps_the_order(steps):
    order, kept = SpanOrder(), {}
    for id, start, put in steps:
        if put:
            kept[id] = span(id, start)
            order.put(kept[id])
        else:
            kept.pop(id, None)
            order.take(id)
    assert list(order) == [each.id for each in sorted(kept.values(), key=text_order)]
    assert len(order) == len(kept)
