"""What the project file says of its guideline: every version, and what may cite its rules."""

from __future__ import annotations

import sqlite3

from annotator.domain.guideline_texts import GuidelineTexts
from annotator.domain.guideline_texts import guideline_texts as texts_of_rows
from annotator.domain.journal import changes_of
from annotator.domain.stream import GUIDELINE
from annotator.storage.journal import read_rows

#: What a citation begins with; the rest is told by whoever reads the words.
_COMMENTS = "SELECT text FROM comments WHERE text GLOB '*R[0-9]*' OR text GLOB '*#*'"
_REASONS = (
    "SELECT reason FROM (SELECT json_extract(fields, '$.reason') AS reason FROM records "
    "WHERE kind = 'decision') WHERE reason GLOB '*R[0-9]*' OR reason GLOB '*#*'"
)


def guideline_texts(connection: sqlite3.Connection) -> GuidelineTexts:
    """Return every text that the guideline ever had, also versions taken back."""
    return texts_of_rows(read_rows(connection, GUIDELINE))


def versions_written(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return when (ISO 8601) which version of the guideline was written, the oldest first."""
    return [
        (row.wall_time, version)
        for row in read_rows(connection, GUIDELINE)
        for change in changes_of(GUIDELINE, row.payload)
        if isinstance(version := change.value.get("version"), int)
    ]


def citing_texts(connection: sqlite3.Connection) -> tuple[list[str], list[str]]:
    """Return the comments, and the reasons of decisions, that may cite the guideline."""
    comments, reasons = (
        [text for (text,) in connection.execute(query)] for query in (_COMMENTS, _REASONS)
    )
    return comments, reasons
