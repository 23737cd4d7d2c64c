"""Comments and notes by keys and by mouse in the real window, checked in the project file."""

from __future__ import annotations

import sqlite3

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.edit import Edit, add
from annotator.widgets.key_button import KeyButton
from tests.journeys.conftest import SEED
from tests.journeys.ledger_file import saved

LEFT = Qt.MouseButton.LeftButton


def stored(path):
    """Read the comments from the project file itself, in the order in which they came."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            "SELECT text, span IS NOT NULL, reply_to IS NOT NULL, ifnull(resolved, 0), person "
            "FROM comments ORDER BY created, reply_to IS NOT NULL, span IS NULL"
        ).fetchall()
    connection.close()
    return rows


def box_of(typist):
    return typist.page.talk.box


def click_key(typist, key: str) -> None:
    box = box_of(typist)
    QApplication.processEvents()
    (button,) = [
        each for each in box.keys.findChildren(KeyButton)
        if each.accessibleName().endswith(f"key {key}") and each.isVisible()
    ]  # fmt: skip
    QTest.mouseClick(button, LEFT)
    QApplication.processEvents()


def detail(typist) -> str:
    page = typist.page
    return next(r.detail for r in page.documents.model.rows if r.id == page.document_id)


def test_a_comment_an_answer_and_resolving_it(talker, project_file):
    talker.press("M")
    box = box_of(talker)
    assert box.isVisible()
    assert talker.focus is box.field
    talker.type("Is this one quote")
    talker.press("Shift+Return")
    talker.type("or two?")
    talker.press("Return")
    assert [row.words for row in box.list.rows] == ["Is this one quote\nor two?"]
    assert box.field.words == ""
    assert "Answer Ana" in box.field.placeholderText()
    talker.type("One.")
    talker.press("Return", "Escape")
    assert not box.isVisible()
    assert talker.focus is talker.view
    assert "1 comment" in detail(talker)
    assert "1 comment" in talker.page.describing.detail(
        talker.page.spans[talker.view.focused], False
    )
    assert talker.page.panel.form.rows[-1].links[1].words == "1 open"
    assert len(talker.view.content.signs) == 1
    talker.window.project.flush(5)
    assert stored(project_file) == [
        ("Is this one quote\nor two?", 1, 0, 0, "ana"),
        ("One.", 1, 1, 0, "ana"),
    ]
    talker.press("M", "Up", "R", "Escape")
    talker.window.project.flush(5)
    assert [row[3] for row in stored(project_file)] == [1, 0]
    assert "comment" not in detail(talker)
    talker.press("Ctrl+Z")
    assert "1 comment" in detail(talker)


def test_changing_and_deleting_one_s_own(talker, project_file):
    talker.press("M")
    talker.type("a typo")
    talker.press("Return")
    talker.type("kept meanwhile")
    talker.press("Up", "E", "Ctrl+A")
    talker.type("no typo")
    talker.press("Return")
    box = box_of(talker)
    assert [row.words for row in box.list.rows] == ["no typo"]
    assert box.field.words == "kept meanwhile"
    talker.press("Up", "Delete")
    assert not box.list.rows
    assert talker.focus is box.field
    talker.press("Escape")
    talker.window.project.flush(5)
    assert stored(project_file) == []
    talker.press("M")
    assert box.field.words == "kept meanwhile"
    assert not box.list.isVisible()


def test_what_others_answered_stays_below_a_deleted_comment(talker, project_file):
    talker.press("M")
    talker.type("why this one?")
    talker.press("Return")
    project, document = talker.window.project, talker.page.document_id
    (mine,) = talker.page.comments.values()
    fields = {"text": "look again", "person": "lea", "span": mine.span, "reply_to": mine.id}
    stream = project.open_document(document).stream
    project.apply(Edit("feedback", (add(stream, "comment", "theirs", fields),)))
    box = box_of(talker)
    talker.press("Up", "Up", "Delete")
    assert [row.shown for row in box.list.rows] == ["deleted comment", "look again"]
    assert not box.problem.isVisible()
    # There is nothing left to change or delete, and it is still answered.
    assert [row.own for row in box.list.rows] == [False, False]
    talker.press("Home", "Delete", "E")
    assert box.list.hasFocus()
    talker.press("Return")
    talker.type("I looked")
    talker.press("Return", "Escape")
    project.flush(5)
    assert [text for text, *_ in stored(project_file)] == ["look again", "", "I looked"]
    talker.press("Ctrl+Z", "Ctrl+Z", "M")
    assert [row.shown for row in box.list.rows] == ["why this one?", "look again"]


def test_the_article_as_a_whole_leads_to_each_span(talker, project_file):
    talker.press("M")
    talker.type("here")
    talker.press("Return", "Escape")
    quote = talker.view.focused
    talker.press("Escape", "M")
    box = box_of(talker)
    assert [row.about.startswith("“To involve") for row in box.list.rows] == [True]
    talker.type("a good article")
    talker.press("Return")
    assert [row.span for row in box.list.rows] == [None, quote]
    assert {sign.span_id for sign in talker.view.content.signs} == {"", quote}
    talker.press("Up", "Return")
    assert not box.isVisible()
    assert talker.view.focused == quote
    talker.window.project.flush(5)
    assert [row[:3] for row in stored(project_file)] == [("here", 1, 0), ("a good article", 0, 0)]


def test_too_long_a_comment_says_so_and_stays(talker, project_file):
    talker.press("M")
    box = box_of(talker)
    QApplication.clipboard().setText("x" * 100_000)
    talker.press("Ctrl+V", "Return")
    assert "20,000" in box.problem.text()
    assert box.problem.isVisible()
    assert box.field.words == "x" * 100_000
    talker.press("Ctrl+A")
    talker.type("shorter")
    talker.press("Return")
    assert not box.problem.isVisible()
    talker.window.project.flush(5)
    assert [row[0] for row in stored(project_file)] == ["shorter"]


def test_a_note_is_two_keys_away(talker, project_file):
    talker.press("Shift+M")
    talker.type("to check")
    talker.press("Return")
    span = talker.page.spans[talker.view.focused]
    assert span.note == "to check"
    assert talker.focus is talker.view
    talker.press("M", "Tab")
    assert box_of(talker).field.words == "to check"
    talker.press("Ctrl+A", "Backspace", "Return")
    assert talker.page.spans[span.id].note == ""
    talker.press("Ctrl+Z")
    assert talker.page.spans[span.id].note == "to check"


def test_a_note_that_was_not_written_waits(talker):
    talker.press("Shift+M")
    talker.type("half a tho")
    talker.press("Escape")
    assert talker.page.spans[talker.view.focused].note == ""
    talker.press("Shift+M")
    assert box_of(talker).field.words == "half a tho"


def test_by_mouse(talker, project_file):
    form = talker.page.panel.form
    talker.press("Return")
    cell = [each for each in form._layout.cells if form.rows[each.row].id == "unsure"][1]
    QTest.mouseClick(form, LEFT, pos=cell.box.center())
    box = box_of(talker)
    assert box.isVisible()
    talker.type("by mouse")
    click_key(talker, "Enter")
    row = box.list.visualItemRect(box.list.item(0)).center()
    QTest.mouseClick(box.list.viewport(), LEFT, pos=row)
    click_key(talker, "R")
    talker.window.project.flush(5)
    assert stored(project_file) == [("by mouse", 1, 0, 1, "ana")]
    click_key(talker, "R")
    QTest.mouseClick(box.head.tabs["note"], LEFT)
    talker.type("noted")
    click_key(talker, "Enter")
    assert not box.isVisible()
    talker.press("Escape")
    assert talker.view.focused is None
    (place,) = [
        QPoint(x, y)
        for y in range(talker.view.viewport().height())
        for x in [round(talker.view.page.frame.right + 10)]
        if talker.view.sign_at(QPoint(x, y).toPointF()) is not None
    ][:1]
    QTest.mouseClick(talker.view.viewport(), LEFT, pos=place)
    assert box.isVisible()
    assert talker.page.spans[talker.view.focused].note == "noted"
    QTest.mouseClick(talker.view.viewport(), LEFT, pos=QPoint(30, 300))
    QApplication.processEvents()
    assert not box.isVisible()


def test_a_cyrillic_layout_has_the_same_keys(talker):
    talker.press_at(58, 0x0416, "ь")
    assert box_of(talker).isVisible()
    talker.type("так")
    talker.press("Return", "Up")
    talker.press_at(27, 0x041A, "к")
    assert [(row.words, row.resolved) for row in box_of(talker).list.rows] == [("так", True)]


def test_another_window_s_comment_comes_while_the_box_is_open(talker, start, project_file):
    talker.press("M")
    talker.type("half typed")
    saved(talker)
    other = start(project_file, SEED)
    other.press("Ctrl+Home", "Tab", "M")
    other.type("from elsewhere")
    other.press("Return")
    other.window.project.flush(5)
    talker.window.project.poll()
    box = box_of(talker)
    assert [row.words for row in box.list.rows] == ["from elsewhere"]
    assert box.field.words == "half typed"
