"""Copies of a project file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.problem import Problem
from annotator.project.import_report import count
from annotator.project.job import ThreadJob
from annotator.project.progress import Progress
from annotator.storage.backup import Waiting, back_up
from annotator.storage.connection import open_to_read
from annotator.storage.journal import Entry
from annotator.storage.project_reader import ProjectReader

if TYPE_CHECKING:
    from annotator.project.project import Project


def back_up_project(project: Path, out: Path, progress: Progress | None = None) -> int:
    """Write a consistent copy of the project file to `out`, also while it is open elsewhere.

    Returns its size in bytes. Raises Problem when `out` exists or cannot be written.
    """
    opened = open_to_read(project)
    try:
        return back_up(opened, out, (progress or Progress()).step)
    finally:
        opened.close()


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of an open project: where it is and how many edits only the copy has.

    `refused` are edits that could be written neither to the project nor to the copy.
    """

    path: Path
    added: int
    refused: int = 0

    def sentence(self) -> str:
        """Return the line that says what is in the copy."""
        line = f"A copy is in {self.path}"
        if self.added:
            line += f", with {count(self.added, 'change')} that could not be saved here"
        if self.refused:
            line += f", but without {count(self.refused, 'change')} that nothing can write"
        return f"{line}."


def start_copy(project: Project, target: Path) -> ThreadJob[Copied]:
    """Begin to copy an open project, with what is not on disk yet, to `target`.

    A file of that name is replaced. The window may go on: what is done from now on is not in
    the copy. Works also when the project file itself is gone.
    """
    # Asked before the copy begins, so that nothing is in neither.
    pending = project.saving.pending
    try:
        reader = project.another_reader()
    except Problem:
        # The file is gone. What this window has open still shows all of it, and nobody writes.
        return ThreadJob(_copy, project.reader, project.path, target, pending)
    return ThreadJob(_copy_and_close, reader, project.path, target, pending)


def _copy_and_close(
    progress: Progress, reader: ProjectReader, project: Path, target: Path, pending: Sequence[Entry]
) -> Copied:
    try:
        # In one snapshot: a commit in between would make the copy begin anew.
        with reader.snapshot():
            return _copy(progress, reader, project, target, pending)
    finally:
        reader.close()


def _copy(
    progress: Progress, reader: ProjectReader, project: Path, target: Path, pending: Sequence[Entry]
) -> Copied:
    waiting = Waiting(pending)
    reader.copy_to(project, target.absolute(), waiting, progress.step)
    return Copied(target, waiting.written, waiting.refused)
