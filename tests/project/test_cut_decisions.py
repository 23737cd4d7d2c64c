"""Decisions that are cut short: said in words, and nothing of them is taken in by half."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing, history
from annotator.project.checking import check
from annotator.project.decision_record import Ruling
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.progress import Progress
from annotator.project.review_reading import read_review
from annotator.project.reviewing import decide, rebuild, rule
from annotator.project.session import Session
from tests.planned import planned
from tests.projects import faults
from tests.reviews import opened, review, target

_NEWEST = "(SELECT max(position) FROM journal WHERE stream = 'decisions')"
_OLDEST = "(SELECT min(position) FROM journal WHERE stream = 'decisions')"
_HALF = "substr({0}, 1, length({0}) / 2)"

#: What is cut, and what is said of it when the file is merged.
CUTS = {
    "the newest": (
        f"DELETE FROM journal WHERE position = {_NEWEST}",
        "The journal has no row of “nothing here: “the minister”, marked or not”",
    ),
    "all": ("DELETE FROM journal WHERE stream = 'decisions'", "The journal has no row of"),
    "one between": (f"DELETE FROM journal WHERE position = {_OLDEST} + 1", "Rows 2 to 2"),
    "the oldest": (f"DELETE FROM journal WHERE position = {_OLDEST}", "Rows 1 to 1"),
    "half of the newest": (
        f"UPDATE journal SET payload = {_HALF.format('payload')} WHERE position = {_NEWEST}",
        "The content of the row is cut short",
    ),
}


def damage(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()


def merged(project: Path, file: Path) -> int:
    return merge_files(project, MergeOptions((file,), False), Session(via="command")).edits


def everything(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """A project in which nothing is decided, and a copy in which much is."""
    path, copy = planned(tmp_path / "p.sqlite"), tmp_path / "decided.sqlite"
    shutil.copy(path, copy)
    project = opened(copy, device="lap")
    for which in ("unanimous", "majority"):
        rule(project, review(project).documents, which)
    decide(project, [(target(review(project), "b", "missing", "minister"), Ruling.none())])
    project.close()
    return path, copy


@pytest.mark.parametrize("cut", CUTS)
def test_a_cut_file_is_found_and_never_merged_in_part(copies: tuple[Path, Path], cut: str) -> None:
    path, copy = copies
    statement, said = CUTS[cut]
    damage(copy, statement)
    before = everything(path)
    with pytest.raises(Problem) as raised:
        merged(path, copy)
    assert said in raised.value.happened
    assert raised.value.safe == "Nothing was merged; the project is as it was."
    assert everything(path) == before
    found = [each.message for each in check(copy, refold=True) if each.kind != "constraint"]
    assert any(said in each for each in found)


def test_whole_decisions_come_in_at_once(copies: tuple[Path, Path]) -> None:
    path, copy = copies
    assert merged(path, copy) > 0
    project = opened(path)
    assert sum(len(each.decisions) for each in review(project).documents) == 5
    project.close()


def test_a_journal_of_ones_own_that_is_cut_is_said_in_words(copies: tuple[Path, Path]) -> None:
    path, copy = copies
    more = path.with_name("more.sqlite")
    shutil.copy(copy, more)
    project = opened(more, None, "z", device="home")
    project.become("Zed")
    decide(project, [(target(review(project), "b", "missing", "Kyiv"), Ruling.none())])
    project.close()
    damage(copy, CUTS["half of the newest"][0])
    before = everything(copy)
    with pytest.raises(Problem, match="of “decisions” is cut short"):
        merged(copy, more)
    assert everything(copy) == before
    project = opened(copy)
    # The tables have all of it; only what needs the journal cannot be done.
    assert sum(len(each.decisions) for each in review(project).documents) == 5
    newest = history.list_edits(project, 1)[0]
    with pytest.raises(Problem, match="of “decisions” is cut short"):
        history.undo_edit(project, newest.edit_id)
    project.close()


def test_a_decision_in_the_tables_that_is_cut_is_said_and_a_merge_mends_it(
    copies: tuple[Path, Path],
) -> None:
    path, copy = copies
    damage(copy, f"UPDATE records SET fields = {_HALF.format('fields')} WHERE kind = 'decision'")
    project = opened(copy)
    with pytest.raises(Problem) as raised:
        review(project)
    project.close()
    assert raised.value.happened.startswith("A decision in this file is cut short")
    assert "refold" in {each.kind for each in check(copy, refold=True)}
    assert merged(path, copy) > 0
    project = opened(path)
    assert sum(len(each.decisions) for each in review(project).documents) == 5
    project.close()


GONE = {
    "one between": (CUTS["one between"][0], "row 2 is missing"),
    "some between": (
        f"DELETE FROM journal WHERE stream = 'decisions' AND position BETWEEN {_OLDEST} + 1 "
        f"AND {_NEWEST} - 1",
        "rows 2 to 3 are missing",
    ),
    "the oldest": (CUTS["the oldest"][0], "row 1 is missing"),
    "all": (CUTS["all"][0], "No decision is in the journal"),
    "the newest edit": (
        f"DELETE FROM journal WHERE edit_id = (SELECT edit_id FROM journal WHERE position = "
        f"{_NEWEST})",
        "The newest edits are not in the journal",
    ),
}


@pytest.mark.parametrize("gone", GONE)
def test_nothing_is_decided_on_a_cut_log_until_a_copy_mends_it(
    copies: tuple[Path, Path], gone: str
) -> None:
    _path, copy = copies
    whole = copy.with_name("whole.sqlite")
    shutil.copy(copy, whole)
    statement, said = GONE[gone]
    damage(copy, statement)
    before = everything(copy)
    project = opened(copy)
    found = review(project)
    assert not found.whole
    one = target(found, "b", "missing", "Kyiv")
    for attempt in (
        lambda: decide(project, [(one, Ruling.none())]),
        lambda: rule(project, found.documents, "majority"),
        lambda: rebuild(project, found.documents),
    ):
        with pytest.raises(Problem) as raised:
            attempt()
        assert said in raised.value.happened
        assert "Merge a backup or another copy" in raised.value.next_step
    project.close()
    assert everything(copy) == before
    assert any(said in each for each in warned(copy))
    report = merge_files(copy, MergeOptions((whole,), False), Session(via="command"))
    assert (report.mended > 0) == ("between" in gone or gone == "the oldest")
    assert faults(copy) == []
    assert warned(copy) == warned(whole)
    project = opened(copy, prefix="after")
    decide(project, [(target(review(project), "b", "missing", "Kyiv"), Ruling.none())])
    project.close()
    assert merged(copy, whole) == 0


def warned(path: Path) -> list[str]:
    """Return what an export of gold warns of."""
    options = ExportOptions(layer="gold", dry_run=True)
    return export(path, path.with_suffix(".jsonl"), options).warnings


def test_a_whole_log_is_no_cut_one(copies: tuple[Path, Path]) -> None:
    assert not any("cut" in each for path in copies for each in warned(path))
    assert all(read_review(Progress(), path).whole for path in copies)


#: What is cut off the end of a chain, by where it stands, with what is said of it. Of each edit
#: rows in other streams stay, so that the list of edits tells nothing.
ENDS = {
    "decisions": ("stream = 'decisions'", "The file has the decision "),
    "gold": ("stream LIKE 'layer/%//gold'", "The file has the span "),
}


@pytest.mark.parametrize("cut", ENDS)
def test_an_end_that_is_cut_is_found_where_rows_of_the_edit_stay(
    copies: tuple[Path, Path], cut: str
) -> None:
    path, copy = copies
    project = opened(copy, prefix="z", device="home")
    waiting = target(review(project), "b", "missing", "Kyiv")
    case = waiting[1].case
    assert case is not None
    choice = next(each for each in case.choices if each.spans)
    decide(project, [(waiting, Ruling.accept(choice))])
    project.close()
    which, said = ENDS[cut]
    damage(
        copy,
        f"DELETE FROM journal WHERE position = (SELECT max(position) FROM journal WHERE {which})",
    )
    found = [each for each in check(copy) if each.grade == "error"]
    assert any(each.message.startswith(said) for each in found)
    with pytest.raises(Problem, match="was altered or is damaged") as raised:
        merged(path, copy)
    assert said in raised.value.happened
    if cut == "decisions":
        project = opened(copy)
        with pytest.raises(Problem, match="The newest edits are not in the journal"):
            rebuild(project, review(project).documents)
        project.close()


def test_a_deletion_that_is_cut_off_is_found(tmp_path: Path) -> None:
    path = planned(tmp_path / "p.sqlite")
    copy = tmp_path / "copy.sqlite"
    shutil.copy(path, copy)
    project = opened(copy, device="lap")
    document = project.documents()[0].id
    span = editing.mark(project, document, "claim", [(0, 4)])
    editing.delete(project, document, [span.id])
    project.close()
    damage(
        copy,
        "DELETE FROM journal WHERE position = (SELECT max(position) FROM journal)",
    )
    # As if the edit had rows elsewhere, too.
    damage(copy, "DELETE FROM edits WHERE edit_id NOT IN (SELECT edit_id FROM journal)")
    assert any("was deleted, and the journal" in each.message for each in check(copy))
    with pytest.raises(Problem, match="was deleted, and the journal has no row of that"):
        merged(path, copy)
