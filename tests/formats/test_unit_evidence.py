"""In which unit a file counts: what fits each, and what a person says in its stead."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.problem import Problem
from annotator.formats.format import FileDocument, Placed
from annotator.formats.registry import format_named, formats
from annotator.formats.unit_evidence import joined, unit_fits

TEXT = "🎉 “No,” said Ana in Kyiv.\r\nShe went to Lviv."
UTF16 = len(TEXT[: TEXT.index("Kyiv")].encode("utf-16-le")) // 2


def read(name: str, path: Path, **options: str) -> tuple[list[list[str]], Placed]:
    """Return the quotes of all spans, and how they were placed."""
    items = list(format_named(name).reader(options)(path, path.name))
    (placed,) = [each for each in items if isinstance(each, Placed)]
    found = [
        fields["quote"]
        for each in items
        if isinstance(each, FileDocument)
        for layer in each.layers
        for _, fields in layer.spans
    ]
    return found, placed


def written(path: Path, *lines: Any) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def test_what_fits_each_unit_is_counted(tmp_path: Path) -> None:
    spans = [
        {"start": UTF16, "end": UTF16 + 4, "quote": "Kyiv", "label": "location"},
        {"start": 0, "end": 2, "quote": "🎉", "label": "claim"},
    ]
    line = {"text": TEXT, "spans": spans}
    ascii_line = {"text": "In Kyiv.", "spans": [{**spans[0], "start": 3, "end": 7}]}
    found, placed = read("annotator-jsonl", written(tmp_path / "a.jsonl", line, ascii_line))
    assert found == [["Kyiv"], ["🎉"], ["Kyiv"]]
    assert unit_fits(placed) == ({"codepoint": 1, "utf16": 3, "byte": 1, "grapheme": 1}, 3)
    both = joined([placed, placed])
    assert unit_fits(both)[0]["utf16"] == 6
    assert (both.unit, both.matched, both.quotes) == ("codepoint, utf16", 6, 6)


def test_edges_of_words_tell_where_there_are_no_quotes(tmp_path: Path) -> None:
    line = {"text": TEXT, "label": [[UTF16, UTF16 + 4, "LOC"]]}
    path = written(tmp_path / "d.jsonl", *[line] * 3)
    _, placed = read("doccano", path)
    fits, total = unit_fits(placed)
    assert (fits["utf16"], total, placed.unit) == (6, 6, "utf16")
    assert fits["codepoint"] < 6
    # What a person says wins, and the evidence stays what it is.
    found, told = read("doccano", path, unit="codepoint")
    assert found[0] != ["Kyiv"]
    assert (told.unit, told.matched) == ("codepoint", fits["codepoint"])
    assert unit_fits(told) == (fits, total)


def test_a_unit_that_is_told_wins_over_the_header_and_the_quotes(tmp_path: Path) -> None:
    span = {"start": UTF16, "end": UTF16 + 4, "label": "location"}
    header = {"annotator": 1, "offset_unit": "codepoint"}
    path = written(tmp_path / "a.jsonl", header, {"text": TEXT, "spans": [span]})
    assert read("annotator-jsonl", path)[0] == [["yiv."]]
    found, placed = read("annotator-jsonl", path, unit="UTF-16")
    assert (found, placed.unit) == ([["Kyiv"]], "utf16")


@pytest.mark.parametrize("counted", ["one", "two"])
def test_how_a_crlf_counts_is_told_by_the_quotes(tmp_path: Path, counted: str) -> None:
    text = "They met in Kyiv.\r\nShe went to Lviv."
    start = (text if counted == "two" else text.replace("\r\n", "\n")).index("Lviv")
    span = {"start": start, "end": start + 4, "quote": "Lviv", "label": "location"}
    found, placed = read(
        "annotator-jsonl", written(tmp_path / "a.jsonl", {"text": text, "spans": [span]})
    )
    assert found == [["Lviv"]]
    other = "two" if counted == "one" else "one"
    assert placed.line_ends == {counted: 1, other: 0}
    assert (placed.matched, placed.quotes) == (1, 1)


def test_a_quote_outside_the_text_is_one_that_does_not_fit(tmp_path: Path) -> None:
    spans = [{"start": at, "end": at + 4, "quote": "Kyiv", "label": "a"} for at in (3, 900)]
    _, placed = read(
        "annotator-jsonl", written(tmp_path / "a.jsonl", {"text": "In Kyiv.", "spans": spans})
    )
    assert (placed.matched, placed.quotes) == (1, 2)


#: A ZIP hands the unit on to the formats of its files.
COUNTING = [each for each in formats() if "unit" in each.options and each.name != "zip"]


@pytest.mark.parametrize("format", COUNTING, ids=repr)
def test_every_format_with_positions_refuses_a_unit_that_is_none(format: Any) -> None:
    with pytest.raises(Problem, match="cannot count “furlongs”"):
        format.reader({"unit": "furlongs"})


@pytest.mark.parametrize("name", ["prodigy", "label-studio", "xmi", "json-cas", "csv", "brat"])
def test_those_that_say_where_spans_stand_can_be_told(name: str) -> None:
    assert format_named(name) in COUNTING
