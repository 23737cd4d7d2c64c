"""From people beside gold to what the agreement page draws: by label, by difference, by week."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.app.pages.agreement_shown import Grid, in_full
from annotator.compare.figures import Row
from annotator.domain.schema import Label
from annotator.project.agreement_text import shown
from annotator.project.gold_report import AGAINST, AgainstGold
from annotator.project.import_report import count
from annotator.widgets.figures.grid import Cell, Column, GridRow

#: By what the section may tell, with the words of the choice.
BY_LABEL, BY_KIND, BY_WEEK = "by label", "by difference", "by week"
TELLINGS = (BY_LABEL, BY_KIND, BY_WEEK)
#: So many weeks are shown, the newest.
_WEEKS = 8


def gold_grid(told: Sequence[AgainstGold], labels: Sequence[Label], telling: str) -> Grid:
    """Return the table of people beside gold."""
    make = {BY_LABEL: _by_label, BY_KIND: _by_kind, BY_WEEK: _by_week}[telling]
    columns, rows = make(told, labels)
    return "Person", columns, rows


def _by_label(
    told: Sequence[AgainstGold], labels: Sequence[Label]
) -> tuple[list[Column], list[GridRow]]:
    used = {row.label for each in told for row in each.figures}
    own = [label for label in labels if label.id in used]
    columns = [*(Column(label.name) for label in own), Column("All"), Column("documents", 1.2)]
    rows = []
    for each in told:
        figures = {row.label: row for row in each.figures}
        cells = [
            _figure(figures.get(label.id), f"{each.name}, {label.name}", each, label=label.id)
            for label in own
        ]
        cells.append(_figure(figures.get(None), each.name, each))
        number = figures[None].documents
        key = ("gold", each.person, None, None, None)
        cells.append(
            Cell(f"{number:,}", key, f"{each.name}: {count(number, 'document')}", soft=True)
        )
        rows.append(GridRow(each.name, cells))
    return columns, rows


def _by_kind(
    told: Sequence[AgainstGold], _labels: Sequence[Label]
) -> tuple[list[Column], list[GridRow]]:
    totals = [each.total() for each in told]
    used = [kind for kind in AGAINST if any(total[kind] for total in totals)]
    rows = []
    for each, total in zip(told, totals, strict=True):
        whole = sum(total.values())
        cells = [
            Cell(
                f"{total[kind]:,}",
                ("gold", each.person, None, None, kind) if total[kind] else None,
                f"{each.name}: {total[kind]:,} of {count(whole, 'mark')} {kind}",
                soft=not total[kind],
            )
            for kind in used
        ]
        rows.append(GridRow(each.name, cells))
    return [Column(kind) for kind in used], rows


def _by_week(
    told: Sequence[AgainstGold], _labels: Sequence[Label]
) -> tuple[list[Column], list[GridRow]]:
    whole = [
        {point.group: point.row for point in each.weeks if point.row.label is None} for each in told
    ]
    weeks = sorted({week for each in whole for week in each})[-_WEEKS:]
    rows = [
        GridRow(
            each.name,
            [_figure(points.get(week), f"{each.name}, {week}", each, week=week) for week in weeks],
        )
        for each, points in zip(told, whole, strict=True)
    ]
    return [Column(f"w {int(week.split('-W')[1])}") for week in weeks], rows


def _figure(
    row: Row | None,
    what: str,
    told: AgainstGold,
    week: str | None = None,
    label: str | None = None,
) -> Cell:
    if row is None or row.value is None:
        return Cell("–" if row is None else shown(None), soft=True)
    key = ("gold", told.person, week, label, None)
    return Cell(shown(row.value), key, in_full(row, f"{what}, strict F1 with gold"))
