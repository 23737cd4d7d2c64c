"""Names of the rows of a grid, made to fit: each of several names keeps both its ends."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

_COMMA = ", "


def side_by_side(names: Sequence[str], joined: str = _COMMA) -> str:
    """Return names in a row from the left, each in its own direction."""
    if any(bidirectional(sign) in ("R", "AL") for name in names for sign in name):
        names = [f"\u2068{name}\u2069" for name in names]
        return f"\u200e{joined.join(names)}"
    return joined.join(names)


def fitted(names: Sequence[str], font: QFont, width: int) -> str:
    """Return names beside each other in so many pixels; long ones lose their middle.

    Short names stay whole, and what they leave is for the others.
    """
    metrics = QFontMetrics(font)
    whole = side_by_side(names)
    if metrics.horizontalAdvance(whole) <= width or not names:
        return whole
    room = width - metrics.horizontalAdvance(_COMMA) * (len(names) - 1)
    widths = {place: metrics.horizontalAdvance(name) for place, name in enumerate(names)}
    shares: dict[int, int] = {}
    for place in sorted(widths, key=lambda each: (widths[each], each)):
        shares[place] = min(widths[place], max(room, 0) // (len(names) - len(shares)))
        room -= shares[place]
    middle = Qt.TextElideMode.ElideMiddle
    return side_by_side(
        [
            name if shares[place] >= widths[place] else
            metrics.elidedText(name, middle, shares[place])
            for place, name in enumerate(names)
        ]
    )  # fmt: skip
