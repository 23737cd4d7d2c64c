"""Decisions that are cut short: said in words, and nothing of them is taken in by half."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import history
from annotator.project.checking import check
from annotator.project.decision_record import Ruling
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.reviewing import decide, rule
from annotator.project.session import Session
from tests.planned import planned
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
