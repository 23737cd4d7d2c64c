"""A project opened in a process beside the window that has it open, for one piece of work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.project.project import Project

#: How long the process waits for the disk, in seconds.
_PATIENCE = 3600.0


@contextmanager
def opened_beside(path: Path, me: str | None, device: str, via: str) -> Iterator[Project]:
    """Open the project as its window has it; what was done is on disk when the block ends.

    Raises the Problem that prevents this. `via` is "window" where Ctrl+Z takes the work back.
    """
    project = Project.open(path, me, device=device, via=via)
    try:
        yield project
        if not project.flush(_PATIENCE):
            project.settle()
    finally:
        project.close(0, lose_unsaved=True)
