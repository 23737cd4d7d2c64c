"""Starting as a person starts: the article first, then the window round it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.app.application import begin_window, make_application
from annotator.app.errors import BugDialog
from annotator.project import glancing
from tests.journeys.conftest import SEED, import_into


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


def test_a_key_pressed_before_the_window_is_furnished_is_not_lost(start, project_file, qtbot):
    typist = start(project_file, SEED)
    typist.go_to("Odessa")
    typist.press("L")
    typist.window.close()
    again = start(project_file, SEED)
    assert again.view.hasFocus()
    assert again.spans() == [("location", 1552, 1558)]


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
