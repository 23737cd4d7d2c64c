"""The repair list by keys in the real window, checked in the project file."""

from __future__ import annotations

import sqlite3

import pytest

from annotator.project import repairing
from annotator.project.project import Project
from annotator.project.repair_list import repair_list
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import stored_spans
from tests.journeys.repairs import go_to_row, pane, row, waiting


@pytest.fixture
def listed(start, repair_file):
    """The window with its repair list open."""
    typist = start(repair_file, "r1")
    typist.press("Ctrl+R")
    return typist


def test_a_row_says_what_it_was_to_be_and_why_it_is_not_there(listed):
    shown = pane(listed).model.rows[row(listed, "s")]
    assert (shown.label, shown.words, shown.whose) == ("Speaker", "Ana", "")
    assert "Its quote does not match: the text there is “na ”." in shown.why
    assert "said to be at 12–15" in shown.why
    assert "marked.jsonl" in shown.why
    assert pane(listed).model.rows[row(listed, "p")].label == "GPE"


def test_enter_opens_the_likeliest_place_and_one_key_places_it(listed, repair_file):
    go_to_row(listed, "s")
    assert listed.view.content.matches == ((11, 14), (25, 28))
    listed.press("Return")
    assert listed.focus is listed.view
    assert listed.view.selected_range() == (11, 14)
    listed.press("Ctrl+T")
    assert "Placed Ana." in listed.window.status.message.text()
    assert listed.window.status.repair.text() == "5 to place"
    listed.window.project.flush(5)
    assert ("speaker", 11, 14, "Ana") in stored_spans(repair_file, "r1")
    assert waiting(repair_file) == ["p", "u", "x", "b", "g"]
    listed.press("Ctrl+Z")
    assert listed.window.status.repair.text() == "7 to place"
    listed.window.project.flush(5)
    assert waiting(repair_file) == ["p", "r", "s", "u", "x", "b", "g"]
    check_is_clean(repair_file)


def test_the_arrows_choose_another_likely_place(listed, repair_file):
    go_to_row(listed, "s")
    assert pane(listed).place.text() == "likely place 1 of 2"
    listed.press("Right")
    assert pane(listed).place.text() == "likely place 2 of 2"
    assert listed.view.content.current_match == 1
    listed.press("Ctrl+T")
    assert listed.focus is pane(listed).list
    listed.window.project.flush(5)
    assert ("speaker", 25, 28, "Ana") in stored_spans(repair_file, "r1")


def test_what_is_selected_beats_the_likely_place(listed, repair_file):
    go_to_row(listed, "s")
    listed.press("Return", "Shift+Right", "Shift+Right", "Shift+Right")
    assert listed.view.selected_range() == (11, 17)
    listed.press("Ctrl+T")
    listed.window.project.flush(5)
    assert ("speaker", 11, 17, "Ana in") in stored_spans(repair_file, "r1")


def test_a_mark_outside_the_text_waits_for_a_selection(listed, repair_file):
    go_to_row(listed, "x")
    listed.press("Ctrl+T")
    assert "Select its words" in listed.window.status.message.text()
    listed.press("Return")
    listed.select("The end")
    listed.press("Ctrl+T")
    listed.window.project.flush(5)
    assert ("claim", 45, 52, "The end") in stored_spans(repair_file, "r1")


def test_a_foreign_label_is_asked_for(listed, repair_file):
    go_to_row(listed, "p")
    listed.press("Ctrl+T")
    assert listed.window.ask_bar.question.text() == "What is “GPE”?"
    listed.type("nothing")
    listed.press("Return")
    assert "no label “nothing”" in listed.window.status.message.text()
    listed.press("Ctrl+T")
    listed.type("location")
    listed.press("Return")
    listed.window.project.flush(5)
    assert ("location", 18, 22, "Kyiv") in stored_spans(repair_file, "r1")


def test_a_label_is_given_to_the_mark_that_was_asked_about(listed, repair_file):
    go_to_row(listed, "p")
    listed.press("Ctrl+T")
    listed.type("location")
    pane(listed).list.setFocus()
    go_to_row(listed, "u")
    listed.window.ask_bar.field.setFocus()
    listed.press("Return")
    assert "Another mark" in listed.window.status.message.text()
    listed.window.project.flush(5)
    assert waiting(repair_file) == ["p", "r", "s", "u", "x", "b", "g"]


