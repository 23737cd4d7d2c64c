"""JSON files that hold a list of objects: one object after the other, never the whole file."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.formats.json_numbers import CarefulNumbers, may_be_large, no_number, note_large
from annotator.formats.jsonl_values import count_surrogates, note_replaced, without_surrogates
from annotator.formats.notes import Notes

#: What stands between two objects of a list, or of JSON lines.
_BETWEEN = re.compile(r"[\s,\[\]\ufeff]*")
_CHUNK = 1 << 20
_LIST = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\{")
_VALUE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{")
_AS_UTF8 = "Save it again with the encoding UTF-8, and import that."
_KEPT = "It was left out; what was read before was kept."


_decode = json.JSONDecoder(parse_constant=no_number).raw_decode


def read_items(path: Path, notes: Notes) -> Iterator[Any]:
    """Yield the values of a JSON list, or of lines, or the one there is.

    Where the file stops being JSON a finding says so. Raises OSError.
    """
    with path.open("rb") as file:
        mark = file.read(2)
    wide = mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    with path.open(encoding="utf-16" if wide else "utf-8", newline="") as text:
        numbers, decode = CarefulNumbers(), _decode
        buffer, place, size, complete = "", 0, _CHUNK, False
        while True:
            place = _BETWEEN.match(buffer, place).end()  # type: ignore[union-attr]
            try:
                if place < len(buffer):
                    numbers.take()
                    value, end = decode(buffer, place)
                    if end < len(buffer) or complete:
                        strange = numbers.large or "\\u" in buffer[place:end]
                        yield _clean(value, numbers.take(), notes) if strange else value
                        place, size = end, _CHUNK
                        continue
            except (ValueError, RecursionError):
                if complete:
                    notes.add("broken", "From here on it is cut off or damaged.", _KEPT)
                    return
            if complete:
                return
            try:
                more = text.read(size)
            except UnicodeError:
                notes.add("not-text", "The file is not in UTF-8.", f"{_KEPT} {_AS_UTF8}")
                return
            # An object longer than the buffer is begun anew, each time with twice as much.
            buffer, place, size, complete = buffer[place:] + more, 0, size * 2, not more
            large = may_be_large(buffer.encode())
            decode = numbers.decoder.raw_decode if large else _decode


def _clean(value: Any, large: int, notes: Notes) -> Any:
    """Return a value without lone surrogates.

    A finding says how many there were, another how many of its numbers became text.
    """
    lone = count_surrogates(value)
    if lone or large:
        id = value.get("id") if isinstance(value, dict) else None
        notes.document = str(id) if isinstance(id, (str, int)) else None
    if large:
        note_large(large, notes)
    if lone:
        note_replaced(lone, notes)
        return without_surrogates(value)
    return value


def first_item(start: bytes) -> dict[str, Any] | None:
    """Return the first object of a list, or the one there is, where a file begins with it whole."""
    text = start.decode("utf-8-sig", "ignore")
    try:
        value, _ = _decode(text, _BETWEEN.match(text).end())  # type: ignore[union-attr]
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def begins_with_list(start: bytes) -> bool:
    """Return whether a file begins with a list of objects."""
    return _LIST.match(start) is not None


def begins_with_value(start: bytes) -> bool:
    """Return whether a file begins with an object, or with a list of objects."""
    return _VALUE.match(start) is not None
