"""The parts of a project that the agreement page can be held to: people, a week, a status."""

from __future__ import annotations

import csv
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from annotator.project.agreement_overview import EVERYTHING, page_options
from annotator.project.comparing import AgreementOptions, agreement
from annotator.project.project import Project
from tests.disagreeing import disagreeing
from tests.journeys.comparing import at_agreement, compared

PEOPLE = ("Ana", "Ben", "Cy")


@pytest.fixture
def project(tmp_path):
    path = disagreeing(tmp_path / "p.sqlite", PEOPLE, documents=16, spans=8)
    opened = Project.open(path)
    opened.become("Ana")
    opened.close()
    return path


@pytest.fixture
def shown(start, qtbot, project):
    return at_agreement(start, project, qtbot)


def values(rows):
    return {(row.measure, row.pair, row.label): row.value for row in rows}


def test_people_are_ticked_by_keys_and_figures_are_those_of_the_command(
    shown, project, qtbot, monkeypatch
):
    typist, page = shown
    # The list is open while it is ticked, as a person sees it.
    menu = page.filter.people.list
    menu.popup(page.filter.people.mapToGlobal(page.filter.people.rect().bottomLeft()))
    menu.setActiveAction(menu.actions()[1])
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    menu.close()
    compared(page, qtbot)
    assert page.filter.people.text() == "Ana, Cy"
    assert page.filter.words == "Ana and Cy"
    wanted = agreement(project, AgreementOptions(("strict-f1",), by=("label", "pair"),
                                                 people=("Ana", "Cy"), times=0)).rows  # fmt: skip
    found = values(page.figures.rows)
    assert all(found[key] == value for key, value in values(wanted).items())
    assert page.figures.pairs == [("p0", "p2")]
    assert [each.name for each in page.sections.overview.people] == ["Ana", "Cy"]


def test_a_week_holds_every_section_to_its_documents(shown, qtbot):
    _typist, page = shown
    whole = page.sections.overview
    weeks = page.filter.weeks
    assert [weeks.itemData(n) for n in range(1, 9)] == sorted(whole.named_weeks, reverse=True)
    weeks.setCurrentIndex(3)
    compared(page, qtbot)
    part = page.sections.overview
    week = weeks.currentData()
    assert weeks.currentText() == f"week {int(week[-2:])} of 2026"
    assert part.named_weeks == [week]
    assert set(part.inside[week]) == set(whole.inside[week])
    assert {key[1] for key in part.gathered.counts if key[0] == "document"} <= set(
        whole.inside[week]
    )
    row = page.figures.row("strict-f1", None, None)
    assert row.documents == 2
    (point,) = [each for each in whole.weeks if (each.group, each.row.label) == (week, None)]
    assert row.value == point.row.value
    # All weeks are still offered.
    assert weeks.count() == 9


def test_what_was_looked_at_is_shown_again_at_once(shown, qtbot):
    _typist, page = shown
    whole = page.sections.overview
    page.filter.weeks.setCurrentIndex(2)
    assert page.figures is None
    compared(page, qtbot)
    QTest.mouseClick(page.filter.clear, Qt.MouseButton.LeftButton)
    assert not page.making.busy
    assert page.sections.overview is whole
    assert page.filter.chosen == EVERYTHING
    assert not page.filter.clear.isVisible()


def test_figures_of_a_part_come_from_what_was_counted(shown, qtbot):
    _typist, page = shown
    seen = []
    page.making.at_hand.connect(seen.append)
    page.filter.weeks.setCurrentIndex(4)
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    assert seen[0] is not None
    assert page.sections.overview is None
    assert page.figures.row("strict-f1", None, None).documents == 2


def test_the_newest_choice_wins_while_another_is_counted(shown, qtbot):
    typist, page = shown
    for number in (1, 2, 3, 4, 5):
        page.filter.weeks.setCurrentIndex(number)
        qtbot.wait(30)
    compared(page, qtbot)
    assert page.sections.overview.named_weeks == [page.filter.weeks.currentData()]
    assert "stopped" not in page.note.text()
    assert "stopped" not in typist.window.status.message.text()


def test_copies_say_what_is_left_in(shown, qtbot):
    typist, page = shown
    page.filter.people.choose(("p0", "p1"))
    page.filter.people.ticked.emit()
    page.filter.weeks.setCurrentIndex(1)
    compared(page, qtbot)
    week, clipboard = page.filter.weeks.currentData(), QGuiApplication.clipboard()
    words = f"Ana and Ben, week {int(week[-2:])} of 2026"
    page.copies.markdown()
    assert clipboard.text().startswith(f"Only {words}:\n\n| Pair |")
    assert typist.window.status.message.text() == f"Copied as Markdown: only {words}."
    page.copies.csv()
    lines = list(csv.DictReader(io.StringIO(clipboard.text())))
    assert {(each["only_people"], each["only_week"], each["only_status"]) for each in lines} == {
        ("p0 p1", week, "")
    }
    page.copies.picture()
    plain = page.sections.grab()
    assert clipboard.pixmap().height() > plain.height()
    assert clipboard.pixmap().width() == plain.width()


def test_one_person_alone_leaves_nothing_to_compare(shown, qtbot):
    _typist, page = shown
    page.filter.people.choose(("p1",))
    page.filter.people.ticked.emit()
    compared(page, qtbot)
    assert page.left_out.isVisible()
    assert not page.scroller.isVisible()
    assert not page.nothing.isVisible()
    assert "only Ben has" in page.note.text()
    QTest.mouseClick(page.left_out.button, Qt.MouseButton.LeftButton)
    compared(page, qtbot)
    assert page.scroller.isVisible()
    assert page.filter.people.text() == "Everyone"


def test_nothing_of_another_part_can_be_copied_before_this_one_is_there(shown, qtbot):
    _typist, page = shown
    QGuiApplication.clipboard().setText("before")
    page.filter.weeks.setCurrentIndex(1)
    page.copies.csv()
    assert QGuiApplication.clipboard().text() == "before"
    compared(page, qtbot)
    assert page_options(0, page.filter.chosen).weeks == (page.filter.weeks.currentData(),)
