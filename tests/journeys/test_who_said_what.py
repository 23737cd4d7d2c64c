"""Who said what, about whom and where: by keys alone and by mouse, checked in the project file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.widgets.key_button import KeyButton
from tests.article_places import bar_point
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED, stored_spans
from tests.journeys.stored import rows, stored_attributes, stored_relations

LEFT = Qt.MouseButton.LeftButton


def close(typist, path: Path) -> None:
    typist.window.close()
    check_is_clean(path)


def quote_of(typist, words: str) -> None:
    typist.go_to(words)
    typist.press("Q")


# Attribution


def test_a_and_enter_say_who_said_it_and_mark_the_speaker(typist, project_file):
    quote_of(typist, "To involve Belarus")
    typist.press("A", "Return")
    assert ("speaker", 312, 347) in typist.spans()
    assert typist.page.spans[typist.view.focused].label == "quote"  # ready for the next key
    assert typist.focus is typist.view
    close(typist, project_file)
    words = "“To involve Belarus… what will that give? Nothing,”"
    speaker = "the close ally of Putin, Lukashenko"
    assert stored_relations(project_file) == {("said_by", words, speaker)}
    assert stored_attributes(project_file, "quote")[0]["attribution"] == "explicit"


def test_a_digit_takes_another_and_one_undo_takes_all_back(typist, project_file):
    quote_of(typist, "To involve Belarus")
    typist.press("A", "2")
    assert len(typist.page.project.open_document(typist.page.document_id).relations) == 1
    typist.press("Ctrl+Z")
    assert typist.spans() == [("quote", 255, 306)]
    assert not typist.page.project.open_document(typist.page.document_id).relations
    close(typist, project_file)


def test_typing_filters_the_candidates(typist, project_file):
    typist.go_to("Putin")  # the headline
    typist.press("S")
    quote_of(typist, "To involve Belarus")
    typist.press("A")
    typist.type("puti")
    picker = typist.page.picks.picker
    assert "Putin" in picker.list.item(0).text()
    typist.press("Escape")
    assert not typist.page.project.open_document(typist.page.document_id).relations
    assert typist.focus is typist.view
    close(typist, project_file)


def test_ctrl_z_brings_nothing_back_that_was_typed_in_an_earlier_picker(typist, project_file):
    typist.go_to("Lukashenko said: ")
    typist.press("S", "W")
    typist.type("Alexander Lukashenko")
    typist.press("Return")
    quote_of(typist, "To involve Belarus")
    typist.press("A", "Ctrl+Z")
    assert typist.page.picks.picker.query == ""
    assert len(typist.spans()) == 2
    typist.type("luk")
    typist.press("Ctrl+Z")
    assert typist.page.picks.picker.query == ""
    typist.press("Escape")
    close(typist, project_file)


def test_nobody_named_and_relayed_by(typist, project_file):
    quote_of(typist, "we do not get involved")
    typist.press("A", "V")
    picker = typist.page.picks.picker
    assert picker.title.text() == "Relayed by"
    shown = [picker.list.item(row).text() for row in range(picker.list.count())]
    place = next(n for n, words in enumerate(shown, 1) if "TASS" in words)
    typist.press(str(place))
    quote_of(typist, "You started it")
    typist.press("A", "0")
    close(typist, project_file)
    (relation,) = stored_relations(project_file)
    assert relation[0] == "relayed_by"
    assert "TASS" in relation[2]
    assert [each.get("attribution") for each in stored_attributes(project_file, "quote")] == [
        None,
        "unattributed",
    ]


def test_delete_in_the_picker_takes_the_speaker_away(typist, project_file):
    quote_of(typist, "To involve Belarus")
    typist.press("A", "Return", "A", "Delete")
    close(typist, project_file)
    assert stored_relations(project_file) == set()
    assert len(stored_spans(project_file)) == 2


def test_a_says_what_it_is_for(typist):
    typist.press("A")
    assert "No span has the focus" in typist.window.status.message.text()
    typist.go_to("Odessa")
    typist.press("L", "A")
    assert "A location is not said by anybody" in typist.window.status.message.text()


# Relations


def test_r_its_letter_and_the_target(typist, project_file):
    quote_of(typist, "To involve Belarus")
    typist.go_to("Lukashenko said: ")
    typist.press("S")
    typist.go_to("To involve Belarus")
    typist.press("Q", "R", "T", "Return")
    close(typist, project_file)
    assert {(name, to) for name, _, to in stored_relations(project_file)} == {
        ("addressed_to", "Lukashenko")
    }


def test_containment_is_offered_in_the_form(typist, project_file):
    quote_of(typist, "we do not get involved")
    quote_of(typist, "cover me, please")
    typist.press("Return")
    form = typist.page.panel.form
    assert typist.focus is form
    row = next(n for n, each in enumerate(form.rows) if each.id == "nested_in")
    assert form.rows[row].links[0].offered
    typist.press(*["Down"] * row, "Return")
    assert not next(each for each in form.rows if each.id == "nested_in").links[0].offered
    close(typist, project_file)
    ((name, inner, outer),) = stored_relations(project_file)
    assert (name, inner) == ("nested_in", "‘cover me, please.’")
    assert outer.startswith("“we do not get involved")


def test_a_relation_that_the_schema_forbids_says_so(typist, project_file):
    typist.go_to("Odessa")
    typist.press("L", "R")
    assert "no relation from here" in typist.page.picks.picker.nothing.text()
    typist.press("Escape")
    close(typist, project_file)


def test_keys_that_would_do_nothing_are_not_offered(typist, project_file):
    quote_of(typist, "To involve Belarus")
    typist.press("R", "T")
    picker = typist.page.picks.picker
    assert "No marked span fits" in picker.nothing.text()
    assert picker.height() >= picker.sizeHint().height()
    assert [hint.key for hint in picker.keys.hints] == ["Esc"]
    typist.press("Escape")
    typist.go_to("Lukashenko said: ")
    typist.press("S")
    typist.go_to("To involve Belarus")
    typist.press("Q", "R", "T")
    assert [hint.key for hint in picker.keys.hints] == ["Enter", "Esc"]
    typist.press("Return", "R", "T")
    assert [hint.key for hint in picker.keys.hints] == ["Enter", "Del", "Esc"]
    assert picker.height() >= picker.sizeHint().height()
    assert picker.list.geometry().bottom() < picker.keys.y()
    typist.type("nobody of that name")
    assert [hint.key for hint in picker.keys.hints] == ["Del", "Esc"]
    typist.press("Escape")
    close(typist, project_file)
    assert len(stored_relations(project_file)) == 1


def test_the_keys_of_the_picker_can_be_clicked(typist, project_file):
    quote_of(typist, "To involve Belarus")
    typist.press("A")
    picker = typist.page.picks.picker
    for name in ("V", "Enter"):
        buttons = picker.keys.findChildren(KeyButton)
        button = next(each for each in buttons if f"key {name}" in each.accessibleName())
        QTest.mouseClick(button, LEFT)
        QApplication.processEvents()
    assert picker.isHidden()
    close(typist, project_file)
    assert {name for name, _, _ in stored_relations(project_file)} == {"relayed_by"}


def test_dragging_from_span_to_span_relates_them(typist, project_file):
    quote_of(typist, "To involve Belarus")
    quote = typist.view.focused
    typist.go_to("Putin, Lukashenko")
    typist.press("S")
    speaker = typist.view.focused
    viewport = typist.view.viewport()
    begin, end = bar_point(typist.view, quote), bar_point(typist.view, speaker)
    QTest.mousePress(viewport, LEFT, pos=begin)
    QTest.mouseMove(viewport, (begin + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, LEFT, pos=end)
    QApplication.processEvents()
    # Three relations lead from a quote to a speaker; S is the letter of “said by”.
    typist.press("S")
    close(typist, project_file)
    assert {name for name, _, _ in stored_relations(project_file)} == {"said_by"}


# Attributes


def test_digits_in_the_form_and_one_edit_for_many(typist, project_file):
    quote_of(typist, "To involve Belarus")
    quote_of(typist, "You started it")
    typist.press("Return", "3", "Escape")
    assert typist.focus is typist.view
    panel = typist.page.panel
    panel.list.setFocus()
    typist.press("Ctrl+A")
    assert "2 quotes" in panel.form._head.title
    typist.press("F6", "2")
    close(typist, project_file)
    types = [each["quote_type"] for each in stored_attributes(project_file, "quote")]
    assert types == ["indirect", "indirect"]


def test_what_does_not_apply_is_not_asked(typist, project_file):
    typist.go_to("You started it")
    typist.press("C", "Return")
    form = typist.page.panel.form
    assert "checkworthy" in {row.id for row in form.rows}
    typist.press("2")  # unverifiable
    assert "checkworthy" not in {row.id for row in form.rows}
    close(typist, project_file)
    (claim,) = stored_attributes(project_file, "claim")
    assert claim["verifiability"] == "unverifiable"
    assert claim["checkworthy"] == "no"


# Fragments


def test_j_joins_another_piece_and_shift_j_takes_it_away(typist, project_file):
    quote_of(typist, "At any point in time")
    whole = typist.page.spans[typist.view.focused].fragments
    typist.select("the Ukraine war was “avoidable”")
    typist.press("J")
    span = typist.page.spans[typist.view.focused]
    assert span.fragments == ((820, 851), *whole)
    assert typist.view.content.fragment == 0
    typist.press("Alt+.")  # moves the end of that piece alone
    assert typist.page.spans[span.id].fragments[0] == (820, 852)
    typist.press("Alt+,", "J", "Shift+J")
    assert typist.page.spans[span.id].fragments == ((820, 851),)
    typist.press("Ctrl+Z")
    assert len(typist.page.spans[span.id].fragments) == 2
    close(typist, project_file)
    assert rows(project_file, "SELECT count(*) FROM spans") == [(1,)]


@pytest.mark.parametrize("document", [SEED, "001_arabic_harbour_water"])
def test_arrows_between_spans_are_painted_in_every_script(start, project_file, document):
    typist = start(project_file, document)
    mark = "«" if document.startswith("001") else "“"
    typist.press("Ctrl+Home")
    quote_of(typist, mark)
    typist.press("A", "Return")
    view = typist.view
    if not typist.page.project.open_document(typist.page.document_id).relations:
        pytest.skip("nobody is named by this quotation")
    assert view.content.links
    view.grab()
    close(typist, project_file)
