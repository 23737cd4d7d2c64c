"""Numbers that no other program could take come in as text, and are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.projects import bring, documents_of, exported, faults, new_project

LARGE = 36893488147419103232
_RESULT = {"id": "a", "type": "labels", "value": {"start": 6, "end": 11, "labels": ["location"]}}
_TASK = {"id": 1, "data": {"text": "Hello Minsk"}}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", [{**_TASK, "data": {"text": "Hello Minsk", "n": LARGE}, "annotations": []}]),
        ("a.json", [{**_TASK, "annotations": [{"result": [{**_RESULT, "score": LARGE}]}]}]),
        ("a.jsonl", {"text": "a said", "meta": {"n": LARGE}}),
        ("a.jsonl", {"id": "x", "text": "a said", "rank": LARGE}),
        ("a.jsonl", {"text": "Hello Minsk", "layers": [{"person": "ana", "weight": LARGE}]}),
        ("a.jsonl", {"id": 1, "text": "Hello Minsk", "label": [], "tweet": LARGE}),
    ],
)
def test_it_is_text_and_told(tmp_path: Path, name: str, content: Any) -> None:
    file = tmp_path / name
    file.write_text(json.dumps(content) + "\n", "utf-8")
    path = new_project(tmp_path / "p.sqlite")
    report = bring(path, file, owner="Ana")
    assert report.documents == 1
    assert "large-number" in [each.kind for each in report.findings]
    (document,) = documents_of(exported(path))
    assert str(LARGE) in _texts_in(document)
    assert faults(path) == []


def _texts_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts_in(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts_in(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("place", [LARGE, 2**63, 2**64 - 1])
def test_a_place_beyond_every_text_goes_to_the_repair_list(tmp_path: Path, place: int) -> None:
    span = {"start": 6, "end": place, "label": "location"}
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": "Hello Minsk", "spans": [span]}), "utf-8")
    path = new_project(tmp_path / "p.sqlite")
    report = bring(path, file, owner="Ana")
    assert (report.documents, report.spans, report.unplaced) == (1, 0, 1)
    assert faults(path) == []
