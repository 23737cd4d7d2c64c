"""Finding in an article so long that it is looked through bit by bit."""

from __future__ import annotations

import pytest

from annotator.domain import text_search


@pytest.fixture
def bit_by_bit(typist, monkeypatch):
    """Look through forty code points at a time, then let the window do something else."""
    real = text_search.places_in_portions
    monkeypatch.setattr("annotator.app.pages.finding._SLICE", 0.0)
    monkeypatch.setattr(
        "annotator.app.pages.finding.places_in_portions", lambda text, query: real(text, query, 40)
    )
    return typist


def type_at_once(typist, words: str) -> None:
    """Have words in the field as a fast typist does, before the window gets to anything else."""
    typist.page.find_bar.field.setText(words)


def test_the_count_is_complete_in_the_end_and_the_newest_query_wins(bit_by_bit, qtbot):
    typist = bit_by_bit
    finder, text = typist.page.finder, typist.view.content.text
    typist.press("Ctrl+F")
    for words in ("t", "th", "the"):
        type_at_once(typist, words)
        assert finder.searching
    qtbot.waitUntil(lambda: not finder.searching)
    shown = typist.page.find_bar.count.text()
    assert shown == f"1 of {text.casefold().count('the')}"
    type_at_once(typist, "nothing like this")
    qtbot.waitUntil(lambda: not finder.searching)
    assert typist.page.find_bar.count.text() == "! not found"


def test_enter_selects_what_is_found_however_soon_it_and_esc_come(bit_by_bit, qtbot):
    typist = bit_by_bit
    finder = typist.page.finder
    typist.press("Ctrl+F")
    type_at_once(typist, "odessa")
    finder.take()
    finder.close()
    assert not typist.page.find_bar.isVisible()
    qtbot.waitUntil(lambda: not finder.searching)
    start, end = typist.view.selection()
    assert typist.view.content.text[start:end] == "Odessa"
    assert typist.view.hasFocus()


def test_the_next_match_is_asked_for_while_it_goes_on(bit_by_bit, qtbot):
    typist = bit_by_bit
    finder = typist.page.finder
    typist.press("Ctrl+F")
    type_at_once(typist, "the")
    finder.go(1)
    finder.go(1)
    qtbot.waitUntil(lambda: not finder.searching)
    assert typist.page.find_bar.count.text().startswith("3 of ")


def test_another_article_ends_the_search(bit_by_bit, qtbot):
    typist = bit_by_bit
    typist.press("Ctrl+F")
    type_at_once(typist, "the")
    assert typist.page.finder.searching
    typist.press("Escape", "Ctrl+PageDown")
    assert not typist.page.finder.searching


def test_the_first_place_of_a_query_is_gone_to(bit_by_bit, qtbot):
    typist = bit_by_bit
    finder, view = typist.page.finder, typist.view
    finder.go_to_first("nowhere Odessa")
    qtbot.waitUntil(lambda: not finder.searching)
    start, end = view.selection()
    assert view.content.text[start:end] == "Odessa"
    assert view.content.text.index("Odessa") == start
