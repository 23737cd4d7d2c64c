"""Streams: the parts of the journal, by name.

A layer's stream is "layer/DOCUMENT/PERSON/KIND"; PERSON is empty for a layer that belongs
to nobody. The others are one each for the whole project.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

SCHEMA = "schema"
GUIDELINE = "guideline"
LEDGER = "ledger"
DOCUMENTS = "documents"
WORK = "work"
DECISIONS = "decisions"

PROJECT_STREAMS = (SCHEMA, GUIDELINE, LEDGER, DOCUMENTS, WORK, DECISIONS)


class LayerStream(NamedTuple):
    """The three parts of a layer's stream name; `document` is a document id."""

    document: str
    person: str | None
    kind: str


def layer_stream(document: str, person: str | None, kind: str = "annotations") -> str:
    """Return the name of the stream of one person's layer of one document (by id)."""
    return f"layer/{document}/{person or ''}/{kind}"


# Asked for each change of an edit, of which an import has many thousand for a layer.
@lru_cache(maxsize=1024)
def parse_layer_stream(stream: str) -> LayerStream | None:
    """Return the parts of a layer's stream name, or None for any other stream."""
    parts = stream.split("/")
    if len(parts) != 4 or parts[0] != "layer":
        return None
    return LayerStream(parts[1], parts[2] or None, parts[3])
