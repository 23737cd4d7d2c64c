from __future__ import annotations

from annotator.app.pages.agreement_cases import Names
from annotator.app.pages.agreement_shown import (
    Figures,
    labels_grid,
    pairs_grid,
    scale_of,
    trend_points,
)
from annotator.compare.figures import Row
from annotator.compare.gathered import Gathered
from annotator.compare.standing import Point
from annotator.domain.schema import Schema, schema_from_definition
from annotator.project.agreement_overview import Overview
from annotator.project.comparing import Agreement


def row(value, pair=None, label=None, low=None, high=None, measure="strict-f1"):
    return Row(measure, label, None, pair, None, value, low, high, None, 1234, 12)


def week(name, value=0.5):
    return Point(name, row(value))


def overview(**more):
    return Overview(Agreement(), {}, Gathered(), **more)


SCHEMA: Schema = schema_from_definition(
    {"schema": "s", "version": 1, "labels": [{"id": "quote", "name": "Quote"}]}
)
PAIR = ("ana", "ben")


def test_a_heat_map_says_everything_of_a_number_and_opens_it():
    figures = Figures([row(0.784, PAIR, "quote", 0.7, 0.8), row(None, PAIR)])
    names = Names(SCHEMA, {"ana": "Ana", "ben": "Ben"})
    _corner, columns, (line,) = pairs_grid(figures, "strict-f1", SCHEMA.labels, names)
    assert [column.title for column in columns] == ["Quote", "All", "spans"]
    cell, whole, spans = line.cells
    assert (line.name, cell.text, cell.key) == ("Ana, Ben", ".78", ("pair", PAIR, "quote"))
    assert cell.words == (
        "Ana, Ben, Quote: .78, 95 % interval .70 to .80, 1,234 spans, 12 documents"
    )
    assert (whole.text, whole.key, whole.strength) == ("n/a", None, None)
    assert spans.text == "1,234"


def test_names_of_both_directions_keep_their_order():
    names = Names(SCHEMA, {"ana": "محمد", "ben": "Ben"})
    assert names.pair(PAIR) == "\u200e\u2068محمد\u2069, \u2068Ben\u2069"


def test_the_table_of_labels_holds_the_interval_on_its_scale():
    figures = Figures([row(0.5, label="quote", low=0.42, high=0.6), row(0.7)])
    _corner, columns, grid = labels_grid(figures, "strict-f1", "Strict F1", SCHEMA.labels)
    assert columns[0].title == "Strict F1, 95 % interval"
    assert [line.name for line in grid] == ["Quote", "All"]
    assert grid[0].cells[0].interval == (0.42, 0.5, 0.6)
    assert scale_of(figures, "strict-f1", SCHEMA.labels) == (0.4, 1.0)


def test_a_new_guideline_shows_in_the_week_from_which_on_it_held():
    found = overview(
        weeks=[week("2026-W38"), week("2026-W41"), week("2026-W42")],
        guidelines={"2026-W39": 1, "2026-W42": 2, "2026-W50": 3},
    )
    points = trend_points(found, None, by_version=False)
    assert [(each.name, each.mark) for each in points] == [
        ("w 38", ""), ("w 41", "guideline 1"), ("w 42", "guideline 2"),
    ]  # fmt: skip
    assert points[0].key == ("group", "2026-W38", "Week 38 of 2026")


def test_by_guideline_a_point_a_version():
    found = overview(versions=[week("000"), week("012")], guidelines={"2026-W01": 12})
    points = trend_points(found, None, by_version=True)
    assert [(each.name, each.mark) for each in points] == [("before", ""), ("v 12", "")]
