"""The page of the team in the real window: people, their roles, assigning, feedback."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from annotator.app.assign_dialog import AssignDialog
from annotator.app.leaving_dialog import LeavingDialog
from annotator.project.decision_record import Ruling
from annotator.project.project import Project
from annotator.project.reviewing import decide
from annotator.project.sharing import assign_documents, assigned
from annotator.project.team_overview import team
from annotator.team.assignment import Plan
from tests.journeys.commands import check_is_clean
from tests.journeys.teams import LEFT, click, rows, said, visible
from tests.planned import planned
from tests.reviews import review, target


def test_people_are_added_renamed_and_made_leads_by_keys(lea, lea_file):
    page = lea.window.book.page
    assert lea.focus is page.add
    lea.press("Space")
    lea.type("Ana Kovač")
    lea.press("Return")
    assert rows(lea)["Ana Kovač"].about == "annotator"
    assert lea.focus is page.rows.buttons["hand_out", "ana-kovac"]
    lea.press("Tab", "Tab", "Space")
    assert rows(lea)["Ana Kovač"].about == "lead"
    lea.press("Shift+Tab", "Space")
    lea.type("Ana")
    lea.press("Return")
    assert rows(lea)["Ana"].id == "ana-kovac"
    assert rows(lea)["Lea"].about == "lead · you"
    lea.window.close()
    project = Project.open(lea_file)
    assert {(each.id, each.name, each.role) for each in project.people} == {
        ("ana-kovac", "Ana", "lead"), ("lea", "Lea", "lead"),
    }  # fmt: skip
    project.close()
    check_is_clean(lea_file)


def test_a_name_that_is_taken_is_refused(lea, problem):
    QTest.mouseClick(lea.window.book.page.add, LEFT)
    lea.type("LEA")
    lea.press("Return")
    assert "Lea is in the project already." in problem(lea.window)[0]
    assert list(rows(lea)) == ["Lea"]


def test_documents_are_assigned_after_a_look_at_what_it_comes_to(lea, qtbot, lea_file):
    lea.window.action_set.qactions["team.assign"].trigger()
    dialog = visible(lea, AssignDialog)
    assert not dialog.boxes["lea"].isChecked()
    qtbot.waitUntil(lambda: "Choose who" in dialog.said.text())
    dialog.more.setFocus()
    qtbot.waitUntil(lambda: lea.focus is dialog.more)
    lea.type("Ana, Ben, Cy")
    dialog.numbers["overlap"].setFocus()
    lea.press("Up")
    assert dialog.numbers["overlap"].value == 2
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    assert sum(dialog.assignments.new.values()) == 8
    assert "8 assignments to make" in dialog.said.text()
    assert team(lea.window.project).unassigned == 4  # nothing was written
    QTest.mouseClick(dialog.button, LEFT)
    qtbot.waitUntil(lambda: said(lea).startswith("Assigned 8 documents"), timeout=20_000)
    assert sorted(row.progress for row in rows(lea).values()) == [
        "0 of 2 done", "0 of 3 done", "0 of 3 done", "nothing assigned",
    ]  # fmt: skip
    assert rows(lea)["Lea"].progress == "nothing assigned"
    lea.window.close()
    project = Project.open(lea_file)
    whose, _ = assigned(project, {each.id: each.key for each in project.documents()})
    assert sorted(map(len, whose.values())) == [2, 2, 2, 2]
    project.close()
    check_is_clean(lea_file)


def test_an_impossible_plan_is_said_and_cannot_be_taken(lea, qtbot):
    lea.window.action_set.qactions["team.assign"].trigger()
    dialog = visible(lea, AssignDialog)
    dialog.boxes["lea"].setChecked(True)
    dialog.numbers["overlap"].set_value(3)
    qtbot.waitUntil(lambda: "cannot go to 3 of 1" in dialog.said.text(), timeout=20_000)
    assert not dialog.button.isEnabled()
    lea.press("Escape")
    assert not dialog.isVisible()


def test_feedback_is_offered_once_something_was_decided(start, qtbot, where, tmp_path):
    path = planned(tmp_path / "planned.sqlite")
    before = Project.open(path, "ana")
    assign_documents(before, ["ben"], Plan())
    before.become("ana")
    before.close()
    ana = start(path)
    ana.press("Ctrl+6")
    buttons = ana.window.book.page.rows.buttons
    assert ("hand_out", "ben") in buttons
    assert ("feedback", "ben") not in buttons
    project = ana.window.project
    wanted = target(review(project), "b", "missing", "They lost")
    decide(project, [(wanted, Ruling.none())])
    rows(ana)
    click(ana, "feedback", "ben")
    qtbot.waitUntil(lambda: "feedback for" in said(ana), timeout=20_000)
    assert where[0].name == "feedback for ben.sqlite"
    ben = Project.open(where[0])
    assert ben.reader.has_decisions()
    ben.close()
    assert rows(ana)["ben"].bundle.startswith("got feedback on")


def test_who_leaves_is_taken_out_after_a_word_and_brought_back(lea, lea_file, qtbot):
    project = lea.window.project
    assign_documents(project, ["Ana", "Ben"], Plan(overlap=2))
    rows(lea)
    qtbot.waitUntil(lambda: rows(lea)["Ben"].progress == "0 of 4 done", timeout=5000)
    assert ("take_out", "lea") not in lea.window.book.page.rows.buttons
    click(lea, "take_out", "ben")
    dialog = visible(lea, LeavingDialog)
    assert dialog.windowTitle() == "Take Ben out of the team?"
    words = [each.text() for each in dialog.rows.findChildren(QLabel)]
    assert words[:2] == ["4", "assigned, not begun"]
    lea.press("Escape")
    assert project.people[1].left is None
    click(lea, "take_out", "ben")
    lea.press("Return")
    qtbot.waitUntil(lambda: "4 documents free" in rows(lea)["Ben"].progress, timeout=5000)
    assert list(rows(lea)) == ["Ana", "Lea", "Ben"]
    assert "left on" in rows(lea)["Ben"].about
    assert lea.window.book.page.summary.text().startswith("2 people · 1 left")
    lea.window.activateWindow()
    back = lea.window.book.page.rows.buttons["bring_back", "ben"]
    qtbot.waitUntil(lambda: lea.focus is back, timeout=3000)
    lea.window.action_set.qactions["team.assign"].trigger()
    assert set(visible(lea, AssignDialog).boxes) == {"ana", "lea"}
    lea.press("Escape")
    lea.window.activateWindow()
    back.setFocus()
    qtbot.waitUntil(lambda: lea.focus is back, timeout=3000)
    lea.press("Space")
    assert "back in the team" in said(lea)
    qtbot.waitUntil(lambda: rows(lea)["Ben"].progress == "0 of 4 done", timeout=5000)
    lea.window.close()
    check_is_clean(lea_file)
