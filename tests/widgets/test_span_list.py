from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.domain.span import Span, text_order
from annotator.widgets.row_list import RowList
from annotator.widgets.span_list import ROW_HEIGHT, SpanDelegate, SpanModel
from annotator.widgets.text_line import runs_from_right
from annotator.widgets.theme import LIGHT


def span(id, start, end, label="quote", **more):
    return Span(id, label, ((start, end),), (f"words {id}",), **more)


@pytest.fixture
def model(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = SpanModel(parent)
    made.keep = parent
    return made


def shown(model):
    return [model.span_at(row).id for row in range(model.rowCount())]


def test_spans_stand_in_text_order(model):
    model.show_spans([span("b", 9, 12), span("a", 1, 4), span("outer", 1, 30)])
    assert shown(model) == ["outer", "a", "b"]


def test_a_changed_span_goes_to_its_new_place(model):
    model.show_spans([span("a", 1, 4), span("b", 9, 12)])
    model.put(span("a", 20, 24))
    assert shown(model) == ["b", "a"]


def test_one_label_at_a_time(model):
    model.show_spans([span("a", 1, 4), span("b", 2, 3, "speaker")])
    model.show_label("speaker")
    assert shown(model) == ["b"]
    model.put(span("a", 1, 4, "speaker"))
    assert shown(model) == ["a", "b"]
    model.put(span("b", 2, 3, "claim"))
    assert shown(model) == ["a"]
    model.show_label(None)
    assert shown(model) == ["a", "b"]


def test_qt_agrees_that_it_is_a_model(model, qtmodeltester):
    model.show_spans([span("a", 1, 4), span("b", 9, 12)])
    qtmodeltester.check(model)


def test_rows_are_found_by_id(model):
    model.show_spans([span("a", 1, 4), span("b", 9, 12)])
    assert model.row_of("b") == 1
    assert model.row_of("none") == -1
    assert model.row_of(None) == -1


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 9), st.booleans())))
def test_any_history_keeps_the_order(steps):
    model = SpanModel(None)
    kept = {}
    for id, start, put in steps:
        if put:
            kept[id] = span(id, start, start + 3)
            model.put(kept[id])
        else:
            kept.pop(id, None)
            model.take(id)
    assert shown(model) == [each.id for each in sorted(kept.values(), key=text_order)]


def spoken(model, row):
    return model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole)


def test_the_quiet_line_is_what_the_page_says_with_the_label_where_all_are_listed(model):
    model.show_spans([span("a", 1, 4)])
    assert spoken(model, 0) == "words a, "
    model.describe = lambda span, with_label: f"{span.id} {'with' if with_label else 'without'}"
    assert spoken(model, 0) == "words a, a with"
    model.show_label("quote")
    assert spoken(model, 0) == "words a, a without"
    model.show_checks({"a": "Who said it?"})
    assert spoken(model, 0) == "words a, Who said it?"


@pytest.mark.parametrize("quote", ["She left.", "غادرت المدينة"])
def test_the_accent_edge_of_a_row_is_where_its_words_begin(qtbot, quote):
    rows = RowList(ROW_HEIGHT)
    qtbot.addWidget(rows)
    made = SpanModel(rows)
    rows.setModel(made)
    rows.setItemDelegate(SpanDelegate(LIGHT, rows))
    made.show_spans([Span("a", "quote", ((0, 9),), (quote,))])
    rows.selectRow(0)
    rows.resize(300, 100)
    image = rows.viewport().grab().toImage()
    sides = {x: image.pixelColor(x, 20).name().upper() for x in (1, image.width() - 2)}
    begins = image.width() - 2 if runs_from_right(quote) else 1
    assert [x for x, color in sides.items() if color == LIGHT.accent] == [begins]
