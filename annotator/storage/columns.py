"""Single columns of a table row: what is NULL in one is absent in a record's fields."""

from __future__ import annotations

from typing import Any

import orjson

from annotator.storage.canonical import canonical_json

Fields = dict[str, Any]
Row = tuple[Any, ...]


def json_column(value: Any) -> str | None:
    """Return a value as JSON, None for an empty one."""
    return canonical_json(value).decode() if value else None


def put(fields: Fields, name: str, value: Any) -> None:
    """Set a field unless its column is NULL."""
    if value is not None:
        fields[name] = value


def put_json(fields: Fields, name: str, value: str | None) -> None:
    """Set a field from a column with JSON unless that is NULL."""
    if value is not None:
        fields[name] = orjson.loads(value)
