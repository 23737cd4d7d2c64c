"""What a lead does not expect: marks that go, other leads, objections to what is gone."""

from __future__ import annotations

import shutil

import pytest

from annotator.domain.edit import Edit, delete
from annotator.domain.stream import DECISIONS
from annotator.project import editing
from annotator.project.bundling import FEEDBACK, FOR, FROM, make_bundle
from annotator.project.decision_record import Ruling
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.project import Project
from annotator.project.reviewing import decide, rule
from tests.journeys.commands import check_is_clean
from tests.journeys.ledger_file import saved
from tests.journeys.reviewing import COMMAND, at, elsewhere, go, reviewing, take_the_marks, unmark
from tests.journeys.teams import said
from tests.journeys.test_review import decisions, gold
from tests.planned import KYIV, LOST, document, layer, planned
from tests.reviews import opened, review, target


def two_of_three(path):
    """Write a project in which Ana and Ben say that Kyiv is a location, and Cy, a speaker."""
    place, other = [(KYIV, "location")], [(KYIV, "speaker", {"mention_type": "name"})]
    layers = (layer("ana", place), layer("ben", place), layer("cy", other))
    return planned(path, document("b", *layers))


@pytest.mark.parametrize("nothing", ["0", "Shift+0"])
def test_a_decision_whose_marks_are_gone_keeps_its_gold_until_it_is_ruled_on(
    start, qtbot, tmp_path, nothing
):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    key = take_the_marks(lea, "They lost")
    assert [place[1:] for place in gold(path)] == [LOST]
    # Ana takes her mark back, the only one there.
    elsewhere(path, "ana", "e", unmark(LOST))
    qtbot.waitUntil(lambda: page.queue.targets[key][1].case is None, timeout=20_000)
    page.go_to(key)
    assert page.bar._title == "The marks of this item are gone"
    assert page.bar._detail == "orphan"
    # The list names it, too.
    rows = [page.list.model.row(n) for n in range(page.list.model.rowCount())]
    (row,) = [each for each in rows if each.key == key]
    assert row.title == "“They lost,”, its marks are gone"
    assert [place[1:] for place in gold(path)] == [LOST]
    # What was ruled is shown, in the article too.
    (row,) = page.bar._rows
    assert ("They lost" in row.words, row.people) == (True, "ruled by Lea")
    assert [span.fragments[0] for span in page.view.content.spans.values()
            if span.id.startswith("reading-1")] == [LOST]  # fmt: skip
    before = decisions(path)
    # There is no other reading, nothing to edit and nothing to keep side by side.
    for chord in ("2", "E", "B"):
        lea.press(chord)
        assert said(lea).startswith("There "), chord
    saved(lea)
    assert decisions(path) == before
    lea.press(nothing)
    saved(lea)
    assert decisions(path)[-1]["action"] == "none"
    assert decisions(path)[-1]["supersedes"]
    assert gold(path) == []
    lea.window.close()
    check_is_clean(path)


def test_what_was_ruled_can_be_kept_though_somebody_objects_and_the_marks_are_gone(
    start, qtbot, tmp_path
):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    key = take_the_marks(lea, "They lost")
    elsewhere(path, "ana", "e", unmark(LOST))
    qtbot.waitUntil(lambda: page.queue.targets[key][1].case is None, timeout=20_000)
    page.go_to(key)
    lea.press("O")
    lea.type("Nobody says it <b>here</b>")
    lea.press("Return")
    page.go_to(key)
    assert page.queue.targets[key][1].state == "objected"
    assert "&lt;b&gt;here" in page.bar.toolTip()
    saved(lea)
    (ruled, _objection), there = decisions(path), gold(path)
    lea.press("1")
    saved(lea)
    kept = decisions(path)[-1]
    assert (kept["action"], kept["spans"], kept["from"]) == ("accept", ruled["spans"], ["ana"])
    assert kept["supersedes"]
    assert kept["answers"]
    assert gold(path) == there
    assert not page.queue.waits(key)
    lea.window.close()
    check_is_clean(path)


def test_a_reviewer_who_annotates_is_marked_as_such(start, qtbot, tmp_path):
    path = planned(tmp_path / "p.sqlite")
    ana = reviewing(start, path, qtbot, "Ana")
    page = ana.window.book.page
    at(page, "minister")
    assert [row.people for row in page.bar._rows] == ["ana (you)", "ben", "cy"]
    assert "you annotated it too" in page.bar._detail
    ana.press("2")
    saved(ana)
    assert decisions(path)[-1]["own_layer"] is True
    # Somebody else has no part in it.
    ana.window.project.become("Lea")
    page.show_case()
    assert not any("(you)" in row.people for row in page.bar._rows)
    assert "you annotated" not in page.bar._detail
    at(page, "minister")
    ana.press("1")
    saved(ana)
    assert "own_layer" not in decisions(path)[-1]


