from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from annotator.domain.span import Span
from annotator.widgets.article_view.content import Content
from annotator.widgets.article_view.focus import FocusRows
from annotator.widgets.article_view.margin import note_rect
from tests import article_places

TEXT = "The mayor said the road is closed. “Not for long,” she added.\n\nNobody agreed. " * 6
ARABIC = "قال وزير المياه إن السد «لن يضر» بالمزارعين في عام 2019 وقالت Reuters إن السد قريب. " * 3
LABELS = ("quote", "speaker", "claim", "location")


def everything(view) -> list[object]:
    found: list[object] = []
    for seen in view.visible_blocks():
        box = seen.box
        found.append((seen.block.blockNumber(), seen.top, box.height, box.mixed, box.rtl))
        found += [[getattr(line, name) for name in line.__slots__] for line in box.lines]
        for number in range(len(seen.box.lines)):
            found.append(view.finder.on_line(seen.block, seen.box, number))
    return found


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[str, int, int, str]]:
    steps = []
    for number in range(draw(st.integers(1, 14))):
        what = draw(st.sampled_from(["add", "add", "remove", "replace"]))
        start = draw(st.integers(0, 300))
        length = draw(st.integers(1, 120))
        steps.append((what, start, start + length, f"{LABELS[number % 4]}"))
    return steps


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes())
def test_changing_spans_one_by_one_gives_the_page_of_the_whole_set(show, steps) -> None:
    view, fresh = show(TEXT), show(TEXT)
    spans: dict[str, Span] = {}
    for number, (what, start, end, label) in enumerate(steps):
        span_id = f"s{number}" if what == "add" else next(iter(spans), None)
        if span_id is None:
            continue
        if what == "remove":
            del spans[span_id]
            view.remove_span(span_id)
        else:
            spans[span_id] = Span(span_id, label, ((start, end),), (TEXT[start:end],))
            (view.add_span if what == "add" else view.replace_span)(spans[span_id])
        view.viewport().repaint()
    fresh.set_spans(spans.values())
    fresh.viewport().repaint()
    assert view.span_ids == set(spans)
    assert everything(view) == everything(fresh)
    view.close()
    fresh.close()


def test_only_lines_with_more_lanes_grow(show, make_span) -> None:
    view = show(TEXT)
    before = [line.top for line in view.visible_blocks()[0].box.lines]
    view.add_span(make_span("a", "quote", (0, 10)))
    box = view.visible_blocks()[0].box
    assert box.lines[0].lanes == 1
    metrics = view.page.metrics
    assert metrics.gap(1) - metrics.gap(0) == 2 + 9 + 8 - 6
    if len(before) > 1:
        assert box.lines[1].top - before[1] == 13
    view.add_span(make_span("b", "speaker", (20, 25)))
    assert view.visible_blocks()[0].box.lines[0].lanes == 1


def pieces_of(view, span_id: str):
    return [piece for _, piece in article_places.pieces_of(view, span_id)]


def test_a_span_over_several_lines_is_open_where_it_goes_on(show, make_span) -> None:
    text = "word " * 60
    view = show(text, [make_span("a", "quote", (10, 250))])
    first, *middle, last = pieces_of(view, "a")
    assert (first.first_cap, first.last_cap, first.tagged) == (True, False, True)
    assert (last.first_cap, last.last_cap, last.tagged) == (False, True, False)
    assert middle
    assert not any(piece.first_cap or piece.last_cap or piece.tagged for piece in middle)


def test_fragments_share_a_lane_and_a_dotted_line_joins_them(show, make_span) -> None:
    view = show(TEXT, [make_span("a", "quote", (0, 9), (20, 30)), make_span("b", "claim", (4, 9))])
    pieces = pieces_of(view, "a")
    assert [piece.connector for piece in pieces] == [False, True, False]
    assert {piece.lane for piece in pieces} == {0}
    assert pieces[1].left == pieces[0].right
    assert pieces[1].right == pieces[2].left
    assert [piece.tagged for piece in pieces] == [True, False, False]
    assert pieces_of(view, "b")[0].lane == 1


