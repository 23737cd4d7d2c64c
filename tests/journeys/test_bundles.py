"""Bundles in the real window: handed out, sent back, dropped, merged, refused."""

from __future__ import annotations

import json

import pytest
from PySide6.QtTest import QTest

from annotator.app import file_dialogs
from annotator.app.merge_dialog import MergeDialog
from annotator.app.same_entities_dialog import SameEntitiesDialog
from annotator.project import entities
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.project.comparing import AgreementOptions, agreement
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.project import Project, create_project
from annotator.project.session import Session
from annotator.project.sharing import assign_documents
from annotator.project.team_overview import team
from annotator.team.assignment import Plan
from tests.journeys.commands import check_is_clean, run
from tests.journeys.teams import LEFT, annotate, click, rows, said, visible
from tests.journeys.test_importing import drop
from tests.planned import KYIV, QUOTE, SPEAKER


def test_three_people_are_handed_work_and_bring_it_back(
    lea, qtbot, where, tmp_path, lea_file, capfd
):
    """Everything in the window but the marking of the three, who work elsewhere."""
    project = lea.window.project
    assign_documents(project, ["Ana", "Ben", "Cy"], Plan(overlap=3))
    rows(lea)
    for person in ("ana", "ben", "cy"):
        click(lea, "hand_out", person)
        qtbot.waitUntil(lambda: said(lea).startswith(f"Made {where[-1]}"), timeout=20_000)
        assert "has 4 documents since" in rows(lea)[person.capitalize()].bundle
    names = [path.name for path in where]
    assert names == [f"news for {person}.sqlite" for person in ("ana", "ben", "cy")]
    annotate(where[0], "ana", (QUOTE, "quote"), (SPEAKER, "speaker"))
    annotate(where[1], "ben", (QUOTE, "quote"), ((19, 27), "speaker"))
    annotate(where[2], "cy", (QUOTE, "claim"), (KYIV, "location"))
    backs = []
    for bundle, person in zip(where, ("ana", "ben", "cy"), strict=True):
        backs.append(tmp_path / f"from {person}.sqlite")
        make_bundle(bundle, backs[-1], FROM, person, Session(via="command"))
    drop(lea, *backs)
    dialog = visible(lea, MergeDialog)
    qtbot.waitUntil(dialog.button.isEnabled, timeout=30_000)
    assert dialog.report.total("new") == 3 * 4 * 2
    assert dialog.instead.isHidden()
    assert "<b>" in dialog.said.text()
    assert team(project).members[0].over == 0  # nothing was written
    lea.press("Return")
    qtbot.waitUntil(lambda: said(lea).startswith("Merged"), timeout=30_000)
    shown = rows(lea)
    assert {shown[name].progress for name in ("Ana", "Ben", "Cy")} == {"4 of 4 done"}
    assert shown["Ana"].bundle.startswith("work came back on ")
    lea.window.activateWindow()
    qtbot.waitUntil(lea.window.isActiveWindow)
    lea.press("Ctrl+3")
    page = lea.window.book.page
    qtbot.waitUntil(lambda: page.figures is not None and not page.making.busy, timeout=30_000)
    strict = next(
        row for row in page.figures.rows
        if row.measure == "strict-f1" and row.pair is None and row.label is None
    )  # fmt: skip
    # Of each pair's 4 spans an article: ana and ben share one quote, the others nothing.
    assert strict.value == pytest.approx(2 * 4 * 1 / (3 * 4 * 4))
    counted = agreement(lea_file, AgreementOptions(measures=("strict-f1",))).rows[0]
    assert counted.value == pytest.approx(strict.value)
    capfd.readouterr()
    assert run("agreement", lea_file, "--measure", "strict-f1", "--json") == 0
    assert json.loads(capfd.readouterr().out)["rows"][0]["value"] == pytest.approx(strict.value)
    lea.window.close()
    check_is_clean(lea_file)


def test_a_bundle_that_brings_nothing_can_be_opened_instead(lea, qtbot, tmp_path, lea_file):
    assign_documents(lea.window.project, ["Ana"], Plan())
    assert lea.window.project.flush()
    bundle = tmp_path / "for ana.sqlite"
    make_bundle(lea_file, bundle, FOR, "ana", Session(via="command"))
    drop(lea, bundle)
    dialog = visible(lea, MergeDialog)
    qtbot.waitUntil(lambda: "Everything is here already" in dialog.said.text(), timeout=20_000)
    assert not dialog.button.isEnabled()
    QTest.mouseClick(dialog.instead, LEFT)
    assert lea.window.project.path == bundle
    assert lea.window.status.person.text() == "You are Ana"


def test_ana_sends_her_work_back_from_her_bundle(start, qtbot, where, tmp_path, lea_file):
    project = Project.open(lea_file)
    assign_documents(project, ["Ana"], Plan())
    project.close()
    bundle = tmp_path / "for ana.sqlite"
    make_bundle(lea_file, bundle, FOR, "ana", Session(via="command"))
    ana = start(bundle)
    ana.go_into("Kyiv")
    ana.press("L", "Ctrl+6")
    page = ana.window.book.page
    assert page.send.isVisible()
    QTest.mouseClick(page.send, LEFT)
    qtbot.waitUntil(lambda: "what Ana did" in said(ana), timeout=20_000)
    assert where[0].name == "for ana from ana.sqlite"
    report = merge_files(lea_file, MergeOptions((where[0],)), Session(via="command"))
    assert report.total("new") == 1
    assert report.tallies
    ana.window.close()
    check_is_clean(lea_file)


