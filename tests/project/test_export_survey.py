"""The look at an export: in every format, what its first document becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats.registry import format_named, formats
from annotator.project.export_source import ExportOptions
from annotator.project.export_survey import survey_export
from annotator.project.progress import Progress
from tests.planned import planned

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
