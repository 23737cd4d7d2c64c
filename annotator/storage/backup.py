"""A consistent copy of a project, also while it is open elsewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.storage import journal
from annotator.storage.connection import ProjectFile
from annotator.storage.log import log_of
from annotator.storage.refusal import is_trouble
from annotator.storage.upgrade import copy_file, untold


def back_up(opened: ProjectFile, target: Path, tell: Callable[[int, int], None] = untold) -> int:
    """Write a complete copy of the project to `target` and return its size in bytes.

    `tell(done, total)` hears of pages, and may raise to stop it.

    Raises Problem when there is a file of that name already, it cannot be written, or the
    project is damaged: a backup must be good.
    """
    if target.is_dir():
        raise Problem(
            f"{target.name or target} is a folder, and a copy is a file.",
            "No copy was made.",
            "Name a file in it, such as copy.sqlite.",
        )
    if target.exists():
        raise Problem(
            f"There already is a file {target.name} in {target.absolute().parent}.",
            "It was not changed, and no copy was made.",
            "Choose another name for the copy.",
        )
    copy_file(opened.connection, target, tell, amend=partial(_check_whole, opened.path))
    return target.stat().st_size


def _check_whole(project: Path, copy: sqlite3.Connection) -> None:
    try:
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise Problem(
            f"{project.name} is damaged, and a copy of it would be as well.",
            "No copy was made, and the project was not changed.",
            "Open an older backup, or the copy of someone you share the work with. Keep this "
            "file: what is left in it can often be rescued.",
            str(found),
        )


class Waiting:
    """Edits that are not on disk yet, to be written to a copy; counts how that went.

    `written` are the edits that are only in the copy, `refused` those that could not be
    written there either.
    """

    def __init__(self, entries: Sequence[journal.Entry]) -> None:
        self._entries = entries
        self.written = 0
        self.refused = 0

    def write_to(self, copy: sqlite3.Connection) -> None:
        """Append the edits that the copy lacks. Raises sqlite3.Error when its disk is full."""
        copy.execute("PRAGMA foreign_keys = ON")
        for entry in self._entries:
            if journal.has_edit(copy, entry.edit_id):
                continue
            try:
                journal.write(copy, [entry])
            except Exception as error:
                if is_trouble(error):
                    raise
                # Counted; the writer reports it, and the rest of the work is worth a copy.
                self.refused += 1
            else:
                self.written += 1


def copy_with(
    connection: sqlite3.Connection,
    project: Path,
    target: Path,
    waiting: Waiting,
    tell: Callable[[int, int], None],
) -> None:
    """Write what a connection sees and what is `waiting` to `target`, replacing a file there.

    Raises Problem when it cannot be written, or `target` is a project that is open.
    """
    same = target.exists() and project.exists() and target.samefile(project)
    if same or log_of(target).exists():
        raise Problem(
            f"{target.name} is this project itself."
            if same
            else f"{target.name} is a project that is open, in this window or another, or was not "
            "closed.",
            "It was not changed, and no copy was made.",
            "Choose another name for the copy.",
        )
    copy_file(connection, target, tell, waiting.write_to, replace=True)
