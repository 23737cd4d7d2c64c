"""The project as it was after an edit: what its file had of the journal then, folded anew.

That goes by the order in which rows arrived in the file. What others did apart and sent later has
earlier times, and was not there.
"""

from __future__ import annotations

import sqlite3

from annotator.domain.problem import Problem
from annotator.storage.connection import ProjectFile
from annotator.storage.journal import COLUMNS
from annotator.storage.refold import rebuild
from annotator.storage.upgrade import migrate


def connection_as_of(opened: ProjectFile, edit_id: str) -> sqlite3.Connection:
    """Return a connection to a temporary copy of the project as it was after that edit.

    The copy is gone when the connection is closed. Suggestions are not journalled and so not
    in it. Raises Problem when the journal has no such edit.
    """
    # An empty name is a database in a temporary file of SQLite's own.
    connection = sqlite3.connect("", uri=True, isolation_level=None)
    try:
        migrate(connection)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("ATTACH ? AS whole", (opened.reading_uri,))
        _copy(connection, edit_id)
        connection.execute("DETACH whole")
        connection.execute("BEGIN")
        rebuild(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _copy(connection: sqlite3.Connection, edit_id: str) -> None:
    last = connection.execute(
        "SELECT max(position) FROM whole.journal WHERE edit_id = ?", (edit_id,)
    ).fetchone()
    if last[0] is None:
        raise Problem(
            f"The project has no edit {edit_id}.",
            "Nothing was written.",
            "Look the edit's id up in the history, or in the table “edits” of the project file.",
        )
    connection.execute("BEGIN")
    connection.execute(
        f"INSERT INTO main.journal ({COLUMNS}) SELECT {COLUMNS} FROM whole.journal "
        "WHERE position <= ? ORDER BY position",
        last,
    )
    connection.execute("INSERT INTO main.texts (sha256, text) SELECT sha256, text FROM whole.texts")
    connection.execute("COMMIT")
