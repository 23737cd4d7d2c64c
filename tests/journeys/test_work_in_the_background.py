"""What takes long in the window: copying, opening, taking back what was long."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app import file_dialogs
from annotator.app.history_dialog import HistoryDialog
from annotator.paths import data_folder
from annotator.project import editing
from tests.journeys.commands import check_is_clean, exported
from tests.journeys.conftest import SEED, import_into, stored_spans
from tests.journeys.test_importing import many_articles

ODESSA = ("location", 1552, 1558)


@pytest.fixture
def answer(monkeypatch):
    """Have the file dialog answer with a path."""

    def with_path(path: Path) -> Path:
        monkeypatch.setattr(file_dialogs, "ask_where_to_save", lambda *_given: path)
        return path

    return with_path


def act(typist, id: str) -> None:
    typist.window.action_set.qactions[id].trigger()


def test_what_is_long_is_taken_back_and_brought_back_beside_by_the_keys(
    typist, project_file, qtbot, monkeypatch
):
    monkeypatch.setattr("annotator.project.undo_job.KEY_CHARACTERS", 10)
    typist.go_into("Odessa")
    typist.press("L", "Ctrl+Z")
    status = typist.window.status
    assert status.job.text() == "Undoing"
    assert typist.spans() == [ODESSA]
    typist.press("Ctrl+Z")  # one after the other
    assert "Another undo is still under way" in status.message.text()
    qtbot.waitUntil(lambda: typist.spans() == [], timeout=20_000)
    qtbot.waitUntil(lambda: "Undone: mark Odessa as Location" in status.message.text())
    typist.press("Ctrl+Shift+Z")
    assert status.job.text() == "Doing again"
    qtbot.waitUntil(lambda: typist.spans() == [ODESSA], timeout=20_000)
    qtbot.waitUntil(lambda: "Done again: " in status.message.text())
    # It is the same step of undo as one that the window itself took back.
    monkeypatch.undo()
    typist.press("Ctrl+Z")
    assert typist.spans() == []
    typist.window.close()
    assert stored_spans(project_file) == []
    check_is_clean(project_file)


def test_a_copy_keeps_what_the_vanished_project_cannot(
    typist, project_file, tmp_path, qtbot, answer
):
    project_file.rename(tmp_path / "away.sqlite")
    typist.go_into("Odessa")
    typist.press("L")
    said = typist.window.status.message
    copy = answer(tmp_path / "copy.sqlite")
    copy.write_bytes(b"Qt asked, and it may go")
    act(typist, "project.copy")
    qtbot.waitUntil(lambda: "A copy is in" in said.text(), timeout=10_000)
    assert "with 1 change that could not be saved here" in said.text()
    assert [row[:3] for row in stored_spans(copy)] == [ODESSA]
    check_is_clean(copy)
    typist.window.close_project(lose_unsaved=True)


def test_the_demo_is_made_and_opened_from_the_start_page(start, qtbot):
    typist = start(None)
    act(typist, "project.demo")
    assert typist.window.status.job.text() == "Making the demo"
    assert typist.window.page is None
    qtbot.waitUntil(lambda: typist.window.page is not None, timeout=20_000)
    assert typist.window.project.path == data_folder() / "demo.sqlite"
    assert typist.page.document_id is not None
    assert typist.window.status.job.isHidden()


def test_a_new_project_is_made_and_opened(start, qtbot, tmp_path, answer, problem):
    typist = start(None)
    answer(tmp_path / "new.sqlite")
    act(typist, "project.new")
    qtbot.waitUntil(lambda: typist.window.page is not None, timeout=10_000)
    assert typist.window.project.path == tmp_path / "new.sqlite"
    act(typist, "project.new")
    assert "There already is a file new.sqlite" in problem(typist.window)[0]


def test_an_older_project_is_brought_up_to_date_and_opened(start, qtbot, project_file, monkeypatch):
    older = [True]
    monkeypatch.setattr("annotator.project.converting.is_older", lambda _path: older.pop())
    typist = start(None)
    typist.window.open_project(project_file, SEED)
    assert typist.window.status.job.text().startswith("Bringing seeds.sqlite up to date")
    assert typist.window.page is None
    qtbot.waitUntil(lambda: typist.window.page is not None, timeout=10_000)
    assert typist.page.document_id == typist.window.work.find(SEED)


def history_row(typist, words: str) -> HistoryDialog:
    act(typist, "edit.history")
    (dialog,) = (each for each in typist.window.findChildren(HistoryDialog) if each.isVisible())
    (row,) = (row for row in range(dialog.list.count()) if words in dialog.list.item(row).text())
    dialog.list.setCurrentRow(row)
    return dialog


def test_a_long_edit_is_taken_back_from_history_while_marking_goes_on(
    typist, project_file, tmp_path, qtbot
):
    window = typist.window
    import_into(project_file, many_articles(tmp_path / "many.jsonl", 400))
    qtbot.waitUntil(lambda: len(window.work.keys) == 409, timeout=10_000)
    for name, left in (("import many.jsonl", 9), ("takes back", 409)):
        QTest.mouseClick(history_row(typist, name).undo, Qt.MouseButton.LeftButton)
        assert window.status.job.text().startswith("Undoing")
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        typist.view.setFocus()
        typist.go_into("Odessa")
        typist.press("L")
        assert typist.spans() == [ODESSA]
        qtbot.waitUntil(window.status.job.isHidden, timeout=20_000)
        assert len(window.work.keys) == left
        assert window.status.message.text().startswith("Undone: ")
    typist.press("Ctrl+Z")  # the mark, and neither the import nor its undoing
    assert typist.spans() == []
    window.close()
    assert len(exported(project_file)) == 409
    check_is_clean(project_file)


def test_a_long_undo_can_be_cancelled(typist, project_file, tmp_path, qtbot):
    window = typist.window
    import_into(project_file, many_articles(tmp_path / "many.jsonl", 400))
    qtbot.waitUntil(lambda: len(window.work.keys) == 409, timeout=10_000)
    QTest.mouseClick(history_row(typist, "import many").undo, Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.status.job_cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.status.job.isHidden, timeout=20_000)
    assert window.status.message.text() == "Nothing was undone."
    window.close()
    assert len(exported(project_file)) == 409
    check_is_clean(project_file)


def test_a_short_edit_is_taken_back_at_once(typist, project_file):
    typist.go_into("Odessa")
    typist.press("L")
    dialog = history_row(typist, "Odessa")
    QTest.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    assert typist.spans() == []
    assert "takes back" in dialog.list.item(0).text()
    assert "undone" in dialog.list.item(1).text()
    dialog.accept()


def test_many_marks_go_and_come_back_in_article_and_list(typist, qtbot, monkeypatch):
    """Also where the list is filled after the article, as that of thousands of marks is."""
    monkeypatch.setattr("annotator.app.pages.showing._MANY_SPANS", 2)
    monkeypatch.setattr("annotator.app.pages.showing._MANY_CHANGES", 2)
    page, document = typist.page, typist.page.document_id
    places = [[(start, start + 3)] for start in range(0, 50, 10)]
    made = editing.mark_all(page.project, document, "location", places)
    rows = page.panel.model
    qtbot.waitUntil(lambda: rows.rowCount() == len(made))
    typist.press("Ctrl+Z")
    assert page.spans == {}
    qtbot.waitUntil(lambda: rows.rowCount() == 0)
    typist.press("Ctrl+Shift+Z")
    assert set(page.view.content.spans) == {span.id for span in made}
    qtbot.waitUntil(lambda: rows.rowCount() == len(made))
    page.go_to(made[2].id)
    assert page.panel.list.currentIndex().row() == 2
