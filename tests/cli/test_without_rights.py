"""Commands of somebody who may read the project's folder and write nothing in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project.project import Project
from tests.projects import bring, new_project, write_lines
from tests.strangers import needs_users, run_bound

pytestmark = needs_users


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Path]:
    """A folder with a project that was open before, and that only its owner may write to."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    project = new_project(shelf / "p.sqlite")
    bring(project, write_lines(tmp_path / "f.jsonl", {"id": "a", "text": "No.\n"}))
    shelf.chmod(0o555)
    yield shelf
    shelf.chmod(0o755)


def newest_edit(project: Path) -> str:
    opened = Project.open(project)
    try:
        return opened.reader.edits(1)[0].edit_id
    finally:
        opened.close()


def test_every_command_that_reads_works_in_a_folder_for_reading(
    shelf: Path, tmp_path: Path
) -> None:
    project = shelf / "p.sqlite"
    edit = newest_edit(project)
    outside = tmp_path / "outside"
    outside.mkdir()
    for arguments in (
        ("info", project),
        ("check", project, "--refold"),
        ("backup", project, outside / "copy.sqlite"),
        ("export", project, outside / "o.jsonl"),
        ("export", project, outside / "past.jsonl", "--as-of", edit),
    ):
        run = run_bound(*arguments)
        assert (run.returncode, run.stderr) == (0, ""), run.stderr
    assert '"text":"No.\\n"' in (outside / "o.jsonl").read_text()
    assert (outside / "past.jsonl").read_bytes() == (outside / "o.jsonl").read_bytes()
    assert [each.name for each in shelf.iterdir()] == ["p.sqlite"]
