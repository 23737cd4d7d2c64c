"""Packed spans arrive in the table as the same spans written one by one would."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.storage.packing import PackedSpans
from annotator.storage.rows import SPAN_COLUMNS, span_row

_TEXTS = st.sampled_from(["0", "a", "«ü»", "{}"])
_OPTIONAL = {
    "attributes": st.just({"quote_type": "direct"}),
    "uncertain": st.just(True),
    "score": st.sampled_from([0.0, 0.5, 1.0]),
    "extra": st.just({"key": [1, None]}),
    "entity": _TEXTS,
    "note": _TEXTS,
    "origin": st.sampled_from(["import", "suggestion:ner"]),
    "because": _TEXTS,
    "created": st.just("2026-11-23T10:42:07Z"),
    "updated": st.just("2026-11-23T10:42:08Z"),
}


@st.composite
def _fields(draw: st.DrawFn) -> dict[str, Any]:
    several = draw(st.booleans())
    fields: dict[str, Any] = {
        "label": draw(st.sampled_from(["quote", "speaker"])),
        "fragments": [[0, 2], [5, 7]] if several else [[3, 8]],
        "quote": ["ab", "cd"] if several else ["words"],
    }
    fields.update(draw(st.fixed_dictionaries({}, optional=_OPTIONAL)))
    if draw(st.booleans()):
        fields = dict(reversed(fields.items()))
    return fields


def _arrived(folder: Path, layers: list[list[dict[str, Any]]], existing: dict[int, int]) -> Any:
    connection = sqlite3.connect(":memory:")
    names = ", ".join(f'"{name}"' for name in SPAN_COLUMNS)
    connection.execute(f"CREATE TABLE spans (layer, id, {names})")
    packed = PackedSpans(folder / "packed")
    for number, spans in enumerate(layers, 1):
        packed.add(number, [(f"s{place}", fields) for place, fields in enumerate(spans)])
    packed.finish()
    packed.write(connection, 100, existing)
    packed.close()
    rows = connection.execute(f"SELECT layer, id, {names} FROM spans ORDER BY rowid").fetchall()
    connection.close()
    return rows


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(_fields(), max_size=6), max_size=6))
def test_every_column_arrives(tmp_path: Path, layers: list[list[dict[str, Any]]]) -> None:
    expected = [
        (100 + number, f"s{place}", *span_row(fields))
        for number, spans in enumerate(layers, 1)
        for place, fields in enumerate(spans)
    ]
    assert _arrived(tmp_path, layers, {}) == expected


def test_many_rows_arrive_in_order_and_in_the_layer_that_was_there(tmp_path: Path) -> None:
    span = {"label": "quote", "fragments": [[0, 2]], "quote": ["ab"]}
    noted = {**span, "note": "late"}
    layers = [[span] * 37 for _ in range(150)] + [[noted] * 53]
    rows = _arrived(tmp_path, layers, {2: 7})
    assert [row[0] for row in rows[:75]] == [101] * 37 + [7] * 37 + [103]
    assert len(rows) == 37 * 150 + 53
    assert {row[10] for row in rows[: 37 * 150]} == {None}
    assert [row[10] for row in rows[37 * 150 :]] == ["late"] * 53