def test_what_has_no_room_is_counted(show, make_span) -> None:
    nested = [make_span(f"s{depth}", "quote", (depth, 40 - depth)) for depth in range(10)]
    view = show(TEXT, nested)
    seen = view.visible_blocks()[0]
    found = view.finder.on_line(seen.block, seen.box, 0)
    assert found.chip is not None
    assert found.chip.hidden == 5
    assert {piece.span_id for piece in found.pieces} == {"s0", "s1", "s2", "s3", "s4"}
    assert view.spans_at(20)[0] == "s9"


def test_text_from_right_to_left_is_mirrored(show, make_span) -> None:
    view = show(ARABIC, [make_span("a", "quote", (4, 30))])
    frame = view.page.frame
    view.set_caret(0)
    assert abs(view.caret_rect().center().x() - frame.right) < 3
    first, *_ = pieces_of(view, "a")
    assert first.mirrored
    assert first.first_cap
    assert note_rect(view.page, 0, 10).right() < frame.left
    view.set_caret(4)
    assert abs(view.caret_rect().center().x() - first.right) < 3


def test_digits_and_latin_words_in_arabic_are_measured_whole(show, make_span) -> None:
    start = ARABIC.index("2019")
    latin = ARABIC.index("Reuters")
    spans = [make_span("a", "claim", (start, start + 4)), make_span("b", "speaker", (0, 74))]
    view = show(ARABIC, [*spans, make_span("c", "location", (latin, latin + 7))])
    (digits,) = pieces_of(view, "a")
    (word,) = pieces_of(view, "c")
    assert digits.right - digits.left > 25
    assert word.right - word.left > 40
    assert not digits.mirrored
    # One run a line: no hole where the direction changes.
    lines = [piece.line for piece in pieces_of(view, "b")]
    assert lines == sorted(set(lines))


def test_the_contour_holds_the_focused_words_and_stays_in_the_viewport(show, make_span) -> None:
    text = "word " * 300
    spans = [make_span("a", "quote", (300, 620)), make_span("b", "claim", (310, 330))]
    view = show(text, [*spans, make_span("c", "claim", (900, 905), (930, 935))])
    view.set_focused("a", ("Quote, direct", "said by nobody"))
    viewport = QRectF(view.viewport().rect())
    for position in (300, 450, 619):
        view.set_caret(position)
        middle = view.caret_rect().center()
        (rows,) = FocusRows(view.page, view.finder, view.visible_blocks(), 700).fragments()
        assert any(
            QRectF(row.left, row.top, row.right - row.left, row.bottom - row.top).contains(
                QPointF(middle.x() + 1, middle.y())
            )
            for row in rows
        )
        for row in rows:
            assert viewport.left() < row.left < row.right < viewport.right()
        assert all(above.bottom == below.top for above, below in zip(rows, rows[1:], strict=False))
    view.set_focused("c")
    assert len(FocusRows(view.page, view.finder, view.visible_blocks(), 700).fragments()) == 2


def test_focusing_shows_a_span_that_is_out_of_sight(show, make_span) -> None:
    text = "word " * 3000
    view = show(text, [make_span("a", "quote", (9000, 9020))])
    view.set_focused("a", reveal=False)
    assert view.focused == "a"
    assert view.visible_range()[1] < 9000
    view.set_focused("a", ("Quote",))
    start, end = view.visible_range()
    assert start <= 9000 < end
    view.set_focused("a")
    assert view.visible_range() == (start, end)
    view.remove_span("a")
    assert view.focused is None


def test_a_giant_paragraph_is_shown_in_blocks_that_look_like_lines(show, make_span) -> None:
    text = "One more word. " * 2700
    view = show(text, [make_span("a", "quote", (2000, 2100))])
    assert view.document().blockCount() > 15
    assert len(view.toPlainText()) == len(text)
    view.reveal(2050)
    assert {piece.lane for piece in pieces_of(view, "a")} == {0}
    tops = [seen.top + line.top for seen in view.visible_blocks() for line in seen.box.lines]
    gaps = {round(below - above) for above, below in zip(tops, tops[1:], strict=False)}
    metrics = view.page.metrics
    assert gaps == {metrics.line + metrics.gap(0), metrics.line + metrics.gap(1)}


