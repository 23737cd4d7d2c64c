"""The seed article marked by keys alone, checked in the project file."""

from __future__ import annotations

from annotator.project import history
from tests.journeys.conftest import SEED, stored_spans

QUOTE = ("quote", 255, 306)
SPEAKER = ("speaker", 1600, 1610)
LOCATION = ("location", 1552, 1558)
CLAIM = ("claim", 1198, 1212)


def mark_the_four(typist) -> None:
    typist.go_to("To involve Belarus")
    typist.press("Q")
    typist.go_to("Lukashenko said: ")
    typist.press("S")
    typist.go_to("Odessa")
    typist.press("L")
    typist.go_to("You started it")
    typist.press("C")


def test_marks_quote_speaker_location_and_claim(typist, project_file):
    mark_the_four(typist)
    assert set(typist.spans()) == {QUOTE, SPEAKER, LOCATION, CLAIM}
    typist.window.project.flush(5)
    stored = stored_spans(project_file)
    assert {row[:3] for row in stored} == {QUOTE, SPEAKER, LOCATION, CLAIM}
    text = typist.window.project.open_document(typist.page.document_id).document.text
    assert all(text[start:end] == quote for _, start, end, quote in stored)


def test_the_whole_hand_and_a_restart(typist, start, project_file):
    mark_the_four(typist)
    typist.go_to("Odessa")
    typist.press("L")  # marked already: it takes the focus
    assert len(typist.spans()) == 4
    typist.press("S")  # relabels
    assert ("speaker", 1552, 1558) in typist.spans()
    typist.press("L")
    typist.go_to("Lukashenko said: ")
    typist.press("S", "Alt+Right")  # the end goes on by a word
    assert ("speaker", 1600, 1615) in typist.spans()
    typist.press("Alt+Left")
    assert SPEAKER in typist.spans()
    typist.press("Alt+Shift+.")
    assert ("speaker", 1601, 1610) in typist.spans()
    typist.press("Alt+Shift+,", "Delete")
    assert len(typist.spans()) == 3
    typist.press("Ctrl+Z")
    assert set(typist.spans()) == {QUOTE, SPEAKER, LOCATION, CLAIM}
    typist.window.close()

    again = start(project_file, SEED)
    assert set(again.spans()) == {QUOTE, SPEAKER, LOCATION, CLAIM}
    assert history.redo_name(again.window.project) is not None
    again.press("Ctrl+Shift+Z")
    assert len(again.spans()) == 3
    again.window.project.flush(5)
    assert {row[:3] for row in stored_spans(project_file)} == {QUOTE, LOCATION, CLAIM}


def test_shift_marks_the_same_text_once_more(typist):
    typist.go_to("Odessa")
    typist.press("L", "Shift+S")
    assert set(typist.spans()) == {LOCATION, ("speaker", 1552, 1558)}


def test_a_label_key_focuses_what_is_marked_so_already(typist, project_file):
    typist.go_to("Odessa")
    typist.press("L")
    location = typist.view.focused
    typist.press("Shift+S")
    assert typist.view.focused != location
    typist.press("L")
    assert typist.view.focused == location
    typist.window.project.flush(5)
    found = [row[:3] for row in stored_spans(project_file)]
    assert sorted(found) == [LOCATION, ("speaker", 1552, 1558)]
    # Nothing was done, so the second mark is what undo takes.
    typist.press("Ctrl+Z")
    assert typist.spans() == [LOCATION]


def test_an_edge_is_not_moved_onto_what_is_marked_so_already(typist, project_file):
    typist.go_to("Odessa")
    typist.press("L")
    typist.select("port of Odessa")
    typist.press("L")
    longer = typist.view.focused
    typist.press("Alt+Shift+Right")
    assert typist.page.spans[longer].start == 1549
    typist.press("Alt+Shift+Right")
    assert typist.page.spans[longer].start == 1549
    assert "Odessa is marked as Location already" in typist.window.status.message.text()
    assert typist.view.focused == longer
    typist.window.project.flush(5)
    found = [row[:3] for row in stored_spans(project_file)]
    assert sorted(found) == [("location", 1549, 1558), LOCATION]


