from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import history
from annotator.project.project import Project
from annotator.project.sharing import assign_documents, assigned
from annotator.team.assignment import Plan
from tests.projects import bring, faults, new_project, write_lines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    project = new_project(tmp_path / "p.sqlite")
    lines = [{"id": f"d{n}", "text": f"Text number {n}."} for n in range(6)]
    bring(project, write_lines(tmp_path / "p.jsonl", *lines))
    return project


def whose(project: Project) -> dict[str, set[str]]:
    return assigned(project, {each.id: each.key for each in project.documents()})[0]


def test_documents_are_assigned_people_are_made_and_nothing_is_reshuffled(path: Path) -> None:
    project = Project.open(path)
    done = assign_documents(project, ["Ana", "Ben"], Plan(calibration=2))
    assert done.new == done.loads == {"ana": 4, "ben": 4}
    assert (done.made, done.short, len(done.calibration)) == (("Ana", "Ben"), (), 2)
    before = whose(project)
    again = assign_documents(project, ["ana", "Ben", "Cy"], Plan(overlap=2, calibration=2))
    assert again.made == ("Cy",)
    assert all(people <= whose(project)[key] for key, people in before.items())
    assert {len(whose(project)[key]) for key in again.calibration} == {3}
    assert assign_documents(project, ["ana", "ben", "cy"], Plan(2, None, 2)).new == {
        "ana": 0, "ben": 0, "cy": 0,
    }  # fmt: skip
    project.close()
    assert faults(path) == []


def test_history_takes_an_assignment_back_and_it_can_be_made_again(path: Path) -> None:
    project = Project.open(path)
    assign_documents(project, ["Ana"], Plan())
    before = whose(project)
    project.settle()
    history.undo_edit(project, history.list_edits(project)[0].edit_id)
    assert whose(project) == {}
    assign_documents(project, ["Ana"], Plan())
    assert [len(each) for each in whose(project).values()] == [len(e) for e in before.values()]
    project.close()
    assert faults(path) == []


@pytest.mark.parametrize(
    ("names", "plan"),
    [
        ([], Plan()),
        (["a"], Plan(overlap=2)),
        (["a"], Plan(overlap=0)),
        (["a"], Plan(per_person=0)),
        (["a"], Plan(calibration=-1)),
    ],
)
def test_numbers_that_make_no_sense_are_a_problem(path: Path, names: list[str], plan: Plan) -> None:
    project = Project.open(path)
    with pytest.raises(Problem):
        assign_documents(project, names, plan)
    assert project.people == []
    project.close()
