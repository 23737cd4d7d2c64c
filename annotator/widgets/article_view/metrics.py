"""Lengths of the article page, in logical pixels, at a given type size and zoom."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QFontMetricsF

from annotator.widgets.article_view.typefaces import Typefaces

#: Lanes that are drawn under one line; what lies deeper is counted on a chip.
SHOWN_LANES = 6
NOTE_GAP, NOTE_WIDTH = 20, 112
EDGE = 24
#: Free room over the first line.
TOP_AIR = 24

# English newspaper prose: its mean advance sets the column for a number of characters.
_SAMPLE = (
    "The ministry said on Thursday that grain had left the port before the road was closed, "
    "and the mayor of the town called it an honest answer to a simple question."
)


class Metrics(NamedTuple):
    """Every length at the present zoom; `line`, `headline` are heights of a line of text."""

    scale: float
    line: float
    headline: float
    section: float
    baseline: float
    headline_baseline: float
    section_baseline: float
    empty: float
    above_lanes: float
    lane: float
    below_lanes: float
    without_lanes: float
    column: float

    def gap(self, lanes: int) -> float:
        """Return the height between a line of text with that many lanes and the next line."""
        if not lanes:
            return self.without_lanes
        return self.above_lanes + lanes * self.lane + self.below_lanes


def _baseline(metrics: QFontMetricsF, height: float) -> float:
    # The capitals stand in the middle of the line, a little low: descenders get the room.
    return float(round((height + metrics.capHeight()) / 2))


def measure(faces: Typefaces, scale: float, larger: bool, characters: int) -> Metrics:
    """Return the lengths at a scale (1.0 for text of 17 px) for a column of `characters`.

    `larger` says that the text is set in the larger size of Arabic.
    """
    text, column = QFontMetricsF(faces.text), QFontMetricsF(faces.column)
    line = round((26 if larger else 24) * scale)
    headline = round((34 if larger else 31) * scale)
    section = round(24 * scale)
    return Metrics(
        scale=scale,
        line=line,
        headline=headline,
        section=section,
        baseline=_baseline(text, line),
        headline_baseline=_baseline(QFontMetricsF(faces.headline), headline),
        section_baseline=_baseline(QFontMetricsF(faces.section), section),
        empty=12 * scale,
        above_lanes=2 * scale,
        lane=9 * scale,
        below_lanes=8 * scale,
        without_lanes=6 * scale,
        column=round(column.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * characters),
    )
