"""The look at an export: in every format, what its first document becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats.registry import format_named, formats
from annotator.project.export_source import ExportOptions
from annotator.project.export_survey import survey_export
from annotator.project.exporting import export
from annotator.project.progress import Progress
from tests.planned import planned
from tests.projects import bring, new_project, write_lines

WRITTEN = [each.name for each in formats() if each.writes]


@pytest.mark.parametrize("name", WRITTEN)
def test_every_format_shows_its_first_document(tmp_path: Path, name: str) -> None:
    if format_named(name).missing() is not None:
        pytest.skip("the library of this format is not installed")
    path = planned(tmp_path / "p.sqlite")
    found = survey_export(Progress(), path, ExportOptions(format=name))
    assert found.previewed == "a"
    assert len(found.preview.places) == len(found.preview.lines)
    assert any(found.preview.lines)


def test_all_files_of_a_document_are_shown(tmp_path: Path) -> None:
    path = planned(tmp_path / "p.sqlite")
    shown = survey_export(Progress(), path, ExportOptions(format="brat")).preview.lines
    assert [line for line in shown if line.endswith((".ann", ".txt"))]
    assert any(line.startswith("T1\t") for line in shown)


@pytest.mark.parametrize("name", ["xmi", "label-studio", "csv", "parquet", "annotator-jsonl"])
def test_what_others_see_otherwise_is_said_before_and_with_the_export(
    tmp_path: Path, name: str
) -> None:
    path = new_project(tmp_path / "p.sqlite")
    quote = {"fragments": [[0, 2], [6, 10]], "label": "quote"}
    layer = {"person": "ana", "spans": [quote]}
    line = {"id": "a", "text": "He said so twice.", "layers": [layer]}
    bring(path, write_lines(tmp_path / "f.jsonl", line))
    seen = format_named(name).seen_as.get("fragments")
    wanted = [] if seen is None else [
        f"1 × spans in several fragments: other programs see {seen}. "
        "Annotator reads them back as they are."
    ]  # fmt: skip
    survey = survey_export(Progress(), path, ExportOptions(name))
    report = export(path, tmp_path / "out", ExportOptions(name))
    for warnings in (survey.warnings, report.warnings):
        assert [each for each in warnings if "other programs" in each] == wanted
    assert (name in dict(survey.whole)) == (seen is None)
    assert "annotator-jsonl" in dict(survey.whole)
