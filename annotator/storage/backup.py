"""A consistent copy of a project, also while it is open elsewhere."""

from __future__ import annotations

from pathlib import Path

from annotator.domain.problem import Problem
from annotator.storage.connection import ProjectFile
from annotator.storage.upgrade import copy_file


def back_up(opened: ProjectFile, target: Path) -> int:
    """Write a complete copy of the project to `target` and return its size in bytes.

    Raises Problem when there is a file of that name already, or it cannot be written.
    """
    if target.exists():
        raise Problem(
            f"There already is a file {target.name} in {target.absolute().parent}.",
            "It was not changed, and no copy was made.",
            "Choose another name for the copy.",
        )
    copy_file(opened.connection, target)
    return target.stat().st_size
