"""The digit row of a French keyboard: in the picker, in the form and in the list of spans."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.journeys.stored import stored_attributes, stored_relations
from tests.journeys.test_who_said_what import close, quote_of

#: AZERTY: place and key of the digit row's letters; Shift makes the digits of them.
E_ACUTE, A_GRAVE = (11, 0xC9), (19, 0xC0)


def test_an_accented_letter_of_azerty_is_text_in_the_picker(typist, project_file):
    quote_of(typist, "To involve Belarus")
    typist.press("A")
    typist.type("b")
    typist.press_at(*E_ACUTE, "é")
    picker = typist.page.picks.picker
    assert picker.isVisible()
    assert picker.query == "bé"
    typist.press("Escape", "A")
    typist.press_at(*A_GRAVE, "à")
    assert picker.query == "à"
    typist.press("Escape", "A")
    typist.type("b")
    typist.press_at(12, Qt.Key.Key_QuoteDbl, '"')  # nor is a sign, once something is typed
    assert picker.query == 'b"'
    typist.press("Escape")
    close(typist, project_file)
    assert stored_relations(project_file) == set()


@pytest.mark.parametrize(
    "key",
    [
        (*E_ACUTE, "2", Qt.KeyboardModifier.ShiftModifier),
        (0, Qt.Key.Key_2, "2", Qt.KeyboardModifier.KeypadModifier),
        (10, Qt.Key.Key_Ampersand, "&"),
    ],
)
def test_digits_of_azerty_take_candidates_with_shift_and_by_place(typist, project_file, key):
    quote_of(typist, "To involve Belarus")
    typist.press("A")
    wanted = typist.page.picks.picker.list.item(0 if "&" in key else 1).text()
    typist.press_at(*key)
    close(typist, project_file)
    ((_, _, speaker),) = stored_relations(project_file)
    assert " ".join(speaker.split()) == wanted


def test_nobody_is_named_with_shift_on_azerty(typist, project_file):
    quote_of(typist, "To involve Belarus")
    typist.press("A")
    typist.press_at(*A_GRAVE, "0", Qt.KeyboardModifier.ShiftModifier)
    close(typist, project_file)
    assert stored_attributes(project_file, "quote")[0]["attribution"] == "unattributed"


@pytest.mark.parametrize(
    "key", [(*E_ACUTE, "é"), (*E_ACUTE, "2", Qt.KeyboardModifier.ShiftModifier)]
)
@pytest.mark.parametrize("pane", ["form", "list"])
def test_the_digit_row_of_azerty_answers_the_form(typist, project_file, key, pane):
    quote_of(typist, "To involve Belarus")
    typist.press("Return", "3")
    if pane == "list":
        typist.page.panel.list.setFocus()
    typist.press_at(*key)
    close(typist, project_file)
    assert stored_attributes(project_file, "quote")[0]["quote_type"] == "indirect"
