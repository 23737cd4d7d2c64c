"""What `annotator check` says, and in which order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.domain.validation import WARNING, Finding
from annotator.project import checking
from tests.cli.test_commands import Run, project, run

__all__ = ["project", "run"]


def test_check_lists_errors_before_any_number_of_warnings(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Finding("constraint", f"span {n}", "Look at it.", WARNING) for n in range(30)]
    error = Finding("refold", "span s", "The table has what the journal lacks.")
    monkeypatch.setattr(checking, "check", lambda *_given: [*found, error])
    code, said, errors = run("check", project, "--refold")
    assert code == 1
    assert said.endswith("has 1 error and 30 warnings.\n")
    assert errors.splitlines()[0] == "error: span s: The table has what the journal lacks."
    _, said, _ = run("check", project, "--json")
    assert json.loads(said)["findings"][0]["grade"] == "error"
