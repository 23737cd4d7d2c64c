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


def test_names_of_one_person_count_once(path: Path) -> None:
    project = Project.open(path)
    with pytest.raises(Problem, match="to 2 of 1 people"):
        assign_documents(project, ["Zed", " zed "], Plan(overlap=2))
    made = assign_documents(project, ["Zed", "ZED", "zed", "Ana"], Plan(overlap=2))
    assert (made.made, set(made.new)) == (("Zed", "Ana"), {"zed", "ana"})
    assert [each.id for each in project.people] == ["ana", "zed"]
    project.close()


def test_a_calibration_set_is_taken_of_what_others_have_where_nothing_is_free(path: Path) -> None:
    project = Project.open(path)
    assign_documents(project, ["Ana", "Ben"], Plan(overlap=2))
    before = whose(project)
    done = assign_documents(project, ["Ana", "Ben", "Cy"], Plan(overlap=2, calibration=2))
    assert (done.new, len(done.calibration)) == ({"ana": 0, "ben": 0, "cy": 2}, 2)
    assert done.shortfall() == ""
    after = whose(project)
    assert {key for key in after if after[key] != before[key]} == set(done.calibration)
    again = assign_documents(project, ["Dora"], Plan(calibration=2))
    assert (again.new, again.calibration) == ({"dora": 2}, done.calibration)
    project.close()


def test_a_calibration_set_that_falls_short_is_said(path: Path) -> None:
    project = Project.open(path)
    done = assign_documents(project, ["Ana"], Plan(calibration=7))
    assert done.sentence().endswith("The calibration set has 1 document fewer than wanted.")
    assert (done.as_json()["calibration_short"], len(done.calibration)) == (1, 6)
    project.close()


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
