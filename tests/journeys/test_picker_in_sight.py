"""The picker beside the article: what it asks about and its candidates stay in sight."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

#: “we do not get involved … from the West,”, over five lines, and who may have said it.
QUOTE, HE, PRESIDENT = "we do not get involved", "he said that Putin", "The Belarusian President"


@pytest.fixture
def scrolled(typist):
    """The quote with the focus on top of the window, two speakers in the lines over it."""
    for words in (HE, PRESIDENT):
        typist.go_to(words, 0)
        typist.press("S")
    typist.go_to(QUOTE)
    typist.press("Q")
    view = typist.view
    view._scroll_to(view.content.spans[view.focused].start, 0.0)
    QApplication.processEvents()
    return typist


def in_sight(typist, words: str) -> bool:
    """Whether the line of some words is seen whole and not under the picker."""
    view, picker = typist.view, typist.page.picks.picker
    position = view.content.text.index(words)
    line = next(
        (seen.top + line.top, seen.top + line.top + line.height)
        for seen in view.visible_blocks()
        for line in seen.box.lines
        if position < line.stop
    )
    upper = view.viewport().mapFrom(picker.parentWidget(), picker.pos()).y()
    free = line[1] <= upper or line[0] >= upper + picker.height()
    return free and line[0] >= 0 and line[1] <= view.viewport().height()


def test_the_likeliest_candidates_are_brought_into_sight(scrolled):
    assert scrolled.view._first_top() <= 0
    scrolled.press("A")
    for words in (HE, PRESIDENT, QUOTE, "stab in the back from the West"):
        assert in_sight(scrolled, words), words
    picker = scrolled.page.picks.picker
    assert picker.parentWidget().rect().contains(picker.geometry())
    assert not picker.geometry().intersects(scrolled.page.picks._near())


def test_no_more_is_scrolled_than_the_picker_needs(scrolled):
    scrolled.press("A")
    value = scrolled.view.verticalScrollBar().value()
    scrolled.press("Escape", "A")
    assert scrolled.view.verticalScrollBar().value() == value
    # From below, where the picker has no room under the quote.
    scrolled.press("Escape")
    scrolled.view._scroll_to(scrolled.view.content.spans[scrolled.view.focused].start, 0.7)
    QApplication.processEvents()
    scrolled.press("A")
    for words in (HE, PRESIDENT, QUOTE, "stab in the back from the West"):
        assert in_sight(scrolled, words), words
    picker = scrolled.page.picks.picker
    assert picker.geometry().top() > scrolled.page.picks._near().bottom()


def test_in_a_small_window_the_quote_stays_in_sight(scrolled):
    scrolled.window.resize(1024, 560)
    QApplication.processEvents()
    scrolled.press("A")
    assert in_sight(scrolled, QUOTE)
