"""Whom a file names as owners of layers, and who they become in the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.person import Person
from annotator.project.import_mapping import ImportMapping
from annotator.project.import_proposals import propose_people
from annotator.project.import_report import FileOwner
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines

TEXT = "“No,” said Ana in Kyiv."


def layer(person: str, **more: Any) -> dict[str, Any]:
    return {"person": person, "spans": [{"start": 18, "end": 22, "label": "location"}], **more}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = new_project(tmp_path / "p.sqlite")
    text = {"id": "old", "text": "Old.", "layers": [{"person": "ana", "status": "done"}]}
    bring(project, write_lines(tmp_path / "old.jsonl", text))
    return project


@pytest.fixture
def file(tmp_path: Path) -> Path:
    comments = [{"id": "c", "person": "u1", "text": "Sure?", "created": "2025-01-01T00:00:00Z"}]
    return write_lines(
        tmp_path / "f.jsonl",
        {"annotator": 1, "people": [{"id": "u1", "name": "Ana Kovač"}, {"id": "u2"}]},
        {"id": "a", "text": TEXT, "layers": [layer("u1", comments=comments), layer("u2")]},
    )


def people(project: Path) -> dict[str, list[Any]]:
    """Return the owners and commenters of the new document."""
    new = next(each for each in documents_of(exported(project)) if each["id"] == "a")
    return {
        "owners": [each["person"] for each in new["layers"]],
        "said": [c["person"] for each in new["layers"] for c in each["comments"]],
    }


def test_people_become_those_of_the_project_or_new_ones(project: Path, file: Path) -> None:
    before = people_of(project)
    bring(project, file, mapping=ImportMapping(people={"u1": "ana", "u2": "Ben Okri"}))
    found = people(project)
    assert found["owners"] == ["ana", "ben-okri"]
    assert found["said"] == ["ana"]
    assert people_of(project) - before == {"ben-okri"}
    assert faults(project) == []


def people_of(project: Path) -> set[str]:
    header = json.loads(exported(project).splitlines()[0])
    return {each["id"] for each in header["people"]}


def test_without_a_mapping_they_come_as_the_file_calls_them(project: Path, file: Path) -> None:
    before = people_of(project)
    bring(project, file)
    assert people(project)["owners"] == ["u1", "u2"]
    assert people_of(project) - before == {"u1", "u2"}


def test_whoever_is_left_out_is_not_brought_and_that_is_said(project: Path, file: Path) -> None:
    before = people_of(project)
    report = bring(project, file, mapping=ImportMapping(people={"u1": "ana", "u2": None}))
    assert people(project)["owners"] == ["ana"]
    assert people_of(project) == before
    (finding,) = [each for each in report.findings if each.kind == "person-left-out"]
    assert finding.message == "1 layer of u2 was not taken."
    assert faults(project) == []


def test_a_dry_run_says_whom_the_file_names(project: Path, file: Path) -> None:
    report = bring(project, file, dry_run=True)
    assert report.as_json()["people"] == {
        "u1": {"name": "Ana Kovač", "own": None, "described": True, "layers": 1},
        "u2": {"name": "u2", "own": None, "described": False, "layers": 1},
    }
    assert report.has_strangers
    assert people_of(project).isdisjoint({"u1", "u2"})


def test_who_is_known_by_id_or_name_is_no_stranger(project: Path, tmp_path: Path) -> None:
    line = {"id": "a", "text": TEXT, "layers": [layer("ANA")]}
    report = bring(project, write_lines(tmp_path / "g.jsonl", line), dry_run=True)
    assert report.owners["ANA"].own == "ana"
    assert not report.has_strangers


def test_who_is_called_nearly_the_same_is_proposed() -> None:
    own = [Person("ana", "Ana Kovač"), Person("ben", "Ben")]
    owners = {
        "x1": FileOwner("ana kovac", None),
        "Ana_Kovač": FileOwner("Ana_Kovač", None),
        "ben": FileOwner("Ben", "ben"),
        "u9": FileOwner("u9", None),
    }
    known = ImportMapping({"PER": "speaker"}, people={"u9": None})
    assert propose_people(owners, own, known) == ImportMapping(
        {"PER": "speaker"}, people={"u9": None, "x1": "ana", "Ana_Kovač": "ana"}
    )
