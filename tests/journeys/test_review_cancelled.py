"""Reading the review or the feedback is cancelled: it is said, and one key reads again."""

from __future__ import annotations

import pytest

from annotator.app.pages.feedback_page import FeedbackPage
from annotator.app.pages.review_page import ReviewPage
from annotator.project.freezing import freeze
from annotator.project.reviewing import rule
from tests.journeys.held import Held
from tests.journeys.ledger_file import saved
from tests.journeys.test_review import decisions
from tests.planned import planned
from tests.reviews import opened, review


@pytest.fixture
def held(monkeypatch):
    """Have the pages read for ever."""
    with monkeypatch.context() as patch:
        for page in (ReviewPage, FeedbackPage):
            patch.setattr(page, "reading_job", lambda _page: Held())
        yield patch


def cancelled(start, path, qtbot, person, keys):
    """Cancel the first reading of a page in the status line; return the typist and the page."""
    typist = start(path)
    typist.window.project.become(person)
    freeze(typist.window.project)
    typist.window.ask_bar.hide()
    typist.window.activateWindow()
    typist.press(keys)
    page = typist.window.book.page
    assert not page.nothing.isVisible()
    typist.window.status.job_cancel.click()
    qtbot.waitUntil(page.nothing.isVisible)
    return typist, page


@pytest.mark.parametrize(("person", "keys"), [("Lea", "Ctrl+2"), ("ana", "Ctrl+7")])
def test_a_cancelled_reading_says_so_and_is_read_again_by_a_key(
    start, qtbot, tmp_path, held, person, keys
):
    path = planned(tmp_path / "p.sqlite")
    lead = opened(path)
    rule(lead, review(lead).documents, "majority")
    lead.close()
    typist, page = cancelled(start, path, qtbot, person, keys)
    assert typist.window.status.message.text() == "It was not read."
    assert page.nothing.title.text() == "The reading was cancelled"
    assert "Nothing was changed" in page.nothing.said.text()
    assert page.nothing.button.text() == "Look again"
    assert page.nothing.button.hasFocus()
    held.undo()
    typist.press("Space")
    qtbot.waitUntil(lambda: page.queue is not None, timeout=20_000)
    qtbot.waitUntil(page.middle.isVisible)
    assert not page.nothing.isVisible()
    assert page.view.hasFocus()


def test_whoever_comes_back_after_cancelling_has_it_read_again_and_rules(
    start, qtbot, tmp_path, held
):
    path = planned(tmp_path / "p.sqlite")
    lea, page = cancelled(start, path, qtbot, "Lea", "Ctrl+2")
    lea.press("Ctrl+1")
    held.undo()
    lea.press("Ctrl+2")
    qtbot.waitUntil(lambda: page.queue is not None, timeout=20_000)
    assert page.middle.isVisible()
    lea.press("1")
    saved(lea)
    assert [each["action"] for each in decisions(path)] == ["accept"]


def test_cancelling_a_later_reading_keeps_what_is_shown(start, qtbot, tmp_path, held):
    path = planned(tmp_path / "p.sqlite")
    lea, page = cancelled(start, path, qtbot, "Lea", "Ctrl+2")
    held.undo()
    page.nothing.button.click()
    qtbot.waitUntil(lambda: page.queue is not None, timeout=20_000)
    key = page.key
    held.setattr(ReviewPage, "reading_job", lambda _page: Held())
    page.read()
    lea.window.status.job_cancel.click()
    qtbot.waitUntil(lambda: not page.reading.under_way)
    assert (page.key, page.middle.isVisible(), page.nothing.isVisible()) == (key, True, False)