def test_a_damaged_bundle_is_refused(lea, qtbot, tmp_path, lea_file, monkeypatch, problem):
    assign_documents(lea.window.project, ["Ana"], Plan())
    assert lea.window.project.flush()
    bundle = tmp_path / "for ana.sqlite"
    make_bundle(lea_file, bundle, FOR, "ana", Session(via="command"))
    annotate(bundle, "ana", (QUOTE, "quote"))
    with bundle.open("r+b") as file:
        file.truncate(bundle.stat().st_size - 8192)
    monkeypatch.setattr(file_dialogs, "ask_for_bundles", lambda _parent: [bundle])
    QTest.mouseClick(lea.window.book.page.merge, LEFT)
    dialog = visible(lea, MergeDialog)
    qtbot.waitUntil(lambda: "for ana.sqlite is cut off" in dialog.said.text(), timeout=20_000)
    assert "copy or download it again" in dialog.said.text().lower()
    assert not dialog.button.isEnabled()
    lea.press("Escape")
    drop(lea, bundle)
    assert "for ana.sqlite is cut off" in problem(lea.window)[0]
    assert lea.window.project.path == lea_file


def test_projects_that_do_not_belong_together_are_not_guessed_at(lea, tmp_path, problem):
    others = [tmp_path / name for name in ("one.sqlite", "two.sqlite")]
    for path in others:
        create_project(path, me="Ana").close()
    drop(lea, *others)
    happened, safe, next_step = problem(lea.window)
    assert "several project files" in happened
    assert "None of them" in safe
    assert "Drop one" in next_step


def test_entities_of_the_same_name_are_offered_for_merging(lea, qtbot, tmp_path, lea_file):
    project = lea.window.project
    assign_documents(project, ["Ana"], Plan())
    assert project.flush()
    bundle = tmp_path / "for ana.sqlite"
    make_bundle(lea_file, bundle, FOR, "ana", Session(via="command"))
    entities.make(project, "TASS", "organisation")
    theirs = Project.open(bundle)
    entities.make(theirs, "TASS", "organisation")
    theirs.close()
    back = tmp_path / "back.sqlite"
    make_bundle(bundle, back, FROM, "ana", Session(via="command"))
    drop(lea, back)
    dialog = visible(lea, MergeDialog)
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    assert "may be the same" in dialog.warnings.text()
    QTest.mouseClick(dialog.button, LEFT)
    qtbot.waitUntil(
        lambda: any(each.isVisible() for each in lea.window.findChildren(SameEntitiesDialog)),
        timeout=20_000,
    )
    offered = visible(lea, SameEntitiesDialog)
    ((box, (ours, _theirs)),) = offered.boxes
    assert box.isChecked()
    assert "TASS (organisation)" in box.text()
    QTest.mouseClick(offered.button, LEFT)
    assert said(lea) == "Merged 1 set of entities."
    assert [each.id for each in project.ledger.all()] == [ours]
    lea.window.close()
    check_is_clean(lea_file)


def test_all_entities_of_one_name_become_one_and_one_undo_takes_it_back(lea, qtbot, tmp_path):
    """Three of ours and theirs make one set; a second set is merged as well, in the same step."""
    project = lea.window.project
    made = [entities.make(project, name, "organisation") for name in ("TASS", "ТАСС")]
    pairs = []
    for name, aliases in (("TASS", ["ТАСС"]), ("Reuters & Co", []), ("Reuters & Co", [])):
        theirs = entities.make(project, name, "organisation", aliases=aliases)
        pairs.append(theirs)
    offered = SameEntitiesDialog(
        project,
        [(made[0], pairs[0]), (made[1], pairs[0]), (pairs[1], pairs[2])],
        lea.window,
    )
    offered.open()
    texts = [box.text() for box, _ids in offered.boxes]
    assert texts == ["TASS · ТАСС (organisation, 3 times)", "Reuters && Co (organisation)"]
    # Somebody else merges two of them while the question stands.
    entities.merge(project, made[0].id, [pairs[0].id])
    QTest.mouseClick(offered.button, LEFT)
    assert said(lea) == "Merged 2 sets of entities."
    assert {each.id for each in project.ledger.all()} == {made[0].id, pairs[1].id}
    lea.press("Ctrl+Z")
    standing = {made[0].id, made[1].id, pairs[1].id, pairs[2].id}
    assert {each.id for each in project.ledger.all()} == standing


def test_a_name_that_looks_like_markup_is_shown_as_it_is(lea, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "a <i>odd & name.sqlite"
    path.write_bytes(b"no project")
    monkeypatch.setattr(file_dialogs, "ask_for_bundles", lambda _parent: [path])
    QTest.mouseClick(lea.window.book.page.merge, LEFT)
    dialog = visible(lea, MergeDialog)
    qtbot.waitUntil(lambda: "&lt;i&gt;odd &amp; name" in dialog.said.text(), timeout=20_000)
    assert not dialog.button.isEnabled()
