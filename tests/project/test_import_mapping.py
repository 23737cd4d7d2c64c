from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project.import_mapping import ImportMapping, read_mapping
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines

TEXT = "“No,” said Ana in Kyiv."
LAYER = {
    "person": "ana",
    "spans": [
        {"id": "q", "start": 0, "end": 5, "label": "QUOTE",
         "attributes": {"kind": "direct", "x": 1}},
        {"id": "s", "start": 11, "end": 14, "label": "PER"},
        {"id": "l", "start": 18, "end": 22, "label": "LOC"},
        {"id": "k", "start": 18, "end": 22, "label": "location"},
    ],
    "relations": [
        {"id": "r", "label": "speaker-of", "from": "q", "to": "s"},
        {"id": "t", "label": "near", "from": "q", "to": "l"},
    ],
}  # fmt: skip
MAPPING = ImportMapping(
    {"QUOTE": "quote", "PER": "speaker", "LOC": None},
    {"speaker-of": "said_by"},
    {"kind": "quote_type", "x": None},
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "p.sqlite")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "f.jsonl", {"id": "a", "text": TEXT, "layers": [LAYER]})


def test_names_are_mapped_onto_the_schema(project: Path, file: Path) -> None:
    report = bring(project, file, mapping=MAPPING)
    (document,) = documents_of(exported(project))
    (layer,) = document["layers"]
    spans = {each["id"]: (each["label"], each["attributes"]) for each in layer["spans"]}
    assert spans == {
        "q": ("quote", {"quote_type": "direct"}),
        "s": ("speaker", {}),
        "k": ("location", {}),
    }
    assert [(each["id"], each["label"]) for each in layer["relations"]] == [("r", "said_by")]
    assert report.kinds == {"unknown-label": 2, "left-out": 1}
    assert faults(project) == []


def test_a_dry_run_counts_foreign_names_mapped_or_not(project: Path, file: Path) -> None:
    for mapping in (ImportMapping(), MAPPING):
        report = bring(project, file, mapping=mapping, dry_run=True)
        assert report.foreign.as_json() == {
            "labels": {"LOC": 1, "PER": 1, "QUOTE": 1},
            "relations": {"near": 1, "speaker-of": 1},
            "attributes": {"kind": 1, "x": 1},
        }
        assert report.as_json()["foreign"] == report.foreign.as_json()
    assert documents_of(exported(project)) == []


def test_a_mapping_onto_nothing_there_is_refused(project: Path, file: Path) -> None:
    with pytest.raises(Problem, match="PER is to become nobody"):
        bring(project, file, mapping=ImportMapping({"PER": "nobody"}))
    assert documents_of(exported(project)) == []


def test_our_own_name_stands_before_one_that_becomes_it(project: Path, tmp_path: Path) -> None:
    span = {"start": 0, "end": 5, "label": "quote", "attributes": {"kind": "a", "quote_type": "b"}}
    layer = {"person": "ana", "spans": [span]}
    bring(
        project,
        write_lines(tmp_path / "g.jsonl", {"id": "b", "text": TEXT, "layers": [layer]}),
        mapping=MAPPING,
    )
    (document,) = documents_of(exported(project))
    assert document["layers"][0]["spans"][0]["attributes"] == {"quote_type": "b"}


def test_a_mapping_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "names.json"
    path.write_text(json.dumps({"labels": {"PER": "speaker", "MISC": None}}), "utf-8")
    mapping = read_mapping(path)
    assert mapping.labels == {"PER": "speaker", "MISC": None}
    assert mapping.left_out("labels") == {"MISC"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"label": {}}', '{"labels": []}', '{"labels": {"a": 1}}', '{"labels": {"a": ""}}']
    + ["\xff"],
)
def test_what_is_no_mapping_is_a_problem(tmp_path: Path, text: str) -> None:
    path = tmp_path / "names.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(Problem, match=r"names\.json is no mapping"):
        read_mapping(path)
    with pytest.raises(Problem, match=r"gone\.json is no mapping"):
        read_mapping(tmp_path / "gone.json")


def test_with_ask_foreign_labels_stop_the_import(project: Path, file: Path, tmp_path: Path) -> None:
    report = bring(project, file, ask=True)
    assert report.dry_run
    assert documents_of(exported(project)) == []
    plain = write_lines(tmp_path / "plain.jsonl", {"id": "p", "text": "Text."})
    assert not bring(project, plain, ask=True).dry_run
    assert len(documents_of(exported(project))) == 1
