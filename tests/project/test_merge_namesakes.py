"""Two people who got one id on two computers: their marks are never mixed without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing
from annotator.project.exporting import ExportOptions, export
from annotator.project.import_mapping import ImportMapping
from annotator.project.people import rename_person
from tests.merges import content, copied, merge, wrong
from tests.projects import bring, documents_of, exported, faults
from tests.samples import make_project, reopen


def apart(tmp_path: Path, one: str, other: str) -> tuple[Path, Path]:
    """Return two copies of a project, in each of which somebody new has made a mark."""
    project = make_project(tmp_path / "lead.sqlite", me="Lea")
    project.close()
    copy = copied(project.path, "copy")
    for path, device, name, start in ((project.path, "desk", one, 0), (copy, "lap", other, 20)):
        project = reopen(path, device, me="Lea", device=device)
        project.become(name)
        editing.mark(project, "D-a", "quote", [(start, start + 8)])
        project.close()
    return tmp_path / "lead.sqlite", copy


def marks(path: Path) -> dict[str, int]:
    (document,) = documents_of(exported(path, layer="annotations"))
    return {each["person"]: len(each["spans"]) for each in document["layers"]}


def test_two_names_of_one_id_are_refused_either_way(tmp_path: Path) -> None:
    lead, copy = apart(tmp_path, "José", "Jose")
    for here, there, ours, theirs in ((lead, copy, "José", "Jose"), (copy, lead, "Jose", "José")):
        before = content(here)
        with pytest.raises(Problem, match=f"^{theirs} of {there.name} and {ours} of") as caught:
            merge(here, there)
        assert f"export the layers of jose alone from {there.name}" in caught.value.next_step
        assert content(here) == before


def test_the_way_that_the_refusal_tells_keeps_both(tmp_path: Path) -> None:
    lead, copy = apart(tmp_path, "José", "Jose")
    theirs = tmp_path / "theirs.jsonl"
    export(copy, theirs, ExportOptions(layer="annotations", people=("jose",)))
    bring(lead, theirs, mapping=ImportMapping(people={"jose": "Jose Ruiz"}))
    assert marks(lead) == {"jose": 1, "jose-ruiz": 1}
    assert faults(lead) == []


def test_one_name_made_twice_is_told_and_taken_for_one(tmp_path: Path) -> None:
    lead, copy = apart(tmp_path, "Maria", "maria ")
    (line,) = merge(lead, copy, dry_run=True).warnings()
    assert line.startswith("Maria was made in this project and, on its own, in the other file")
    assert "give one of them another name first" in line
    assert merge(lead, copy).namesakes == ["Maria"]
    assert marks(lead) == {"maria": 2}
    assert merge(lead, copy).namesakes == []
    merge(copy, lead)
    assert content(copy) == content(lead)
    assert (wrong(lead), wrong(copy)) == ([], [])


def test_a_new_name_tells_two_of_one_name_apart_and_makes_two_names_one(tmp_path: Path) -> None:
    lead, copy = apart(tmp_path, "Maria", "Maria")
    project = reopen(copy, "r", me="Lea", device="lap")
    rename_person(project, "maria", "Maria Bauer")
    project.close()
    with pytest.raises(Problem, match="Maria Bauer of copy.sqlite and Maria of this project"):
        merge(lead, copy, dry_run=True)
    project = reopen(lead, "s", me="Lea")
    rename_person(project, "maria", "Maria Bauer")
    project.close()
    assert merge(lead, copy).namesakes == ["Maria Bauer"]


def test_somebody_who_was_renamed_in_one_copy_is_still_one(tmp_path: Path) -> None:
    project = make_project(tmp_path / "lead.sqlite", me="Lea")
    project.become("Maria")
    project.close()
    copy = copied(project.path, "copy")
    project = reopen(copy, "r", me="Lea", device="lap")
    rename_person(project, "maria", "Maria Bauer")
    project.close()
    assert merge(tmp_path / "lead.sqlite", copy).warnings() == []
