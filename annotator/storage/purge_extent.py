"""How much work a purge would erase: told before it is gone."""

from __future__ import annotations

import sqlite3


def spans_by_person(
    connection: sqlite3.Connection, document: str | None = None, person: str | None = None
) -> list[tuple[str, int]]:
    """Return (name, spans) of everybody who marked a document, or of one person everywhere.

    Gold is among them under that name; who marked nothing is left out.
    """
    rows = connection.execute(
        "SELECT CASE layers.kind WHEN 'gold' THEN 'gold' ELSE "
        "ifnull(people.name, ifnull(layers.person, 'nobody')) END AS whose, sum(span_count) "
        "FROM layers LEFT JOIN people ON people.id = layers.person "
        "WHERE (layers.document = ? OR layers.person = ?) AND span_count GROUP BY whose "
        "ORDER BY whose",
        (document, person),
    )
    return [(whose, int(number)) for whose, number in rows]
