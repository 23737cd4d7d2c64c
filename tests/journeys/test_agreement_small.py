"""The page of agreement in a small window, with many cases, and copied before all is counted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox

from annotator.compare.cases import MOST
from annotator.project.project import Project
from annotator.widgets.figures.grid import FigureGrid
from annotator.widgets.typography import interface_font
from tests.disagreeing import disagreeing
from tests.journeys.comparing import at_agreement, compared

LEFT = Qt.MouseButton.LeftButton


def opened(path, **more):
    disagreeing(path, ("Ana Kovač", "Ben", "Chloé Dubois"), **more)
    project = Project.open(path)
    project.become(project.people[0])
    project.close()
    return path


@pytest.fixture
def project(tmp_path):
    return opened(tmp_path / "p.sqlite", documents=12, spans=8, said=True)


def cut(page):
    """Return what of the bars and the titles of tables is not seen whole."""
    found = []
    for bar in (page.bar, page.filter):
        for each in bar.findChildren(QAbstractButton) + bar.findChildren(QComboBox):
            corner = each.mapTo(bar, QPoint(each.width(), 0))
            whole = each.width() >= each.sizeHint().width() and corner.x() <= bar.width()
            if each.isVisible() and not whole:
                found.append(getattr(each, "text", each.accessibleName)())
    for grid in page.findChildren(FigureGrid):
        lefts, metrics = grid._lefts(), QFontMetrics(interface_font(12))
        for column, given in enumerate(grid._columns):
            plot = any(row.cells[column].interval for row in grid._rows)
            room = lefts[column + 2 if plot else column + 1] - lefts[column]
            if grid.isVisible() and metrics.horizontalAdvance(given.title) > room:
                found.append(given.title)
    return found


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_beside_the_cases_nothing_is_cut(project, start, qtbot, size):
    typist, page = at_agreement(start, project, qtbot)
    typist.window.resize(*size)
    QTest.mouseClick(page.filter.statuses.buttons()[1], LEFT)
    compared(page, qtbot)
    page.sections.pairs.setFocus()
    typist.press("Return")
    QApplication.processEvents()
    assert page.cases.isVisible()
    assert typist.window.width() == size[0]
    for measure in range(6):
        page.bar.measure_chosen.emit(["strict-f1", "overlap-f1", "iou-f1", "char-f1", "alpha-u",
                                      "kappa"][measure])  # fmt: skip
        QApplication.processEvents()
        assert cut(page) == []


def test_where_tabs_have_no_room_a_list_offers_the_measures(project, start, qtbot):
    typist, page = at_agreement(start, project, qtbot)
    typist.window.resize(1024, 700)
    page.sections.pairs.setFocus()
    typist.press("Return")
    QApplication.processEvents()
    assert page.bar.list.isVisible()
    page.bar.measures.setFocus()
    typist.press("Down")
    assert page.measure == "overlap-f1"
    typist.press("F6")
    assert typist.focus is page.filter.people
    page.cases.close_quietly()
    typist.window.resize(1440, 900)
    QApplication.processEvents()
    assert not page.bar.list.isVisible()
    assert page.bar.tabs.checkedButton() is page.bar.tabs.buttons()[1]


def test_all_cases_are_reached_two_hundred_at_a_time(tmp_path, start, qtbot):
    path = opened(tmp_path / "p.sqlite", documents=40)
    typist, page = at_agreement(start, path, qtbot)
    page.opening.open_cases(("label", None))
    pane = page.cases
    total = int(pane.words.text().split()[-2].replace(",", ""))
    assert total > 2 * MOST
    assert pane.words.text() == f"{total:,} cases"
    assert pane.first.text() == f"The first {MOST} are listed."
    assert pane.more_button.text() == f"Show {MOST} more"
    QTest.mouseClick(pane.more_button, LEFT)
    assert pane.list.currentIndex().row() == MOST
    assert typist.focus is pane.list
    while pane.more_button.isVisible():
        QTest.mouseClick(pane.more_button, LEFT)
    assert pane.list.mentions.rowCount() == total
    assert not pane.first.isVisible()
    typist.press("Ctrl+End", "Return")
    assert typist.window.page.document_id == page.opening.cases[-1].document


def test_a_copy_waits_until_intervals_are_counted(project, start, qtbot):
    typist, page = at_agreement(start, project, qtbot)
    QTest.mouseClick(page.filter.statuses.buttons()[1], LEFT)
    qtbot.waitUntil(lambda: page.figures is not None, timeout=20000)
    assert page.making.busy
    QGuiApplication.clipboard().setText("as it was")
    QTest.mouseClick(page.copies.buttons[1], LEFT)
    assert QGuiApplication.clipboard().text() == "as it was"
    assert "as soon as everything is counted" in typist.window.status.message.text()
    compared(page, qtbot)
    lines = QGuiApplication.clipboard().text().splitlines()
    place = lines[0].split(",").index("low")
    assert any(line.split(",")[place] for line in lines[1:])
    assert "Copied as CSV" in typist.window.status.message.text()


def test_a_copy_that_waits_is_given_up_where_something_else_is_shown(project, start, qtbot):
    typist, page = at_agreement(start, project, qtbot)
    QTest.mouseClick(page.filter.statuses.buttons()[1], LEFT)
    QGuiApplication.clipboard().setText("as it was")
    QTest.mouseClick(page.copies.buttons[2], LEFT)
    page.filter.show_everything()
    assert "Nothing was copied" in typist.window.status.message.text()
    compared(page, qtbot)
    assert QGuiApplication.clipboard().text() == "as it was"
