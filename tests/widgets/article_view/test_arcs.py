from __future__ import annotations

import pytest

from annotator.widgets.article_view.arcs import ArcRouter
from annotator.widgets.article_view.focus import FocusRows
from annotator.widgets.article_view.links import Badge, Link
from tests.article_places import TEXTS

WORDS = "the mayor said that grain had left the port before the road was closed to everybody "
TEXT = (WORDS * 12).strip()


def router(view) -> ArcRouter:
    height = view.viewport().height()
    blocks = view.visible_blocks()
    rows = FocusRows(view.page, view.finder, blocks, height).fragments()
    return ArcRouter(view.page, view.finder, blocks, [row for each in rows for row in each])


def lines_of(view):
    """The y of every line of words: top and bottom."""
    return [
        (seen.top + line.top + 2, seen.top + line.top + line.height - 4)
        for seen in view.visible_blocks()
        for line in seen.box.lines
    ]


def start_of_line(view, number: int) -> int:
    (seen,) = view.visible_blocks()[:1]
    return seen.box.lines[number].start


@pytest.fixture
def shown(show, make_span):
    """A focused span on the fifth line and another that a test puts somewhere."""

    def place(line: int, offset: int = 0, length: int = 5):
        view = show(TEXT)
        start = start_of_line(view, 5) + 10
        there = start_of_line(view, line) + offset
        view.set_spans(
            [
                make_span("q", "quote", (start, start + 40)),
                make_span("s", "speaker", (there, there + length)),
            ]
        )
        view.set_focused("q")
        link = Link(((there, there + length),), "s", "said by", strong=True)
        way = router(view).way(link)
        assert way is not None
        return view, way

    return place


@pytest.mark.parametrize("line", [1, 2, 4, 5, 6, 8, 10])
def test_no_way_runs_along_a_line_of_words(shown, line):
    view, way = shown(line, 52 if line == 5 else 4)
    for before, after in zip(way.corners, way.corners[1:], strict=False):
        if abs(before.y() - after.y()) < 0.5 and abs(before.x() - after.x()) > 1:
            words = [top for top, bottom in lines_of(view) if top < before.y() < bottom]
            assert not words, (line, before, after)


@pytest.mark.parametrize("line", [1, 2, 4, 6, 8])
def test_every_way_ends_at_the_other_span(shown, line):
    view, way = shown(line, 4)
    tip = way.corners[-1]
    hit = view.hit(tip)
    assert abs(hit.position - (start_of_line(view, line) + 4)) <= 5
    assert not way.open_end


def test_only_far_ones_go_through_the_gutter(shown):
    for line in (4, 5, 6):
        assert shown(line, 52 if line == 5 else 4)[1].gutter is None
    view, way = shown(1, 4)
    assert way.gutter is not None
    assert way.gutter[0] < view.page.frame.left - 10


def test_an_end_beyond_the_viewport_is_left_open(show, make_span):
    view = show(TEXT * 10)
    far = len(TEXT) * 9
    view.set_spans([make_span("q", "quote", (0, 30)), make_span("s", "speaker", (far, far + 5))])
    view.set_focused("q")
    way = router(view).way(Link(((far, far + 5),), "s", "said by"))
    assert way is not None
    assert way.open_end
    assert way.corners[-1].y() > view.viewport().height()


def test_two_arrows_to_the_gutter_do_not_lie_on_each_other(show, make_span):
    view = show(TEXT)
    a, b = start_of_line(view, 0), start_of_line(view, 1)
    start = start_of_line(view, 6)
    spans = [make_span("a", "speaker", (a, a + 5)), make_span("b", "speaker", (b, b + 5))]
    view.set_spans([*spans, make_span("q", "quote", (start, start + 30))])
    view.set_focused("q")
    found = router(view)
    ways = [found.way(Link(span.fragments, span.id)) for span in spans]
    assert ways[0].gutter[0] != ways[1].gutter[0]


def test_right_to_left_mirrors_the_gutter(show, make_span):
    text = " ".join([TEXTS["arabic"].split("\n")[0]] * 8)
    view = show(text)
    start = start_of_line(view, 4)
    spans = [make_span("s", "speaker", (0, 5)), make_span("q", "quote", (start, start + 20))]
    view.set_spans(spans)
    view.set_focused("q")
    way = router(view).way(Link(spans[0].fragments, "s"))
    assert way.gutter[0] > view.page.frame.right + 10


def test_links_and_digits_are_painted(show, make_span, qtbot):
    view = show(TEXT, [make_span("q", "quote", (200, 260)), make_span("s", "speaker", (4, 9))])
    view.set_focused("q")
    view.repaint()
    bare = view.grab().toImage()
    link = Link(((4, 9),), "s", "said by", strong=True)
    view.set_focused("q", links=[link])
    with_arrow = view.grab().toImage()
    assert with_arrow != bare
    view.show_candidates([Badge("1", (4, 9), "s"), Badge("2", (50, 54))], [link])
    assert view.grab().toImage() != with_arrow
    view.show_candidates((), ())
    assert view.grab().toImage() == bare


def test_the_focus_covers_a_rectangle_of_the_viewport(show, make_span):
    view = show(TEXT, [make_span("q", "quote", (200, 260))])
    assert view.focus_rect().isNull()
    view.set_focused("q")
    view.set_caret(205)
    assert view.focus_rect().contains(view.caret_rect().center().toPoint())
