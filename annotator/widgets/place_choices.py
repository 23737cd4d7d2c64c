"""Places that an entity may be: a short list, and a map on which they compete."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.widgets.layouts import empty
from annotator.widgets.place_map import Pin, PlaceMap
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font


class PlaceChoice(NamedTuple):
    """A place to choose: name, what and where it is, its position, and whether it is chosen."""

    name: str
    detail: str
    lat: float
    lon: float
    chosen: bool = False


class PlaceChoices(QWidget):
    """Shows the choices as numbered rows and pins; `place_chosen` carries a number from 0."""

    place_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("placeChoices")
        self.heading = QLabel("In the gazetteer")
        self.heading.setFont(interface_font(13, bold=True))
        self.words = QLabel("")
        self.words.setProperty("quiet", True)
        self.words.setWordWrap(True)
        self.map = PlaceMap(theme)
        self.map.setFixedHeight(200)
        self.map.pin_clicked.connect(self.place_chosen)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        column.addLayout(self._rows)
        column.addWidget(self.map)

    def show_choices(self, choices: Sequence[PlaceChoice], words: str) -> None:
        """Show these places, and a sentence; the map only when there is a place to show."""
        empty(self._rows)
        self.buttons = []
        self.words.setText(words)
        self.words.setVisible(bool(words))
        for number, choice in enumerate(choices):
            self._rows.addWidget(self._row(number, choice))
        current = next((n for n, choice in enumerate(choices) if choice.chosen), -1)
        pins = [
            Pin(choice.lat, choice.lon, str(number + 1), choice.name)
            for number, choice in enumerate(choices)
        ]
        self.map.show_pins(pins, current)
        self.map.setVisible(bool(choices))

    def _row(self, number: int, choice: PlaceChoice) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        sign = QLabel(str(number + 1))
        sign.setFont(interface_font(12, bold=True))
        sign.setFixedWidth(16)
        line.addWidget(sign)
        name = QLabel(choice.name)
        name.setFont(interface_font(13, bold=choice.chosen))
        line.addWidget(name)
        detail = QLabel(choice.detail)
        detail.setProperty("quiet", True)
        line.addWidget(detail, 1)
        if choice.chosen:
            chosen = QLabel("this one")
            chosen.setProperty("quiet", True)
            line.addWidget(chosen)
        else:
            button = QPushButton("Take")
            button.setProperty("link", True)
            button.setAccessibleName(f"Take {choice.name}, {choice.detail}")
            button.clicked.connect(partial(self.place_chosen.emit, number))
            self.buttons.append(button)
            line.addWidget(button)
        return row

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.map.set_theme(theme)
