from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.formats.format import FileDocument, Finding
from annotator.formats.jsonl_reading import read_jsonl
from tests.projects import write_lines

TEXT = "Hi 🎉 Kyiv, “no” says Ana."


def _read(folder: Path, *lines: Any) -> tuple[list[FileDocument], list[Finding]]:
    items = list(read_jsonl(write_lines(folder / "f.jsonl", *lines), "f.jsonl"))
    return (
        [each for each in items if isinstance(each, FileDocument)],
        [each for each in items if isinstance(each, Finding)],
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("label", [[0, 2, "loc"]]),
        ("entities", [["Kyiv", "loc"]]),
        ("ner_tags", [0, 1]),
        ("marks", [{"start": 0, "end": 2, "label": "loc"}]),
    ],
)
def test_marks_that_are_not_read_are_told(tmp_path: Path, name: str, value: Any) -> None:
    line = {"text": TEXT, name: value}
    documents, findings = _read(tmp_path, line, {"text": "Plain.", "label": "war"}, line)
    assert [each.extra for each in documents] == [{name: value}, {"label": "war"}, {name: value}]
    (finding,) = findings
    assert finding.kind == "marks-not-read"
    assert finding.message == (
        f"It has 2 articles with what seem to be marks, such as in “{name}”."
    )
    assert "kept as further fields" in finding.kept


def test_further_fields_of_our_own_files_are_no_marks(tmp_path: Path) -> None:
    line = {"text": TEXT, "extra": {"label": [[0, 2, "loc"]]}}
    assert _read(tmp_path, {"annotator": 1}, line)[1] == []
