"""The keys of the list of spans: letters and digits act on all that is chosen there."""

from __future__ import annotations

import json
import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.journeys.conftest import SEED, stored_spans
from tests.journeys.test_marking_by_keys import CLAIM, LOCATION, QUOTE, SPEAKER, mark_the_four

CYRILLIC_YA, PLACE_OF_Q = 0x042F, 24


@pytest.fixture
def listed(typist):
    """The four marks of the seed article, the keyboard in the list with none chosen."""
    mark_the_four(typist)
    typist.press("Escape")
    typist.page.panel.list.setFocus()
    QApplication.processEvents()
    return typist


def choose(typist, *labels):
    """Choose the rows with these labels, from the first to the last of them."""
    model = typist.page.panel.model
    rows = [n for n in range(model.rowCount()) if model.span_at(n).label in labels]
    typist.page.panel.list.setCurrentIndex(model.index(rows[0]))
    QApplication.processEvents()
    typist.press(*["Shift+Down"] * (rows[-1] - rows[0]))


def stored(typist, path):
    typist.window.project.flush(5)
    return [row[:3] for row in stored_spans(path)]


def test_a_label_key_changes_all_that_are_chosen_as_one_edit(listed, project_file):
    choose(listed, "claim", "location")
    assert len(listed.page.panel.selected) == 2
    listed.press("Q")
    assert listed.focus is listed.page.panel.list
    assert stored(listed, project_file) == [
        QUOTE, ("quote", *CLAIM[1:]), ("quote", *LOCATION[1:]), SPEAKER,
    ]  # fmt: skip
    # They stay chosen, so that the next key goes to the same.
    assert len(listed.page.panel.selected) == 2
    listed.press("L")
    assert stored(listed, project_file)[1:3] == [("location", *CLAIM[1:]), LOCATION]
    listed.press("Ctrl+Z", "Ctrl+Z")
    assert stored(listed, project_file) == [QUOTE, CLAIM, LOCATION, SPEAKER]


def test_what_is_marked_so_already_stays_and_is_said(listed, project_file):
    choose(listed, "location")
    listed.press("Shift+C")  # Odessa is a claim besides
    assert ("claim", *LOCATION[1:]) in listed.spans()
    listed.press("Up", "Up", "Shift+Down", "Shift+Down")
    assert len(listed.page.panel.selected) == 3
    listed.press("C")
    assert (
        listed.window.status.message.text() == "Marked as Claim already: 1 of them stays as it is."
    )
    assert sorted(stored(listed, project_file)) == sorted(
        [QUOTE, CLAIM, LOCATION, ("claim", *LOCATION[1:]), SPEAKER]
    )
    listed.press("Q")
    assert sorted(stored(listed, project_file)) == sorted(
        [QUOTE, ("quote", *CLAIM[1:]), LOCATION, ("quote", *LOCATION[1:]), SPEAKER]
    )


def test_one_chosen_span_keeps_the_focus_and_a_selection_in_the_text_is_not_meant(
    listed, project_file
):
    listed.select("negotiations")
    listed.page.panel.list.setFocus()
    choose(listed, "location")
    chosen = listed.page.panel.selected
    listed.press("S")
    assert listed.page.panel.selected == chosen == (listed.view.focused,)
    assert stored(listed, project_file) == [QUOTE, CLAIM, ("speaker", *LOCATION[1:]), SPEAKER]


def test_shift_marks_the_same_text_of_all_once_more(listed, project_file):
    choose(listed, "claim", "location")
    listed.press("Shift+S")
    found = stored(listed, project_file)
    assert len(found) == 6
    assert {("speaker", *CLAIM[1:]), ("speaker", *LOCATION[1:]), CLAIM, LOCATION} <= set(found)


def test_digits_answer_in_the_form_which_shows_them(listed, project_file):
    form = listed.page.panel.form
    choose(listed, "quote")
    assert form._layout.cells[0].words == "1 direct"
    listed.press("3")
    listed.press("Down", "Up", "2")
    assert listed.focus is listed.page.panel.list
    listed.window.project.flush(5)
    with sqlite3.connect(project_file) as connection:
        ((found,),) = connection.execute("SELECT attributes FROM spans WHERE label = 'quote'")
    connection.close()
    assert json.loads(found)["quote_type"] == "indirect"
    listed.press("Shift+F6")
    assert listed.focus is listed.view
    assert form._layout.cells[0].words == "direct"


def test_doubt_is_of_all_that_are_chosen_and_other_letters_go_to_the_article(listed):
    choose(listed, "claim", "location")
    listed.press("D")
    assert [s.uncertain for s in listed.page.spans_in_order()] == [False, True, True, False]
    listed.press("D")
    assert not any(span.uncertain for span in listed.page.spans_in_order())
    choose(listed, "location")
    listed.press("E")
    assert listed.focus is listed.view
    assert LOCATION not in listed.spans()


def test_letters_look_for_no_row_and_go_by_their_place(listed, project_file):
    choose(listed, "claim")
    for letter in ("Y", "U", "O"):  # mean nothing; a list would look for such a row
        listed.press(letter)
    assert listed.page.panel.selected == (listed.view.focused,)
    assert listed.spans() == [QUOTE, CLAIM, LOCATION, SPEAKER]
    listed.press_at(PLACE_OF_Q, CYRILLIC_YA, "й")
    assert ("quote", *CLAIM[1:]) in listed.spans()


def said_of(typist, label):
    model = typist.page.panel.model
    rows = [n for n in range(model.rowCount()) if model.span_at(n).label == label]
    return model.detail(model.span_at(rows[0]))


def test_the_line_below_a_row_says_its_choices_and_doubt_then_who_said_it(listed):
    model = listed.page.panel.model
    assert said_of(listed, "quote") == "Quote · direct · speech"
    choose(listed, "quote")
    listed.press("D")
    assert said_of(listed, "quote") == "Quote · direct · speech · unsure"
    model.show_label("quote")
    assert said_of(listed, "quote") == "direct · speech · unsure"
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", direct · speech · unsure")
    model.show_label(None)
    listed.press("A", "Return")
    assert said_of(listed, "quote") == "the close ally of Putin, Lukashenko · unsure"


def test_with_none_chosen_nothing_is_marked(listed):
    choose(listed, "claim", "location")
    listed.press("Delete")
    assert listed.focus is listed.page.panel.list
    for letter in ("Q", "D"):
        listed.press(letter)
        assert listed.window.status.message.text() == "Choose spans in the list first."
    assert listed.spans() == [QUOTE, SPEAKER]


def test_what_is_chosen_is_changed_from_the_form_too(listed):
    choose(listed, "claim", "location")
    listed.press("F6", "S")
    assert [label for label, _, _ in listed.spans()] == ["quote", "speaker", "speaker", "speaker"]


def test_going_round_the_ends_is_said(listed):
    message = listed.window.status.message
    listed.view.setFocus()
    listed.press("Ctrl+Home", "Tab")
    assert "again" not in message.text()
    listed.press("Tab", "Tab", "Tab")
    assert "again" not in message.text()
    listed.press("Tab")
    assert message.text() == "First span again."
    assert listed.page.spans[listed.view.focused].start == QUOTE[1]
    listed.press("Tab")
    assert "again" not in message.text()
    listed.press("Shift+Tab", "Shift+Tab")
    assert message.text() == "Last span again."
    assert listed.page.spans[listed.view.focused].start == SPEAKER[1]


def test_the_seed_is_the_one_that_these_places_are_of(listed):
    assert listed.window.work.keys[listed.page.document_id] == SEED
