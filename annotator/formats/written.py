"""Documents on their way out: flat values, made for writing many of them fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.document import Source

#: A span as a flat tuple: (start, −end, label, id, quote, fragments, attributes, entity,
#: uncertain, note, origin, score, because, created, updated, extra, number). Sorting such
#: tuples gives the canonical order. `number` is the storage's and means nothing here.
#: `fragments`, `attributes` and `extra` are JSON or None; `fragments` is given only when there
#: are several, and `quote` is then a list; None is the default of every other field.
SpanRow = tuple[Any, ...]
#: (id, label, from, to, attributes as JSON, origin, extra as JSON, number)
RelationRow = tuple[Any, ...]
#: (id, span, person, text, created, reply_to, resolved, extra as JSON, number)
CommentRow = tuple[Any, ...]


@dataclass(slots=True)
class WrittenLayer:
    """A layer, its rows in canonical order; `extra` is JSON or None."""

    person: str | None
    kind: str
    status: str
    reason: str | None
    extra: str | None
    spans: Sequence[SpanRow] = ()
    relations: Sequence[RelationRow] = ()
    comments: Sequence[CommentRow] = ()


@dataclass(slots=True)
class WrittenDocument:
    """A document with the layers that are exported; nested fields are JSON or None.

    `decisions` are (id, fields as JSON).
    """

    key: str
    title: str
    text: str
    text_sha256: str
    language: str | None
    excluded: str | None
    source: Source
    meta: str | None
    extra: str | None
    layers: Sequence[WrittenLayer] = ()
    decisions: Sequence[tuple[str, str]] = ()
