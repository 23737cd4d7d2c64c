"""A first glance at a project: just enough to paint one article, before anything else is loaded.

Whatever is not plainly an up-to-date project gives None; opening it properly says why.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

from annotator.domain.problem import Problem
from annotator.domain.schema import Schema, schema_from_definition
from annotator.domain.span import Fragment, Span
from annotator.domain.text_limits import LARGE_TEXT
from annotator.storage.marks import APPLICATION_ID, split_quote
from annotator.storage.migrations import LAYOUTS

_DOCUMENT = (
    "SELECT documents.id, documents.title, documents.language, documents.excluded, "
    # A large one is got ready in the background.
    "CASE WHEN documents.characters <= ?3 THEN texts.text END "
    "FROM documents JOIN texts ON texts.sha256 = documents.text_sha256 "
    "LEFT JOIN layers ON layers.document = documents.id AND layers.person = ?1 "
    "AND layers.kind = 'annotations' "
    "WHERE ?2 IS NULL OR documents.key = ?2 "
    "ORDER BY ifnull(layers.status, 'new') IN ('done', 'skipped'), documents.key LIMIT 1"
)
_SPANS = (
    'SELECT spans.id, label, start, "end", quote, fragments FROM spans '
    "JOIN layers ON layers.id = spans.layer "
    "WHERE layers.document = ? AND layers.person = ? AND layers.kind = 'annotations'"
)
_SCHEMA = "SELECT fields FROM records WHERE kind = 'schema' AND id = 'schema'"


class Glance(NamedTuple):
    """One article as it is painted first; spans have only what painting needs."""

    text: str
    title: str
    language: str | None
    excluded: tuple[Fragment, ...]
    spans: tuple[Span, ...]
    schema: Schema


def project_id(path: Path) -> str | None:
    """Return the id of the project at `path`, or None when it is no project of today's."""
    connection = _connect(path)
    if connection is None:
        return None
    try:
        row = connection.execute("SELECT value FROM project WHERE name = 'id'").fetchone()
        return None if row is None else str(row[0])
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()


def glance(path: Path, key: str | None, person: str | None) -> Glance | None:
    """Return the document of that key, or the first that is not done, with a person's spans."""
    connection = _connect(path)
    if connection is None:
        return None
    try:
        return _read(connection, key, person)
    except (sqlite3.DatabaseError, ValueError, KeyError, TypeError, Problem):
        # Opening it properly finds what is wrong and says it.
        return None
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection | None:
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        marks = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version")
        ]
        if marks == [APPLICATION_ID, LAYOUTS.version]:
            return connection
        connection.close()
    except (sqlite3.DatabaseError, OSError):
        return None
    return None


def _read(connection: sqlite3.Connection, key: str | None, person: str | None) -> Glance | None:
    found = connection.execute(_DOCUMENT, (person, key, LARGE_TEXT)).fetchone()
    schema = connection.execute(_SCHEMA).fetchone()
    if found is None or schema is None or found[4] is None:
        return None
    document, title, language, excluded, text = found
    spans = tuple(_span(row) for row in connection.execute(_SPANS, (document, person)))
    regions = tuple((start, end) for start, end in json.loads(excluded or "[]"))
    return Glance(text, title, language, regions, spans, _schema(schema[0]))


def _schema(fields: str) -> Schema:
    return schema_from_definition(json.loads(fields)["definition"])


def _span(row: tuple[Any, ...]) -> Span:
    id, label, start, end, quote, fragments = row
    places = json.loads(fragments) if fragments else [(start, end)]
    quotes = tuple(split_quote(quote, places)) if fragments else (quote,)
    return Span(id, label, tuple((start, end) for start, end in places), quotes)