def test_all_of_a_foreign_label_at_once_and_one_undo(listed, repair_file):
    go_to_row(listed, "p")
    listed.press("Ctrl+Shift+T")
    assert listed.window.ask_bar.question.text() == "What are all “GPE”?"
    listed.type("Location")
    listed.press("Return")
    assert "Placed 2 marks of GPE as Location." in listed.window.status.message.text()
    listed.window.project.flush(5)
    assert ("location", 11, 17, "Odessa") in stored_spans(repair_file, "r2")
    assert waiting(repair_file) == ["r", "s", "u", "x", "b"]
    listed.press("Ctrl+Z")
    listed.window.project.flush(5)
    assert waiting(repair_file) == ["p", "r", "s", "u", "x", "b", "g"]
    check_is_clean(repair_file)


def test_many_of_a_label_are_placed_in_the_background(listed, repair_file, qtbot, monkeypatch):
    monkeypatch.setattr("annotator.app.talk.repairs.FEW", 1)
    go_to_row(listed, "p")
    listed.press("Ctrl+Shift+T")
    listed.type("Location")
    listed.press("Return")
    qtbot.waitUntil(lambda: listed.window.status.repair.text() == "5 to place", timeout=30_000)
    assert ("location", 18, 22, "Kyiv") in stored_spans(repair_file, "r1")
    listed.press("Ctrl+Z")
    assert listed.window.status.repair.text() == "7 to place"


def test_delete_dismisses_and_undo_brings_back(listed, repair_file):
    go_to_row(listed, "x")
    listed.press("Delete")
    listed.window.project.flush(5)
    assert "x" not in waiting(repair_file)
    listed.press("Ctrl+Z")
    listed.window.project.flush(5)
    assert "x" in waiting(repair_file)
    listed.press("Escape", "Ctrl+R")
    go_to_row(listed, "x")
    listed.press("Return", "Ctrl+Delete")
    listed.window.project.flush(5)
    assert "x" not in waiting(repair_file)
    check_is_clean(repair_file)


def test_a_link_gets_the_end_that_is_missing(listed, repair_file):
    go_to_row(listed, "s")
    listed.press("Return", "Ctrl+T", "F6")
    go_to_row(listed, "u")
    assert listed.view.focused == "q"
    listed.page.focus("s")
    listed.press("Ctrl+T")
    assert "Linked it." in listed.window.status.message.text()
    listed.window.project.flush(5)
    with sqlite3.connect(f"file:{repair_file}?mode=ro", uri=True) as connection:
        ends = connection.execute("SELECT id, from_span, to_span FROM relations").fetchall()
    connection.close()
    assert ("u", "q", "s") in ends
    check_is_clean(repair_file)


def test_the_arrows_open_another_article_after_a_pause(listed, qtbot):
    go_to_row(listed, "b")
    qtbot.waitUntil(lambda: listed.page.document_id == listed.window.work.find("r2"))
    assert listed.focus is pane(listed).list
    assert listed.view.content.matches[0] == (0, 3)


def test_when_nothing_waits_the_list_closes_and_says_so(listed, repair_file):
    for _ in range(7):
        listed.press("Delete")
    assert "everything has its place" in listed.window.status.message.text()
    assert not listed.page.repairs.is_open
    assert not listed.window.status.repair.isVisible()
    listed.press("Ctrl+R")
    assert "No mark waits for a place" in listed.window.status.message.text()
    listed.press("Ctrl+T")
    assert "Open the list with Ctrl+R" in listed.window.status.message.text()
    listed.window.project.flush(5)
    assert waiting(repair_file) == []
    check_is_clean(repair_file)


def test_another_window_empties_the_list(listed, repair_file, qtbot):
    other = Project.open(repair_file, "Ana")
    repairing.dismiss(other, next(e for e in repair_list(other) if e.mark.id == "x"))
    other.close()
    qtbot.waitUntil(lambda: listed.window.status.repair.text() == "6 to place", timeout=10_000)
    assert pane(listed).count.text() == "6 marks"
