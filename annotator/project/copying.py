"""Copies of a project file."""

from __future__ import annotations

from pathlib import Path

from annotator.storage.backup import back_up
from annotator.storage.connection import open_to_read


def back_up_project(project: Path, out: Path) -> int:
    """Write a consistent copy of the project file to `out`, also while it is open elsewhere.

    Returns its size in bytes. Raises Problem when `out` exists or cannot be written.
    """
    opened = open_to_read(project)
    try:
        return back_up(opened, out)
    finally:
        opened.close()
