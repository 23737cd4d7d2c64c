"""Files of several kinds that are dropped at once: it is said what becomes of each."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from annotator.app.drop_dialog import DropDialog
from annotator.app.merge_dialog import MergeDialog
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.project.project import create_project
from annotator.project.session import Session
from annotator.project.sharing import assign_documents
from annotator.team.assignment import Plan
from tests.journeys.commands import check_is_clean
from tests.journeys.teams import LEFT, visible
from tests.journeys.test_importing import drop, no_import

COMMAND = Session(via="command")


def dropped_on_lea(lea, lea_file, tmp_path):
    """Drop an article, a bundle that came back, another project, and what is none."""
    assign_documents(lea.window.project, ["Ana"], Plan())
    assert lea.window.project.flush()
    out, back = tmp_path / "for ana.sqlite", tmp_path / "from ana.sqlite"
    make_bundle(lea_file, out, FOR, "ana", COMMAND)
    make_bundle(out, back, FROM, "ana", COMMAND)
    article, other = tmp_path / "talks.txt", tmp_path / "other.sqlite"
    article.write_text("Talks in Minsk\n\nThe talks went on until Monday.", "utf-8")
    create_project(other, me="Zoe").close()
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"nothing of the kind")
    drop(lea, article, back, other, broken, lea_file)
    return visible(lea, DropDialog)


def words_of(dialog):
    """Return name → what is said of it."""
    texts = [each.text() for each in dialog.findChildren(QLabel)]
    return {
        name: texts[place + 1] for place, name in enumerate(texts) if "." in name and " " not in
        name.removeprefix("from ")
    }  # fmt: skip


def test_each_file_is_told_of_and_goes_its_way(lea, qtbot, tmp_path, lea_file):
    before = len(lea.window.project.documents())
    dialog = dropped_on_lea(lea, lea_file, tmp_path)
    said = words_of(dialog)
    assert said["talks.txt"].startswith("imported")
    assert said["from ana.sqlite"].startswith("merged, once you have seen")
    assert "another project" in said["other.sqlite"]
    assert "cannot be read" in said["broken.sqlite"]
    assert "the project in this window" in said[lea_file.name]
    assert dialog.button.text() == "Go on without 3 files"
    assert len(lea.window.project.documents()) == before
    QTest.mouseClick(dialog.button, LEFT)
    merging = visible(lea, MergeDialog)
    assert [path.name for path in merging.files] == ["from ana.sqlite"]
    qtbot.waitUntil(lambda: no_import(lea), timeout=30_000)
    qtbot.waitUntil(lambda: len(lea.window.project.documents()) == before + 1, timeout=30_000)
    merging.reject()
    lea.window.close()
    check_is_clean(lea_file)


def test_thinking_better_of_it_changes_nothing(lea, tmp_path, lea_file):
    before = lea.window.project.documents()
    dialog = dropped_on_lea(lea, lea_file, tmp_path)
    dialog.reject()
    assert lea.window.project.documents() == before
    assert no_import(lea)


def test_another_project_alone_is_opened_only_when_it_was_asked_for(lea, tmp_path, lea_file):
    other = tmp_path / "other.sqlite"
    create_project(other, me="Zoe").close()
    drop(lea, other)
    dialog = visible(lea, DropDialog)
    assert dialog.windowTitle() == "Another project"
    assert words_of(dialog)["other.sqlite"].startswith("opened in place of the project")
    assert lea.window.project.path == lea_file
    dialog.reject()
    assert lea.window.project.path == lea_file
    drop(lea, other)
    again = [each for each in lea.window.findChildren(DropDialog) if each.isVisible()][-1]
    QTest.mouseClick(again.button, LEFT)
    assert lea.window.project.path == other


def test_without_a_project_only_a_project_can_be_opened(start, tmp_path):
    project, article = tmp_path / "p.sqlite", tmp_path / "a.txt"
    create_project(project, me="Zoe").close()
    article.write_text("An article.", "utf-8")
    typist = start(None)
    drop(typist, project, article)
    dialog = visible(typist, DropDialog)
    said = words_of(dialog)
    assert said == {
        "p.sqlite": "opened", "a.txt": "left: open a project first, and drop it onto that",
    }  # fmt: skip
    QTest.mouseClick(dialog.button, LEFT)
    assert typist.window.project.path == project
