"""Two windows on one project, and documents that go away under the eyes of one."""

from __future__ import annotations

import pytest

from annotator.project import editing, removal
from annotator.project.project import Project
from tests.journeys.commands import check_is_clean, exported
from tests.journeys.conftest import SEED, stored_spans

ODESSA = ("location", 1552, 1558)


@pytest.fixture
def turn(qtbot):
    """Give the keyboard to another window's article."""

    def turn_to(typist):
        typist.window.activateWindow()
        qtbot.waitUntil(typist.window.isActiveWindow)
        typist.view.setFocus()
        return typist

    return turn_to


@pytest.fixture
def two(start, project_file):
    """Two windows on the seed article."""
    return start(project_file, SEED), start(project_file, SEED)


def seen(qtbot, typist, spans) -> None:
    qtbot.waitUntil(lambda: set(typist.spans()) == set(spans), timeout=4000)


def test_the_other_deletes_what_has_the_focus_here(two, turn, qtbot, project_file):
    first, second = two
    turn(first).go_into("Odessa")
    first.press("L")
    seen(qtbot, second, [ODESSA])
    assert first.view.focused is not None
    turn(second).go_into("Odessa")
    second.press("L", "Delete")
    seen(qtbot, first, [])
    assert first.view.focused is None
    assert first.page.panel.model.rowCount() == 0
    turn(first).press("Delete")
    assert "No span has the focus" in first.window.status.message.text()
    first.press("Alt+Right", "D", "S")  # no focus any more: a new mark at the caret
    assert first.spans() == [("speaker", 1540, 1558)]
    first.window.close()
    second.window.close()
    assert [row[:3] for row in stored_spans(project_file)] == [("speaker", 1540, 1558)]
    check_is_clean(project_file)


def test_undo_of_what_the_other_changed_names_the_newer_edit(
    two, turn, qtbot, problem, project_file
):
    first, second = two
    turn(first).go_into("Odessa")
    first.press("L")
    seen(qtbot, second, [ODESSA])
    # The same person in another place: an edit that is not this window's to take back.
    other = Project.open(project_file, me="Ana", device="laptop", via="command")
    document = first.page.document_id
    (span,) = other.open_document(document).spans
    editing.relabel(other, document, [span], "claim")
    other.close()
    seen(qtbot, first, [("claim", 1552, 1558)])
    turn(first).press("Ctrl+Z")
    happened, safe, next_step = problem(first.window)
    assert "changed since" in happened
    assert "change Odessa to Claim" in happened
    assert "change Odessa to Claim" in next_step
    assert safe == "Nothing was changed."
    assert first.spans() == [("claim", 1552, 1558)]
    first.window.close()
    second.window.close()
    check_is_clean(project_file)


def test_both_mark_at_the_same_time(two, turn, qtbot, project_file):
    first, second = two
    turn(first).go_into("Odessa")
    first.press("L")
    turn(second).go_into("You started it")
    second.press("C")
    turn(first).go_into("To involve Belarus")
    first.press("Q")
    both = {ODESSA, ("claim", 1198, 1212), ("quote", 255, 306)}
    seen(qtbot, first, both)
    seen(qtbot, second, both)
    turn(second).press("Ctrl+Z")  # the newest edit of this person, whichever window made it
    left = both - {("quote", 255, 306)}
    seen(qtbot, second, left)
    seen(qtbot, first, left)
    first.window.close()
    second.window.close()
    spans = exported(project_file)[SEED]["layers"][0]["spans"]
    assert {(s["label"], *s["fragments"][0]) for s in spans} == left
    check_is_clean(project_file)


def remove(path, *keys: str) -> None:
    """Take documents out of a project, as another program would."""
    project = Project.open(path, me="Ana", via="command")
    removal.remove(project, removal.document_ids(project, keys))
    project.close()


def test_the_open_document_is_removed_elsewhere(typist, qtbot, project_file):
    typist.go_into("Odessa")
    typist.press("L")
    assert typist.window.project.flush(5)
    gone = typist.page.document_id
    remove(project_file, SEED)
    qtbot.waitUntil(lambda: typist.window.work.find(SEED) is None, timeout=4000)
    assert typist.page.document_id != gone
    assert "removed" in typist.window.status.message.text()
    assert typist.page.documents.model.rowCount() == 8
    typist.press("Tab", "L", "Ctrl+PageDown", "Q", "Ctrl+PageUp")
    typist.window.close()
    assert SEED not in exported(project_file)
    check_is_clean(project_file)


def test_all_documents_are_removed_elsewhere(typist, qtbot, project_file):
    keys = list(exported(project_file))
    remove(project_file, *keys)
    qtbot.waitUntil(lambda: typist.page.documents.model.rowCount() == 0, timeout=4000)
    assert typist.page.document_id is None
    keys = ("Q", "Shift+S", "Tab", "N", "E", "X", "D", "Delete", "Return", "Alt+Right", "Escape")
    typist.press(*keys, "Ctrl+F", "Escape", "Ctrl+PageDown", "Ctrl+Return")
    typist.window.close()
    check_is_clean(project_file)


def test_another_document_is_removed_elsewhere(typist, qtbot, project_file):
    typist.go_into("Odessa")
    typist.press("L")
    assert typist.window.project.flush(5)
    remove(project_file, "003_japanese_ferry_bridge")
    qtbot.waitUntil(lambda: typist.page.documents.model.rowCount() == 8, timeout=4000)
    assert typist.page.document_id == typist.window.work.find(SEED)
    assert typist.spans() == [ODESSA]
    typist.press("S")
    assert typist.spans() == [("speaker", 1552, 1558)]
    typist.window.close()
    check_is_clean(project_file)


def test_undo_of_a_mark_in_a_removed_document_says_why(typist, qtbot, project_file, problem):
    typist.go_into("Odessa")
    typist.press("L", "Ctrl+PageDown")
    assert typist.window.project.flush(5)
    remove(project_file, SEED)
    qtbot.waitUntil(lambda: typist.window.work.find(SEED) is None, timeout=4000)
    typist.press("Ctrl+Z")
    assert "cannot be taken back" in problem(typist.window)[0]
    typist.window.close()
    check_is_clean(project_file)


def test_an_empty_project_takes_every_key(start, tmp_path):
    from tests.journeys.commands import run

    path = tmp_path / "empty.sqlite"
    assert run("new", path, "--me", "Ana") == 0
    typist = start(path)
    chords = [*typist.window.action_set.article_chords, "Ctrl+F", "Ctrl+Return", "Ctrl+PageDown"]
    for chord in [*chords, "Ctrl+PageUp", "Ctrl+Z", "Ctrl+Shift+Z", "F6", "Ctrl+Shift+F"]:
        typist.view.setFocus()
        typist.press(chord)
    assert typist.window.page.document_id is None
    typist.window.close()
    check_is_clean(path)
