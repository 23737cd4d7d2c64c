"""Marks that a format does not carry whole: they are those whose losses it announces."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from annotator.formats.format import Format
from annotator.formats.losses import Loss, LossCount, lost_features
from annotator.formats.registry import format_named, formats
from annotator.project.lost_marks import (
    CHANGED,
    LOST,
    POORER,
    LostMark,
    lost_marks,
    places_of_lines,
)
from tests.coming_back import Content, content_of
from tests.rich_content import TEXT, rich, simple

WRITING = [each for each in formats() if each.writes and each.missing() is None]


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return content_of(tmp_path, *rich())


def found(format: Format, content: Content) -> list[LostMark]:
    return [mark for each in content.documents for mark in lost_marks(format, content.header, each)]


def losses(format: Format, content: Content) -> tuple[Loss, ...]:
    counted = LossCount(format, content.header)
    for each in content.documents:
        counted.look(each)
    return counted.losses()


@pytest.mark.parametrize("format", WRITING, ids=repr)
def test_marks_are_lost_where_losses_are_announced(format: Format, content: Content) -> None:
    counts = Counter({loss.feature: loss.count for loss in losses(format, content)})
    fates = {mark.fate for mark in found(format, content)}
    assert (LOST in fates) == bool(counts["spans"] or counts["nested"])
    if counts["widened"] or counts["fragments"] or counts["labels"]:
        assert fates & {LOST, CHANGED}
    if not counts:
        assert not fates


def test_the_worst_is_said_of_each_mark(content: Content) -> None:
    (document,) = [each for each in content.documents if each.text == TEXT]
    marks = lost_marks(format_named("conll-bioes"), content.header, document)
    fates = {(mark.label, TEXT[slice(*mark.fragments[0])]): mark.fate for mark in marks}
    assert fates["quote", "“no”"] == LOST
    assert fates["quote", "said “no”"] == POORER
    assert [mark.fragments for mark in marks] == sorted(mark.fragments for mark in marks)


@pytest.mark.parametrize(
    "format", [each for each in WRITING if "spans" not in lost_features(each)], ids=repr
)
def test_an_intact_twin_is_not_drawn_as_lost(format: Format, tmp_path: Path) -> None:
    text = "Kyiv fell. Kyiv rose. Kyiv, Kyiv sang."
    places = [match.start() for match in re.finditer("Kyiv", text)]
    whole = {"label": "location", "start": places[0], "end": places[0] + 4}
    spans = [
        {**whole, "id": "whole"},
        # Two of one place, of which a column of tags holds one.
        {**whole, "id": "first", "start": places[1], "end": places[1] + 4},
        {**whole, "id": "other", "start": places[1], "end": places[1] + 4},
        {"label": "location", "id": "parts",
         "fragments": [[places[2], places[2] + 4], [places[3], places[3] + 4]]},
    ]  # fmt: skip
    layers = [{"person": who, "status": "done", "spans": spans[:n]} for who, n in
              (("ana", 4), ("ben", 1))]  # fmt: skip
    content = content_of(tmp_path, {"id": "a", "text": text, "layers": layers})
    marks = found(format, content)
    assert ((places[0], places[0] + 4),) not in {mark.fragments for mark in marks}
    if "nested" in {loss.feature for loss in losses(format, content)}:
        assert [mark.fragments[0][0] for mark in marks if mark.fate == LOST] == [places[1]]


def test_what_loses_no_mark_shows_none(tmp_path: Path) -> None:
    content = content_of(tmp_path, *simple())
    assert found(format_named("annotator-jsonl"), content) == []
    assert found(format_named("conll-bioes"), content) == []


def test_lines_are_told_by_the_words_that_follow_each_other() -> None:
    text = "Kyiv 🎉 said.\n\nHe did."
    lines = [
        "-DOCSTART- -X- O O",
        "",
        "Kyiv\tB-location",
        "🎉\tO",
        "said\tO",
        ".\tO",
        "",
        "He did.",
    ]
    assert tuple(places_of_lines(lines, text)) == (
        None, None, (0, 4), (5, 6), (7, 11), (11, 12), None, (14, 21),
    )  # fmt: skip
    # A word that is passed over is none of these lines.
    assert tuple(places_of_lines(["said", "{"], text)) == (None, None)
