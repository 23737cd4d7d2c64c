"""A project file that is moved away while it is open, and comes back, or a copy in its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from annotator.app import opening
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED, stored_spans
from tests.journeys.test_files_that_fail import CLAIM, ODESSA, mark, said, saved


def test_a_file_that_vanishes_comes_back(typist, project_file, qtbot):
    mark(typist, "Odessa", "L")
    assert typist.window.project.flush(5)
    away = project_file.with_name("away.sqlite")
    project_file.rename(away)
    mark(typist, "You started it", "C")
    qtbot.waitUntil(lambda: saved(typist).startswith("! Not saved: "), timeout=5000)
    assert "no longer in its folder" in saved(typist)
    assert set(typist.spans()) == {ODESSA, CLAIM}
    mark(typist, "To involve Belarus", "Q")  # marking pauses
    assert set(typist.spans()) == {ODESSA, CLAIM}
    assert "no longer in its folder" in said(typist)
    away.rename(project_file)
    qtbot.waitUntil(lambda: saved(typist).startswith("Saved "), timeout=5000)
    mark(typist, "To involve Belarus", "Q")
    assert len(typist.spans()) == 3
    typist.window.close()
    assert len(stored_spans(project_file)) == 3
    check_is_clean(project_file)


@pytest.mark.parametrize("whole", [False, True])
def test_what_waited_is_saved_by_itself_when_the_file_is_back(
    typist, project_file, qtbot, start, whole
):
    """Moved away and back, the file alone or its whole folder; nobody does anything meanwhile."""
    there = project_file.parent if whole else project_file
    away = there.with_name(f"{there.name} elsewhere")
    mark(typist, "Odessa", "L")
    assert typist.window.project.flush(5)
    there.rename(away)
    mark(typist, "You started it", "C")
    qtbot.waitUntil(lambda: saved(typist).startswith("! Not saved: "), timeout=5000)
    away.rename(there)
    qtbot.waitUntil(lambda: saved(typist).startswith("Saved "), timeout=5000)
    assert said(typist) == "The project can be written to again. Everything is saved."
    assert typist.window.save_indicator.problem is None
    typist.window.close()
    assert not typist.window.isVisible()
    again = start(project_file, SEED)
    assert set(again.spans()) == {ODESSA, CLAIM}
    again.window.close()
    check_is_clean(project_file)


def test_a_copy_in_the_place_of_the_file_keeps_what_was_saved(
    typist, project_file, qtbot, start, problem, tmp_path
):
    """As after moving it to another disk and back: it is another file, and its log stayed."""
    mark(typist, "Odessa", "L")
    assert typist.window.project.flush(5)
    assert ODESSA not in {row[:3] for row in stored_in(project_file, tmp_path)}, "it is in the log"
    data = project_file.read_bytes()
    project_file.unlink()
    mark(typist, "You started it", "C")
    qtbot.waitUntil(lambda: saved(typist).startswith("! Not saved: "), timeout=5000)
    project_file.write_bytes(data)
    qtbot.waitUntil(lambda: "replaced by another file" in saved(typist), timeout=5000)
    copy = tmp_path / "copy.sqlite"
    opening.save_copy(typist.window, copy)
    qtbot.waitUntil(lambda: said(typist).startswith("A copy is in"), timeout=20_000)
    typist.window.close()
    _, _, next_step = problem(typist.window)
    assert next_step.startswith("Save a copy under another name")
    typist.window._close_anyway()
    assert not typist.window.isVisible()
    assert {row[:3] for row in stored_spans(project_file)} == {ODESSA}
    assert {row[:3] for row in stored_spans(copy)} == {ODESSA, CLAIM}
    check_is_clean(project_file)
    check_is_clean(copy)


def stored_in(path, folder) -> list:
    """Read the spans of the file alone, without its log."""
    alone = folder / "alone.sqlite"
    alone.write_bytes(path.read_bytes())
    return stored_spans(alone)


def buttons(typist) -> list[str]:
    return [each.text() for each in typist.window.findChildren(QPushButton) if each.isVisible()]


@pytest.mark.parametrize("another", [False, True])
def test_quitting_asks_when_the_window_holds_the_last_copy_though_no_mark_waits(
    typist, project_file, qtbot, problem, tmp_path, another
):
    mark(typist, "Odessa", "L")
    assert typist.window.project.flush(5)
    project_file.unlink()
    if another:
        project_file.write_bytes(b"something else")
    typist.press("Ctrl+Q")
    assert typist.window.isVisible()
    assert "Close without a copy" in buttons(typist)
    happened, safe, next_step = problem(typist.window)
    assert ("replaced by another file" if another else "no longer in its folder") in happened
    assert "the window still holds everything" in safe
    assert "ave a copy under another name" in next_step
    copy = tmp_path / "copy.sqlite"
    opening.save_copy(typist.window, copy)
    qtbot.waitUntil(lambda: said(typist).startswith("A copy is in"), timeout=20_000)
    typist.press("Ctrl+Q")
    qtbot.waitUntil(lambda: "Close without a copy" in buttons(typist))
    (way_out,) = [
        each
        for each in typist.window.findChildren(QPushButton)
        if each.text() == "Close without a copy" and each.isVisible()
    ]
    qtbot.mouseClick(way_out, Qt.MouseButton.LeftButton)
    assert not typist.window.isVisible()
    assert {row[:3] for row in stored_spans(copy)} == {ODESSA}
    check_is_clean(copy)
