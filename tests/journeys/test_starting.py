"""Starting as a person starts: the article first, then the window round it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.app import application
from annotator.app.application import begin_window, fill_window, make_application
from annotator.app.errors import BugDialog
from annotator.app.theme import theme_named
from annotator.project import glancing
from annotator.widgets.key_cap import KeyCap
from tests.journeys.conftest import SEED, import_into
from tests.journeys.typist import Typist


def test_the_article_is_painted_before_the_window_is_furnished(qtbot, qapp, project_file):
    make_application([])
    window = begin_window(project_file, SEED)
    view = window.findChild(QPlainTextEdit, "articleView")
    assert view is not None
    assert window.page is None
    with qtbot.waitSignal(view.painted):
        window.show()
    qtbot.waitUntil(lambda: window.page is not None)
    assert window.page.view is view
    assert window.page.document_id == window.work.find(SEED)
    assert view.isVisible()
    qtbot.wait(50)
    assert window.findChildren(BugDialog) == []
    window.close()


def test_it_opens_where_the_work_was_left(start, project_file):
    first = start(project_file)
    first.press("Ctrl+PageDown", "Ctrl+PageDown")
    left = first.page.document_id
    first.window.close()
    again = start(project_file)
    assert again.page.document_id == left


def test_keys_pressed_before_the_window_is_furnished_move_the_caret_and_break_nothing(
    qtbot, qapp, project_file, monkeypatch
):
    """The article has the keyboard from its first paint on; labels wait for the project."""
    make_application([])
    waiting = []
    # The furnishing is due, and held until the keys have been pressed.
    with monkeypatch.context() as held:
        held.setattr(application, "fill_window", lambda *asked: waiting.append(asked))
        window = begin_window(project_file, SEED)
        view = window.findChild(QPlainTextEdit, "articleView")
        window.show()
        qtbot.waitUntil(lambda: bool(waiting))
    window.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    typist = Typist(window)
    assert window.page is None
    typist.press("Right", "Right", "Q", "Shift+Right", "Tab", "F6", "Delete", "Ctrl+Z")
    assert (view.caret, view.selection()) == (3, (2, 3))
    fill_window(*waiting.pop())
    # What was selected meanwhile is marked by the next key.
    assert window.page.view is view
    qtbot.waitUntil(view.hasFocus)
    assert (view.caret, view.selection()) == (3, (2, 3))
    typist.press("Q")
    assert typist.spans() == [("quote", 2, 3)]
    assert window.findChildren(BugDialog) == []
    window.close()


def test_another_import_leaves_me_where_i_am(typist, project_file, tmp_path, qtbot):
    typist.go_to("Odessa")
    typist.press("L")
    typist.window.project.flush(5)
    caret, focused = typist.view.caret, typist.view.focused
    scrolled = typist.view.verticalScrollBar().value()
    other = tmp_path / "other.txt"
    other.write_text("Another article.\n", "utf-8")
    import_into(project_file, other)
    qtbot.waitUntil(lambda: typist.window.work.find("other") is not None, timeout=5000)
    QApplication.processEvents()
    assert (typist.view.caret, typist.view.focused) == (caret, focused)
    assert typist.view.verticalScrollBar().value() == scrolled
    assert typist.page.panel.form.isVisible()


def test_a_file_dialog_reads_no_file(typist, project_file, monkeypatch, qtbot):
    """Closing a file of ours drops this process's locks on it: nobody may look into it."""
    import sys

    from annotator.app.file_dialogs import _dialog

    opened = []

    def hook(event, arguments):
        if event == "open" and str(arguments[0]).endswith("seeds.sqlite"):
            opened.append(arguments)

    sys.addaudithook(hook)
    dialog = _dialog(typist.window, "Open", "All files (*)")
    dialog.setDirectory(str(project_file.parent))
    dialog.show()
    qtbot.wait(300)
    locks = [line for line in Path("/proc/locks").read_text("ascii").split("\n") if "POSIX" in line]
    inode = f":{project_file.stat().st_ino} "
    assert any(inode in line for line in locks), "the project's locks are gone"
    dialog.close()
    assert opened == []


@pytest.mark.parametrize("schema", ['{"labels": 3}', '{"labels": [{"name": 1}]}'])
def test_a_damaged_schema_gives_a_problem_and_a_start_page(start, project_file, problem, schema):
    with sqlite3.connect(project_file) as connection:
        connection.execute(
            "UPDATE records SET fields = json_object('definition', json(?)) WHERE kind = 'schema'",
            (schema,),
        )
    connection.close()
    typist = start(project_file)
    happened, safe, next_step = problem(typist.window)
    assert "schema" in happened
    assert typist.window.page is None
    assert typist.window.pages.currentWidget() is not None


def test_the_first_look_shows_a_mark_whose_words_hold_the_separator(project_file):
    """As opening does it: by length."""
    text = "One \u241f two three."
    added = project_file.parent / "odd.jsonl"
    span = {"fragments": [[0, 5], [6, 9]], "label": "quote", "quote": [text[0:5], text[6:9]]}
    layers = [{"person": "ana", "spans": [span]}]
    added.write_text(json.dumps({"id": "odd", "text": text, "layers": layers}), "utf-8")
    import_into(project_file, added)
    glance = glancing.glance(project_file, "odd")
    assert glance is not None
    assert [shown.quote for shown in glance.spans] == [("One \u241f", "two")]


def test_the_start_page_follows_the_theme_while_it_is_open(start, qtbot):
    typist = start(None)
    window = typist.window
    window.settings.set("theme", "light")
    page = window.pages.currentWidget()
    caps = page.findChildren(KeyCap)
    assert caps

    def grounds() -> set[str]:
        images = [cap.grab().toImage() for cap in caps if cap.isVisible()]
        middles = {image.pixelColor(image.width() // 2, 2).name().upper() for image in images}
        return middles | {page.grab().toImage().pixelColor(2, 2).name().upper()}

    for name in ("dark", "light", "high_contrast"):
        window.settings.set("theme", name)
        QApplication.processEvents()
        theme = theme_named(name)
        assert grounds() == {theme.well, theme.paper}
        assert window.pages.currentWidget() is page
