"""Assignments that do not hold: of people who left, where the work is not over, and of nobody.

Who was taken down is in the team no more; the assignments stay, under the id alone.
"""

from __future__ import annotations

import sqlite3

#: Statuses of a layer that needs no more work.
OVER = ("done", "skipped")
_RELEASED = f"""
SELECT json_extract(fields, '$.document') AS document, json_extract(fields, '$.person') AS person
FROM records LEFT JOIN people ON people.id = json_extract(fields, '$.person')
WHERE records.kind = 'assignment' AND (json_extract(people.extra, '$.left') IS NOT NULL
      OR EXISTS (SELECT 1 FROM records AS purges WHERE purges.kind = 'purge'
                 AND purges.id = 'person:' || json_extract(records.fields, '$.person')))
      AND NOT EXISTS (SELECT 1 FROM layers
                      WHERE layers.document = json_extract(fields, '$.document')
                      AND layers.person = json_extract(fields, '$.person')
                      AND layers.kind = 'annotations' AND layers.status IN {OVER})
"""
_STATUSES = "SELECT document, status FROM layers WHERE person = ? AND kind = 'annotations'"


def released(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return (document id, person id) of what people who are gone had and have not finished."""
    return frozenset(connection.execute(_RELEASED).fetchall())


def statuses_of(connection: sqlite3.Connection, person: str) -> dict[str, str]:
    """Return document id → how far a person is with it, where they have a layer."""
    return dict(connection.execute(_STATUSES, (person,)).fetchall())
