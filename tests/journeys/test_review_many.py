"""Rulings on very many cases at once: beside the window, and taken back by one key."""

from __future__ import annotations

import pytest

from annotator.app.pages import cases_page, ruling_turns
from tests.disputed import disputed
from tests.journeys.commands import check_is_clean
from tests.journeys.ledger_file import saved
from tests.journeys.reviewing import reviewing
from tests.journeys.test_review import decisions, gold


@pytest.fixture(autouse=True)
def _everything_is_many(monkeypatch):
    monkeypatch.setattr(ruling_turns, "MANY", 1)
    monkeypatch.setattr(ruling_turns, "MANY_CASES", 1)
    monkeypatch.setattr(cases_page, "MOST_DOCUMENTS", 0)


@pytest.fixture
def project_file(tmp_path):
    return disputed(tmp_path / "p.sqlite")


@pytest.fixture
def lead(start, project_file, qtbot):
    return reviewing(start, project_file, qtbot)


def idle(lead, qtbot):
    """Wait until nothing is under way any more."""
    qtbot.waitUntil(lambda: lead.window.status.job_cancel.isHidden(), timeout=60_000)


def test_a_pattern_of_many_cases_is_one_edit_and_the_page_goes_on(lead, project_file, qtbot):
    page = lead.window.book.page
    first, same = page.key, page.same([0])
    keys = [target[1].case.id for target, _ruling in same]
    assert len(keys) > 1
    lead.press("Shift+1")
    qtbot.waitUntil(lambda: not any(page.queue.waits(key) for key in keys), timeout=60_000)
    idle(lead, qtbot)
    assert len(decisions(project_file)) == len(keys)
    assert page.key != first
    assert page.queue.waits(page.key)
    lead.press("Ctrl+Z")
    qtbot.waitUntil(lambda: all(page.queue.waits(key) for key in keys), timeout=60_000)
    saved(lead)
    assert decisions(project_file) == []
    assert gold(project_file) == []
    lead.window.close()
    check_is_clean(project_file)


def test_a_rule_decides_beside_the_window(lead, project_file, qtbot):
    page = lead.window.book.page
    agreed = page.queue.standing().agreed
    assert agreed
    lead.press("U")
    qtbot.waitUntil(lambda: page.queue.standing().agreed == 0, timeout=60_000)
    idle(lead, qtbot)
    assert {each["rule"] for each in decisions(project_file)} == {"unanimous"}
    assert "by the rule unanimous" in lead.window.status.message.text()
    lead.window.close()
    check_is_clean(project_file)
