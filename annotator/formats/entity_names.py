"""Names of entities that stand with the spans of a file, whose ids only a ledger explains."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from annotator.formats.notes import Notes
from annotator.formats.span_json import NAME_KEYS


def take_names(spans: Iterable[dict[str, Any]], notes: Notes) -> None:
    """Take out of spans, in place, what their entities are called; the document will say it."""
    for span in spans:
        name, kind = (span.pop(key, None) for key in NAME_KEYS)
        entity = span.get("entity")
        if isinstance(entity, str) and entity and isinstance(name, str) and name.strip():
            known = kind if isinstance(kind, str) and kind else None
            notes.name_entity(entity, name, known, str(span.get("label")))
