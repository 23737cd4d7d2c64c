"""The first document of an export, with its marks in view whatever the format is like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.document import Source
from annotator.formats.registry import format_named
from annotator.formats.written import WrittenDocument
from annotator.project.broken_lines import broken
from annotator.project.export_preview import Preview
from annotator.project.export_source import ExportOptions
from annotator.project.export_survey import survey_export
from annotator.project.progress import Progress
from annotator.project.sought_marks import SoughtMarks
from tests.planned import document, layer, planned

#: What a line of the file is too long to be read, and where a mark is written down.
ENDLESS = (
    "annotator-jsonl", "doccano", "json-cas", "label-studio", "prodigy", "web-annotation", "xmi",
)  # fmt: skip
TEXT = "🎉 " + "Nobody had expected it. " * 40 + "They met in Kyiv, said Ana, the mayor."
KYIV = (TEXT.index("Kyiv"), TEXT.index("Kyiv") + 4)


def look(tmp_path: Path, format: str, *documents: dict[str, Any]) -> Preview:
    if format_named(format).missing() is not None:
        pytest.skip("the library of this format is not installed")
    path = planned(tmp_path / "p.sqlite", *documents)
    return survey_export(Progress(), path, ExportOptions(format=format)).preview


def marked(found: Preview) -> list[str]:
    return [found.lines[number] for number in sorted(found.marked)]


@pytest.mark.parametrize("format", ENDLESS)
def test_an_endless_line_is_broken_around_its_marks(tmp_path: Path, format: str) -> None:
    article = document("a", layer("ana", [(KYIV, "location")]), text=TEXT)
    found = look(tmp_path, format, article)
    assert found.broken
    assert max(map(len, found.lines)) < 140
    said = " ".join(marked(found))
    # The one mark is written down; in units of UTF-16 by those that count so.
    assert "location" in said
    assert any(str(KYIV[0] + more) in said for more in (0, 1))
    assert [place for place in found.places if place is not None] == [KYIV]
    assert min(found.marked) < 40
    assert len(found.marked) < len(found.lines)


@pytest.mark.parametrize("format", ["brat", "csv"])
def test_lines_of_marks_are_told_where_lines_are_short(tmp_path: Path, format: str) -> None:
    found = look(tmp_path, format)
    assert not found.broken
    assert ["quote" in line for line in marked(found)[:2]] == [True, False]
    assert all("14" in line or "27" in line or "40" in line for line in marked(found))


@pytest.mark.parametrize("format", ["annotator-jsonl", "conll-iob2", "prodigy", "xmi", "brat"])
def test_of_a_long_article_the_beginning_with_its_first_mark_is_shown(
    tmp_path: Path, format: str
) -> None:
    text = f"{'Nothing happened here. ' * 4_000}It was in Kyiv.{' And then nothing.' * 2_000}"
    place = (text.index("Kyiv"), text.index("Kyiv") + 4)
    found = look(tmp_path, format, document("a", layer("ana", [(place, "location")]), text=text))
    assert found.shortened
    assert len(found.lines) <= 150
    assert any("Kyiv" in line or str(place[0]) in line for line in found.lines)
    assert place in found.places or format == "brat"
    assert found.lines.count("…") <= 4


def test_lists_without_marks_are_folded(tmp_path: Path) -> None:
    article = document("a", layer("ana", [(KYIV, "location")]), text=TEXT)
    assert '  "tokens": […],' in look(tmp_path, "prodigy", article).lines


def test_what_stands_between_marks_is_counted(tmp_path: Path) -> None:
    article = document("a", layer("ana", [(KYIV, "location")]), text=TEXT)
    found = look(tmp_path, "json-cas", article).lines
    assert "    {…} × 3," in found


def test_an_article_without_marks_is_taken_apart_as_well(tmp_path: Path) -> None:
    found = look(tmp_path, "doccano", document("a", layer("ana", []), text=TEXT))
    assert found.broken
    assert not found.marked
    assert '  "entities": [],' in found.lines


def test_values_of_any_depth_do_no_harm() -> None:
    empty = WrittenDocument("a", "a", "a text", "", None, None, Source(), None, None)
    deep = '{"a":[' + "[" * 900 + "]" * 900 + "]}"
    lines = broken(deep, SoughtMarks(empty))
    assert lines is not None
    assert [line.text for line in lines] == ["{", '  "a": [', "    […]", "  ]", "}"]


def test_what_only_begins_like_a_format_is_left_alone() -> None:
    empty = WrittenDocument("a", "a", "a text", "", None, None, Source(), None, None)
    assert broken("[entities]\nquote", SoughtMarks(empty)) is None
    assert broken("World\tO", SoughtMarks(empty)) is None


def test_a_long_text_is_cut_to_the_room_that_there_is() -> None:
    empty = WrittenDocument("a", "a", "a text", "", None, None, Source(), None, None)
    lines = broken('{"quote":["' + "word " * 40 + '"],"n":1}', SoughtMarks(empty))
    assert lines is not None
    shown = [line.text for line in lines]
    assert shown[0] == "{"
    assert shown[1].startswith('  "quote": ["word word')
    assert shown[1].endswith('…"],')
    assert len(shown[1]) <= 54
    assert shown[2:] == ['  "n": 1', "}"]
