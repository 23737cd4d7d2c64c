"""The guideline in the real window: read, searched, written, and nothing in it ever loaded."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest

from annotator.project import editing
from annotator.project.guideline import Guideline, guideline, write_guideline
from tests.journeys.commands import check_is_clean

TEXT = "\n\n".join(
    [
        "# How we annotate",
        *["Read the whole article first, then mark it."] * 30,
        "## Speaker",
        "The shortest name.",
        "R1: Leave out the title.",
        *["And more of it."] * 40,
        "## Claim",
        "R7: Inside a quote, mark the claim within its marks.",
        *["Even more."] * 40,
    ]
)


@pytest.fixture
def page(typist):
    write_guideline(typist.window.project, TEXT)
    typist.press("Ctrl+4")
    assert typist.window.book.shown == "guideline"
    return typist.window.book.page


def saved(typist):
    assert typist.window.project.flush()


def first_line(page):
    cursor = page.text.cursorForPosition(QPoint(30, 30))
    return cursor.block().text()


def test_written_in_the_program_one_version_as_long_as_one_writes(typist, project_file, qtbot):
    typist.press("Ctrl+4")
    page = typist.window.book.page
    assert page.nothing.isVisible()
    QTest.mouseClick(page.nothing.button, Qt.MouseButton.LeftButton)
    assert typist.focus is page.field
    typist.type("# Claim")
    qtbot.waitUntil(lambda: guideline(typist.window.project).version == 1, timeout=3000)
    typist.press("Return", "Return")
    typist.type("R1: Überall.")
    typist.press("Ctrl+1")
    assert guideline(typist.window.project) == Guideline(1, "# Claim\n\nR1: Überall.")
    typist.press("Ctrl+4")
    page.turn_to(1)
    typist.press("Ctrl+End")
    typist.type(" Always.")
    page.turn_to(0)
    assert guideline(typist.window.project).version == 2
    assert page.note.text() == "version 2"
    assert [page.list.item(n).text().strip() for n in range(page.list.count())] == [
        "Claim", "R1  Überall. Always.",
    ]  # fmt: skip
    saved(typist)
    typist.press("Ctrl+1", "Ctrl+Z")
    saved(typist)
    assert guideline(typist.window.project).version == 1
    typist.window.close()
    check_is_clean(project_file)


def test_a_draft_is_kept_when_the_window_closes(typist, project_file):
    typist.press("Ctrl+4")
    page = typist.window.book.page
    page.turn_to(1)
    typist.type("# Draft")
    typist.window.close()
    with closing(sqlite3.connect(project_file)) as connection:
        rows = connection.execute("SELECT fields FROM records WHERE kind = 'guideline'").fetchall()
    assert "# Draft" in rows[0][0]


def test_g_opens_the_section_of_the_focused_label(typist, page):
    typist.press("Ctrl+1")
    document = typist.page.document_id
    span = editing.mark(typist.window.project, document, "claim", [(0, 5)])
    typist.page.focus(span.id)
    typist.view.setFocus()
    typist.press("G")
    assert typist.window.book.shown == "guideline"
    assert first_line(page) == "Claim"
    typist.press("Ctrl+1")
    typist.page.focus(None)
    typist.view.setFocus()
    typist.press("G")
    assert typist.window.book.shown == "guideline"


def test_a_right_click_on_a_label_opens_its_section_and_marks_nothing(typist, page):
    typist.press("Ctrl+1")
    legend = typist.page.panel.legend
    QTest.mouseClick(legend, Qt.MouseButton.RightButton, pos=QPoint(40, 28 + 14))
    assert typist.window.book.shown == "guideline"
    assert first_line(page) == "Speaker"
    assert typist.page.spans == {}
    page.show_label("location")
    assert "no heading “Location”" in typist.window.status.message.text()


def test_what_is_typed_finds_sections_and_rules(typist, page):
    page.query.setFocus()
    typist.type("within marks")
    assert [page.list.item(n).text().split()[0] for n in range(page.list.count())] == [
        "Claim", "R7",
    ]  # fmt: skip
    typist.press("Return", "F6", "Down")
    assert first_line(page).startswith("R7: Inside")
    page.cite.click()
    assert QGuiApplication.clipboard().text() == "R7 (guideline version 1)"
    page.query.setText("nothing like it")
    page.query.setFocus()
    typist.press("Return")
    assert "Nothing found" in typist.window.status.message.text()


def test_nothing_in_it_is_ever_loaded(typist, page, tmp_path):
    picture = tmp_path / "red.png"
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#FF0000"))
    assert image.save(str(picture))
    text = (
        f"# Pictures\n\n![a]({picture.as_uri()}) ![c]({picture})\n"
        "![b](https://example.org/x.png)\n\n"
        f'<img src="{picture.as_uri()}"> [a link](https://example.org)\n'
    )
    write_guideline(typist.window.project, text)
    assert page.shown.text == text
    assert typist.window.isVisible()
    shown = page.text.grab().toImage()
    red = QColor("#FF0000").rgb()
    assert not any(
        shown.pixel(x, y) == red for x in range(0, shown.width(), 5)
        for y in range(0, shown.height(), 5)
    )  # fmt: skip
    assert any("example.org" in each for each in page.text.refused)
    page.text.anchorClicked.emit("https://example.org")
    assert page.text.source().isEmpty()


def test_what_another_window_writes_is_shown(typist, page, start, project_file, qtbot):
    saved(typist)
    other = start(project_file).window.project
    write_guideline(other, "# Another")
    qtbot.waitUntil(lambda: page.shown.text == "# Another", timeout=4000)


def test_a_number_that_two_rules_have_is_told(typist, page):
    write_guideline(typist.window.project, "R1: one\n\nR1: two")
    assert "several rules have the number R1" in page.note.text()


def test_numbered_paragraphs_are_told_how_a_rule_is_written(typist):
    write_guideline(typist.window.project, "1. Mark all.\n2. Mark some.")
    typist.press("Ctrl+4")
    page = typist.window.book.page
    assert "no rule can be cited: begin them with “R1:”" in page.note.text()
    assert "A rule begins with R and its number" in page.note.toolTip()
    write_guideline(typist.window.project, "R1: Mark all.")
    assert "no rule" not in page.note.text()
