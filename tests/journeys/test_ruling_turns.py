"""Rulings that wait for the figures of agreement, or for a large ruling: each has its turn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.app.pages import ruling_turns
from annotator.project.decision_record import Ruling
from annotator.project.freezing import freeze, frozen
from annotator.project.review_reading import id_of
from annotator.project.reviewing import decide
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
from tests.journeys.reviewing import go
from tests.journeys.teams import said
from tests.journeys.test_review import decisions, gold
from tests.planned import planned
from tests.reviews import opened, review

__all__ = ["figures", "lead", "project_file"]


def signs(page):
    model = page.list.model
    return {model.row(n).key: model.row(n).number for n in range(model.rowCount())}


def test_the_first_ruling_goes_on_at_once_and_says_what_it_waits_for(
    lead, project_file, qtbot, figures
):
    page = lead.window.book.page
    first = page.key
    lead.press("1")
    second = page.key
    assert second != first
    assert page.queue.waits(second)
    assert (signs(page)[first], page.queue.targets[first][1].state) == ("…", "noted")
    row = page.list.model.index(page.rows._grouping.group_of[first] + page.rows._place(first))
    assert row.data(Qt.ItemDataRole.AccessibleTextRole).endswith("…, noted")
    assert "figures of agreement" in said(lead)
    assert save_state(lead) == "Saving…"
    lead.press("2")
    assert page.key not in (first, second)
    assert said(lead).startswith("Your 2 rulings follow")
    # Nothing is there before the figures are.
    saved(lead)
    assert (decisions(project_file), save_state(lead)) == ([], "Saving…")
    here = page.key
    let(figures, lead)
    written(lead, qtbot)
    assert [each["item"]["id"] for each in decisions(project_file)] == [first, second]
    assert page.key == here
    assert signs(page)[first] == "✓"
    qtbot.waitUntil(lambda: save_state(lead).startswith("Saved"))
    assert len(frozen(lead.window.project)) == 1
    lead.window.close()
    check_is_clean(project_file)


@pytest.mark.parametrize("many", [1, 20])
def test_the_last_key_counts_though_a_large_ruling_takes_longer(
    lead, project_file, qtbot, figures, monkeypatch, many
):
    monkeypatch.setattr(ruling_turns, "MANY", many)
    page = lead.window.book.page
    first, others = of_a_pattern(page)
    lead.press("Shift+1")
    assert not any(page.queue.waits(key) for key in (first, *others))
    assert page.key not in (first, *others)
    page.go_to(first)
    lead.press("0")
    let(figures, lead)
    written(lead, qtbot)
    assert _ruled(page, first) == "none"
    assert {_ruled(page, key) for key in others} == {"accept"}
    made = decisions(project_file)
    assert len(made) == len(others) + 2
    assert made[-1]["item"]["id"] == first
    assert made[-1]["supersedes"]
    lead.window.close()
    check_is_clean(project_file)


def test_a_ruling_that_waits_does_not_go_over_what_somebody_else_ruled_meanwhile(
    lead, project_file, qtbot, figures
):
    page = lead.window.book.page
    first = page.key
    lead.press("1")
    saved(lead)
    other = opened(project_file, "Chloé", "c", device="lap")
    found = review(other)
    (target,) = [(d, each) for d, each in found.judged() if id_of(each) == first]
    decide(other, [(target, Ruling.none())])
    other.close()
    # The page learns of it, and the figures are those that were written down elsewhere.
    lead.window.project.poll()
    qtbot.waitUntil(lambda: not page.reading.under_way and not page.reading.stale, timeout=20_000)
    let(figures, lead)
    qtbot.waitUntil(lambda: said(lead).startswith("Somebody else has ruled on it meanwhile."))
    assert page.key == first
    saved(lead)
    assert [each["action"] for each in decisions(project_file)] == ["none"]
    assert len(frozen(lead.window.project)) == 1
    lead.window.close()
    check_is_clean(project_file)


def _ruled(page, key):
    each = page.queue.targets[key][1]
    assert each.state == "decided"
    return each.thread.ruling[1]["action"]


@pytest.fixture
def gate(lead, monkeypatch):
    freeze(lead.window.project)
    return hold_large(monkeypatch)


def test_a_ruling_made_while_a_large_one_is_under_way_comes_after_it(
    lead, project_file, qtbot, gate
):
    page = lead.window.book.page
    first, others = of_a_pattern(page)
    lead.press("Shift+1")
    page.go_to(others[0])
    lead.press("0")
    assert "when the one before is done" in said(lead)
    saved(lead)
    assert decisions(project_file) == []
    qtbot.waitUntil(lambda: len(gate) == 1)
    gate[0].open()
    written(lead, qtbot)
    assert (_ruled(page, first), _ruled(page, others[0])) == ("accept", "none")
    assert len(decisions(project_file)) == len(others) + 2


def test_after_the_last_span_the_page_goes_on_to_the_relations_that_waited_for_it(
    lead, project_file, qtbot, figures
):
    page = lead.window.book.page
    count = waiting(page)
    lead.press(*["1"] * count)
    assert waiting(page) == 0
    last = page.key
    assert said(lead).startswith(f"Your {count} rulings follow")
    lead.press("Space")
    assert said(lead).startswith(f"No other item waits. Your {count} rulings follow")
    let(figures, lead)
    written(lead, qtbot)
    assert page.key != last
    assert page.present()[1].case.kind == "relation"
    assert page.queue.waits(page.key)
    assert len(decisions(project_file)) == count
    assert gold(project_file)


def test_after_the_last_of_all_it_is_said_that_everything_is_decided(
    start, tmp_path, qtbot, figures
):
    path = planned(tmp_path / "q.sqlite")
    lead = start(path)
    lead.window.project.become("Lea")
    lead.window.ask_bar.hide()
    page = go(lead, qtbot)
    count = len(page.queue.order)
    lead.press(*["1"] * count)
    let(figures, lead)
    written(lead, qtbot)
    assert said(lead).startswith("Everything on which people differ is decided.")
    assert len(decisions(path)) == count


def test_what_waits_is_still_known_when_the_page_was_read_anew(lead, project_file, qtbot, figures):
    page = lead.window.book.page
    first, queue = page.key, page.queue
    lead.press("1")
    second = page.key
    page.read()
    qtbot.waitUntil(lambda: page.queue is not queue, timeout=20_000)
    assert (page.queue.targets[first][1].state, page.key) == ("noted", second)
    let(figures, lead)
    written(lead, qtbot)
    assert page.queue.targets[first][1].state == "decided"
    assert [each["item"]["id"] for each in decisions(project_file)] == [first]
