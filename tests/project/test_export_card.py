"""The dataset card of an earlier export goes with the files that it is of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from tests.projects import bring, new_project, write_lines


def _project(folder: Path) -> Path:
    """Return a project with more documents than a card lists files."""
    path = new_project(folder / "q.sqlite")
    lines = [{"id": f"a{number}", "text": f"No, said Ana. {number}"} for number in range(30)]
    bring(path, write_lines(folder / "f.jsonl", *lines))
    return path


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("o.jsonl", {}),
        ("o.csv", {}),
        ("brat", {"format": "brat"}),
        ("parts", {"split": "50/25/25"}),
        ("texts", {"format": "plain-text"}),
    ],
)
def test_a_card_goes_with_the_files_it_is_of(
    name: str, options: dict[str, Any], tmp_path: Path
) -> None:
    path, out = _project(tmp_path), tmp_path / name
    card = export(path, out, ExportOptions(card=True, layer="all", **options)).card
    assert card is not None
    tried = export(path, out, ExportOptions(layer="all", dry_run=True, **options))
    assert not [each for each in tried.warnings if "card" in each]
    assert card.is_file()
    report = export(path, out, ExportOptions(layer="all", **options))
    assert not card.exists()
    assert f"The dataset card {card.name} was of the export before" in report.warnings[-1]
    assert not [
        each
        for each in export(path, out, ExportOptions(layer="all", **options)).warnings
        if "card" in each
    ]


def test_a_card_that_is_of_something_else_is_left_and_told(tmp_path: Path) -> None:
    project, out = _project(tmp_path), tmp_path / "o.jsonl"
    card = export(project, out, ExportOptions(card=True)).card
    assert card is not None
    out.write_bytes(out.read_bytes() + b"\n")
    before = card.read_bytes()
    report = export(project, out, ExportOptions())
    assert card.read_bytes() == before
    assert "is no card of this export" in report.warnings[-1]
    card.write_text("My own notes.", "utf-8")
    assert "is no card of this export" in export(project, out, ExportOptions()).warnings[-1]
    assert card.read_text("utf-8") == "My own notes."