def test_the_headline_is_the_paragraph_that_is_the_title() -> None:
    content = Content("World\n\nA title here\n\nA title here and more.", "A title here")
    assert content.headline == (7, 19)
    assert content.section == (0, 5)
    assert Content("A title here and more.", "A title here").headline is None
    assert Content("x " * 50 + "\nA title", "A title").headline is None
    assert Content("", "").headline is None


def test_excluded_regions_are_set_apart_without_touching_the_text(show) -> None:
    view = show(TEXT)
    before = view.visible_blocks()[0].block.layout().formats()
    view.set_excluded([(0, 20)])
    view.viewport().repaint()
    (found,) = view.visible_blocks()[0].block.layout().formats()
    assert (before, found.start, found.length) == ([], 0, 20)
    assert found.format.font().families()[0] == "Inter"
    view.set_excluded([])
    view.viewport().repaint()
    assert view.visible_blocks()[0].block.layout().formats() == []


def test_found_places_are_tinted_and_the_current_one_is_shown(show) -> None:
    text = "word " * 3000
    view = show(text)
    view.set_matches([(0, 4), (9000, 9004)], 1)
    start, end = view.visible_range()
    assert start <= 9000 < end
    view.set_matches([(0, 4)], -1)
    view.set_matches([])
    assert view.content.matches == ()


def test_a_suggestion_stays_one_when_it_is_replaced(show, make_span) -> None:
    view = show(TEXT, suggestions=[make_span("g", "quote", (0, 9))])
    view.replace_span(make_span("g", "quote", (0, 12)))
    assert view.content.suggested == {"g"}
    view.remove_span("g")
    assert (view.content.suggested, view.span_ids) == (set(), set())


def test_a_span_that_is_there_cannot_be_added_again(show, make_span) -> None:
    view = show(TEXT, [make_span("a", "quote", (0, 9))])
    with pytest.raises(ValueError, match="'a'"):
        view.add_span(make_span("a", "claim", (3, 12)))
    assert view.content.spans["a"].label == "quote"


def test_a_label_that_the_schema_lacks_is_drawn_in_grey(show, make_span) -> None:
    view = show(TEXT, [make_span("a", "rumour", (0, 9))])
    label = view.content.label("a")
    assert (label.name, label.style) == ("Rumour", "line")
    view.viewport().repaint()


def test_a_narrow_view_gives_up_air_then_the_note(show) -> None:
    view = show(TEXT, size=(1200, 600))
    wide = view.page.frame
    assert wide.note
    assert 0 <= view.viewport().width() - (wide.left + wide.right) < 16
    view.resize(712, 600)
    small = view.page.frame
    assert small.note
    assert (wide.left % 8, small.left % 8) == (0, 0)
    # Very nearly the same column, so that lines break where they did.
    assert small.width > 0.98 * wide.width
    assert note_rect(view.page, 0, 10).right() <= view.viewport().width()
    view.resize(400, 600)
    narrow = view.page.frame
    assert not narrow.note
    assert narrow.right <= view.viewport().width()
    lines = view.visible_blocks()[0].block.layout()
    assert all(
        lines.lineAt(number).naturalTextRect().right() <= narrow.right
        for number in range(lines.lineCount())
    )


def test_the_column_holds_the_characters_it_is_set_to(show) -> None:
    view = show("The mayor said that the road along the river is closed. " * 20)
    for characters in (66, 76):
        view.set_type(None, 17, characters)
        lines = [line for seen in view.visible_blocks() for line in seen.box.lines][:-1]
        mean = sum(line.end - line.start for line in lines) / len(lines)
        assert characters - 9 < mean < characters + 3


def test_themes_and_sizes_keep_the_place(show) -> None:
    view = show("word " * 5000)
    view.reveal(15_000)
    place = view.visible_range()[0]
    view.set_theme(view.page.theme._replace(paper="#000000", ink="#FFFFFF"))
    assert view.visible_range()[0] == place
    assert view.viewport().grab().toImage().pixelColor(2, 2).name() == "#000000"
    view.set_type("DejaVu Serif", 20, 66)
    assert abs(view.visible_range()[0] - place) < 100
    assert view.page.metrics.line == 28