def test_rules_of_two_leads_that_contradict_each_other_wait_for_a_person(start, qtbot, tmp_path):
    path = two_of_three(tmp_path / "lead.sqlite")
    copy = shutil.copy(path, tmp_path / "copy.sqlite")

    def relabel(project, id):
        (span,) = project.open_document(id).spans.values()
        editing.relabel(project, id, [span.id], "speaker")

    lead = opened(path, None, "g")
    lead.become("Gita")
    rule(lead, review(lead).documents, "majority")
    lead.close()
    for person in ("ana", "ben"):
        elsewhere(copy, person, f"x{person}", relabel)
    other = opened(copy, None, "h", device="home")
    other.become("Hugo")
    rule(other, review(other).documents, "unanimous")
    other.close()
    merge_files(path, MergeOptions((copy,), False), COMMAND)
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    assert [page.queue.targets[key][1].state for key in page.queue.order] == ["contested"]
    assert "contested" in page.bar._detail
    ruled = [each for each in page.bar._remarks if each.startswith("Ruled by")]
    assert {each.split(",")[0] for each in ruled} == {"Ruled by Gita", "Ruled by Hugo"}
    assert len(decisions(path)) == 2
    # No rule answers it; a person does, and takes the place of both.
    lea.press("U")
    saved(lea)
    assert len(decisions(path)) == 2
    lea.press("1")
    saved(lea)
    made = decisions(path)[-1]
    assert len({made["supersedes"], *made["answers"]}) == 2
    assert [label for label, _start, _end in gold(path)] == ["speaker"]
    assert not any(map(page.queue.waits, page.queue.order))
    lea.window.close()
    check_is_clean(path)


def test_an_objection_to_an_item_that_is_gone_waits_with_its_words(start, qtbot, tmp_path):
    lead_file = planned(tmp_path / "lead.sqlite")
    lead = opened(lead_file, None, "g")
    lead.become("Lea")
    now = review(lead)
    wanted = target(now, "b", "missing", "They lost")
    decide(lead, [(wanted, Ruling.none())], "R9 Not a quotation")
    lead.close()
    mine, told, back = (tmp_path / f"{name}.sqlite" for name in ("mine", "told", "back"))
    make_bundle(lead_file, mine, FOR, "ana", COMMAND)
    make_bundle(lead_file, told, FEEDBACK, "ana", COMMAND)
    merge_files(mine, MergeOptions((told,), False), COMMAND)
    ana = start(mine)
    page = go(ana, qtbot, "Ctrl+7")
    at(page, "They lost")
    ana.press("O")
    ana.type("It is one")
    ana.press("Return")
    saved(ana)
    ana.window.close()
    # She takes her mark away all the same.
    elsewhere(mine, "ana", "e", unmark(LOST))
    make_bundle(mine, back, FROM, "ana", COMMAND)
    merge_files(lead_file, MergeOptions((back,), False), COMMAND)
    lea = reviewing(start, lead_file, qtbot, "Lea")
    page = lea.window.book.page
    (key,) = [k for k, (_d, each) in page.queue.targets.items() if each.state == "objected"]
    assert page.queue.waits(key)
    page.go_to(key)
    assert page.bar._title == "The marks of this item are gone"
    assert "ana objects: It is one" in page.bar._remarks
    lea.press("0")
    saved(lea)
    assert not page.queue.waits(key)
    lea.window.close()
    check_is_clean(lead_file)


def test_an_objection_to_a_decision_that_was_deleted_meanwhile_is_said(
    start, qtbot, tmp_path, problem
):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    key = at(page, "minister")
    lea.press("1")
    page.go_to(key)
    lea.press("O")
    lea.type("No")
    id, fields = page.present()[1].thread.ruling
    saved(lea)
    other = Project.open(path, via="command")
    other.apply(Edit("take back", (delete(DECISIONS, "decision", id, fields),)), mine=False)
    other.close()
    qtbot.waitUntil(lambda: page.queue.targets[key][1].thread.ruling is None, timeout=5000)
    lea.press("Return")
    assert problem(lea.window) == (
        "There is no decision here to object to.",
        "Nothing was changed.",
        "Nothing was decided here yet, or the decision was taken back.",
    )
    assert decisions(path) == []
