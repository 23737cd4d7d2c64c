"""What comes in from others in the middle of a review, whole or cut short."""

from __future__ import annotations

import shutil
from pathlib import Path

from annotator.app.merge_dialog import MergeDialog
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.reviewing import rule
from tests.disputed import apart
from tests.journeys.commands import check_is_clean
from tests.journeys.ledger_file import saved
from tests.journeys.reviewing import COMMAND, go, reviewing
from tests.journeys.teams import said, visible
from tests.journeys.test_importing import drop
from tests.journeys.test_review import case, decisions
from tests.planned import planned
from tests.project.test_cut_decisions import damage
from tests.projects import documents_of, exported
from tests.reviews import opened, review


def states_of(page, before):
    """Return old key → state of what a case has become, by its marks."""
    found = {}
    for key, (_document, each) in before.items():
        members = set(each.case.members)
        found[key] = next(
            now.state
            for _doc, now in page.queue.targets.values()
            if now.case is not None and members & set(now.case.members)
        )
    return found


def test_a_bundle_that_comes_in_the_middle_keeps_case_and_draft(start, qtbot, tmp_path):
    lead_file = tmp_path / "lead.sqlite"
    *first, late = apart(lead_file, people=4)
    merge_files(lead_file, MergeOptions(tuple(first), False), COMMAND)
    maria = reviewing(start, lead_file, qtbot)
    page = maria.window.book.page
    # One is decided, which the late one sees differently; another one is being edited.
    decided = [page.key]
    maria.press("1")
    for _ in range(12):
        decided.append(page.key)
        maria.press("1")
    saved(maria)
    before = {key: page.queue.targets[key] for key in decided}
    ruled = {each["item"]["id"]: each for each in decisions(lead_file)}
    assert set(ruled) == set(decided)
    maria.press("E", "Alt+Right", "Alt+Right", "Alt+Right")
    draft = page.editing.draft
    members = set(case(maria).members)
    assert draft is not None
    drop(maria, late)
    dialog = visible(maria, MergeDialog)
    qtbot.waitUntil(dialog.button.isEnabled, timeout=30_000)
    old = page.queue
    maria.press("Return")
    qtbot.waitUntil(lambda: said(maria).startswith("Merged"), timeout=30_000)
    qtbot.waitUntil(lambda: page.queue is not old, timeout=30_000)
    maria.window.activateWindow()
    qtbot.waitUntil(maria.window.isActiveWindow)
    # The same case, though it has another id where the late one's mark joined it.
    assert members <= set(case(maria).members)
    assert len(case(maria).everyone) == 4
    assert page.editing.draft.span == draft.span
    assert page.view.focused == "draft"
    states = states_of(page, before)
    assert set(states.values()) <= {"decided", "confirmed", "stale"}
    assert "stale" in states.values() or "confirmed" in states.values()
    # What stands is what was ruled, whether it is stale or not.
    assert {each["item"]["id"] for each in decisions(lead_file)} == set(decided)
    page.setFocus()
    maria.press("Return")
    saved(maria)
    made = decisions(lead_file)[-1]
    assert made["action"] == "edited"
    assert [list(part) for part in draft.span.fragments] == made["spans"][0]["fragments"]
    maria.window.close()
    check_is_clean(lead_file)


def test_a_bundle_that_is_cut_short_changes_nothing_in_the_review(start, qtbot, tmp_path):
    lead_file = tmp_path / "lead.sqlite"
    *first, late = apart(lead_file)
    merge_files(lead_file, MergeOptions(tuple(first), False), COMMAND)
    maria = reviewing(start, lead_file, qtbot)
    page = maria.window.book.page
    maria.press("1", "E", "Alt+Right")
    saved(maria)
    before, key, draft = decisions(lead_file), page.key, page.editing.draft
    damage(late, "DELETE FROM journal WHERE position = (SELECT max(position) FROM journal)")
    drop(maria, late)
    dialog = visible(maria, MergeDialog)
    qtbot.waitUntil(lambda: "The journal has no row of" in dialog.said.text(), timeout=30_000)
    assert "Nothing was merged" in dialog.said.text()
    assert not dialog.button.isEnabled()
    dialog.reject()
    assert (page.key, page.editing.draft) == (key, draft)
    assert decisions(lead_file) == before
    maria.window.close()
    check_is_clean(lead_file)