def test_tab_walks_the_spans_and_escape_drops_the_focus(typist):
    mark_the_four(typist)
    typist.press("Ctrl+Home", "Tab")
    assert typist.page.spans[typist.view.focused].label == "quote"
    typist.press("Tab")
    assert typist.page.spans[typist.view.focused].label == "claim"
    typist.press("Shift+Tab", "Escape")
    assert typist.view.focused is None


def test_moving_the_caret_drops_the_focus(typist):
    typist.go_to("Odessa")
    typist.press("L", "Right")
    assert typist.view.focused is None


def test_a_selection_beats_the_focused_span(typist):
    typist.go_to("Odessa")
    typist.press("L")
    typist.select("port of Odessa")
    typist.press("C")
    assert set(typist.spans()) == {LOCATION, ("claim", 1544, 1558)}


def test_grow_and_shrink(typist):
    typist.go_to("Odessa")
    typist.press("E")
    assert typist.view.selection() == (1552, 1558)
    typist.press("E")
    larger = typist.view.selection()
    assert larger[0] <= 1552
    assert larger[1] >= 1558
    assert larger != (1552, 1558)
    typist.press("Shift+E")
    assert typist.view.selection() == (1552, 1558)


def test_doubt_and_attributes(typist):
    typist.go_to("To involve Belarus")
    typist.press("Q", "D")
    span = next(iter(typist.page.spans.values()))
    assert span.uncertain
    typist.press("Return")
    assert typist.focus is typist.page.panel.form
    typist.press("2", "Escape")
    span = next(iter(typist.page.spans.values()))
    assert span.attributes["quote_type"] == "indirect"
    assert typist.focus is typist.view


def test_excluded_words_cannot_be_marked(typist):
    typist.select("Read more:")
    typist.press("X")
    document = typist.window.project.open_document(typist.page.document_id).document
    assert len(document.excluded) == 1
    typist.go_to("Read more:")
    typist.press("C")
    assert typist.spans() == []
    assert "excluded" in typist.window.status.message.text()


def test_a_label_key_where_nothing_is_says_so(typist):
    typist.press("Ctrl+End", "Return")
    typist.press("Q")
    assert typist.spans() == []
    assert typist.window.status.message.text()


def test_white_space_alone_is_not_marked_and_said_to_be_so(typist):
    start = typist.go_into("To involve Belarus")
    typist.view.set_caret(start + 2, start + 3)
    typist.press("Q")
    assert typist.spans() == []
    assert "Only white space is selected" in typist.window.status.message.text()
    assert "quotation" not in typist.window.status.message.text()
    typist.press("Right", "Q")
    assert typist.spans() == [QUOTE]


def test_keys_by_place_on_cyrillic_and_azerty(typist):
    typist.go_to("To involve Belarus")
    typist.press_at(24, 0x0419, "й")
    typist.go_to("Odessa")
    typist.press_at(46, 0x0414, "д")  # the place of L
    assert set(typist.spans()) == {QUOTE, LOCATION}
    typist.press("Escape")
    typist.go_to("You started it")
    typist.press_at(12, 0x22, '"')  # AZERTY: the digit 3 without Shift
    assert CLAIM in typist.spans()


def test_typed_letters_stay_in_text_fields(typist):
    typist.press("Ctrl+F")
    typist.type("quiet")
    assert typist.page.find_bar.query == "quiet"
    assert typist.spans() == []


def test_undo_in_a_text_field_belongs_to_the_field(typist):
    typist.go_to("Odessa")
    typist.press("L", "Ctrl+F")
    typist.type("x")
    typist.press("Ctrl+Z")
    assert typist.spans() == [LOCATION]
