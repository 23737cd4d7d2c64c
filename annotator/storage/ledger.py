"""Reading the ledger: entities a portion at a time, and where they are mentioned."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import orjson

from annotator.domain.entity import Entity
from annotator.storage.canonical import canonical_json
from annotator.storage.marks import split_quote
from annotator.storage.practice import gold_is_told

_NOTHING: dict[str, Any] = {}
_COLUMNS = "id, kind, name, aliases, reference, lat, lon, note, merged_into, extra"
_ENTITIES = f"SELECT {_COLUMNS} FROM entities WHERE id > ? ORDER BY id LIMIT ?"
_ENTITY = f"SELECT {_COLUMNS} FROM entities WHERE id = ?"
_IDS = "(SELECT value FROM json_each(?))"
#: Layers whose links may be told to this person: their own, and gold.
_TOLD = (
    f"({gold_is_told('?2')} OR (layers.kind = 'annotations' AND ifnull(layers.person, '') = ?2))"
)
# The texts are read only for the mentions that are shown.
_MENTIONS = f"""
SELECT found.*, substr(texts.text, max(found.start - ?1, 0) + 1, min(found.start, ?1)),
       substr(texts.text, found."end" + 1, ?1)
FROM (
    SELECT documents.id, documents.key, documents.title, layers.person, layers.kind,
           spans.id AS span, spans.label, spans.start, spans."end", spans.quote, spans.fragments,
           documents.text_sha256
    FROM spans JOIN layers ON layers.id = spans.layer
    JOIN documents ON documents.id = layers.document
    WHERE spans.entity IN (SELECT value FROM json_each(?2))
          AND ({gold_is_told("?3")} OR (layers.kind = 'annotations'
               AND (?3 IS NULL OR ifnull(layers.person, '') = ?3)))
    ORDER BY documents.key, documents.id, spans.start, spans."end", layers.kind, layers.person,
             spans.id
    LIMIT ?4
) AS found LEFT JOIN texts ON texts.sha256 = found.text_sha256
"""


class MentionRow(NamedTuple):
    """A mention with the text around it; positions are code points, half open."""

    document: str
    key: str
    title: str
    person: str | None
    kind: str
    span: str
    label: str
    start: int
    end: int
    quote: tuple[str, ...]
    before: str
    after: str


def entities(connection: sqlite3.Connection, after: str, count: int) -> list[Entity]:
    """Return the next `count` entities after an id, by id; the merged ones too."""
    return [_entity(row) for row in connection.execute(_ENTITIES, (after, count))]


def entity(connection: sqlite3.Connection, id: str) -> Entity | None:
    """Return an entity as its record is, or None."""
    row = connection.execute(_ENTITY, (id,)).fetchone()
    return None if row is None else _entity(row)


def _entity(row: tuple[Any, ...]) -> Entity:
    id, kind, name, aliases, reference, lat, lon, note, merged_into, extra = row
    return Entity(
        id,
        kind,
        name,
        tuple(orjson.loads(aliases)) if aliases else (),
        reference,
        lat,
        lon,
        note or "",
        merged_into,
        orjson.loads(extra) if extra else _NOTHING,
    )


def mentions(
    connection: sqlite3.Connection,
    entity_ids: Iterable[str],
    person: str | None,
    context: int,
    limit: int,
) -> list[MentionRow]:
    """Return the mentions of these entities by document key and position.

    `person` is whose layers are read (gold always is), None for everybody's. `context` is how
    many code points before and after come with each.
    """
    ids = canonical_json(sorted(entity_ids)).decode()
    return [
        MentionRow._make((*named, _quote(quote, fragments), before or "", after or ""))
        for *named, quote, fragments, _text, before, after in connection.execute(
            _MENTIONS, (context, ids, person, limit)
        )
    ]


def _quote(quote: str, fragments: str | None) -> tuple[str, ...]:
    return (quote,) if fragments is None else tuple(split_quote(quote, orjson.loads(fragments)))


def mention_counts(
    connection: sqlite3.Connection, entity_ids: Sequence[str], person: str
) -> dict[str, int]:
    """Return how often each of these entities is named in a person's layers and in gold."""
    rows = connection.execute(
        "SELECT spans.entity, count(*) FROM spans JOIN layers ON layers.id = spans.layer "
        f"WHERE spans.entity IN {_IDS} AND {_TOLD} GROUP BY spans.entity",
        (canonical_json(list(entity_ids)).decode(), person),
    )
    return dict(rows.fetchall())


def entities_of_words(
    connection: sqlite3.Connection, words: str, person: str
) -> list[tuple[str, int]]:
    """Return (entity id, how often) of what a person took these very words for, most often first.

    Gold counts as well. `words` are a span's quote as the table has it.
    """
    rows = connection.execute(
        "SELECT spans.entity, count(*) FROM spans JOIN layers ON layers.id = spans.layer "
        f"WHERE spans.quote = ? AND spans.entity IS NOT NULL AND {_TOLD} "
        "GROUP BY spans.entity ORDER BY count(*) DESC, spans.entity LIMIT 20",
        (words, person),
    )
    return [(str(entity), int(count)) for entity, count in rows]
