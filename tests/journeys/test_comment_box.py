"""The comment box itself: its height, what is too long for it, the rules that it offers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.edit import Edit, add
from annotator.project.guideline import write_guideline
from tests.journeys.test_comments import box_of, stored


def test_a_rule_of_the_guideline_is_cited_by_the_beginning_of_its_number(talker, project_file):
    text = "# Quote\n\nR7: Leave out the stop.\n\nR12: Take the marks.\n\nR13: And the dash."
    write_guideline(talker.window.project, text)
    talker.press("M")
    talker.type("As in R1")
    offers = box_of(talker).field._offers
    popup = offers.completer.popup()
    assert popup.isVisible()
    shown = popup.model()
    words = [shown.index(row, 0).data() for row in range(shown.rowCount())]
    assert words == ["R12  Take the marks.", "R13  And the dash."]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert box_of(talker).field.words == "As in R13"
    assert not offers.is_open
    talker.type(" and R7, not R")
    assert offers.is_open
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not offers.is_open
    assert talker.page.talk.is_open
    talker.press("Return")
    assert talker.window.project.flush()
    assert [row[0] for row in stored(project_file)] == ["As in R13 and R7, not R"]


def test_the_box_is_as_tall_as_its_first_comment_needs(talker):
    talker.press("M")
    talker.type("The first one.")
    talker.press("Return")
    QApplication.processEvents()
    box = box_of(talker)
    assert box.list.geometry().bottom() < box.field.geometry().top()
    assert box.height() == box.sizeHint().height()
    assert box.list.height() >= box.list.height_needed(box.list.viewport().width())


def test_a_comment_of_100_kilobytes_from_an_import_is_shown_in_part_and_kept_whole(
    typist, project_file, qtbot
):
    words = "An endless remark. " * 6_000
    project = typist.window.project
    change = add(
        f"layer/{typist.page.document_id}/{project.me.id}/annotations", "comment", "long",
        {"text": words, "person": project.me.id, "created": "2026-01-01T00:00:00Z"},
    )  # fmt: skip
    project.apply(Edit("import a comment", (change,)))
    typist.press("M")
    box = box_of(typist)
    (row,) = box.list.rows
    assert row.shown.endswith("more characters)")
    assert len(row.shown) < 5_000
    typist.press("Up", "E")
    assert "more than 20,000 characters" in box.problem.text()
    assert box.field.words == ""
    assert project.flush()
    assert stored(project_file)[0][0] == words
