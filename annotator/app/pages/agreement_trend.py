"""From figures over time to the points of the trend on the agreement page."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.app.pages.agreement_shown import in_full
from annotator.compare.bootstrap import FEWEST, SEED, TIMES
from annotator.compare.standing import Point
from annotator.project.agreement_overview import Overview
from annotator.widgets.figures.trend_line import TrendPoint


def trend_points(overview: Overview, label: str | None, by_version: bool) -> list[TrendPoint]:
    """Return the points of the trend, by week or by the version of the guideline."""
    points = overview.versions if by_version else overview.weeks
    points = [point for point in points if point.row.label == label]
    marks: dict[str, str] = {}
    for week, version in sorted(overview.guidelines.items()):
        # Where nothing was marked in the week itself, it shows in the next one.
        shown_in = next((point.group for point in points if point.group >= week), None)
        if shown_in is not None and not by_version:
            marks[shown_in] = f"guideline {version}"
    return [_point(point, by_version, marks.get(point.group, "")) for point in points]


def trend_legend(points: Sequence[TrendPoint]) -> str:
    """Return what the band of a trend is, and why points have none."""
    drawn = sum(point.low is not None for point in points)
    few = f"{FEWEST} documents that two people did"
    if not drawn:
        return f"No intervals: a point needs {few}." if points else ""
    rest = "" if drawn == len(points) else f"; a point without one has under {few}"
    return f"Band and bars: 95 % interval by document, {TIMES:,} draws, seed {SEED}{rest}."


def _point(point: Point, by_version: bool, mark: str) -> TrendPoint:
    row = point.row
    if by_version:
        name = f"v {int(point.group)}" if int(point.group) else "before"
        what = f"guideline {name}"
    else:
        year, week = point.group.split("-W")
        name, what = f"w {int(week)}", f"week {int(week)} of {year}"
    key = ("group", point.group, what[0].upper() + what[1:])
    return TrendPoint(name, row.value, row.low, row.high, key, in_full(row, what), mark)
