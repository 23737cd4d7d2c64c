"""Bringing a project of an older version up to date, before it is opened."""

from __future__ import annotations

from pathlib import Path

from annotator.project.job import ThreadJob
from annotator.project.progress import Progress
from annotator.storage.connection import open_file
from annotator.storage.migrations import LAYOUTS
from annotator.storage.refusal import stored_version


def is_older(path: Path) -> bool:
    """Return whether an older version made the project; raises Problem for what is none."""
    return stored_version(path.absolute()) < LAYOUTS.version


def start_conversion(path: Path) -> ThreadJob[None]:
    """Begin to back a project up and bring it up to date."""
    return ThreadJob(_convert, path)


def _convert(progress: Progress, path: Path) -> None:
    # Nearly all of it is SQLite's: a copy and some statements.
    progress.step(0, None)
    open_file(path).close()
