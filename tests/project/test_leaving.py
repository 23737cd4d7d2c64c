"""People who leave the team and come back: their work stays, what was open is free meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.domain.problem import Problem
from annotator.project import editing, history
from annotator.project.agreement_overview import overview, page_options
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.project.leaving import OpenWork, bring_back, open_work, take_out
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.people import add_person
from annotator.project.progress import Progress
from annotator.project.project import Project
from annotator.project.sharing import assign_documents, assigned
from annotator.project.team_overview import Member, team
from annotator.team.assignment import Plan
from tests.planned import QUOTE, document
from tests.projects import bring, exported, faults, new_project, session, write_lines


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Lea's project of six articles, each assigned to Ana and Ben: Ben finished one, began one."""
    path = new_project(tmp_path / "p.sqlite", me="Lea")
    lines = [document(f"d{n}", text=document("")["text"] + f" {n}") for n in range(6)]
    bring(path, write_lines(tmp_path / "d.jsonl", *lines))
    made = Project.open(path)
    assign_documents(made, ["Ana", "Ben"], Plan(overlap=2))
    made.become("ben")
    first, second = (each.id for each in made.documents()[:2])
    for each in (first, second):
        editing.mark(made, each, "quote", [QUOTE])
    editing.set_status(made, first, "done")
    made.become("lea")
    assert made.flush()
    yield made
    made.close(lose_unsaved=True)


def member(project: Project, id: str) -> Member:
    assert project.flush()
    return next(each for each in team(project).members if each.person.id == id)


def test_what_was_open_is_free_and_what_was_done_stays(project: Project) -> None:
    assert open_work(project, "ben") == OpenWork(not_begun=4, begun=1)
    take_out(project, "ben")
    ben = member(project, "ben")
    assert ben.person.left is not None
    assert (ben.assigned, ben.over, ben.released) == (1, 1, 5)
    assert team(project).members[-1] == ben
    assert team(project).unassigned == 0  # Ana has them all
    names = {each.id: each.key for each in project.documents()}
    whose, _calibration = assigned(project, names)
    assert [sorted(whose[f"d{n}"]) for n in range(3)] == [["ana", "ben"], ["ana"], ["ana"]]
    # Somebody else gets what is free, and nobody what Ben finished.
    found = assign_documents(project, ["Ana", "Cy"], Plan(overlap=2))
    assert found.new == {"ana": 0, "cy": 5}
    assert faults(project.path) == []


def test_coming_back_brings_back_what_was_open(project: Project) -> None:
    before = member(project, "ben")
    take_out(project, "ben")
    bring_back(project, "ben")
    assert member(project, "ben") == before
    bring_back(project, "ben")
    assert project.flush()
    assert [each.name for each in project.reader.edits(2)] == [
        "bring Ben back into the team", "take Ben out of the team",
    ]  # fmt: skip


def test_history_takes_it_back_and_ctrl_z_passes_it_over(project: Project) -> None:
    before, mine = member(project, "ben"), history.undo_name(project)
    take_out(project, "ben")
    assert project.flush()
    assert history.undo_name(project) == mine
    history.undo_edit(project, project.reader.edits(1)[0].edit_id)
    assert member(project, "ben") == before


def test_nobody_takes_themselves_out(project: Project) -> None:
    with pytest.raises(Problem, match="yourself"):
        take_out(project, "lea")
    with pytest.raises(Problem, match="no longer in the project"):
        take_out(project, "nobody")
    assert all(each.left is None for each in project.people)


def test_nothing_is_handed_to_who_left(project: Project, tmp_path: Path, capfd: Any) -> None:
    take_out(project, "ben")
    assert project.flush()
    with pytest.raises(Problem, match="Ben left the team on"):
        assign_documents(project, ["ben"], Plan())
    out = tmp_path / "out.sqlite"
    with pytest.raises(Problem, match="Ben left the team on"):
        make_bundle(project.path, out, FOR, "ben", session("b"))
    assert not out.exists()
    words = [str(project.path), "--people", "Ben,Ana", "--me", "lea"]
    assert main(["assign", *words]) == 1
    assert "Bring Ben back" in capfd.readouterr().err


def test_work_that_comes_back_later_is_merged_all_the_same(
    project: Project, tmp_path: Path
) -> None:
    bundle, back = tmp_path / "for.sqlite", tmp_path / "from.sqlite"
    make_bundle(project.path, bundle, FOR, "ben", session("b"))
    theirs = Project.open(bundle)
    third = theirs.documents()[2].id
    editing.mark(theirs, third, "speaker", [(15, 27)])
    editing.set_status(theirs, third, "done")
    theirs.close()
    make_bundle(bundle, back, FROM, "ben", session("c"))
    project.poll()
    take_out(project, "ben")
    assert project.flush()
    merge_files(project.path, MergeOptions((back,)), session("m"))
    project.poll()
    ben = member(project, "ben")
    assert (ben.over, ben.assigned, ben.released) == (2, 2, 4)
    assert ben.person.left is not None
    assert faults(project.path) == []


def test_their_marks_count_in_agreement_and_export(project: Project, tmp_path: Path) -> None:
    project.become("ana")
    editing.mark(project, project.documents()[0].id, "quote", [QUOTE])
    project.become("lea")
    take_out(project, "ben")
    assert project.flush()
    found = overview(Progress(), project.path, page_options(0))
    assert [(each.person, each.done, each.of) for each in found.people] == [
        ("ana", 0, 6), ("ben", 1, 1),
    ]  # fmt: skip
    assert found.agreement.rows[0].value == 1
    lines = exported(project.path)
    assert b'"person":"ben"' in lines
    other = new_project(tmp_path / "other.sqlite", me="Lea")
    file = tmp_path / "again.jsonl"
    file.write_bytes(lines)
    bring(other, file)
    reopened = Project.open(other)
    assert {each.id for each in reopened.people if each.left} == {"ben"}
    reopened.close()


def test_a_name_of_somebody_who_left_is_still_taken(project: Project) -> None:
    take_out(project, "ben")
    with pytest.raises(Problem, match="already"):
        add_person(project, "Ben")
