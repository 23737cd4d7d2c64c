"""The import dialog: which columns of a table are read, and what else a format may do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from annotator.app.window_import import open_import
from tests.formats.test_pdf import LONG as LINE
from tests.formats.test_pdf import lines
from tests.journeys.commands import check_is_clean, exported
from tests.journeys.test_import_dialog import dialog_of, open_on

SHORT = "A short one."
LONG = "The mayor said: “We open in spring,” and went home to Lviv. 🎉"
TABLE = f'''id,body,headline,"full, version"
t1,{SHORT},Spring,"{LONG}"
t2,{SHORT} Again.,Autumn,"{LONG} Again."
'''
PAGE = f"""<html><body><nav>Home, politics, sport</nav>
<article><p>{LONG}</p></article></body></html>"""


def table(path: Path) -> Path:
    path.write_text(TABLE, "utf-8")
    return path


def choose(dialog, what: str, words: str, qtbot) -> None:
    dialog.read_as.columns.boxes[what].setCurrentText(words)
    assert not dialog.button.isEnabled()
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)


def test_a_column_that_was_guessed_wrongly_is_put_right(
    typist, qtbot, tmp_path, monkeypatch, project_file
) -> None:
    open_on(typist, monkeypatch, table(tmp_path / "articles.csv"))
    dialog = dialog_of(typist, qtbot)
    boxes = dialog.read_as.columns.boxes
    assert dialog.read_as.columns.isVisible()
    assert boxes["text"].currentText() == "as it looks: body"
    assert boxes["title"].currentText() == "as it looks: headline"
    assert dialog.first.toPlainText() == SHORT
    choose(dialog, "text", "full, version", qtbot)
    assert dialog.first.toPlainText() == LONG
    choose(dialog, "title", "id", qtbot)
    assert "t1" in dialog.first_heading.text()
    choose(dialog, "title", "none", qtbot)
    assert "mayor" in dialog.first_heading.text()
    assert boxes["text"].currentText() == "full, version"
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(typist.window.work.keys) == 11, timeout=20_000)
    typist.window.close()
    documents = exported(project_file)
    assert documents["t1"]["text"] == LONG
    assert documents["t1"]["meta"] == {"body": SHORT, "headline": "Spring"}
    check_is_clean(project_file)


def test_a_table_without_a_likely_text_is_read_by_the_column_that_is_chosen(
    typist, qtbot, tmp_path, monkeypatch
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("no,a,b\n1,One.,Two.\n", "utf-8")
    dialog = open_import(typist.window, [path])
    qtbot.waitUntil(lambda: "<b>!</b>" in dialog.said.text(), timeout=20_000)
    assert not dialog.read_as.columns.isVisible()
    dialog.format.setCurrentText("Table of articles")
    columns = dialog.read_as.columns
    qtbot.waitUntil(columns.isVisible, timeout=20_000)
    assert columns.boxes["text"].currentText() == "as it looks"
    choose(dialog, "text", "b", qtbot)
    assert dialog.first.toPlainText() == "Two."
    dialog.reject()


def test_nothing_of_a_page_is_excluded_when_that_is_ticked(
    typist, qtbot, tmp_path, monkeypatch
) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    open_on(typist, monkeypatch, path)
    dialog = dialog_of(typist, qtbot)
    assert not dialog.read_as.columns.isVisible()
    (tick,) = [each for each in dialog.read_as.ticks.findChildren(QCheckBox) if each.isVisible()]
    assert tick.text() == "propose nothing as excluded"
    assert "proposed as excluded" in dialog.first_note.text()
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert not dialog.button.isEnabled()
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    assert dialog.start(dry_run=True).wait(20).result.first.excluded == ()
    assert "proposed as excluded" not in dialog.first_note.text()
    # Another format has no such choice, but what was chosen can be seen and taken back.
    dialog.format.setCurrentText("Plain text")
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    assert tick.isVisible()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not tick.isVisible(), timeout=20_000)
    dialog.reject()


def test_divided_words_of_a_pdf_are_joined_when_that_is_ticked(
    typist, qtbot, tmp_path, monkeypatch
) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(lines(LINE, f"{LINE} exam-", "ple."))
    open_on(typist, monkeypatch, path)
    dialog = dialog_of(typist, qtbot)
    assert "exam-ple." in dialog.first.toPlainText()
    tick = dialog.read_as.ticks.ticks["join-hyphens"]
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    assert "example." in dialog.first.toPlainText()
    dialog.reject()
