"""A small map, drawn by ourselves: towns as dots give the coasts, places are pins with numbers.

The projection is equirectangular, true to scale along the middle parallel; degrees, north and
east positive.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from annotator.widgets.theme import Theme, mix
from annotator.widgets.typography import interface_font

#: The least that is shown, degrees from top to bottom, and the air round the pins.
_LEAST, _AIR = 22.0, 0.35
_RADIUS = 9.0
_STEPS = (1, 2, 5, 10, 15, 30)


class Pin(NamedTuple):
    """A place on the map; `sign` stands in its pin, `name` beside it."""

    lat: float
    lon: float
    sign: str
    name: str


class Window(NamedTuple):
    """The part of the Earth that is shown, in degrees."""

    south: float
    north: float
    west: float
    east: float


def window_for(pins: Sequence[Pin], width: int, height: int) -> Window:
    """Return the part of the Earth that shows all pins in a widget of that size."""
    if not pins:
        return Window(-60, 80, -180, 180)
    south, north = min(pin.lat for pin in pins), max(pin.lat for pin in pins)
    west, east = min(pin.lon for pin in pins), max(pin.lon for pin in pins)
    middle_lat, middle_lon = (south + north) / 2, (west + east) / 2
    tall = max(_LEAST, (north - south) * (1 + 2 * _AIR))
    squeeze = max(cos(radians(middle_lat)), 0.2)
    # As many degrees of longitude as the shape of the widget needs for the same scale.
    wide = max(tall * width / height / squeeze, (east - west) * (1 + 2 * _AIR))
    tall = max(tall, wide * squeeze * height / width)
    if wide > 360:
        wide, tall = 360.0, 360 * height / width
    return Window(
        middle_lat - tall / 2, middle_lat + tall / 2, middle_lon - wide / 2, middle_lon + wide / 2
    )


class PlaceMap(QWidget):
    """Shows pins among towns; `pin_clicked` carries the number of a pin from 0.

    `view_changed` says that the shown part is another one, for which towns may be brought.
    """

    pin_clicked = Signal(int)
    view_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("placeMap")
        self.setAccessibleName("Map")
        self.theme = theme
        self.window_shown = window_for((), 1, 1)
        self._pins: tuple[Pin, ...] = ()
        self._current = -1
        self._towns: Sequence[tuple[float, float]] = ()
        self.setMinimumSize(160, 120)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """The size it likes best, logical pixels."""
        return QSize(360, 200)

    def show_pins(self, pins: Sequence[Pin], current: int = -1) -> None:
        """Show these places, the `current` one filled."""
        self._current = current
        self.setAccessibleDescription(
            "; ".join(f"{pin.sign} {pin.name}: {pin.lat:.2f}, {pin.lon:.2f}" for pin in pins)
        )
        if tuple(pins) != self._pins:
            self._pins = tuple(pins)
            self._look()
        self.update()

    def show_towns(self, towns: Sequence[tuple[float, float]]) -> None:
        """Show towns (latitude, longitude) as dots."""
        self._towns = towns
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.theme = theme
        self.update()

    def _look(self) -> None:
        shown = window_for(self._pins, max(self.width(), 1), max(self.height(), 1))
        if shown != self.window_shown:
            self.window_shown = shown
            self._towns = ()
            self.view_changed.emit()

    def resizeEvent(self, event: object) -> None:
        """Show as much as the new size needs."""
        self._look()

    def _point(self, lat: float, lon: float) -> QPointF:
        south, north, west, east = self.window_shown
        # Across the date line the nearer way round.
        lon += 360 if lon < west and lon + 360 <= east else 0
        lon -= 360 if lon > east and lon - 360 >= west else 0
        return QPointF(
            (lon - west) / (east - west) * self.width(),
            (north - lat) / (north - south) * self.height(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, grid, towns and pins."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(QColor(theme.paper))
        painter.setPen(QColor(theme.line))
        painter.drawRoundedRect(frame, 4, 4)
        painter.setClipRect(frame.adjusted(1, 1, -1, -1))
        self._paint_grid(painter)
        dots = QPolygonF([self._point(lat, lon) for lat, lon in self._towns])
        size = 1.6 if self.window_shown.north - self.window_shown.south > 25 else 2.4
        pen = QPen(QColor(mix(theme.paper, theme.soft_ink, 0.55)), size)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(dots)
        self._paint_pins(painter)
        painter.end()

    def _paint_grid(self, painter: QPainter) -> None:
        south, north, west, east = self.window_shown
        step = next((each for each in _STEPS if (north - south) / each <= 5), _STEPS[-1])
        painter.setPen(QPen(QColor(mix(self.theme.paper, self.theme.ink, 0.1)), 1))
        for lat in range(int(south // step) * step, int(north) + step, step):
            y = self._point(lat, west).y()
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        for lon in range(int(west // step) * step, int(east) + step, step):
            x = (lon - west) / (east - west) * self.width()
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))

    def _paint_pins(self, painter: QPainter) -> None:
        theme, font = self.theme, interface_font(11, bold=True)
        painter.setFont(font)
        # The current one on top, and its name is drawn first where names would meet.
        order = sorted(range(len(self._pins)), key=lambda number: number == self._current)
        taken: list[QRectF] = [self._pin_box(pin) for pin in self._pins]
        for number in reversed(order):
            self._paint_name(painter, number, taken)
        for number in order:
            pin, current = self._pins[number], number == self._current
            box = self._pin_box(pin)
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.setBrush(QColor(theme.accent if current else theme.paper))
            painter.drawEllipse(box)
            painter.setPen(QColor(theme.on_accent if current else theme.accent))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, pin.sign)

    def _pin_box(self, pin: Pin) -> QRectF:
        middle = self._point(pin.lat, pin.lon)
        return QRectF(middle.x() - _RADIUS, middle.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)

    def _paint_name(self, painter: QPainter, number: int, taken: list[QRectF]) -> None:
        """Write a pin's name beside it, on the side with room; not at all when there is none."""
        pin, theme = self._pins[number], self.theme
        box = self._pin_box(pin)
        width = QFontMetrics(painter.font()).horizontalAdvance(pin.name) + 8
        for left in (box.right() + 2, box.left() - width - 2):
            place = QRectF(left, box.top(), width, box.height())
            if self.rect().contains(place.toRect()) and not any(
                place.intersects(other) for other in taken
            ):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.paper))
                painter.drawRoundedRect(place, 4, 4)
                painter.setPen(QColor(theme.ink))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, pin.name)
                taken.append(place)
                return

    def pin_at(self, point: QPointF) -> int | None:
        """Return the number of the pin at a point of the widget, or None."""
        for number in reversed(range(len(self._pins))):
            if self._pin_box(self._pins[number]).contains(point):
                return number
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which pin was clicked."""
        number = self.pin_at(event.position())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pin_clicked.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a pin."""
        over = self.pin_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
