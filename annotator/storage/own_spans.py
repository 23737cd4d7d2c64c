"""What people have in their layers: how much was suggested, and the first spans to look at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import orjson

from annotator.domain.origin import EDITED, SUGGESTION
from annotator.domain.span import Fragment
from annotator.storage.canonical import canonical_json

#: Per layer: the spans that stand as they were suggested, and those that were changed since.
_TAKEN = f"""
SELECT layer, count(*) - sum(origin LIKE '%{EDITED}'), sum(origin LIKE '%{EDITED}') FROM spans
WHERE origin LIKE '{SUGGESTION}%' GROUP BY layer
"""
#: Per layer: suggestions that were dismissed, or taken and deleted again.
_REFUSED = """
SELECT verdicts.layer, count(*) FROM verdicts
LEFT JOIN spans ON spans.layer = verdicts.layer AND spans.id = verdicts.span
WHERE spans.id IS NULL GROUP BY verdicts.layer
"""
_FIRST = f"""
SELECT layers.document, spans.id, spans.label, spans.start, spans."end", spans.fragments
FROM spans JOIN layers ON layers.id = spans.layer JOIN documents ON documents.id = layers.document
WHERE spans.layer IN (SELECT value FROM json_each(?)) AND (NOT ? OR
      spans.origin LIKE '{SUGGESTION}%' AND spans.origin NOT LIKE '%{EDITED}')
ORDER BY documents.key, documents.id, spans.start, spans."end" DESC, spans.id LIMIT ?
"""
#: A document, and a span's id, label and fragments in it.
OwnSpan = tuple[str, str, str, tuple[Fragment, ...]]


def suggestions_met(connection: sqlite3.Connection) -> dict[int, tuple[int, int, int]]:
    """Return layer number → suggestions taken as they are, taken and changed, and refused."""
    found = {layer: (as_is, changed, 0) for layer, as_is, changed in connection.execute(_TAKEN)}
    for layer, refused in connection.execute(_REFUSED):
        found[layer] = (*found.get(layer, (0, 0, 0))[:2], refused)
    return found


def first_spans(
    connection: sqlite3.Connection, layers: Iterable[int], most: int, as_suggested: bool
) -> list[OwnSpan]:
    """Return the first spans of these layers, or the first that stand as they were suggested."""
    numbers = canonical_json(sorted(layers)).decode()
    found = []
    for document, id, label, start, end, fragments in connection.execute(
        _FIRST, (numbers, as_suggested, most)
    ):
        several: tuple[Fragment, ...] = ((start, end),)
        if fragments is not None:
            several = tuple((first, last) for first, last in orjson.loads(fragments))
        found.append((document, id, label, several))
    return found
