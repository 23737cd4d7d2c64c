"""The page of agreement whose counting dies or is stopped: it says so, and counts again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app.errors import ProblemDialog
from tests.journeys.comparing import at_agreement, compared, three_compared

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def project(tmp_path):
    return three_compared(tmp_path / "p.sqlite")


def counting(typist, qtbot):
    """Return the page while another process counts for it."""
    page = typist.window.book.page
    qtbot.waitUntil(lambda: page.making._full is not None, timeout=10000)
    return page


def kill(page, qtbot):
    """End the process that counts, as the system does where memory is short."""
    page.making._full.kill()
    qtbot.waitUntil(lambda: not page.making.busy, timeout=30000)


def nothing_waits(page):
    return "Counting…" not in [each.nothing.text() for each in page.sections._sections.values()]


@pytest.fixture
def told(monkeypatch):
    """What dialogs have said."""
    said = []
    monkeypatch.setattr(ProblemDialog, "open", lambda dialog: said.append(dialog))
    return said


def test_where_nothing_is_known_a_card_counts_again(project, start, qtbot, told):
    typist = start(project)
    typist.press("Ctrl+3")
    page = counting(typist, qtbot)
    kill(page, qtbot)
    assert page.unmade.isVisible()
    assert not page.scroller.isVisible()
    assert "stopped before it was complete" in page.unmade.said.text()
    QTest.mouseClick(page.unmade.button, LEFT)
    assert not page.unmade.isVisible()
    compared(page, qtbot)
    assert page.scroller.isVisible()
    assert nothing_waits(page)


def test_figures_at_hand_stay_and_coming_back_counts_again(project, start, qtbot, told):
    typist, page = at_agreement(start, project, qtbot)
    # Another part: its figures are at hand, its cases are not.
    QTest.mouseClick(page.filter.statuses.buttons()[1], LEFT)
    kill(counting(typist, qtbot), qtbot)
    qtbot.waitUntil(lambda: not page.sections.filling, timeout=10000)
    assert nothing_waits(page)
    assert page.sections._sections["matrix"].nothing.text() == "Not counted."
    assert "stopped before it was complete" in page.note.text()
    assert page.foot.again.isVisible()
    page.sections.pairs.setFocus()
    typist.press("Return")
    assert "not counted" in typist.window.status.message.text()
    typist.press("Ctrl+1", "Ctrl+3")
    compared(page, qtbot)
    assert not page.foot.again.isVisible()
    assert page.sections.matrix.isVisible()


def test_a_button_below_counts_again_what_was_stopped(project, start, qtbot):
    typist, page = at_agreement(start, project, qtbot)
    before = page.sections.overview
    page.compare()
    counting(typist, qtbot)
    typist.window.background.cancel_shown()
    qtbot.waitUntil(lambda: not page.making.busy, timeout=30000)
    assert "was stopped" in page.note.text()
    # What was counted before is still there.
    assert page.sections.matrix.isVisible()
    QTest.mouseClick(page.foot.again, LEFT)
    qtbot.waitUntil(lambda: page.sections.overview is not before, timeout=30000)
    compared(page, qtbot)
    assert not page.foot.again.isVisible()
