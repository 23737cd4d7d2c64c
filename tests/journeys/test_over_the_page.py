"""What opens over the page or beside it: keys, History, and the window itself on its screen."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from annotator.app.history_dialog import HistoryDialog
from annotator.app.main_window import MainWindow
from annotator.app.settings import Settings
from annotator.project import history
from annotator.project.searching import indexing
from annotator.widgets.keys_overlay import KeysOverlay
from tests.journeys.conftest import SEED


def test_a_window_fits_its_screen(qapp, tmp_path):
    window = MainWindow(Settings(tmp_path))
    room = window.screen().availableSize()
    assert room.width() < 1440
    assert window.width() <= room.width()
    assert window.height() <= room.height()


def test_the_keys_are_put_away_by_the_same_key_and_scrolled_by_arrows(typist):
    typist.window.resize(1024, 700)
    typist.press("Ctrl+/")
    overlay = typist.window.findChild(KeysOverlay)
    bar = overlay.scroller.verticalScrollBar()
    assert not overlay.scroller.horizontalScrollBar().isVisible()
    assert bar.maximum() > 0
    typist.press("PageDown")
    assert bar.value() > 0
    assert overlay.isVisible()
    typist.press("Ctrl+/")
    assert not [each for each in typist.window.findChildren(KeysOverlay) if each.isVisible()]
    assert typist.view.hasFocus()


def test_history_names_people_and_has_one_default_button(typist):
    typist.go_into("Odessa")
    typist.press("L", "Ctrl+H")
    dialog = typist.window.findChild(HistoryDialog)
    assert "· Ana" in dialog.list.item(0).text()
    defaults = [each.text() for each in dialog.findChildren(QPushButton) if each.isDefault()]
    assert defaults == ["Close"]
    dialog.close()


def test_what_was_searched_for_is_selected_in_the_document_that_opens(typist, qtbot):
    first = typist.page.document_id
    # Search finds what is indexed, and the index is built in the background.
    qtbot.waitUntil(lambda: indexing(typist.page.project) is None, timeout=10_000)
    typist.press("Ctrl+Shift+F")
    typist.type("Katarzyna")
    typist.press("Return")
    qtbot.waitUntil(lambda: typist.page.document_id != first, timeout=10_000)
    start, end = typist.view.selection()
    assert typist.view.content.text[start:end] == "Katarzyna"
    assert typist.view.hasFocus()
    assert start in range(*typist.view.visible_range())


def test_escape_leaves_the_search_for_the_article(typist):
    typist.press("Ctrl+Shift+F")
    assert typist.focus is typist.page.documents.query
    typist.press("Escape")
    assert typist.view.hasFocus()


def test_enter_without_a_focused_span_says_what_to_do(typist):
    typist.press("Escape", "Return")
    assert "No span has the focus" in typist.window.status.message.text()


def test_done_is_said_of_the_title(typist):
    typist.press("Ctrl+Return")
    if typist.window.ask_bar.isVisible():
        typist.type("nothing in it")
        typist.press("Return")
    name = history.undo_name(typist.window.project)
    assert name is not None
    assert "Lukashenko" in name
    assert SEED not in name
