"""Editing a reading before it is accepted."""

from __future__ import annotations

import pytest

from tests.journeys.commands import check_is_clean
from tests.journeys.ledger_file import saved
from tests.journeys.reviewing import at, elsewhere, reviewing, unmark
from tests.journeys.teams import said
from tests.journeys.test_review import case, decisions, gold
from tests.planned import LOST, SPEAKER, document, layer, planned


@pytest.mark.parametrize("who", ["Ana", "nobody"])
def test_e_and_a_digit_edit_the_reading_of_that_number(start, qtbot, tmp_path, who):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea" if who == "nobody" else who)
    page = lea.window.book.page
    at(page, "minister")
    first, second, third = case(lea).choices
    assert third.spans == ()
    lea.press("E")
    assert (page.editing.draft.number, page.editing.draft.span) == (1, first.spans[0])
    assert page.bar._edited == 0
    lea.press("2")
    assert (page.editing.draft.number, page.editing.draft.span) == (2, second.spans[0])
    assert page.bar._edited == 1
    assert "Editing reading 2" in page.bar.accessibleDescription()
    # Nothing was ruled by the digit, and reading 3 marks nothing.
    lea.press("3")
    assert "Reading 3 marks nothing" in said(lea)
    lea.press("9")
    assert "no reading 9" in said(lea)
    assert page.editing.draft.number == 2
    lea.press("Alt+Shift+Left", "Alt+Right", "Return")
    saved(lea)
    (made,) = decisions(path)
    (span,) = made["spans"]
    assert made["action"] == "edited"
    assert span["fragments"] == [[SPEAKER[0], SPEAKER[1] + len(" said")]]
    assert page.bar._edited is None


def test_an_edit_that_comes_out_as_somebodys_reading_accepts_that(start, qtbot, tmp_path):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    at(page, "minister")
    lea.press("E", "2", "Alt+Shift+Left", "Return")
    saved(lea)
    (made,) = decisions(path)
    assert (made["action"], made["from"]) == ("accept", ["ana"])
    assert made["spans"][0]["fragments"] == [list(SPEAKER)]


def test_the_other_marks_of_a_reading_stay_when_one_is_edited(start, qtbot, tmp_path):
    whole = ((0, 54), "quote")
    parts = [((0, 14), "quote"), ((42, 54), "quote")]
    path = planned(tmp_path / "p.sqlite", document("b", layer("ana", [whole]), layer("ben", parts)))
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    page.go_to(page.queue.order[0])
    number = next(n for n, choice in enumerate(case(lea).choices, 1) if len(choice.spans) == 2)
    lea.press("E", str(number))
    if page.editing.draft.number != number or page.editing.draft.at != 0:
        lea.press(str(number))
    assert page.editing.draft.span.fragments == ((0, 14),)
    lea.press(str(number))
    assert page.editing.draft.span.fragments == ((42, 54),)
    lea.press("Alt+Shift+Left", "Return")
    saved(lea)
    (made,) = decisions(path)
    assert made["action"] == "edited"
    first, second = (each["fragments"] for each in made["spans"])
    assert first == [[0, 14]]
    assert second[0][0] < 42
    assert len(gold(path)) == 2


def test_a_draft_whose_marks_are_taken_back_is_left_and_said(start, qtbot, tmp_path):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    key = at(page, "They lost")
    lea.press("E", "Alt+Right")
    assert page.editing.draft is not None
    elsewhere(path, "ana", "e", unmark(LOST))
    qtbot.waitUntil(lambda: key not in page.queue.targets, timeout=20_000)
    assert page.editing.draft is None
    assert "are gone; nothing was ruled" in said(lea)
    assert page.key in page.queue.targets, "another case is shown"
    lea.press("Return")
    saved(lea)
    assert decisions(path) == []


def test_another_label_keeps_only_the_attributes_that_it_knows(start, qtbot, tmp_path):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    at(page, "They lost")
    assert any(span.attributes for choice in case(lea).choices for span in choice.spans)
    lea.press("E", "S", "Return")
    saved(lea)
    assert [place[0] for place in gold(path)] == ["speaker"]
    (made,) = decisions(path)
    assert "quote_type" not in made["spans"][0].get("attributes", {})
    lea.window.close()
    check_is_clean(path)


def test_an_attribute_of_what_is_edited_is_set_by_a_line(start, qtbot, tmp_path):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    at(page, "They lost")
    lea.press("E", "A")
    lea.type("Type: scare")
    lea.press("Return")
    # Where there is no screen, the list that completes keeps the window from being active.
    lea.window.activateWindow()
    page.view.setFocus()
    assert page.editing.draft.span.attributes["quote_type"] == "scare"
    assert any(line == "Type: scare" for line in page.view.content.note_lines)
    lea.press("Return")
    saved(lea)
    (made,) = decisions(path)
    assert made["spans"][0]["attributes"]["quote_type"] == "scare"
    lea.window.close()
    check_is_clean(path)


def test_a_line_that_fits_no_attribute_leaves_the_draft(start, qtbot, tmp_path):
    lea = reviewing(start, planned(tmp_path / "p.sqlite"), qtbot, "Lea")
    page = lea.window.book.page
    at(page, "They lost")
    lea.press("E", "A")
    draft = page.editing.draft
    lea.type("type: nonsense")
    lea.press("Return")
    assert "“nonsense” does not fit “Type”" in said(lea)
    assert page.editing.draft == draft


def test_undo_takes_back_what_was_edited_and_never_an_earlier_ruling(start, qtbot, tmp_path):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    lea.press("1")
    saved(lea)
    (ruled,) = decisions(path)
    at(page, "minister")
    lea.press("E")
    whole = page.editing.draft
    lea.press("Alt+Right", "S", "Ctrl+Z")
    assert page.editing.draft.span.fragments != whole.span.fragments
    lea.press("Ctrl+Z")
    assert page.editing.draft == whole
    # Space does not lose it without a word.
    lea.press("Space")
    assert page.editing.draft == whole
    assert "Enter takes what you edited" in said(lea)
    lea.press("Ctrl+Z")
    assert page.editing.draft is None
    saved(lea)
    assert decisions(path) == [ruled]
    lea.press("Ctrl+Z")
    saved(lea)
    assert decisions(path) == []
