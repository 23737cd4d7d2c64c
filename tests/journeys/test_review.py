"""The review by keys, in the real window; what it does is read from the project file."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter

import pytest
from PySide6.QtWidgets import QApplication

from annotator.project.freezing import freeze, frozen
from annotator.project.history import undo_edit
from annotator.project.project import Project
from tests.disputed import disputed
from tests.journeys.commands import check_is_clean
from tests.journeys.ledger_file import saved


@pytest.fixture
def project_file(tmp_path):
    """Three people's annotations of the seed, which differ."""
    return disputed(tmp_path / "p.sqlite")


@pytest.fixture
def lead(start, project_file, qtbot, request):
    """Maria, who leads, on the review page."""
    typist = start(project_file)
    typist.window.project.become("Maria Lind")
    if getattr(request, "param", "frozen") == "frozen":
        freeze(typist.window.project)
    typist.window.ask_bar.hide()
    typist.window.activateWindow()
    typist.press("Ctrl+2")
    page = typist.window.book.page
    qtbot.waitUntil(lambda: page.queue is not None, timeout=20000)
    page.view.setFocus()
    QApplication.processEvents()
    return typist


def decisions(path):
    """Return the decisions in the file, oldest first."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            "SELECT fields FROM records WHERE kind = 'decision' ORDER BY (SELECT min(position) "
            "FROM journal WHERE stream = 'decisions' AND instr(payload, records.id))"
        ).fetchall()
    connection.close()
    return [json.loads(row) for (row,) in rows]


def gold(path):
    """Return the spans of the gold layer in the file as (label, start, end)."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            'SELECT label, start, "end" FROM spans JOIN layers ON layers.id = spans.layer '
            "WHERE layers.kind = 'gold'"
        ).fetchall()
    connection.close()
    return sorted(rows)


def case(lead):
    """Return the present case."""
    return lead.window.book.page.present()[1].case


def extents(choice):
    return [(span.label, span.start, span.end) for span in choice.spans]


@pytest.mark.parametrize("lead", ["not frozen"], indirect=True)
def test_the_first_ruling_waits_for_the_figures_of_before(lead, project_file, qtbot):
    first = case(lead)
    lead.press("1")
    assert case(lead).id != first.id
    assert "figures of agreement" in lead.window.status.message.text()
    qtbot.waitUntil(lambda: len(decisions(project_file)) == 1, timeout=20000)
    saved(lead)
    (made,) = decisions(project_file)
    assert made["from"] == sorted(first.choices[0].people)
    assert len(frozen(lead.window.project)) == 1


@pytest.mark.parametrize("lead", ["not frozen"], indirect=True)
def test_every_ruling_that_is_made_meanwhile_follows_the_figures(lead, project_file, qtbot):
    first = case(lead)
    lead.press("1", "Space")
    second = case(lead)
    assert second.id != first.id
    lead.press("E", "Alt+Left", "Enter")
    qtbot.waitUntil(lambda: len(decisions(project_file)) == 2, timeout=20000)
    assert {each["item"]["id"] for each in decisions(project_file)} == {first.id, second.id}


def test_a_reason_ends_with_the_group_however_it_is_left(lead, project_file):
    page = lead.window.book.page
    grouping = page.queue.grouping("pattern")
    together = next(each for each in grouping.groups if len(each.keys) > 1)
    lonely = next(each for each in grouping.groups if each.key == "single")
    page.go_to(together.keys[0])
    page.set_reason("R1")
    page.go_to(together.keys[1])
    assert page.reason == "R1"
    page._row_chosen(lonely.keys[0], False)
    assert page.reason == ""
    page.set_reason("R2")
    lead.press("Space")
    assert page.key != lonely.keys[0]
    assert page.reason == ""


def test_each_key_decides_and_goes_on(lead, project_file):
    first = case(lead)
    lead.press("1")
    saved(lead)
    (made,) = decisions(project_file)
    assert (made["action"], made["person"]) == ("accept", "maria")
    assert made["from"] == sorted(first.choices[0].people)
    assert made["guideline_version"] == 3
    assert gold(project_file) == extents(first.choices[0])
    assert case(lead).id != first.id
    second = case(lead)
    lead.press("0")
    saved(lead)
    assert decisions(project_file)[-1]["action"] == "none"
    third = case(lead)
    lead.press("Space")
    assert case(lead).id != third.id
    lead.press("Shift+Space")
    assert case(lead).id == third.id
    lead.press("D")
    saved(lead)
    assert Counter(each["action"] for each in decisions(project_file)) == {
        "accept": 1, "none": 1, "defer": 1,
    }  # fmt: skip
    # Undo takes back the deferral, then “nothing here”; each is one step.
    lead.press("Ctrl+Z", "Ctrl+Z")
    saved(lead)
    assert [each["action"] for each in decisions(project_file)] == ["accept"]
    assert lead.window.book.page.queue.waits(second.id)
    lead.window.close()
    check_is_clean(project_file)


def test_all_readings_of_the_case_stand_before_a_band_with_their_numbers(lead):
    page = lead.window.book.page
    for _ in range(4):
        present, band = case(lead), page.view.content.band
        assert band.stretch == (present.start, present.end)
        spans = [span for choice in present.choices for span in choice.spans]
        assert len(band.numbers) == len(spans)
        assert set(band.numbers.values()) <= {str(n) for n in range(1, len(present.choices) + 1)}
        assert page.view.content.note_lines[0].endswith(present.category)
        lead.press("Space")