def test_a_decision_that_is_cut_short_is_said_in_place_of_the_review(
    start, qtbot, tmp_path, problem
):
    path = planned(tmp_path / "p.sqlite")
    lead = opened(path)
    rule(lead, review(lead).documents, "majority")
    lead.close()
    damage(path, "UPDATE records SET fields = substr(fields, 1, 40) WHERE kind = 'decision'")
    lea = start(path)
    lea.window.ask_bar.hide()
    lea.press("Ctrl+2")
    happened, safe, next_step = problem(lea.window, timeout=20_000)
    assert happened.startswith("A decision in this file is cut short")
    assert safe.startswith("Nothing was changed")
    assert "Merge this file into a backup" in next_step
    page = lea.window.book.page
    assert page.queue is None
    assert page.nothing.isVisible()
    assert page.nothing.title.text() == "This could not be read"
    assert "A decision in this file is cut short" in page.nothing.said.text()
    page.list.rows.setFocus()
    lea.press("1")
    assert "were not read" in said(lea)
    # Coming back reads again, and so does the button; the file is as it was.
    for again in (lambda: lea.press("Ctrl+1", "Ctrl+2"), page.nothing.button.click):
        again()
        assert page.reading.under_way
        problem(lea.window, timeout=20_000)
        assert (page.nothing.isVisible(), page.middle.isVisible()) == (True, False)


def test_what_is_decided_while_everything_is_read_anew_is_not_forgotten(
    start, qtbot, tmp_path, monkeypatch
):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    held = []
    monkeypatch.setattr(page.reading, "_watch", lambda _job, finished: held.append(finished))
    page.read()
    job = page.reading.job
    qtbot.waitUntil(lambda: job.poll().ended, timeout=20_000)
    # It was read before this ruling.
    key = page.key
    lea.press("1")
    assert not page.queue.waits(key)
    held[0](job.poll().result)
    unpacking = page.reading.job
    qtbot.waitUntil(lambda: unpacking.poll().ended, timeout=20_000)
    held[1](unpacking.poll().result)
    assert page.queue.targets[key][1].state == "decided"
    assert page.rows.next_waiting(None, 1) != key


def merged_by_drop(typist, qtbot, file):
    """Drop a file of the same project, and merge it."""
    drop(typist, file)
    dialog = visible(typist, MergeDialog)
    qtbot.waitUntil(dialog.button.isEnabled, timeout=30_000)
    typist.press("Return")
    qtbot.waitUntil(lambda: said(typist).startswith("Merged"), timeout=30_000)


def ruled_by(path, lead):
    project = opened(path, None, lead, device=lead)
    project.become(lead)
    for which in ("unanimous", "majority"):
        rule(project, review(project).documents, which)
    project.close()
    return path


def marks_in_gold(path):
    lines = documents_of(exported(path, layer="gold"))
    return sorted(
        (line["id"], str(span["fragments"]), span["label"])
        for line in lines
        for layer in line["layers"]
        for span in layer["spans"]
    )


def test_what_another_lead_decided_is_dropped_on_the_window_and_gold_follows(
    start, qtbot, tmp_path
):
    path = planned(tmp_path / "mine.sqlite")
    other = ruled_by(Path(shutil.copy(path, tmp_path / "other.sqlite")), "Mia")
    ruled_by(path, "Lea")
    wanted = marks_in_gold(path)
    assert len(wanted) == len(set(wanted)) > 0
    lea = reviewing(start, path, qtbot, "Lea")
    merged_by_drop(lea, qtbot, other)
    assert marks_in_gold(path) == wanted
    lea.window.close()
    check_is_clean(path)


def test_a_copy_that_is_dropped_mends_a_cut_log(start, qtbot, tmp_path):
    path = ruled_by(planned(tmp_path / "mine.sqlite"), "Lea")
    whole = Path(shutil.copy(path, tmp_path / "whole.sqlite"))
    damage(path, "DELETE FROM journal WHERE stream = 'decisions' AND seq = 2")
    lea = reviewing(start, path, qtbot, "Lea")
    lea.press("1")
    assert said(lea).startswith(
        "The journal of this file is cut: of the decisions, row 2 is missing"
    )
    merged_by_drop(lea, qtbot, whole)
    assert said(lea) == "Merged 1 file: 1 lost row."
    page = go(lea, qtbot)
    waiting = page.key
    lea.press("1")
    saved(lea)
    assert decisions(path)[-1]["item"]["id"] == waiting
    lea.window.close()
    check_is_clean(path)
