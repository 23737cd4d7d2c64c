"""Who works in a project: loads, progress and bundles, as they are on disk."""

from __future__ import annotations

from pathlib import Path

from annotator.project import editing
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.project import Project
from annotator.project.removal import remove
from annotator.project.session import Session
from annotator.project.sharing import assign_documents
from annotator.project.team_overview import Member, Team, team
from annotator.team.assignment import Plan
from tests.projects import bring, new_project, write_lines

COMMAND = Session(via="command")


def read(path: Path) -> Team:
    project = Project.open(path)
    try:
        return team(project)
    finally:
        project.close()


def member(found: Team, id: str) -> Member:
    (one,) = [each for each in found.members if each.person.id == id]
    return one


def test_loads_progress_and_bundles_from_nothing_to_work_that_came_back(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    lines = [{"id": f"d{n}", "text": f"Text number {n}."} for n in range(6)]
    bring(path, write_lines(tmp_path / "p.jsonl", *lines))
    assert read(path).unassigned == 6
    project = Project.open(path)
    assign_documents(project, ["Ana", "Ben"], Plan(calibration=2))
    project.close()
    found = read(path)
    assert (found.documents, found.unassigned, found.calibration) == (6, 0, 2)
    assert (member(found, "ana").assigned, member(found, "ana").over) == (4, 0)
    assert (found.decided, found.mine) == (False, None)
    bundle, back = tmp_path / "for.sqlite", tmp_path / "from.sqlite"
    make_bundle(path, bundle, FOR, "ana", COMMAND)
    waiting = member(read(path), "ana").outstanding
    assert waiting is not None
    assert (waiting.documents, waiting.purpose, waiting.returned) == (4, "for", None)
    assert member(read(path), "ben").outstanding is None
    assert read(bundle).mine == "ana"
    theirs = Project.open(bundle)
    first, second, *_ = theirs.documents()
    editing.set_status(theirs, first.id, "done")
    editing.set_status(theirs, second.id, "skipped", "no quotes")
    theirs.close()
    make_bundle(bundle, back, FROM, "ana", COMMAND)
    merge_files(path, MergeOptions((back,)), COMMAND)
    ana = member(read(path), "ana")
    assert ana.layers == {"done": 1, "skipped": 1}
    assert (ana.over, ana.outstanding) == (2, None)
    assert ana.handouts[0].returned is not None


def test_what_is_removed_is_assigned_to_nobody(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    bring(
        path,
        write_lines(tmp_path / "p.jsonl", {"id": "a", "text": "A."}, {"id": "b", "text": "B."}),
    )
    project = Project.open(path)
    assign_documents(project, ["Ana"], Plan())
    remove(project, [project.documents()[0].id])
    found = team(project)
    assert (found.documents, found.unassigned) == (1, 0)
    assert member(found, "ana").assigned == 1
    project.close()
