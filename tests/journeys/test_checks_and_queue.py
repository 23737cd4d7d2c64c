"""What is to be checked, finishing, filters of the queue and time, checked in the project file."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QApplication

from annotator.app.errors import ProblemDialog
from annotator.app.pages import checks
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED
from tests.journeys.stored import rows


def settle() -> None:
    for _ in range(20):
        QApplication.processEvents()


def mark_quote(typist) -> None:
    typist.go_to("To involve Belarus")
    typist.press("Q")
    settle()


def layer_of(path, key: str = SEED) -> tuple[str, str | None]:
    (found,) = rows(
        path,
        "SELECT layers.status, layers.reason FROM layers JOIN documents"
        f" ON documents.id = layers.document WHERE documents.key = '{key}'",
    )
    return found


def test_what_is_missing_is_counted_and_f8_goes_there(typist, project_file):
    mark_quote(typist)
    status = typist.window.status
    assert status.counts.text() == "1 span, 1 to check"
    typist.press("Ctrl+Home", "F8")
    span = typist.page.spans[typist.view.focused]
    assert span.label == "quote"
    assert "Said by" in status.message.text()
    typist.press("A", "Return")
    settle()
    # The speaker that was marked has nobody yet.
    assert status.counts.text() == "2 spans, 1 to check"
    typist.press("F8", "W")
    typist.type("Alexander Lukashenko")
    typist.press("Return")
    settle()
    assert status.counts.text() == "2 spans"
    typist.press("F8")
    assert status.message.text() == "Nothing is to be checked here."


def test_the_list_of_problems_leads_to_each(typist):
    mark_quote(typist)
    typist.go_to("Odessa")
    typist.press("L")
    settle()
    panel = typist.page.panel
    panel.open_checks()
    assert panel.shows_checks
    assert panel.model.rowCount() == 1
    assert "Said by" in panel.model.detail(panel.model.span_at(0))
    panel.list.setFocus()
    typist.press("Down", "Return")
    assert typist.focus is typist.view
    assert typist.page.spans[typist.view.focused].label == "quote"
    typist.press("A", "0")  # nobody is named
    settle()
    assert not panel.shows_checks
    assert panel.model.rowCount() == 2


def test_an_error_keeps_a_document_from_being_done(typist, project_file):
    mark_quote(typist)
    typist.press("Ctrl+Home", "Ctrl+Return")
    assert "Said by" in typist.window.status.message.text()
    assert typist.page.spans[typist.view.focused].label == "quote"
    assert typist.page.panel.shows_checks
    typist.window.close()
    assert layer_of(project_file)[0] == "started"
    check_is_clean(project_file)


def test_what_to_do_next_has_room_in_the_status_line(typist):
    mark_quote(typist)
    for words in ("we do not get involved", "You started it"):
        typist.go_to(words)
        typist.press("Q")
    settle()
    typist.press("Ctrl+Return")
    message = typist.window.status.message
    assert message.text() == (
        "Not finished: “Said by” is missing. Put it right; F8 goes on to 2 more."
    )
    assert typist.window.width() == 1440
    assert message.fontMetrics().horizontalAdvance(message.text()) <= message.width()
    assert not message.toolTip()  # which has what was cut off
    before = typist.view.focused
    typist.press("F8")
    assert typist.view.focused not in (before, None)


def test_a_warning_asks_for_a_reason_and_the_next_article_opens(typist, project_file):
    typist.go_to("Lukashenko said: ")
    typist.press("S", "Ctrl+Return")
    asked = typist.window.ask_bar
    assert asked.isVisible()
    assert "Why may it stay so?" in asked.question.text()
    before = typist.page.document_id
    typist.type("he is known")
    typist.press("Return")
    assert typist.page.document_id != before
    typist.window.close()
    assert layer_of(project_file) == ("done", "he is known")
    check_is_clean(project_file)


def test_the_list_stays_in_its_place_when_something_is_to_be_checked(typist):
    typist.go_to("Odessa")
    typist.press("L")
    settle()
    panel = typist.page.panel
    before = panel.list.y()
    assert panel._check_tab.isHidden()
    mark_quote(typist)
    assert panel._check_tab.isVisible()
    assert panel.list.y() == before


def test_an_empty_reason_is_asked_for_again(typist, project_file):
    typist.go_to("Lukashenko said: ")
    typist.press("S", "Ctrl+Return", "Return")
    bar = typist.window.ask_bar
    assert bar.isVisible()
    assert bar._hint.text() == "! An answer is needed: type it, then Enter. Esc leaves it."
    assert bar._hint.isVisible()
    typist.type("he is known")
    assert "needed" not in bar._hint.text()
    typist.press("Return")
    assert bar.isHidden()
    typist.window.close()
    assert layer_of(project_file) == ("done", "he is known")


def test_after_a_skip_the_next_article_opens(typist, project_file):
    first = typist.page.document_id
    typist.press("Ctrl+K")
    typist.type("skip with")
    typist.press("Return")
    assert typist.window.ask_bar.isVisible()
    typist.press("Return")
    assert "needed" in typist.window.ask_bar._hint.text()
    typist.type("no article")
    typist.press("Return")
    assert typist.page.document_id != first
    assert typist.focus is typist.view
    typist.window.close()
    assert layer_of(project_file) == ("skipped", "no article")
    check_is_clean(project_file)


def test_escape_leaves_the_article_open(typist, project_file):
    typist.go_to("Lukashenko said: ")
    typist.press("S", "Ctrl+Return", "Escape")
    assert not typist.window.ask_bar.isVisible()
    typist.window.close()
    assert layer_of(project_file)[0] == "started"


def shown_keys(typist) -> list[str]:
    keys = typist.window.work.keys
    return [keys[row.id] for row in typist.page.documents.model.rows]


def test_filters_of_the_queue(typist):
    everything = shown_keys(typist)
    assert len(everything) == 9
    typist.press("Ctrl+Return")  # the first is done, the second opens
    filters = typist.page.documents.filters
    done = next(tab for tab in filters._tabs.buttons() if tab.text() == "Done")
    done.click()
    # The one that is open stays where it is.
    assert set(shown_keys(typist)) == {SEED, typist.window.work.keys[typist.page.document_id]}
    not_done = next(tab for tab in filters._tabs.buttons() if tab.text() == "Not done")
    not_done.click()
    assert SEED not in shown_keys(typist)
    assert len(shown_keys(typist)) == 8
    typist.press("Ctrl+Return")
    assert len(shown_keys(typist)) == 7


def test_the_menu_has_the_other_filters(typist):
    typist.go_to("Odessa")
    typist.press("L", "D", "Ctrl+PageDown")
    filters = typist.page.documents.filters
    (doubt,) = [each for each in filters._menu.actions() if each.text() == "With marks in doubt"]
    doubt.trigger()
    here = typist.window.work.keys[typist.page.document_id]
    assert set(shown_keys(typist)) == {SEED, here}
    assert filters._more.text() == "With marks in doubt"


def test_next_not_done_passes_over_what_is_finished(typist):
    first = typist.page.document_id
    typist.press("Ctrl+PageDown")
    second = typist.page.document_id
    typist.press("Ctrl+Return", "Ctrl+PageUp", "Ctrl+PageUp")
    assert typist.page.document_id == first
    typist.press("Ctrl+Shift+PageDown")
    assert typist.page.document_id not in (first, second)


def test_time_is_kept_with_the_layer_and_is_no_step_of_undo(typist, project_file, monkeypatch):
    clock = typist.window.work.clock
    now = [1000.0]
    monkeypatch.setattr(clock._watch, "_clock", lambda: now[0])
    clock._watch._last = now[0]
    typist.go_to("Odessa")
    for _ in range(5):
        now[0] += 30
        typist.press("Right")
    now[0] += 3600  # a pause
    typist.press("Right", "Left", "Left", "Left", "L")
    typist.press("Ctrl+PageDown")
    typist.press("Ctrl+Z")
    typist.window.close()
    found = rows(project_file, "SELECT extra FROM layers WHERE extra IS NOT NULL")
    assert [json.loads(extra)["seconds"] for (extra,) in found] == [150]
    assert rows(project_file, "SELECT count(*) FROM spans") == [(0,)]
    check_is_clean(project_file)


def test_closing_at_once_leaves_nothing_that_asks_for_the_project(start, project_file, qtbot):
    typist = start(project_file, SEED)
    typist.page.checks.begin()  # as right after an article was opened
    typist.window.close()
    qtbot.wait(100)
    assert not typist.window.findChildren(ProblemDialog)


@pytest.fixture
def slowly(monkeypatch):
    """Check one span at a time, as if the article had thousands."""
    monkeypatch.setattr(checks, "_PORTION", 1)


def finish(typist) -> None:
    """Ask for it without giving the window a moment for anything else."""
    typist.window.action_set.qactions["document.done"].trigger()


def mark_three(typist) -> str:
    for words in ("Odessa", "Minsk", "Belarus"):
        typist.go_to(words)
        typist.press("S")
    # Asked anew, as when the article was opened just now.
    typist.page.checks.begin()
    return typist.page.document_id


def test_ctrl_enter_waits_beside_until_a_large_article_is_checked(typist, qtbot, slowly):
    first = mark_three(typist)
    finish(typist)
    assert typist.page.document_id == first
    assert typist.window.status.message.text() == "Checking the article…"
    finish(typist)  # once more changes nothing
    qtbot.waitUntil(lambda: typist.window.ask_bar.isVisible())
    assert "3 to check" in typist.window.ask_bar.question.text()
    typist.type("they are known")
    typist.press("Return")
    qtbot.waitUntil(lambda: typist.page.document_id != first)
    states = {each.id: each.status for each in typist.page.project.documents()}
    assert states.pop(first) == "done"
    assert set(states.values()) == {"new"}


def test_another_article_that_is_opened_meanwhile_is_not_finished(typist, qtbot, slowly):
    first = mark_three(typist)
    finish(typist)
    typist.press("Ctrl+PageDown")
    assert typist.page.document_id != first
    settle()
    assert not typist.window.ask_bar.isVisible()
    states = {each.status for each in typist.page.project.documents()}
    assert states == {"started", "new"}
