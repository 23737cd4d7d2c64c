"""Feedback in the window of an annotator; what she objects to is read from the project file."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from annotator.app.merge_dialog import MergeDialog
from annotator.compare.against_gold import GOLD
from annotator.domain.edit import Edit, delete
from annotator.domain.stream import DECISIONS
from annotator.project.bundling import FEEDBACK, FOR, make_bundle
from annotator.project.decision_record import Ruling
from annotator.project.project import Project
from annotator.project.reviewing import decide
from annotator.project.session import Session
from tests.disputed import disputed
from tests.feedbacks import REASON, handed_back, majority_ruled
from tests.journeys.commands import check_is_clean
from tests.journeys.ledger_file import saved
from tests.journeys.teams import said, visible
from tests.journeys.test_importing import drop
from tests.journeys.test_review import case, decisions, gold
from tests.merges import merge
from tests.reviews import opened, review


@pytest.fixture
def lead_file(tmp_path):
    """Maria's project, in which she has decided most of what three people differ on."""
    path = disputed(tmp_path / "lead.sqlite")
    majority_ruled(path, "maria")
    return path


@pytest.fixture
def ana(start, lead_file, qtbot):
    """Ana, who sees what became of her marks."""
    typist = start(handed_back(lead_file, "ana"))
    read(typist, qtbot)
    return typist


def read(typist, qtbot, keys="Ctrl+7"):
    typist.window.activateWindow()
    typist.press(keys)
    page = typist.window.book.page
    qtbot.waitUntil(lambda: page.queue is not None, timeout=20000)
    page.view.setFocus()
    QApplication.processEvents()


def objections(path):
    return [each for each in decisions(path) if each["action"] == "object"]


def test_dropping_a_feedback_bundle_leads_to_the_page(start, qtbot, lead_file, tmp_path):
    mine, told = tmp_path / "for ana.sqlite", tmp_path / "told.sqlite"
    make_bundle(lead_file, mine, FOR, "ana", Session(via="command"))
    make_bundle(lead_file, told, FEEDBACK, "ana", Session(via="command"))
    ana = start(mine)
    read(ana, qtbot)
    page = ana.window.book.page
    assert page.objectName() == "feedbackPage"
    assert page.nothing.isVisible()
    assert "Once your lead has decided" in page.nothing.said.text()
    drop(ana, told)
    dialog = visible(ana, MergeDialog)
    qtbot.waitUntil(dialog.button.isEnabled, timeout=30_000)
    ana.press("Return")
    qtbot.waitUntil(lambda: "Ctrl+7" in said(ana), timeout=30_000)
    qtbot.waitUntil(lambda: bool(page.queue.order), timeout=20_000)
    assert not page.nothing.isVisible()
    assert page.middle.isVisible()
    ana.window.close()
    check_is_clean(mine)


def test_both_readings_are_shown_with_who_decided_when_and_why(ana):
    page = ana.window.book.page
    present, band = case(ana), page.view.content.band
    assert band.stretch == (present.start, present.end)
    assert [choice.people for choice in present.choices] == [("ana",), (GOLD,)]
    assert [row.people for row in page.bar._rows] == ["you", "gold"]
    assert page.bar._reason == REASON
    decided, cited, *_rest = page.bar._remarks
    assert decided.startswith("Maria Lind took the reading of 2 people, 2")
    assert "by the rule majority, guideline 3" in decided
    assert cited == "Guideline R4: A colon joins two parts"
    assert f"{len(page.queue.order)} places" == page.list.count.text()
    # Only what differs is listed.
    assert all(not page.queue.targets[key][1].case.unanimous for key in page.queue.order)


def test_going_through_all_places_by_keys(ana):
    page = ana.window.book.page
    seen = []
    for _ in page.queue.order:
        seen.append(page.key)
        ana.press("Space")
    assert sorted(seen) == sorted(page.queue.order)
    assert page.key == seen[0], "after the last comes the first"
    ana.press("Shift+Space")
    assert page.key == seen[-1]