def test_one_key_rules_every_case_of_the_pattern_and_one_undo_takes_all_back(lead, project_file):
    page = lead.window.book.page
    same = page.same([0])
    assert len(same) > 1
    lead.press("Shift+1")
    saved(lead)
    assert len(decisions(project_file)) == len(same)
    assert all(not page.queue.waits(target[1].case.id) for target, _ruling in same)
    lead.press("Ctrl+Z")
    saved(lead)
    assert decisions(project_file) == []
    assert gold(project_file) == []
    assert all(page.queue.waits(target[1].case.id) for target, _ruling in same)


def test_a_reading_is_edited_before_it_is_accepted(lead, project_file):
    page = lead.window.book.page
    present = case(lead)
    span = next(choice.spans[0] for choice in present.choices if choice.spans)
    lead.press("E", "Alt+Right")
    assert page.editing.draft.span.end > span.end
    lead.press("Escape")
    assert page.editing.draft is None
    saved(lead)
    assert decisions(project_file) == []
    lead.press("E", "Alt+Right", "C", "Return")
    saved(lead)
    (made,) = decisions(project_file)
    assert made["action"] == "edited"
    ((label, start, end),) = gold(project_file)
    assert (label, start) == ("claim", span.start)
    assert end > span.end


def test_reasons_and_comments_are_typed_above_the_page(lead, project_file):
    lead.press("G")
    lead.type("R4 A colon joins two parts")
    lead.press("Return")
    assert lead.window.book.page.reason.startswith("R4")
    lead.press("1")
    lead.press("S")
    lead.type("Please look again")
    lead.press("Return")
    saved(lead)
    accepted, sent = decisions(project_file)
    assert accepted["reason"] == "R4 A colon joins two parts"
    assert (sent["action"], sent["reason"]) == ("send_back", "Please look again")


def test_by_rule_and_by_keys_to_the_last_item(lead, project_file):
    page = lead.window.book.page
    lead.press("U")
    saved(lead)
    ruled = decisions(project_file)
    assert {each["rule"] for each in ruled} == {"unanimous"}
    # Relations on which all agree are decided with their spans: one key, one undo.
    assert {each["item"]["kind"] for each in ruled} == {"span", "relation"}
    lead.press("Ctrl+Z")
    saved(lead)
    assert decisions(project_file) == []
    lead.press("Ctrl+Shift+Z")
    saved(lead)
    assert len(decisions(project_file)) == len(ruled)
    pressed = 0
    while any(page.queue.waits(key) for key in page.queue.order) and pressed < 200:
        lead.press("1")
        pressed += 1
    # Relations on which all agree had to wait for their spans.
    assert "U decides" in lead.window.status.message.text()
    lead.press("U")
    saved(lead)
    assert len(gold(project_file)) > 60
    assert page.queue.standing().settled == page.queue.standing().all
    lead.window.close()
    check_is_clean(project_file)


def test_a_relation_is_shown_with_its_ends_and_an_arrow(lead):
    page = lead.window.book.page
    lead.press("U")
    saved(lead)
    pressed = 0
    while case(lead).kind != "relation" and pressed < 200:
        lead.press("1")
        pressed += 1
    document, each = page.present()
    drawn = next(choice for choice in each.case.choices if choice.links)
    ends = {one.id: one.choices[0].spans[0] for one in document.cases if one.id in each.case.ends}
    first, second = (ends[id] for id in each.case.ends)
    content = page.view.content
    assert content.spans["end-0"].fragments == first.fragments
    assert content.spans["end-1"].fragments == second.fragments
    # In their own colours, not grey as what is around.
    assert content.label("end-0").color == lead.window.project.schema.label(first.label).color
    assert content.focused == "end-0"
    (link, *_others) = content.links
    assert (link.span_id, link.fragments) == ("end-1", second.fragments)
    assert link.inwards == (drawn.links[0].from_case != each.case.ends[0])
    row = page.bar._rows[each.case.choices.index(drawn)]
    assert "→" in row.words
    assert first.quote[0].split()[0] in row.words
    assert first.quote[0].split()[0] in page.rows._case_row(1, page.key).title


def test_names_can_be_hidden_until_decided(lead):
    page = lead.window.book.page
    page.group_by("pair")
    titles = [page.rows._group_row(n).title for n in range(len(page.rows._grouping.groups))]
    assert any(" and " in title for title in titles)
    lead.press("Ctrl+K")
    lead.type("hide or show names")
    lead.press("Return")
    for number in range(len(titles)):
        assert page.rows._group_row(number).title == f"Pair {number + 1}"
    people = [row.people for row in page.bar._rows]
    assert people
    assert all("of 3" in each for each in people)


def test_what_another_window_decides_or_takes_back_shows(lead, project_file, qtbot):
    page = lead.window.book.page
    first = case(lead)
    lead.press("1")
    saved(lead)
    with sqlite3.connect(f"file:{project_file}?mode=ro", uri=True) as connection:
        (edit,) = connection.execute(
            "SELECT edit_id FROM edits WHERE name LIKE 'decide%' OR name LIKE 'nothing%'"
        ).fetchone()
    connection.close()
    other = Project.open(project_file, me="ana", via="command")
    undo_edit(other, edit)
    other.close()
    qtbot.waitUntil(lambda: page.queue.waits(first.id), timeout=5000)
    assert gold(project_file) == []
