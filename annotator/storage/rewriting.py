"""Writing a project file anew, so that nothing of what was erased stays in its unused parts."""

from __future__ import annotations

import sqlite3

from annotator.domain.problem import Problem
from annotator.storage.connection import ProjectFile


def leave_nothing_erased(file: ProjectFile) -> None:
    """Write the file anew, without what was erased. Raises Problem when that cannot be done now.

    SQLite overwrites what it deletes, but not the copies that stay behind in a page when it
    moves rows about.
    """
    connection = file.another(write=True)
    try:
        with file.turn:
            connection.execute("VACUUM")
    except sqlite3.OperationalError as error:
        # Somebody else is writing, or there is no room for a second copy.
        raise _remains(file, str(error)) from error
    finally:
        connection.close()
    if not file.empty_log():
        raise _remains(file, "the log is still being read")


def _remains(file: ProjectFile, details: str) -> Problem:
    return Problem(
        f"What was purged may still stand in unused parts of {file.path.name}.",
        "It is purged: nothing of it is shown or exported any more, and all else is kept.",
        "Close other windows on the project and make room on the disk. The next purge or merge "
        "erases what is left.",
        details,
    )
