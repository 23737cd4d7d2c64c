"""Articles from the clipboard, pasted by Ctrl+V."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.articles_saved import as_docx
from tests.journeys.commands import check_is_clean, exported

PAGE = (
    '<meta charset="iso-8859-1"><h1>The müller said “no”</h1><p>He will not grind.</p>'
    "<nav><a>Home</a></nav><p>Read more</p>"
)


@pytest.fixture
def clipboard(qapp):
    board = QApplication.clipboard()
    yield board
    board.clear()


def paste(typist) -> None:
    typist.window.activateWindow()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def wait_for(typist, qtbot, key: str) -> None:
    qtbot.waitUntil(lambda: typist.window.work.find(key) is not None, timeout=20_000)
    qtbot.waitUntil(lambda: typist.page.document_id == typist.window.work.find(key))


def test_text_becomes_a_document_and_is_opened(typist, qtbot, clipboard, project_file):
    clipboard.setText("The baker said: “Yes.”\r\nHe bakes 🥖.")
    paste(typist)
    wait_for(typist, qtbot, "Pasted article")
    clipboard.setText("Another one.")
    paste(typist)
    wait_for(typist, qtbot, "Pasted article-2")
    typist.window.close()
    documents = exported(project_file)
    assert documents["Pasted article"]["text"] == "The baker said: “Yes.”\nHe bakes 🥖."
    assert documents["Pasted article-2"]["title"] == "Another one."
    check_is_clean(project_file)


def test_a_part_of_a_page_comes_with_its_paragraphs_and_nothing_excluded(
    typist, qtbot, clipboard, project_file
):
    data = QMimeData()
    data.setHtml(PAGE)
    data.setText("flat")
    clipboard.setMimeData(data)
    paste(typist)
    wait_for(typist, qtbot, "Pasted article")
    typist.window.close()
    document = exported(project_file)["Pasted article"]
    assert document["text"] == "The müller said “no”\n\nHe will not grind.\n\nHome\n\nRead more"
    assert not document.get("excluded")


def test_copied_files_are_imported_as_files(typist, qtbot, clipboard, tmp_path, project_file):
    path = tmp_path / "memo.docx"
    path.write_bytes(as_docx("A memo.\nIt says: “Do.”"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    clipboard.setMimeData(data)
    paste(typist)
    qtbot.waitUntil(lambda: typist.window.work.find("memo") is not None, timeout=20_000)
    typist.window.close()
    assert exported(project_file)["memo"]["text"] == "A memo.\n\nIt says: “Do.”"


def test_what_is_there_already_is_said(typist, qtbot, clipboard, project_file):
    clipboard.setText("Only once.")
    paste(typist)
    wait_for(typist, qtbot, "Pasted article")
    paste(typist)
    said = typist.window.status
    qtbot.waitUntil(lambda: "already" in said.message.text(), timeout=20_000)
    typist.window.close()
    assert len([key for key in exported(project_file) if key.startswith("Pasted")]) == 1


@pytest.mark.parametrize("fill", [lambda board: board.setText("  "), lambda board: board.clear()])
def test_an_empty_clipboard_is_a_problem(fill, typist, qtbot, clipboard, problem, project_file):
    fill(clipboard)
    paste(typist)
    happened, safe, _ = problem(typist.window)
    assert "no text" in happened
    assert safe == "Nothing was changed."


def test_in_a_field_it_pastes_into_the_field(typist, qtbot, clipboard, project_file):
    clipboard.setText("Lukashenko")
    typist.window.action_set.qactions["find.article"].trigger()
    paste(typist)
    assert QApplication.focusWidget().text() == "Lukashenko"
    assert typist.window.work.find("Pasted article") is None
