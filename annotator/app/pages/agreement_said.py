"""From what people say of spans to what the agreement page draws: a figure a line."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.app.pages.agreement_cases import said_names
from annotator.app.pages.agreement_shown import Grid, in_full
from annotator.compare.figures import Row
from annotator.domain.schema import Schema
from annotator.project.agreement_text import shown
from annotator.project.before_review import BeforeReview
from annotator.project.import_report import count
from annotator.project.said_of_spans import SaidOfSpans
from annotator.widgets.figures.grid import Cell, Column, GridRow

_MEASURES = {
    "alpha-nominal": "α", "alpha-sets": "α, MASI", "entity-f1": "F1", "relation-f1": "F1",
}  # fmt: skip


def said_scale(said: Sequence[SaidOfSpans]) -> tuple[float, float]:
    """Return the ends of the scale that holds all intervals."""
    values = [each for one in said for each in (one.row.low, one.row.value) if each is not None]
    return (max(-1.0, min(int(min(values, default=0.0) * 10) / 10, 0.8)), 1.0)


def said_grid(
    said: Sequence[SaidOfSpans], schema: Schema, before: BeforeReview | None = None
) -> Grid:
    """Return the table of attributes, entities and relations; `before` is what figures were."""
    columns = [
        Column("95 % interval", 2.2), Column("", 0.8), Column("by", 0.9), Column("covers", 0.9),
        Column("differ", 0.8), Column("of", 0.8),
    ]  # fmt: skip
    return "Said of spans", columns, [_line(each, schema, before) for each in said]


def _line(each: SaidOfSpans, schema: Schema, before: BeforeReview | None) -> GridRow:
    names, row = said_names(each.about, schema), each.row
    name, key = ", ".join(names), ("said", *each.about)
    by = _MEASURES.get(row.measure, row.measure)
    places = f"{name}: {count(each.differ, 'case')} of {each.of:,} differ"
    cells = [
        Cell("n/a", soft=True) if row.value is None
        else Cell("", interval=(row.low, row.value, row.high)),
        Cell(shown(row.value), key, in_full(row, f"{name}, {by}", before)),
        Cell(by, soft=True),
        Cell("–" if row.coverage is None else _percent(row), key, in_full(row, name), soft=True),
        Cell(f"{each.differ:,}", key, places),
        Cell(f"{each.of:,}", key, places, soft=True),
    ]  # fmt: skip
    return GridRow(name, cells, names=names)


def _percent(row: Row) -> str:
    return f"{100 * (row.coverage or 0):.0f} %"