def test_an_objection_is_typed_kept_shown_and_taken_back(ana, qtbot):
    page, path = ana.window.book.page, ana.window.project.path
    first, marks = page.key, gold(path)
    item = page.present()[1].thread.item
    ana.press("O")
    ana.type("The title belongs to it")
    ana.press("Return")
    saved(ana)
    (made,) = objections(path)
    assert (made["person"], made["reason"]) == ("ana", "The title belongs to it")
    assert made["item"]["id"] == item["id"]
    assert gold(path) == marks
    assert page.key != first, "an objection goes on"
    ana.press("Shift+Space")
    assert page.present()[1].state == "objected"
    assert "you object" in page.bar._detail
    assert "You object: The title belongs to it" in page.bar._remarks
    assert "1 of your objections open" in page.list.standing.text()
    page.view.setFocus()
    ana.press("Ctrl+Z")
    saved(ana)
    assert objections(path) == []
    assert page.present()[1].state == "differs"
    ana.press("O", "Escape")
    saved(ana)
    assert objections(path) == []
    ana.window.close()
    check_is_clean(path)


def test_what_became_of_an_objection_is_told(ana, start, lead_file, qtbot):
    path = ana.window.project.path
    ana.press("O")
    ana.type("The title belongs to it")
    ana.press("Return")
    saved(ana)
    ana.window.close()
    merge(lead_file, path)
    lead = opened(lead_file, "maria", "again")
    (target,) = [each for each in review(lead).judged() if each[1].state == "objected"]
    decide(lead, [(target, Ruling.none())], "It is no speaker")
    lead.close()
    again = start(handed_back(lead_file, "ana", path))
    read(again, qtbot)
    told = again.window.book.page.list.standing.text()
    assert "you objected: The title belongs to it; the ruling was changed after" in told
    assert "to nothing here" in told
    assert "It is no speaker" in told
    assert "0 of your objections open" in told


def test_what_a_lead_does_is_not_done_here(ana):
    path = ana.window.project.path
    before = decisions(path)
    ana.press("1", "0", "U")
    saved(ana)
    assert decisions(path) == before
    assert "The review is not shown" in said(ana)


def test_a_decision_that_is_taken_back_meanwhile_cannot_be_objected_to(ana, qtbot, problem):
    page, path = ana.window.book.page, ana.window.project.path
    key = page.key
    id, fields = page.present()[1].thread.ruling
    ana.press("O")
    ana.type("No")
    other = Project.open(path, via="command")
    other.apply(Edit("take it back", (delete(DECISIONS, "decision", id, fields),)), mine=False)
    other.close()
    qtbot.waitUntil(lambda: page.queue.targets[key][1].thread.ruling is None, timeout=5000)
    ana.press("Return")
    happened, safe, next_step = problem(ana.window)
    assert happened == "There is no decision here to object to."
    assert safe == "Nothing was changed."
    assert "taken back" in next_step
    assert objections(path) == []
    assert "Nobody has decided" in page.bar._remarks[0]


def test_in_a_bundle_the_review_is_the_feedback(ana):
    ana.press("Ctrl+1", "Ctrl+2")
    assert ana.window.book.shown == "feedback"
    tabs = [tab.objectName() for tab in ana.window.top._tabs.buttons()]
    assert "review" not in tabs
    assert "feedback" in tabs


def test_the_lead_sees_the_objection_with_its_words(start, lead_file, qtbot):
    ben = start(lead_file)
    ben.window.project.become("ben")
    ben.window.ask_bar.hide()
    read(ben, qtbot)
    item = ben.window.book.page.present()[1].thread.item["id"]
    ben.press("O")
    ben.type("It is indirect")
    ben.press("Return")
    saved(ben)
    ben.window.project.become("Maria Lind")
    read(ben, qtbot, "Ctrl+2")
    page = ben.window.book.page
    assert page.queue.targets[item][1].state == "objected"
    page.go_to(item)
    assert "Ben objects: It is indirect" in page.bar._remarks
    assert page.queue.waits(item)
