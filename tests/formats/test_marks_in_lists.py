"""Marks in a JSON list, as several programs write them: read, or said to be marks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.format import Finding
from annotator.formats.registry import format_named, formats_of_file
from annotator.formats.table import read_table
from tests.coming_back import Returned, read

TEXT = "Kyiv called Bob."
REGION = {"start": 0, "end": 4, "text": "Kyiv", "labels": ["LOC"]}
#: JSON-MIN of Label Studio; what is said of a region stands beside.
MIN = {"id": 1, "text": TEXT, "label": [REGION], "annotator": 3, "annotation_id": 8}
OLD = {"label": 2, "label_name": "LOC", "start_offset": 0, "end_offset": 4, "user_name": "u"}
LISTED = {"id": 1, "text": TEXT, "label": [[0, 4, "LOC"]]}


def put(folder: Path, *entries: Any, name: str = "x.json", indent: int | None = None) -> Path:
    path = folder / name
    path.write_text(json.dumps([*entries], indent=indent), "utf-8")
    return path


def told(path: Path) -> str:
    return formats_of_file(path, path.read_bytes()[:65536])[0][0].name


def spans(found: Returned) -> list[tuple[str | None, str, str]]:
    return [
        (layer.person, fields["label"], "".join(fields["quote"]))
        for document in found.documents.values()
        for layer in document.layers
        for _, fields in layer.spans
    ]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.txt"])
@pytest.mark.parametrize(
    ("entry", "format", "person", "label"),
    [
        (MIN, "label-studio", "3", "LOC"),
        (LISTED, "doccano", None, "LOC"),
        ({"data": TEXT, "label": [[0, 4, "LOC"]]}, "doccano", None, "LOC"),
        ({"text": TEXT, "annotations": [OLD]}, "doccano", "u", "LOC"),
        ({"text": TEXT, "annotations": [{**OLD, "label_name": None}]}, "doccano", "u", "2"),
        (
            {"text": TEXT, "spans": [{"start": 0, "end": 4, "label": "LOC"}], "_input_hash": 1},
            *("prodigy", None, "LOC"),
        ),
    ],
)
def test_marks_are_read(
    tmp_path: Path,
    entry: dict[str, Any],
    format: str,
    person: str | None,
    label: str,
    name: str,
    indent: int | None,
) -> None:
    path = put(tmp_path, entry, {**entry, "text": "Kyiv."}, name=name, indent=indent)
    assert told(path) == format
    found = read(path)
    assert spans(found)[0] == (person, label, "Kyiv")
    (first, *_) = found.documents.values()
    assert first.frozen.text == TEXT


@pytest.mark.parametrize("end", ["\n", ""])
def test_doccano_in_lines_with_data_for_the_text(tmp_path: Path, end: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"data": TEXT, "label": [[0, 4, "LOC"]]}) + end, "utf-8")
    assert told(path) == "doccano"
    assert spans(read(path)) == [(None, "LOC", "Kyiv")]


def test_several_people_of_an_old_export_have_a_layer_each(tmp_path: Path) -> None:
    marks = [OLD, {**OLD, "user_name": "v"}, {**OLD, "label": 7, "user_name": None, "user": 4}]
    del marks[2]["label_name"]
    found = read(put(tmp_path, {"text": TEXT, "annotations": marks}))
    assert spans(found) == [("u", "LOC", "Kyiv"), ("v", "LOC", "Kyiv"), ("4", "7", "Kyiv")]


def test_old_units_are_told_in_a_list_too(tmp_path: Path) -> None:
    text = "🎉🎉 Kyiv said no to Odesa, said Jane. "
    places = [(5, 9, "A"), (10, 14, "B"), (21, 26, "C"), (33, 37, "D")]
    entries = [{"text": f"{text}{n}", "label": [list(each) for each in places]} for n in range(3)]
    found = read(put(tmp_path, *entries))
    assert [quote for *_, quote in spans(found)][:4] == ["Kyiv", "said", "Odesa", "Jane"]


def test_what_is_said_of_a_region_is_its_attribute(tmp_path: Path) -> None:
    mood = [{"start": 0, "end": 4, "choices": ["glad"]}]
    entry = {**MIN, "mood": mood, "topic": "war", "lead_time": 2.5}
    ((document,),) = [[*read(put(tmp_path, entry)).documents.values()]]
    ((_, fields),) = document.layers[0].spans
    assert fields["attributes"] == {"mood": "glad"}
    assert document.meta == {"topic": "war"}
    assert document.layers[0].extra == {"lead_time": 2.5}


def test_an_entry_that_is_no_article_is_told(tmp_path: Path) -> None:
    path = put(tmp_path, LISTED, 7)
    assert [each.kind for each in read(path).findings] == ["other-ending", "broken-line"]


@pytest.mark.parametrize("label", ["politics", ["politics"]])
def test_articles_with_a_label_of_the_whole_text_are_a_table(tmp_path: Path, label: Any) -> None:
    assert told(put(tmp_path, {"text": TEXT, "title": "T", "label": label})) == "table"


@pytest.mark.parametrize("marks", [[[0, 4, "LOC"]], [{"start": 0, "end": 4}]])
def test_marks_of_an_unknown_kind_are_said(tmp_path: Path, marks: Any) -> None:
    rows = [{"body": TEXT, "entries": marks}, {"body": "No.", "entries": []}]
    path = put(tmp_path, *rows)
    assert format_named(told(path)).read is read_table
    findings = [each for each in read_table(path, "x") if isinstance(each, Finding)]
    assert [(each.kind, each.message) for each in findings] == [
        ("marks-not-read", "It has 1 article with what seems to be marks, such as in “entries”.")
    ]
