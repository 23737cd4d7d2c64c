"""What the window refuses does not come in by a file either, and is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.format import Finding
from annotator.project.checking import check
from annotator.storage.connection import connect
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines

TEXT = "He said “hello 😀 world” to Ana. Bob left."
QUOTE, ANA, BOB = [8, 23], [28, 31], [33, 36]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "p.sqlite")


def span(id: str, label: str, place: list[int], **fields: Any) -> dict[str, Any]:
    return {"id": id, "label": label, "fragments": [place], **fields}


def line(spans: list[dict[str, Any]], relations: list[dict[str, Any]] | None = None) -> Any:
    layer = {"person": "ana", "spans": spans, "relations": relations or []}
    return {"id": "d", "text": TEXT, "layers": [layer]}


def relation(id: str, label: str, start: str, end: str) -> dict[str, Any]:
    return {"id": id, "label": label, "from": start, "to": end}


def found(project: Path, folder: Path, *lines: Any) -> list[Finding]:
    report = bring(project, write_lines(folder / "f.jsonl", *lines))
    assert faults(project) == []
    return report.findings


def layer_of(project: Path) -> dict[str, Any]:
    return documents_of(exported(project))[0]["layers"][0]


def entities_of(project: Path) -> dict[str, dict[str, Any]]:
    header = json.loads(exported(project).splitlines()[0])
    return {each["id"]: each for each in header["entities"]}


@pytest.mark.parametrize(
    ("place", "said"),
    [({"lat": 200, "lon": 9}, "200"), ({"lat": 0, "lon": -999}, "-999"), ({"lat": 5}, "no long")],
)
def test_coordinates_that_are_nowhere_are_left_out(
    project: Path, tmp_path: Path, place: dict[str, float], said: str
) -> None:
    entity = {"id": "E1", "kind": "place", "name": "Xanadu", "note": "far", **place}
    (finding,) = found(project, tmp_path, {"annotator": 1, "entities": [entity]}, line([]))
    assert finding.kind == "wrong-coordinates"
    assert "Xanadu" in finding.message
    assert said in finding.message
    kept = entities_of(project)["E1"]
    assert (kept["lat"], kept["lon"], kept["note"]) == (None, None, "far")


def test_an_unknown_kind_becomes_one_of_the_schema(project: Path, tmp_path: Path) -> None:
    header = {"annotator": 1, "entities": [{"id": "E2", "kind": "weird", "name": "Yeti"}]}
    (finding,) = found(project, tmp_path, header, line([]))
    assert finding.kind == "unknown-kind"
    assert "“weird”" in finding.message
    assert "place" in finding.message
    assert entities_of(project)["E2"]["kind"] == "person"


def test_kinds_of_a_schema_of_ones_own_are_taken(project: Path, tmp_path: Path) -> None:
    own = {"labels": [{"id": "l", "name": "L", "entity": {"kinds": ["weird", "ship"]}}]}
    entities = [{"id": "E2", "kind": "weird", "name": "Yeti"}]
    header = {"annotator": 1, "schema": own, "entities": entities}
    assert found(project, tmp_path, header, line([])) == []
    assert entities_of(project)["E2"]["kind"] == "weird"


def test_a_name_of_nobody_is_left_out_of_marks_placed_or_not(project: Path, tmp_path: Path) -> None:
    header = {"annotator": 1, "entities": [{"id": "E1", "kind": "person", "name": "Ana"}]}
    spans = [
        span("s1", "speaker", ANA, entity="E1"),
        span("s2", "speaker", BOB, entity="E99"),
        span("s3", "speaker", [0, 9000], entity="E99"),
    ]
    findings = found(project, tmp_path, header, line(spans))
    assert [each.kind for each in findings] == ["not-placed", "entity-loose"]
    assert "2 marks name “E99”" in findings[1].message
    assert {each["id"]: each["entity"] for each in layer_of(project)["spans"]} == {
        "s1": "E1",
        "s2": None,
    }
    connection = connect(project)
    waiting = connection.execute("SELECT fields FROM unplaced").fetchall()
    connection.close()
    assert len(waiting) == 1
    assert "E99" not in str(waiting)


def test_an_entity_that_the_project_knows_may_be_named_without_a_header(
    project: Path, tmp_path: Path
) -> None:
    found(project, tmp_path, {"annotator": 1, "entities": [{"id": "E1", "name": "Ana"}]}, line([]))
    assert [
        each.kind
        for each in found(project, tmp_path, line([span("s1", "speaker", ANA, entity="E1")]))
    ] == ["duplicate"]
    assert layer_of(project)["spans"][0]["entity"] == "E1"


def test_links_to_itself_and_circles_are_left_out(project: Path, tmp_path: Path) -> None:
    spans = [
        span("q1", "quote", QUOTE),
        span("q2", "quote", [8, 20]),
        span("q3", "quote", [9, 19]),
        span("a", "speaker", ANA),
    ]
    relations = [
        relation("r1", "said_by", "q1", "q1"),
        relation("r2", "said_by", "q1", "a"),
        relation("r3", "nested_in", "q3", "q2"),
        relation("r4", "nested_in", "q2", "q1"),
        relation("r5", "nested_in", "q1", "q3"),
    ]
    findings = found(project, tmp_path, line(spans, relations))
    assert [each.kind for each in findings] == ["relation-to-itself", "relation-circle"]
    assert "“said_by” links a mark to itself (1 link)" in findings[0].message
    assert {each["id"] for each in layer_of(project)["relations"]} == {"r2", "r3", "r4"}
    assert [each for each in check(project) if each.kind in ("ends", "acyclic")] == []


def test_half_a_character_is_told_as_in_plain_text(project: Path, tmp_path: Path) -> None:
    findings = found(
        project,
        tmp_path,
        b'{"id":"a","text":"bad \\ud800 x"}',
        b'{"id":"b","text":"bad \\u0000\\u0001 x"}',
        b'{"id":"c","text":"good \\ud83d\\ude00 x"}',
    )
    assert [(each.kind, each.line) for each in findings] == [("replaced", 1), ("replaced", 2)]
    assert findings[0].message == "1 character cannot be shown."
    assert "�" in findings[0].kept
    texts = {each["id"]: each["text"] for each in documents_of(exported(project))}
    assert texts == {"a": "bad � x", "b": "bad �� x", "c": "good 😀 x"}
