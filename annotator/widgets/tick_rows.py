"""Boxes to tick beside each other, in as many rows as they need; many of them scroll."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from annotator.widgets.flow_rows import FlowRows
from annotator.widgets.focus_area import FocusArea

_ROW, _GAP, _MOST_ROWS = 28, 16, 3
#: Pixels of a name that are seen; the whole of it is in the tool tip.
_WIDEST = 280


class TickRows(FocusArea):
    """Boxes with names of any length, at most three rows high."""

    def __init__(self, boxes: Sequence[QCheckBox]) -> None:
        flow = FlowRows(_GAP, _ROW)
        super().__init__(flow)
        self.setObjectName("tickRows")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for box in boxes:
            _shorten(box)
        flow.setObjectName("dialogBody")
        flow.settled.connect(self._fit)
        flow.show_widgets(boxes)

    def _fit(self, height: int) -> None:
        """Be as high as the rows are, or scroll."""
        self.setFixedHeight(min(height, _MOST_ROWS * _ROW))


def _shorten(box: QCheckBox) -> None:
    whole = box.text()
    short = box.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideMiddle, _WIDEST)
    # A single & would name a key.
    box.setText(short.replace("&", "&&"))
    box.setToolTip(whole if short != whole else "")
