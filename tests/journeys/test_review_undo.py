"""Undo and redo on the review page: each shows what it was about."""

from __future__ import annotations

import pytest

from annotator.app.pages import ruling_turns
from annotator.project import undo_job
from tests.journeys.ledger_file import saved
from tests.journeys.reviewing import reviewing
from tests.journeys.test_review import decisions
from tests.journeys.test_review_pattern import keys_of, of_one_pattern
from tests.planned import planned


def test_undo_goes_back_to_the_item_and_redo_goes_on_from_it(start, qtbot, tmp_path):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    first = page.key
    lea.press("1")
    second = page.key
    lea.press("0")
    third = page.key
    assert len({first, second, third}) == 3
    lea.press("Ctrl+Z")
    assert page.key == second
    assert page.queue.waits(second)
    lea.press("Ctrl+Z")
    assert page.key == first
    lea.press("Ctrl+Shift+Z")
    assert (page.key, page.queue.waits(first)) == (second, False)
    lea.press("Ctrl+Shift+Z")
    assert (page.key, page.queue.waits(second)) == (third, False)
    saved(lea)
    assert [each["action"] for each in decisions(path)] == ["accept", "none"]
    # Of two rulings on one item the first one holds again: it is shown, and decided.
    page.go_to(first)
    lea.press("2")
    page.go_to(third)
    lea.press("Ctrl+Z")
    assert (page.key, page.queue.waits(first)) == (first, False)
    saved(lea)
    lea.window.close()
    # It is known after a restart, too.
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    assert page.key == third
    lea.press("Ctrl+Z")
    assert (page.key, page.queue.waits(second)) == (second, True)


@pytest.mark.parametrize("large", [False, True])
def test_undo_of_a_pattern_goes_back_to_the_item_at_which_the_key_was_pressed(
    start, qtbot, tmp_path, monkeypatch, large
):
    path = of_one_pattern(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    _first, middle, _last = sorted(keys_of(page, "Kyiv"), key=page.queue.order.index)
    if large:
        monkeypatch.setattr(ruling_turns, "MANY", 1)
        monkeypatch.setattr(undo_job, "KEY_CHARACTERS", 1)
        monkeypatch.setattr(undo_job, "_CHARACTERS", 1)
    page.go_to(middle)
    lea.press("Shift+1")
    qtbot.waitUntil(lambda: not page.unwritten, timeout=60_000)
    after = page.key
    assert after not in keys_of(page, "Kyiv")
    for _ in range(2):
        lea.press("Ctrl+Z")
        qtbot.waitUntil(lambda: page.queue.waits(middle), timeout=60_000)
        qtbot.waitUntil(lambda: page.key == middle)
        lea.press("Ctrl+Shift+Z")
        qtbot.waitUntil(lambda: not page.queue.waits(middle), timeout=60_000)
        qtbot.waitUntil(lambda: page.key == after)
