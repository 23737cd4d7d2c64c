"""The people of a project: added, renamed, given a role, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import history
from annotator.project.people import ANNOTATOR, LEAD, add_person, rename_person, set_role
from annotator.project.project import Project
from tests.projects import faults, new_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.open(new_project(tmp_path / "p.sqlite"))
    yield made
    made.close()
    assert faults(made.path) == []


def names(project: Project) -> dict[str, str]:
    return {each.id: f"{each.name}, {each.role}" for each in project.people}


def test_a_person_is_added_renamed_and_made_a_lead(project: Project) -> None:
    ana = add_person(project, "  Ana   Kovač ")
    rename_person(project, ana.id, "Ana K.")
    set_role(project, ana.id, LEAD)
    assert names(project)["ana-kovac"] == "Ana K., lead"
    set_role(project, ana.id, LEAD)
    project.settle()
    assert [each.name for each in project.reader.edits(3)] == [
        "make Ana K. a lead", "rename Ana Kovač to Ana K.", "add Ana Kovač",
    ]  # fmt: skip
    history.undo_edit(project, project.reader.edits(1)[0].edit_id)
    assert names(project)["ana-kovac"] == "Ana K., annotator"


def test_the_id_of_somebody_who_was_taken_away_is_not_given_again(project: Project) -> None:
    add_person(project, "Ana")
    project.settle()
    history.undo_edit(project, project.reader.edits(1)[0].edit_id)
    assert add_person(project, "Ana").id == "ana-2"


@pytest.mark.parametrize("name", ["", "  ", "ANA", "ana"])
def test_a_name_that_is_empty_or_taken_is_refused(project: Project, name: str) -> None:
    add_person(project, "Ana")
    ben = add_person(project, "Ben")
    before = names(project)
    with pytest.raises(Problem):
        add_person(project, name)
    with pytest.raises(Problem):
        rename_person(project, ben.id, name)
    assert names(project) == before


def test_nobody_is_no_lead(project: Project) -> None:
    for role in (LEAD, ANNOTATOR):
        with pytest.raises(Problem, match="no longer in the project"):
            set_role(project, "nobody", role)
