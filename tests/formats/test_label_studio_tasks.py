"""Label Studio: tasks that nobody has annotated are articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.beginning import beginning_of
from annotator.formats.registry import formats_of_file
from tests.projects import bring, documents_of, exported, faults, new_project

DIALOGUE = [{"author": "Ana", "text": "Hi, Bob."}, {"author": "Bob", "text": "Off to Kyiv now?"}]


def _written(folder: Path, name: str, *tasks: Any) -> Path:
    path = folder / name
    lines = "\n".join(map(json.dumps, tasks))
    path.write_text(lines if name.endswith("l") else json.dumps(tasks), "utf-8")
    return path


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize("id", [{"id": 7}, {}])
@pytest.mark.parametrize(
    "data",
    [
        {"text": "Bob said no.", "source": "daily"},
        {"content": "Bob said no.", "image": "https://a.example/b.png"},
        {"dialogue": DIALOGUE},
    ],
)
def test_they_come_in_without_marks(
    tmp_path: Path, name: str, id: dict[str, int], data: dict[str, Any]
) -> None:
    tasks = [{**id, "data": data}, {"data": {"text": "Ann said yes."}}]
    project = new_project(tmp_path / "p.sqlite")
    report = bring(project, _written(tmp_path, name, *tasks), me="Lea")
    assert [each.format for each in report.detected] == ["label-studio"]
    assert (report.documents, report.layers) == (2, 0)
    assert faults(project) == []
    texts = {each["text"] for each in documents_of(exported(project))}
    assert "Ann said yes." in texts
    assert texts & {"Bob said no.", "Hi, Bob.\nOff to Kyiv now?"}


@pytest.mark.parametrize(
    "object",
    [
        {"data": {"image": "https://a.example/b.png"}},
        {"data": "Bob said no.", "label": [[0, 3, "speaker"]]},
        {"data": {"text": "Bob."}, "label": [], "Comments": []},
        {"meta": {"data": {"text": "Bob."}}},
    ],
)
def test_what_has_no_text_or_is_of_others_is_no_task(tmp_path: Path, object: Any) -> None:
    path = _written(tmp_path, "a.json", object)
    found = [format.name for format, _ in formats_of_file(path, beginning_of(path))]
    assert "label-studio" not in found
