from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.json_items import read_items
from annotator.formats.json_numbers import may_be_large
from annotator.formats.jsonl_values import object_in, parse_line
from annotator.formats.notes import Notes

LARGE = ["18446744073709551616", "-9223372036854775809", "123456789012345678901234567890", "1e999",
         "-1E+400", "9" * 5000, "1" + "0" * 400 + ".5"]  # fmt: skip
KEPT = ["18446744073709551615", "-9223372036854775808", "0", "1234567890123456789", "0.1", "1e300",
        "0.12345678901234567890123"]  # fmt: skip


@pytest.mark.parametrize("number", LARGE)
def test_a_number_that_is_too_large_is_text(number: str) -> None:
    read = parse_line(f'{{"a": [1, {number}], "b": "\\ud800"}}'.encode())
    assert read == ({"a": [1, number], "b": "\ufffd"}, 1, 1)
    assert object_in(f'{{"a": {number}}}') == {"a": number}


@pytest.mark.parametrize("number", KEPT)
def test_others_are_numbers(number: str) -> None:
    assert parse_line(f'{{"a": {number}}}'.encode()) == ({"a": json.loads(number)}, 0, 0)


def items(path: Path, *values: str) -> tuple[list[Any], list[tuple[str | None, str]]]:
    path.write_text(f"[{', '.join(values)}]", "utf-8")
    notes = Notes()
    return [*read_items(path, notes)], [(each.document, each.message) for each in notes.findings]


@pytest.mark.parametrize("number", LARGE)
def test_in_a_list_it_is_told_of_its_entry(tmp_path: Path, number: str) -> None:
    one, other = f'{{"id": 1, "n": {number}, "m": {number}}}', '{"id": 2, "n": 2}'
    assert items(tmp_path / "a.json", one, other) == (
        [{"id": 1, "n": number, "m": number}, {"id": 2, "n": 2}],
        [("1", "2 numbers are too large to be kept as such.")],
    )


@pytest.mark.parametrize("number", KEPT)
def test_others_in_a_list_are_numbers(tmp_path: Path, number: str) -> None:
    assert items(tmp_path / "a.json", f'{{"n": {number}}}') == ([{"n": json.loads(number)}], [])


@pytest.mark.parametrize("number", LARGE)
@pytest.mark.parametrize("json", ["%s", "[%s]", '{"a":%s}', '["3e123", -1,%s]', '{"a"\t:\n%s }'])
def test_a_large_number_is_seen_wherever_it_stands(number: str, json: str) -> None:
    assert may_be_large((json % number).encode())


@pytest.mark.parametrize("said", ["3e123", "b3e123", "0" * 19, "a" + "7" * 64, "12.5E+300"])
def test_ids_and_hashes_are_not_taken_for_large_numbers(said: str) -> None:
    assert not may_be_large(f'{{"id": "{said}", "sha256": "{said}f", "n": [1, 0.5]}}'.encode())
