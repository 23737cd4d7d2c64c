"""Whatever of a file does not come into the project is a finding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.projects import bring, documents_of, exported, faults, new_project, write_lines

TINY = {"schema": "tiny", "version": 3, "labels": [{"id": "a", "name": "A"}]}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "p.sqlite")


def document(key: str, *decisions: dict[str, Any], **layer: Any) -> dict[str, Any]:
    layers = [layer] if layer else []
    return {"id": key, "text": f"Text of {key}.", "layers": layers, "decisions": list(decisions)}


def decision(id: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "item": {}, "action": "accept", "from": ["ana"], **fields}


def kinds(project: Path, folder: Path, *lines: Any, prefix: str = "i", **options: Any) -> list[str]:
    report = bring(project, write_lines(folder / "f.jsonl", *lines), prefix=prefix, **options)
    assert faults(project) == []
    return [each.kind for each in report.findings if each.kind != "duplicate"]


def decisions_of(project: Path) -> dict[str, list[dict[str, Any]]]:
    return {each["id"]: each["decisions"] for each in documents_of(exported(project))}


def test_a_decision_with_the_id_of_another_documents_gets_a_new_one(
    project: Path, tmp_path: Path
) -> None:
    assert kinds(project, tmp_path, document("a", decision("x1"))) == []
    later = [decision("x1", reason="it is so"), decision("x2", supersedes="x1")]
    later.append({**decision("x3", objects_to="x1"), "action": "object"})
    found = kinds(project, tmp_path, document("b", *later), prefix="j")
    assert found == ["decision-renamed"]
    decisions = decisions_of(project)
    assert [each["id"] for each in decisions["a"]] == ["x1"]
    made = next(each["id"] for each in decisions["b"] if each.get("reason"))
    assert made not in ("x1", "x2")
    assert {each.get("supersedes") for each in decisions["b"]} == {None, made}
    assert {each.get("objects_to") for each in decisions["b"]} == {None, made}


def test_a_decision_that_is_there_already_is_told_only_when_it_differs(
    project: Path, tmp_path: Path
) -> None:
    kinds(project, tmp_path, document("a", decision("x1")))
    assert kinds(project, tmp_path, document("a", decision("x1")), prefix="j") == []
    found = kinds(project, tmp_path, document("a", decision("x1", reason="no")), prefix="k")
    assert found == ["decision-differs"]


@pytest.mark.parametrize(
    ("person", "differs"),
    [
        ({"id": "ana", "name": "Ana Kovač"}, True),
        ({"id": "ana", "name": "Ana", "role": "lead"}, True),
        ({"id": "ana", "name": "Ana"}, False),
        ({"id": "ana"}, False),
    ],
)
def test_somebody_else_of_the_same_id_is_told(
    project: Path, tmp_path: Path, person: dict[str, str], differs: bool
) -> None:
    known = {"annotator": 1, "people": [{"id": "ana", "name": "Ana"}]}
    kinds(project, tmp_path, known, document("a"))
    found = kinds(project, tmp_path, {"annotator": 1, "people": [person]}, document("b"))
    assert found == ["person-differs"] * differs


def test_a_header_that_a_full_project_does_not_take_is_told(project: Path, tmp_path: Path) -> None:
    kinds(project, tmp_path, {"annotator": 1, "project": "One"}, document("a"))
    other = {
        "annotator": 1,
        "project": "Two",
        "schema": TINY,
        "guideline": {"version": 2, "text": "Mark all."},
        "source": "a shelf",
    }
    assert kinds(project, tmp_path, other, document("b"), prefix="j") == ["header-differs"] * 4
    same = exported(project).splitlines()[0]
    assert kinds(project, tmp_path, same, document("c"), prefix="k") == []


def test_an_empty_layer_of_nobody_that_says_something_is_told_or_given(
    project: Path, tmp_path: Path
) -> None:
    skipped = document("a", status="skipped", reason="a recipe")
    assert kinds(project, tmp_path, skipped) == ["layer-of-nobody"]
    assert kinds(project, tmp_path, document("b", status="new"), prefix="j") == []
    skipped = document("c", status="skipped", reason="a recipe")
    assert kinds(project, tmp_path, skipped, prefix="k", owner="Ana") == []
    layers = {each["id"]: each["layers"] for each in documents_of(exported(project))}
    assert (layers["a"], layers["b"]) == ([], [])
    assert [(each["person"], each["reason"]) for each in layers["c"]] == [("ana", "a recipe")]
