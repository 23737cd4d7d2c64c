"""Bundles in the real window: handed out, sent back, dropped, merged, refused."""

from __future__ import annotations

from PySide6.QtTest import QTest

from annotator.app import file_dialogs
from annotator.app.merge_dialog import MergeDialog
from annotator.app.same_entities_dialog import SameEntitiesDialog
from annotator.project import entities
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.project import Project, create_project
from annotator.project.removal import purge_document
from annotator.project.session import Session
from annotator.project.sharing import assign_documents
from annotator.team.assignment import Plan
from tests.journeys.commands import check_is_clean
from tests.journeys.teams import LEFT, annotate, said, visible
from tests.journeys.test_importing import drop
from tests.planned import QUOTE


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


def test_a_purge_in_anas_bundle_is_told_and_leaves_the_article(lea, qtbot, tmp_path, lea_file):
    project = lea.window.project
    assign_documents(project, ["Ana"], Plan())
    assert project.flush()
    bundle, back = tmp_path / "for ana.sqlite", tmp_path / "back.sqlite"
    make_bundle(lea_file, bundle, FOR, "ana", Session(via="command"))
    theirs = Project.open(bundle)
    gone = theirs.documents()[0]
    purge_document(theirs, gone.id)
    theirs.close()
    make_bundle(bundle, back, FROM, "ana", Session(via="command"))
    drop(lea, back)
    dialog = visible(lea, MergeDialog)
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    assert f"Ana purged {gone.key} in a copy of their own; here it stays" in dialog.warnings.text()
    QTest.mouseClick(dialog.button, LEFT)
    qtbot.waitUntil(lambda: said(lea).startswith("Merged"), timeout=20_000)
    assert gone.key in [each.key for each in project.documents()]
    assert project.reader.document(gone.id) is not None
    lea.window.close()
    check_is_clean(lea_file)
