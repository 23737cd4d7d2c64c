"""The panes round the article: what they show and what they tell."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt

from annotator.domain.schema import schema_from_definition
from annotator.domain.span import Span
from annotator.paths import resource
from annotator.widgets.ask_bar import AskBar
from annotator.widgets.command_palette import Command, CommandPalette
from annotator.widgets.document_list import DocumentList, DocumentRow
from annotator.widgets.find_bar import FindBar
from annotator.widgets.span_panel import SpanPanel
from annotator.widgets.status_line import StatusLine
from annotator.widgets.theme import load_theme

NEWS = schema_from_definition(json.loads(resource("schemas/news.json").read_text("utf-8")))
ROWS = [DocumentRow(str(n), f"Article {n}", "new", "new") for n in range(5)]


@pytest.fixture
def theme():
    return load_theme(resource("themes/light.toml"))


def show(qtbot, widget):
    qtbot.addWidget(widget)
    widget.resize(400, 600)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_a_click_opens_a_document(qtbot, theme):
    documents = show(qtbot, DocumentList(theme))
    documents.show_rows(ROWS)
    box = documents.list.visualRect(documents.model.index(2))
    with qtbot.waitSignal(documents.document_chosen) as chosen:
        qtbot.mouseClick(documents.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert chosen.args == ["2"]


def test_the_rail_shows_only_marks(qtbot, theme):
    documents = show(qtbot, DocumentList(theme))
    documents.show_rows(ROWS)
    documents.set_rail(True)
    assert documents.width() == 40
    assert not documents.query.isVisible()
    documents.set_rail(False)
    assert documents.width() == 256
    assert documents.query.isVisible()


def test_an_empty_list_says_what_to_do(qtbot, theme):
    documents = show(qtbot, DocumentList(theme))
    documents.show_rows([], "Drop articles here.")
    assert documents.empty.isVisible()
    documents.show_rows(ROWS)
    assert not documents.empty.isVisible()


def test_the_panel_counts_and_filters(qtbot, theme):
    panel = show(qtbot, SpanPanel(theme))
    panel.show_schema(NEWS)
    panel.show_spans(())
    assert panel.empty.isVisible()
    quote = Span("q", "quote", ((0, 5),), ("hello",))
    panel.put_span(quote)
    assert not panel.empty.isVisible()
    assert panel.legend._counts["quote"] == 1
    panel.put_span(Span("q", "claim", ((0, 5),), ("hello",)))
    assert (panel.legend._counts["quote"], panel.legend._counts["claim"]) == (0, 1)
    panel.take_span("q")
    assert panel.legend._counts["claim"] == 0


def test_a_click_on_a_label_marks(qtbot, theme):
    panel = show(qtbot, SpanPanel(theme))
    panel.show_schema(NEWS)
    with qtbot.waitSignal(panel.label_chosen) as chosen:
        qtbot.mouseClick(panel.legend, Qt.MouseButton.LeftButton, pos=QPoint(40, 28 + 14))
    assert chosen.args == ["speaker"]


def test_the_find_bar_keeps_and_selects_the_old_query(qtbot):
    bar = show(qtbot, FindBar())
    bar.open()
    qtbot.keyClicks(bar.field, "abc")
    bar.hide()
    bar.open()
    assert bar.field.selectedText() == "abc"


def test_find_keys(qtbot):
    bar = show(qtbot, FindBar())
    bar.open()
    with qtbot.waitSignal(bar.match_taken):
        qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    with qtbot.waitSignal(bar.match_moved) as moved:
        qtbot.keyClick(bar.field, Qt.Key.Key_Up)
    assert moved.args == [-1]
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)


def test_the_palette_finds_by_words_in_any_order(qtbot, theme):
    host = show(qtbot, FindBar())
    palette = CommandPalette(theme, host)
    palette.open([Command("a", "Next document", ""), Command("b", "Settings", "Ctrl ,")])
    qtbot.keyClicks(palette.field, "doc ne")
    with qtbot.waitSignal(palette.command_chosen) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == ["a"]
    assert palette.isHidden()


def test_the_ask_bar_hands_the_answer_on_once(qtbot):
    bar = show(qtbot, AskBar())
    heard = []
    bar.ask("Who?", heard.append)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert heard == [], "an empty answer is none"
    qtbot.keyClicks(bar.field, "Ana")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert heard == ["Ana"]
    bar.ask("Who?", heard.append)
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert heard == ["Ana"]
    assert bar.isHidden()


def test_the_status_line_says_and_forgets(qtbot, theme):
    line = show(qtbot, StatusLine(theme))
    line.show_undo("Undo: mark Reuters as Speaker")
    assert line.message.text() == "Undo: mark Reuters as Speaker"
    line.say("Nothing to redo.")
    line.show_undo("Undo: something else")
    assert line.message.text() == "Nothing to redo."
    line._forget.start(0)
    qtbot.waitUntil(lambda: line.message.text() == "Undo: something else")


def test_the_saved_state_has_its_name_for_screen_readers(qtbot, theme):
    line = show(qtbot, StatusLine(theme))
    line.show_saved("! Not saved: disk full", failed=True)
    assert line.saved.objectName() == "saveState"
    assert line.saved.accessibleName() == "! Not saved: disk full"


def test_the_job_can_be_cancelled(qtbot, theme):
    line = show(qtbot, StatusLine(theme))
    assert line.job_cancel.isHidden()
    line.show_job("Importing 5 of 10", 0.5)
    with qtbot.waitSignal(line.cancelled):
        qtbot.mouseClick(line.job_cancel, Qt.MouseButton.LeftButton)
    line.show_job(None)
    assert line.job_cancel.isHidden()


def test_in_a_narrow_window_the_job_gives_way_and_nothing_is_cut(qtbot, theme):
    line = show(qtbot, StatusLine(theme))
    line.show_saved("Saved", failed=False)
    line.counts.setText("Names are shown")
    line.show_person("You are Maria Lind")
    line.show_work("Decided 63 of 174", 0.4, "0 by rule, 0 by hand, 0 stale")
    line.show_job("Writing down how far people agree before the first ruling", 0.2)
    line.resize(1024, line.height())
    qtbot.waitUntil(lambda: line.done.geometry().right() < line.width())
    for each in (line.saved, line.counts, line.person, line.place, line.done):
        assert each.width() >= each.sizeHint().width(), each.text()
    assert line.job.width() < line.job.sizeHint().width()
