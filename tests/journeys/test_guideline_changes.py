"""What changed in the guideline, and how often its rules are cited, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from annotator.domain.problem import Problem
from annotator.project import commenting, editing, guideline_versions
from annotator.project.guideline import write_guideline
from tests.journeys.commands import check_is_clean

ONE = "# Rules\n\nR1: Leave out the title.\n\n## Claim\n\nTake the clause."
TWO = ONE.replace("the title", "every title") + "\n\nR2: A question is no claim."
THREE = TWO.replace("Take the clause.\n\n", "")


@pytest.fixture
def page(typist):
    for text in (ONE, TWO, THREE):
        write_guideline(typist.window.project, text)
    typist.press("Ctrl+4")
    return typist.window.book.page


def told(changes):
    """Return the lines as they stand there."""
    found, block = [], changes.text.document().begin()
    while block.isValid():
        found.append(block.text().replace("\u2002", " "))
        block = block.next()
    return found


def looked_at(changes):
    return changes.text.textCursor().block().text().replace("\u2002", " ")


def turn_to_changes(page, qtbot, *pair):
    QTest.mouseClick(page.tabs.button(2), Qt.MouseButton.LeftButton)
    wait_for(page, qtbot, *pair)


def wait_for(page, qtbot, old, new):
    def shown():
        found = page.changes.shown
        return found is not None and (found.old, found.new) == (old and str(old), new and str(new))

    qtbot.waitUntil(shown, timeout=5000)


def test_the_newest_change_is_shown_and_arrows_turn_to_others(typist, page, qtbot):
    turn_to_changes(page, qtbot, 2, 3)
    changes = page.changes
    assert typist.focus is changes.text
    assert changes.words.text() == "1 taken out"
    assert told(changes) == [
        "Rules", "⋯ 1 passage as before", "Claim", "− Take the clause.", "⋯ 1 passage as before",
    ]  # fmt: skip
    typist.press("Left")
    wait_for(page, qtbot, 1, 2)
    assert changes.words.text() == "1 added, 1 changed"
    assert "± R1: Leave out the\u2009every title." in told(changes)
    typist.press("Left")
    assert "no older version" in typist.window.status.message.text()
    # Beside colour, what is gone is struck out and what is new underlined.
    cursor = changes.text.textCursor()
    looks = {}
    for position in range(cursor.block().length()):
        cursor.setPosition(cursor.block().position() + position, QTextCursor.MoveMode.MoveAnchor)
        look = cursor.charFormat()
        looks[look.fontStrikeOut(), look.fontUnderline()] = True
    assert {(True, False), (False, True)} <= looks.keys()


def test_any_two_versions_are_chosen_and_n_goes_through_the_changes(typist, page, qtbot):
    turn_to_changes(page, qtbot, 2, 3)
    changes = page.changes
    assert changes.old.itemText(0).startswith("version 1 · ")
    changes.old.setFocus()
    typist.press("Up")
    wait_for(page, qtbot, 1, 3)
    changes.text.setFocus()
    assert looked_at(changes).startswith("± R1")
    typist.press("N")
    assert looked_at(changes) == "− Take the clause."
    typist.press("N", "N")
    assert looked_at(changes) == "+ R2: A question is no claim."
    typist.press("Shift+N", "Shift+N")
    assert looked_at(changes).startswith("± R1")


def test_what_is_written_meanwhile_is_the_newest_version(typist, page, qtbot, project_file):
    turn_to_changes(page, qtbot, 2, 3)
    page.turn_to(1)
    typist.press("Ctrl+End")
    typist.type(" Or two.")
    turn_to_changes(page, qtbot, 2, 4)
    assert any("Or two." in line for line in told(page.changes))
    typist.window.close()
    check_is_clean(project_file)


def test_one_version_has_nothing_to_be_held_against(typist, qtbot):
    write_guideline(typist.window.project, ONE)
    typist.press("Ctrl+4")
    page = typist.window.book.page
    turn_to_changes(page, qtbot, None, None)
    assert "one version so far" in page.changes.words.text()
    assert not page.changes.new.isEnabled()


def test_rules_and_labels_show_how_often_they_are_cited(typist, page, qtbot):
    project, document = typist.window.project, typist.page.document_id
    span = editing.mark(project, document, "claim", [(0, 5)])
    commenting.comment(project, document, span.id, "R1, and R1 again; see #claim.")
    gone = commenting.comment(project, document, None, "R1 says otherwise, R11 does not")
    rows = lambda: {  # noqa: E731
        row.name: row.cited
        for n in range(page.list.count())
        if (row := page.list.row_of(page.list.item(n)))
    }
    qtbot.waitUntil(lambda: rows()["R1"] == "cited in 2 comments", timeout=5000)
    assert rows() == {
        "Rules": "", "R1": "cited in 2 comments", "Claim": "cited in 1 comment",
        "R2": "cited nowhere",
    }  # fmt: skip
    page.list.setCurrentRow(1)
    commenting.delete_comment(project, document, gone.id)
    qtbot.waitUntil(lambda: rows()["R1"] == "cited in 1 comment", timeout=5000)
    # The rule that was chosen still is.
    page.list.setFocus()
    typist.press("Down")
    page.cite.click()
    assert QGuiApplication.clipboard().text() == "#claim (guideline version 3)"
    assert "cited in 1 comment" in page.list.item(2).data(Qt.ItemDataRole.AccessibleTextRole)


def test_citations_that_cannot_be_counted_are_not_said_to_be_none(typist, page, qtbot, monkeypatch):
    times = lambda: page.list.row_of(page.list.item(1)).cited  # noqa: E731
    qtbot.waitUntil(lambda: times() == "cited nowhere", timeout=5000)

    def refuse(progress, path):
        raise Problem("The file cannot be read.", "Nothing was changed.", "Look at the disk.")

    monkeypatch.setattr(guideline_versions, "citations", refuse)
    page.citations.count_soon()
    qtbot.waitUntil(lambda: times() == "", timeout=5000)
    assert page.note.text() == "version 3 · ! citations are not counted"
    assert page.note.toolTip().startswith("The file cannot be read.")
    monkeypatch.undo()
    page.citations.count_soon()
    qtbot.waitUntil(lambda: times() == "cited nowhere", timeout=5000)
    assert (page.note.text(), page.note.toolTip()) == ("version 3", "")
