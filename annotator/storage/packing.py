"""Spans on their way into the project, packed in a file: an import may bring millions.

A row is bound and written once, many to a statement, straight into the project's table and
in its order, so that its pages fill up one after the other. In between, rows lie in a file as
plain values. None is never bound, the sqlite3 module takes longer over it than over any
value: columns that no row of a batch fills are left out, and in the others a sign for
nothing is made NULL by the statement.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.storage.canonical import canonical_json
from annotator.storage.rows import SPAN_COLUMNS, span_row

#: A record ready to be kept: its id and its fields, those at their default left out.
Record = tuple[str, Mapping[str, Any]]

#: The fields every span has, in the order in which readers give them, and all the others.
_START = ("label", "fragments", "quote")
_OTHERS = (
    *("fragments", "attributes", "uncertain", "score", "extra", "entity", "note", "origin"),
    *("because", "created", "updated"),
)
_JSON_FIELDS = ("attributes", "extra")
#: Signs for nothing, which no value of the column equals (a text is never a number to SQLite).
_NOTHING: Mapping[str, Any] = {name: "" if name == "score" else 0 for name in _OTHERS}
#: Spans that are gathered before they are packed, and rows that one statement writes.
_BATCH, _ROWS = 4000, 50
#: Bytes that say how long a packed batch is.
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class _Shape:
    """How fields of one kind become values: what is made JSON, and where nothing goes."""

    usual: bool
    json_places: tuple[int, ...] = ()
    gaps: tuple[tuple[int, Any], ...] = ()


class PackedSpans:
    """Spans with the number of their staged layer, first added, then written to the project."""

    def __init__(self, path: Path) -> None:
        # Of this import alone, in a folder that only this user may enter.
        self._file = path.open("w+b", buffering=1 << 20)
        self._shapes: dict[tuple[str, ...], _Shape] = {}
        self._others: tuple[str, ...] = ()
        self._values: list[Any] = []
        self._waiting = 0

    def add(self, layer: int, spans: Sequence[Record]) -> None:
        """Set the spans of a layer aside."""
        shapes = self._shapes
        for id, fields in spans:
            names = tuple(fields)
            shape = shapes.get(names) or self._shape(names)
            if not shape.usual or len(fields["fragments"]) > 1:
                self._add_unusual(layer, id, fields)
                continue
            label, ((start, end),), (quote,), *rest = fields.values()
            for place in shape.json_places:
                rest[place] = canonical_json(rest[place]).decode()
            for place, nothing in shape.gaps:
                rest.insert(place, nothing)
            self._values += (layer, id, label, start, end, quote, *rest)
        self._waiting += len(spans)
        if self._waiting >= _BATCH:
            self._pack()

    def _add_unusual(self, layer: int, id: str, fields: Mapping[str, Any]) -> None:
        row = dict(zip(SPAN_COLUMNS, span_row(fields), strict=True))
        self._widen(name for name in _OTHERS if row[name] is not None)
        there = [_NOTHING[name] if row[name] is None else row[name] for name in self._others]
        self._values += (layer, id, row["label"], row["start"], row["end"], row["quote"], *there)

    def _shape(self, names: tuple[str, ...]) -> _Shape:
        """Return how fields with these names are taken; the batch has a column for each then."""
        rest = names[3:]
        self._widen(rest)
        inside = tuple(name for name in self._others if name in rest)
        places = tuple(i for i, name in enumerate(rest) if name in _JSON_FIELDS)
        gaps = tuple((i, _NOTHING[n]) for i, n in enumerate(self._others) if n not in rest)
        shape = _Shape(names[:3] == _START and inside == rest, places, gaps)
        self._shapes[names] = shape
        return shape

    def _widen(self, names: Iterable[str]) -> None:
        """Begin a batch with more columns where the present one has none for these."""
        wanted = {*self._others, *(name for name in names if name in _NOTHING)}
        if len(wanted) > len(self._others):
            self._pack()
            self._others = tuple(name for name in _OTHERS if name in wanted)
            self._shapes.clear()

    def _pack(self) -> None:
        if self._values:
            # Version 2 does not look for values that are the same object.
            packed = marshal.dumps((self._others, self._values), 2)
            self._file.write(len(packed).to_bytes(_LENGTH, "little"))
            self._file.write(packed)
            self._values.clear()
        self._waiting = 0

    def finish(self) -> None:
        """Pack what is still waiting; nothing can be added afterwards."""
        self._pack()
        self._file.flush()

    def _unpacked(self) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
        self._file.seek(0)
        # Read whole and then unpacked: marshal.load reads a file value by value.
        while length := self._file.read(_LENGTH):
            yield marshal.loads(self._file.read(int.from_bytes(length, "little")))

    def write(self, connection: sqlite3.Connection, base: int, existing: Mapping[int, int]) -> None:
        """Write all spans to the project's table, in the caller's transaction.

        A staged layer has the number that `existing` gives for its own, or `base` more.
        """
        for others, values in self._unpacked():
            width = len(_START_COLUMNS) + len(others)
            layers = values[::width]
            values[::width] = [existing.get(number) or base + number for number in layers]
            portion = width * _ROWS
            whole = len(values) - len(values) % portion
            if whole:
                portions = (values[at : at + portion] for at in range(0, whole, portion))
                connection.executemany(_insert(others, _ROWS), portions)
            if rest := values[whole:]:
                connection.execute(_insert(others, len(rest) // width), rest)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


_START_COLUMNS = ("layer", "id", "label", "start", "end", "quote")


def _insert(others: Sequence[str], rows: int) -> str:
    names = ", ".join(f'"{column}"' for column in (*_START_COLUMNS, *others))
    marks = ["?"] * len(_START_COLUMNS)
    marks += [f"nullif(?, {_NOTHING[name]!r})" for name in others]
    if "origin" in others:
        place = len(_START_COLUMNS) + others.index("origin")
        marks[place] = f"ifnull({marks[place]}, 'hand')"
    else:
        names, marks = f"{names}, origin", [*marks, "'hand'"]
    row = ", ".join(marks)
    return f"INSERT INTO main.spans ({names}) VALUES {', '.join([f'({row})'] * rows)}"
