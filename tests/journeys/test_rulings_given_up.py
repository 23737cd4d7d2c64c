"""Rulings that wait and are not made: taken back, given up, left behind, or of somebody else."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from annotator.domain.problem import Problem
from annotator.project.freezing import freeze, frozen
from annotator.project.guideline import guideline, write_guideline
from tests.journeys.commands import check_is_clean
from tests.journeys.held import (
    figures,
    hold_large,
    lead,
    let,
    of_a_pattern,
    project_file,
    save_state,
    waiting,
    written,
)
from tests.journeys.ledger_file import saved
from tests.journeys.teams import said
from tests.journeys.test_review import decisions

__all__ = ["figures", "lead", "project_file"]


@pytest.fixture
def gate(lead, monkeypatch):
    freeze(lead.window.project)
    return hold_large(monkeypatch)


def test_ctrl_z_takes_back_the_last_ruling_that_waits_and_nothing_else(
    lead, project_file, qtbot, figures
):
    project, page = lead.window.project, lead.window.book.page
    write_guideline(project, "R1 An earlier edit.")
    saved(lead)
    first = page.key
    lead.press("1")
    second = page.key
    lead.press("1")
    third = page.key
    lead.press("Ctrl+Z")
    assert page.key == second
    assert page.queue.waits(second)
    assert not page.queue.waits(first)
    lead.press("Space")
    assert page.key == third
    lead.press("Ctrl+Z")
    assert page.key == first
    assert not page.unwritten
    # The figures are of before the first ruling, and there is none.
    assert figures.poll().cancelled
    assert guideline(project).text == "R1 An earlier edit."
    saved(lead)
    assert (decisions(project_file), frozen(project)) == ([], [])
    assert save_state(lead).startswith("Saved")
    # From here on it takes back what was done before.
    lead.press("Ctrl+Z")
    assert guideline(project).text != "R1 An earlier edit."


def test_ctrl_z_stops_a_large_ruling_that_is_under_way(lead, project_file, qtbot, gate):
    page = lead.window.book.page
    first, others = of_a_pattern(page)
    lead.press("Shift+1")
    qtbot.waitUntil(lambda: len(gate) == 1)
    lead.press("Ctrl+Z")
    written(lead, qtbot)
    assert page.key == first
    assert all(page.queue.waits(key) for key in (first, *others))
    assert said(lead).startswith("Nothing was ruled.")
    assert decisions(project_file) == []


@pytest.mark.parametrize("how", ["cancelled", "failed"])
def test_without_the_figures_what_was_ruled_on_waits_again(
    lead, project_file, qtbot, figures, how, monkeypatch
):
    shown = []
    monkeypatch.setattr(lead.window.background, "_failed", shown.append)
    page = lead.window.book.page
    first, before = page.key, waiting(page)
    lead.press("1", "2", "0")
    assert waiting(page) == before - 3
    if how == "cancelled":
        lead.window.status.job_cancel.click()
    else:
        figures.end(problem=Problem("The disk is full.", "Nothing was changed.", "Make room."))
    qtbot.waitUntil(lambda: not page.unwritten)
    assert page.key == first
    assert waiting(page) == before
    if how == "cancelled":
        assert said(lead).startswith("Nothing was ruled, and what you ruled on waits again")
    else:
        assert [each.happened for each in shown] == ["The disk is full."]
    saved(lead)
    assert decisions(project_file) == []
    assert save_state(lead).startswith("Saved")


def test_closing_meanwhile_asks_and_loses_only_what_it_says(lead, project_file, qtbot, figures):
    lead.press("1", "1")
    lead.window.close()
    assert lead.window.isVisible()
    buttons = {b.text(): b for b in lead.window.findChildren(QPushButton) if b.isVisible()}
    assert "Close without them" in buttons
    words = " ".join(each.text() for each in lead.window.findChildren(QLabel))
    assert "2 rulings are not written yet." in words
    buttons["Close without them"].click()
    qtbot.waitUntil(lambda: not lead.window.isVisible())
    assert decisions(project_file) == []
    check_is_clean(project_file)


def test_a_ruling_is_that_of_the_person_who_pressed_the_key(lead, project_file, qtbot, figures):
    page = lead.window.book.page
    first = page.key
    lead.press("1")
    lead.window.project.become("Lea")
    let(figures, lead)
    written(lead, qtbot)
    assert decisions(project_file) == []
    assert page.queue.waits(first)
    assert said(lead).startswith("It was ruled by somebody else.")
