from __future__ import annotations

from annotator.app.pages.agreement_cases import Names
from annotator.app.pages.agreement_shown import (
    Figures,
    disputed_grid,
    labels_grid,
    pairs_grid,
    scale_of,
    titles_told_apart,
)
from annotator.app.pages.agreement_trend import trend_legend, trend_points
from annotator.compare.figures import Row
from annotator.compare.gathered import Gathered
from annotator.compare.standing import Point
from annotator.domain.schema import Schema, schema_from_definition
from annotator.project.agreement_overview import Disputed, Overview
from annotator.project.before_review import BeforeReview
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


def test_one_of_a_thing_is_said_as_one():
    one = Row("strict-f1", None, None, PAIR, None, 1.0, None, None, None, 1, 1)
    names = Names(SCHEMA, {})
    (line,) = pairs_grid(Figures([one]), "strict-f1", (), names)[2]
    assert line.cells[0].words.endswith("1 span, 1 document")
    assert line.cells[1].words == "ana, ben: 1 span"
    (disputed,) = disputed_grid([Disputed("a", "a", 0.5, 1)], {})[2]
    assert disputed.cells[1].words == "a: strict F1 .50, 1 case"


def test_titles_that_are_there_twice_are_told_apart_by_their_keys():
    told = titles_told_apart([("1", "Talks", "k1"), ("2", "Talks", "k2"), ("3", "", "k3")])
    assert told == {"1": ("Talks", "k1"), "2": ("Talks", "k2"), "3": ("k3",)}
    rows = disputed_grid([Disputed("1", "k1", 0.5, 2), Disputed("2", "k2", 0.5, 2)], told)[2]
    assert [row.name for row in rows] == ["Talks, k1", "Talks, k2"]


def test_the_legend_of_a_trend_says_what_the_band_is():
    bounded, bare = Point("2026-W38", row(0.5, low=0.4, high=0.6)), week("2026-W39")
    some = trend_points(overview(weeks=[bounded, bare]), None, by_version=False)
    assert (some[0].low, some[0].high) == (0.4, 0.6)
    legend = trend_legend(some)
    assert "95 % interval by document, 1,000 draws, seed 20260" in legend
    assert "a point without one has under 10 documents" in legend
    assert "without one" not in trend_legend(some[:1])
    assert trend_legend(some[1:]) == "No intervals: a point needs 10 documents that two people did."


def test_what_a_figure_was_before_review_stands_beside_it():
    before = BeforeReview("2026-11-20T10:00:00Z", True, {
        ("strict-f1", "quote", None, None, None): row(0.61, label="quote"),
        ("strict-f1", "quote", None, PAIR, None): row(0.6, PAIR, "quote"),
    })  # fmt: skip
    figures = Figures([row(0.7, PAIR, "quote"), row(0.71, label="quote"), row(0.8)], before)
    _corner, columns, grid = labels_grid(figures, "strict-f1", "Strict F1", SCHEMA.labels)
    place = [column.title for column in columns].index("before")
    assert [line.cells[place].text for line in grid] == [".61", "–"]
    (line,) = pairs_grid(figures, "strict-f1", SCHEMA.labels, Names(SCHEMA, {}))[2]
    assert line.cells[0].words.endswith("as measured before review began, on 2026-11-20: .60")
