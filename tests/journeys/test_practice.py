"""A newcomer practises in the window: gold shows when a document is done, and not before."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.assign_dialog import AssignDialog
from annotator.compare.against_gold import GOLD
from annotator.project import editing
from annotator.project.bundling import FOR, make_bundle
from annotator.project.project import Project
from annotator.project.reviewing import rule
from annotator.project.session import Session
from annotator.project.sharing import assign_documents, assigned
from annotator.team.assignment import Plan
from tests.journeys.commands import check_is_clean, run
from tests.journeys.ledger_file import saved
from tests.journeys.teams import LEFT, said, visible
from tests.journeys.test_review import case, decisions
from tests.planned import KYIV, TEXT, document, planned
from tests.reviews import opened, review

REASON = "R1 The title belongs to it"


@pytest.fixture
def lead_file(tmp_path):
    """Two articles of which everything is decided: in each a place that two people marked."""
    path = planned(tmp_path / "lead.sqlite", document("a"), document("b", text=f"{TEXT} Another."))
    for person in ("Ana", "Ben"):
        project = opened(path, None, person)
        project.become(person)
        for each in project.documents():
            editing.mark(project, each.id, "location", [KYIV])
            editing.set_status(project, each.id, "done")
        project.close()
    project = opened(path, "ana", "g")
    rule(project, review(project).documents, "unanimous", REASON)
    project.close()
    return path


@pytest.fixture
def zoe(start, lead_file, tmp_path):
    """Zoe, who is new, in a bundle with two articles to practise on."""
    assert run("assign", lead_file, "--people", "Zoe", "--training", "2", "--me", "ana") == 0
    bundle = tmp_path / "for zoe.sqlite"
    make_bundle(lead_file, bundle, FOR, "zoe", Session(via="command"))
    return start(bundle, "a")


def finish(typist, qtbot):
    """Finish the open document, with a reason where something is to be checked."""
    typist.window.page.view.setFocus()
    typist.press("Ctrl+Return")
    if typist.window.ask_bar.isVisible():
        typist.type("To practise")
        typist.press("Return")
    QApplication.processEvents()


def test_the_differences_show_after_each_document_and_never_before(zoe, qtbot):
    # Nothing is shown of documents that are not done.
    zoe.press("Ctrl+7")
    page = zoe.window.book.page
    qtbot.waitUntil(lambda: page.queue is not None, timeout=20_000)
    assert page.queue.targets == {}
    assert page.nothing.isVisible()
    zoe.press("Ctrl+1")
    zoe.go_into("Minsk")
    zoe.press("L")
    finish(zoe, qtbot)
    assert zoe.window.book.shown == "feedback"
    qtbot.waitUntil(lambda: page.queue is not None and bool(page.queue.order), timeout=20_000)
    assert {page.queue.targets[key][0].key for key in page.queue.order} == {"a"}
    present = case(zoe)
    assert (present.start, present.end) == KYIV
    assert [choice.people for choice in present.choices] == [("zoe",), (GOLD,)]
    assert page.bar._reason == REASON
    assert ("Ctrl Enter", "next document") in page.bar._keys
    # The next document, of which nothing is told yet.
    zoe.press("Ctrl+Return")
    assert zoe.window.book.shown == "annotate"
    qtbot.waitUntil(lambda: zoe.window.page.document_id is not None)
    titles = {row.id: row.status for row in zoe.window.page.documents.model.rows}
    assert titles[zoe.window.page.document_id] == "new"
    zoe.press("Ctrl+7")
    shown = ("Ctrl Enter", "next document")
    qtbot.waitUntil(lambda: shown not in page.bar._keys, timeout=20_000)
    assert {page.queue.targets[key][0].key for key in page.queue.order} == {"a"}
    saved(zoe)
    path = zoe.window.project.path
    zoe.window.close()
    check_is_clean(path)


def test_what_is_to_practise_on_is_marked_in_the_list(zoe, lead_file, start, qtbot):
    def details(typist):
        return [row.detail for row in typist.window.page.documents.model.rows]

    assert details(zoe) == ["practice · new", "practice · new"]
    zoe.go_into("Minsk")
    zoe.press("L")
    assert details(zoe)[0] == "practice · started · 1 span"
    # Those who do not practise see nothing of it.
    ana = start(lead_file, "a")
    ana.window.project.become("Ana")
    assert not any("practice" in each for each in details(ana))


def test_it_is_marked_as_soon_as_it_is_assigned(start, lead_file, qtbot):
    ana = start(lead_file, "a")
    ana.window.project.become("Zoe")
    ana.window.ask_bar.hide()
    rows = ana.window.page.documents.model
    assert not any("practice" in row.detail for row in rows.rows)
    assign_documents(ana.window.project, ["Zoe"], Plan(training=1))
    qtbot.waitUntil(lambda: sum("practice" in row.detail for row in rows.rows) == 1, timeout=5000)
    saved(ana)


def test_who_marks_everything_as_gold_is_told_so(zoe, qtbot):
    zoe.go_into("Kyiv")
    zoe.press("L")
    finish(zoe, qtbot)
    shown = zoe.window.book.page
    qtbot.waitUntil(lambda: shown.queue is not None, timeout=20_000)
    assert shown.nothing.isVisible()
    assert shown.nothing.said.text().startswith("All that you marked is gold")
    zoe.press("Ctrl+Return")
    assert zoe.window.book.shown == "annotate"


def test_the_last_one_says_that_all_is_done(zoe, qtbot):
    for _ in range(2):
        finish(zoe, qtbot)
        assert zoe.window.book.shown == "feedback"
        zoe.press("Ctrl+Return")
    assert zoe.window.book.shown == "annotate"
    assert said(zoe) == "All documents are done."


def test_a_newcomer_may_object_too(zoe, qtbot):
    finish(zoe, qtbot)
    page = zoe.window.book.page
    qtbot.waitUntil(lambda: page.queue is not None and bool(page.queue.order), timeout=20_000)
    page.view.setFocus()
    zoe.press("O")
    zoe.type("Nobody says so")
    zoe.press("Return")
    saved(zoe)
    made = [each for each in decisions(zoe.window.project.path) if each["action"] == "object"]
    assert [(each["person"], each["reason"]) for each in made] == [("zoe", "Nobody says so")]


def test_ordinary_documents_go_on_to_the_next_one(start, lead_file, tmp_path, qtbot):
    project = opened(lead_file, "ana", "o")
    assign_documents(project, ["Zoe"], Plan(overlap=1))
    project.close()
    ana = start(lead_file, "a")
    ana.window.project.become("Dora")
    ana.window.ask_bar.hide()
    finish(ana, qtbot)
    assert ana.window.book.shown == "annotate"


def test_the_lead_assigns_practice_in_the_dialog(start, lead_file, qtbot):
    ana = start(lead_file)
    ana.window.project.become("Ana")
    ana.window.ask_bar.hide()
    ana.window.action_set.qactions["team.assign"].trigger()
    dialog = visible(ana, AssignDialog)
    for box in dialog.boxes.values():
        box.setChecked(False)
    dialog.more.setText("Zoe")
    dialog.numbers["training"].setFocus()
    qtbot.waitUntil(lambda: ana.focus is dialog.numbers["training"])
    ana.press("Up", "Up", "Up")
    qtbot.waitUntil(
        lambda: "Only 2 documents with gold are new to each" in dialog.said.text(), timeout=20_000
    )
    assert dialog.button.isEnabled()
    QTest.mouseClick(dialog.button, LEFT)
    qtbot.waitUntil(
        lambda: said(ana).startswith("Assigned 2 documents to practise on"), timeout=20_000
    )
    ana.window.close()
    project = Project.open(lead_file)
    named = {each.id: each.key for each in project.documents()}
    assert assigned(project, named, to_practise=True)[0] == {"a": {"zoe"}, "b": {"zoe"}}
    assert assigned(project, named)[0] == {}
    project.close()
    check_is_clean(lead_file)
