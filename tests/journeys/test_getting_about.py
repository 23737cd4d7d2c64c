"""Between documents, panes, finding, help, and what the window says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from annotator.app.help_dialog import HelpDialog
from annotator.project import searching
from annotator.project.indexing import Indexing
from annotator.widgets.command_palette import CommandPalette
from annotator.widgets.keys_overlay import KeysOverlay
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED, stored_spans


def test_the_article_has_the_keyboard_when_a_document_opens(typist):
    assert typist.view.hasFocus()


def test_documents_by_keys(typist):
    ids = [row.id for row in typist.page.documents.model.rows]
    typist.press("Ctrl+PageDown")
    assert typist.page.document_id == ids[1]
    typist.press("Ctrl+PageUp")
    assert typist.page.document_id == ids[0]
    typist.press("Ctrl+PageUp")
    assert typist.page.document_id == ids[0]
    assert typist.window.status.message.text() == "This is the first document."


def test_done_goes_on_to_the_next(typist):
    first = typist.page.document_id
    typist.press("Ctrl+Return")
    assert typist.page.document_id != first
    rows = {row.id: row.status for row in typist.page.documents.model.rows}
    assert rows[first] == "done"
    typist.press("Ctrl+Z")
    rows = {row.id: row.status for row in typist.page.documents.model.rows}
    assert rows[first] == "new"


def test_panes_go_round(typist):
    page = typist.page
    typist.go_to("Odessa")
    typist.press("L", "F6")
    assert page.panel.list.hasFocus()
    typist.press("F6")
    assert page.panel.form.hasFocus()
    typist.press("F6")
    assert page.documents.list.hasFocus()
    typist.press("F6")
    assert page.view.hasFocus()
    typist.press("Shift+F6")
    assert page.documents.list.hasFocus()


def test_find_selects_and_keeps(typist):
    typist.press("Ctrl+F")
    typist.type("negotiat")
    assert typist.page.find_bar.count.text() == "1 of 3"
    typist.press("Return")
    first = typist.view.selection()
    typist.press("Return")
    second = typist.view.selection()
    assert second > first
    typist.press("Escape")
    assert typist.view.selection() == second
    assert typist.view.hasFocus()
    typist.press("Ctrl+F")
    assert typist.page.find_bar.field.selectedText() == "negotiat"


def test_what_is_not_there_is_said(typist):
    typist.press("Ctrl+F")
    typist.type("zebra")
    assert "not found" in typist.page.find_bar.count.text()
    typist.press("Return", "Escape")
    assert typist.view.selection() is None


def test_search_all_documents(typist, qtbot):
    typist.press("Ctrl+Shift+F")
    typist.type("mineral fertilizers")
    model = typist.page.documents.model
    qtbot.waitUntil(lambda: model.rowCount() == 1, timeout=10_000)
    assert "fertilizers" in model.row(0).detail


def test_a_search_that_cannot_find_everything_says_so(typist, qtbot, monkeypatch):
    monkeypatch.setattr(Indexing, "problem", "OperationalError: disk full")
    typist.press("Ctrl+Shift+F")
    typist.type("mineral fertilizers")
    said = typist.window.status.message.text
    qtbot.waitUntil(lambda: "Search does not find everything" in said(), timeout=10_000)


def test_keys_overlay_and_help(typist):
    typist.press("Ctrl+/")
    overlay = typist.window.findChild(KeysOverlay)
    assert overlay.isVisible()
    typist.press("Escape")
    assert typist.view.hasFocus()
    typist.press("F1")
    dialog = typist.window.findChild(HelpDialog)
    assert dialog.isVisible()
    for number in range(dialog.pages.count()):
        dialog.pages.setCurrentRow(number)
        assert dialog.text.document().characterCount() > 200
    dialog.close()


def test_ctrl_z_brings_no_command_back_that_was_looked_for_before(typist):
    typist.press("Ctrl+K")
    typist.type("skip")
    typist.press("Escape", "Ctrl+K", "Ctrl+Z")
    assert typist.window.findChild(CommandPalette).field.text() == ""


def test_the_palette_runs_a_command(typist):
    typist.press("Ctrl+K")
    typist.type("next document")
    first = typist.page.document_id
    typist.press("Return")
    assert typist.page.document_id != first
    assert typist.view.hasFocus()


def test_zoom_is_kept(typist):
    before = typist.view.zoom
    typist.press("Ctrl++", "Ctrl++")
    assert typist.view.zoom > before
    assert typist.window.settings.get("zoom") == 125
    typist.press("Ctrl+0")
    assert typist.view.zoom == before


def test_the_saved_state_and_who_i_am(typist, qtbot):
    typist.go_to("Odessa")
    typist.press("L")
    saved = typist.window.status.saved
    qtbot.waitUntil(lambda: saved.text().startswith("Saved "), timeout=5000)
    assert typist.window.status.person.text() == "You are Ana"


def test_quit_at_once(typist):
    project = typist.window.project
    typist.press("Ctrl+Q")
    assert not typist.window.isVisible()
    assert project.closed


def test_every_focusable_widget_has_an_accessible_name(typist):
    from PySide6.QtWidgets import QAbstractButton, QWidget

    nameless = [
        widget
        for widget in typist.window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []


def test_names_that_others_rely_on(typist):
    for name in (
        "articleView",
        "spanPanel",
        "attributeForm",
        "documentList",
        "findBar",
        "saveState",
    ):
        assert typist.window.findChild(object, name) is not None, name
    for action in (
        "mark.quote",
        "mark.location",
        "span.delete",
        "suggestion.accept",
        "document.done",
    ):
        assert typist.window.findChild(object, action) is not None, action


def test_a_dropped_text_becomes_a_document(typist, tmp_path, qtbot):
    path = tmp_path / "dropped.txt"
    path.write_text("The mayor said: “We open on Friday.”\n", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(QPoint(400, 300)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    typist.window.dropEvent(event)
    keys = typist.window.work
    qtbot.waitUntil(lambda: keys.find("dropped") is not None, timeout=20_000)


def test_a_match_of_find_takes_the_focus_from_a_span(typist):
    typist.go_into("Odessa")
    typist.press("L")
    focused = typist.view.focused
    assert focused is not None
    typist.select("Zaporozhye")
    assert typist.view.selection() is not None
    assert typist.view.focused is None
    typist.press("D", "Delete")
    assert [span.uncertain for span in typist.page.spans.values()] == [False]
    typist.press("X")
    assert typist.view.focused is None


def test_two_windows_on_one_project(typist, start, qtbot):
    other = start(typist.window.project.path, SEED)
    typist.view.setFocus()
    typist.window.activateWindow()
    qtbot.waitUntil(typist.window.isActiveWindow)
    typist.go_to("Odessa")
    typist.press("L")
    qtbot.waitUntil(lambda: other.spans() == [("location", 1552, 1558)], timeout=5000)
    other.window.activateWindow()
    qtbot.waitUntil(other.window.isActiveWindow)
    other.view.setFocus()
    other.go_to("You started it")
    other.press("C")
    qtbot.waitUntil(lambda: len(typist.spans()) == 2, timeout=5000)


@pytest.mark.parametrize("words", ["lighthouse", "swans"])
def test_enter_right_behind_the_words_opens_what_they_find(typist, words, qtbot, project_file):
    """Within the pause in which nothing is looked for yet: by title, else by text."""
    opened = typist.page.project
    qtbot.waitUntil(lambda: searching.indexing(opened) is None, timeout=10_000)
    wanted = searching.search(opened, words)[0].document
    other = next(id for id in typist.window.work.keys if id != wanted)
    typist.page.open_document(other)
    typist.press("Ctrl+Shift+F")
    typist.type(words)
    typist.press("Return")
    qtbot.waitUntil(lambda: typist.page.document_id == wanted, timeout=5000)


def test_searching_in_a_small_window_leaves_the_rail_as_it_was(typist, qtbot):
    typist.window.resize(1024, 700)
    documents = typist.page.documents
    qtbot.waitUntil(lambda: documents.head.isHidden())
    typist.press("Ctrl+Shift+F")
    assert not documents.head.isHidden()
    typist.type("swans")
    assert not documents.head.isHidden()
    typist.press("F6")
    qtbot.waitUntil(lambda: documents.head.isHidden())


def test_more_matches_than_are_painted_are_all_counted(typist, monkeypatch):
    monkeypatch.setattr("annotator.app.pages.finding._MOST", 3)
    matches = typist.page.finder._text.casefold().count("the")
    assert matches > 9
    typist.press("Ctrl+F")
    typist.type("the")
    count = typist.page.find_bar.count
    assert count.text().endswith(f" of {matches}")
    for _ in range(matches):
        typist.page.finder.go(-1)
        if count.text().startswith("1 of"):
            break
    typist.page.finder.go(-1)
    assert count.text() == f"{matches} of {matches}"


def test_a_document_is_removed_and_comes_back_with_its_marks(typist, project_file):
    typist.go_into("Odessa")
    typist.press("L")
    keys = set(typist.window.work.keys.values())
    typist.window.action_set.qactions["document.remove"].trigger()
    assert set(typist.window.work.keys.values()) == keys - {SEED}
    assert typist.page.document_id not in (None, typist.window.work.find(SEED))
    assert "was removed from the project" in typist.window.status.message.text()
    typist.press("Ctrl+Z")
    assert set(typist.window.work.keys.values()) == keys
    typist.window.close()
    assert [span[:3] for span in stored_spans(project_file)] == [("location", 1552, 1558)]
    check_is_clean(project_file)
