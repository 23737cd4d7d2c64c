"""A guideline that somebody proposes in their bundle: written there, merged and taken by Lea."""

from __future__ import annotations

from PySide6.QtTest import QTest

from annotator.app.merge_dialog import MergeDialog
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.project.guideline import guideline, write_guideline
from annotator.project.project import Project
from annotator.project.session import Session
from annotator.project.sharing import assign_documents
from annotator.team.assignment import Plan
from tests.journeys.commands import check_is_clean
from tests.journeys.teams import LEFT, said, visible
from tests.journeys.test_importing import drop
from tests.project.test_merge_guideline import named


def test_a_proposal_is_written_in_a_bundle_merged_and_taken(start, qtbot, tmp_path, lea_file):
    project = Project.open(lea_file, "Lea")
    write_guideline(project, "R1: Mark all.")
    assign_documents(project, ["Ana"], Plan())
    project.close()
    bundle, back = tmp_path / "for ana.sqlite", tmp_path / "from ana.sqlite"
    make_bundle(lea_file, bundle, FOR, "ana", Session(via="command"))

    ana = start(bundle)
    ana.press("Ctrl+4")
    page = ana.window.book.page
    QTest.mouseClick(page.tabs.button(1), LEFT)
    assert page.note.text() == "version 1 · you write a proposal"
    assert "goes back with your work" in page.note.toolTip()
    ana.press("Ctrl+End")
    ana.type(" R2: None.")
    ana.press("Ctrl+1", "Ctrl+4")
    assert page.shown.text == "R1: Mark all."
    QTest.mouseClick(page.tabs.button(1), LEFT)
    assert page.field.typed() == "R1: Mark all. R2: None."
    QTest.mouseClick(page.tabs.button(2), LEFT)
    qtbot.waitUntil(lambda: page.changes.shown is not None and page.changes.shown.new == "p1")
    assert not page.changes.take_button.isVisible()
    ana.window.close()
    make_bundle(bundle, back, FROM, "ana", Session(via="command"))

    lea = start(lea_file)
    drop(lea, back)
    dialog = visible(lea, MergeDialog)
    qtbot.waitUntil(lambda: dialog.button.isEnabled(), timeout=20_000)
    assert "Ana proposes another guideline (p1)" in dialog.warnings.text()
    QTest.mouseClick(dialog.button, LEFT)
    qtbot.waitUntil(lambda: said(lea).startswith("Merged"), timeout=20_000)
    lea.window.activateWindow()

    def turned():
        lea.press("Ctrl+4")
        return lea.window.book.shown == "guideline"

    qtbot.waitUntil(turned, timeout=20_000)
    page = lea.window.book.page
    assert page.shown.text == "R1: Mark all."
    QTest.mouseClick(page.tabs.button(2), LEFT)
    changes = page.changes
    qtbot.waitUntil(lambda: changes.shown is not None and changes.shown.new == "p1")
    assert changes.new.currentText().startswith("proposal p1 · ")
    assert changes.new.currentText().endswith(" · Ana")
    assert changes.old.currentText().startswith("version 1 · ")
    QTest.mouseClick(changes.take_button, LEFT)
    assert guideline(lea.window.project).text == "R1: Mark all. R2: None."
    qtbot.waitUntil(lambda: changes.shown.new == "2")
    assert not changes.take_button.isVisible()
    lea.window.close()
    assert [name for name, _text in named(lea_file)] == ["1", "p1", "2"]
    check_is_clean(lea_file)
