"""Values of the wrong type, in every place of a file: a finding at most, never an error of ours."""

from __future__ import annotations

import copy
import csv
import io
import json
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.problem import Problem
from annotator.formats.format import Format
from annotator.formats.registry import format_named, formats
from tests.coming_back import content_of, write
from tests.rich_content import rich

_CHOICE = {"id": "a", "type": "choices", "from_name": "mood", "value": {"choices": ["glad"]}}
_REGION = {"id": "a", "type": "labels", "from_name": "label", "score": 0.5}
_REGION |= {"value": {"start": 0, "end": 3, "text": "Ana", "labels": ["speaker"]}}
_REGION |= {"meta": {"text": ["a note"], "annotator": {"attributes": {"x": "y"}, "entity": None}}}
_LINK = {"type": "relation", "from_id": "a", "to_id": "a", "direction": "left", "labels": ["r"]}
_RESULT = [_REGION, _CHOICE, _LINK, {**_CHOICE, "id": "b"}]
#: What other programs write, with what ours leave out.
_FOREIGN: dict[str, Any] = {
    "label-studio": [
        {
            "id": 1,
            "data": {"text": "Ana said no.", "title": "T"},
            "annotations": [{"completed_by": {"id": 7, "email": "a@b.c"}, "result": _RESULT}],
            "predictions": [{"model_version": "m", "result": _RESULT}],
        }
    ],
    "prodigy": [
        {
            "text": "Ana said no.",
            "meta": {"source": "x"},
            "tokens": [{"text": "Ana", "start": 0, "end": 3, "id": 0}],
            "spans": [
                {"id": "s", "start": 0, "end": 3, "token_start": 0, "token_end": 0, "label": "a"},
                {"start": 4, "end": 8, "token_start": 1, "token_end": 1, "label": "b"},
            ],
            "relations": [
                {"head": 0, "child": 1, "label": "r", "head_span": {"start": 0, "end": 3}}
            ],
            "answer": "accept",
            "_annotator_id": "ana",
        }
    ],
    "doccano": [
        {
            "id": 1,
            "text": "Ana said no.",
            "entities": [{"id": 1, "label": "a", "start_offset": 0, "end_offset": 3}],
            "relations": [{"id": 1, "from_id": 1, "to_id": 1, "type": "r"}],
            "Comments": ["Why?"],
            "label": [[0, 3, "a"]],
        }
    ],
}
_JSON = [
    each
    for each in formats()
    if each.reads and each.missing() is None and each.writes
    and each.suffixes[0] in (".json", ".jsonl")
]  # fmt: skip
_MARKED = pytest.mark.parametrize("format", _JSON, ids=lambda format: format.name)
WRONG = (None, True, 7, "x", [{"x": []}], {"x": []})
with tempfile.TemporaryDirectory() as _name:
    _RICH = content_of(Path(_name), *rich())


def _reads(format: Format, path: Path) -> None:
    try:
        list(format.reader({})(path, path.name))
    except Problem as problem:
        str(problem).encode()


@cache
def _exported(name: str) -> tuple[str, bytes]:
    """Return the first file of JSON that our own export in a format has, and its name."""
    with tempfile.TemporaryDirectory() as folder:
        out = write(format_named(name), _RICH, Path(folder))
        path = out if out.is_file() else sorted(out.rglob("*.json"))[0]
        return path.name, path.read_bytes()


def _samples(format: Format, folder: Path) -> Iterator[tuple[Path, Any]]:
    """Yield (file, its values) of our own files and of others'."""
    name, said = _exported(format.name)
    values = json.loads(said) if _is_whole(format) else [*map(json.loads, said.splitlines())]
    for each in values:
        if "tokens" in each:
            del each["tokens"][3:]
    yield folder / name, values
    if format.name in _FOREIGN:
        yield folder / name, copy.deepcopy(_FOREIGN[format.name])


def _is_whole(format: Format) -> bool:
    return format.suffixes[0] == ".json"


def _put(format: Format, path: Path, values: Any) -> None:
    path.write_text("\n".join(map(json.dumps, [values] if _is_whole(format) else values)), "utf-8")


def _places(value: Any, shape: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any, Any]]:
    """Yield (shape of the place, container, key) of every value in a value."""
    keys = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        where = (*shape, key if isinstance(value, dict) else None)
        yield where, value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key], where)


@_MARKED
def test_every_value_of_another_type(format: Format, tmp_path: Path) -> None:
    """One value at a time, in the first place of its kind."""
    for path, values in _samples(format, tmp_path):
        seen: set[tuple[Any, ...]] = set()
        for shape, container, key in [*_places(values)]:
            if shape in seen:
                continue
            seen.add(shape)
            right = container[key]
            for wrong in WRONG:
                container[key] = copy.deepcopy(wrong)
                _put(format, path, values)
                _reads(format, path)
            container[key] = right


@_MARKED
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_other_values_in_json(format: Format, seed: int) -> None:
    """Several values, anywhere in a file, are others: of another type, or missing."""
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as name:
        path, values = chance.choice([*_samples(format, Path(name))])
        for _ in range(chance.randint(2, 6)):
            _, container, key = chance.choice([*_places(values)])
            container[key] = copy.deepcopy(chance.choice(WRONG))
        _put(format, path, values)
        _reads(format, path)


CELLS = (
    *("", "x", "[]", "{}", "[[]]", "[{}]", '{"x":[]}', '[{"person":[],"kind":{},"spans":7}]'),
    *("7", "-1", "1.0", "nan", "null", "[null]", '[{"spans":{"x":1}}]', "[[1,2],[3]]", "yes"),
)


def _put_rows(path: Path, rows: list[list[str]]) -> None:
    changed = io.StringIO(newline="")
    csv.writer(changed).writerows(rows)
    path.write_text(changed.getvalue(), "utf-8", newline="")


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_other_cells_in_tables(seed: int) -> None:
    """Several cells, anywhere in the three files of a list of spans, are others."""
    chance, format = Random(seed), format_named("csv")
    with tempfile.TemporaryDirectory() as name:
        out = write(format, _RICH, Path(name))
        path = chance.choice(sorted(Path(name).rglob("*.csv")))
        rows = [*csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))]
        for _ in range(chance.randint(1, 4)):
            row = chance.choice(rows)
            row[chance.randrange(len(row))] = chance.choice(CELLS)
        _put_rows(path, rows)
        _reads(format, out)


def test_every_cell_of_another_type(tmp_path: Path) -> None:
    format = format_named("csv")
    out = write(format, _RICH, tmp_path)
    for path in sorted(tmp_path.rglob("*.csv")):
        right = path.read_text("utf-8")
        columns, first, *rest = csv.reader(io.StringIO(right, newline=""))
        for number in range(len(columns)):
            for wrong in CELLS:
                row = [*first]
                row[number] = wrong
                _put_rows(path, [columns, row, *rest])
                _reads(format, out)
        path.write_text(right, "utf-8", newline="")
