"""What the project file says of its guideline: every version, and what may cite its rules."""

from __future__ import annotations

import sqlite3

import orjson

from annotator.domain.journal import changes_of
from annotator.domain.stream import GUIDELINE

_WRITTEN = (
    "SELECT wall_time, payload FROM journal WHERE stream = 'guideline' AND payload IS NOT NULL "
    "ORDER BY time, device, seq"
)
#: What a citation begins with; the rest is told by whoever reads the words.
_COMMENTS = "SELECT text FROM comments WHERE text GLOB '*R[0-9]*' OR text GLOB '*#*'"
_REASONS = (
    "SELECT reason FROM (SELECT json_extract(fields, '$.reason') AS reason FROM records "
    "WHERE kind = 'decision') WHERE reason GLOB '*R[0-9]*' OR reason GLOB '*#*'"
)


def guideline_texts(connection: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """Return version → (when last written, ISO 8601; its text), also versions taken back."""
    found: dict[int, tuple[str, str]] = {}
    version, text = 0, ""
    for when, payload in connection.execute(_WRITTEN):
        for change in changes_of(GUIDELINE, orjson.loads(payload)):
            version = change.value.get("version", version) or 0
            text = change.value.get("text", text) or ""
        if version:
            found[version] = (str(when), text)
    return dict(sorted(found.items()))


def citing_texts(connection: sqlite3.Connection) -> tuple[list[str], list[str]]:
    """Return the comments, and the reasons of decisions, that may cite the guideline."""
    comments, reasons = (
        [text for (text,) in connection.execute(query)] for query in (_COMMENTS, _REASONS)
    )
    return comments, reasons
