from __future__ import annotations

import pytest

from annotator.widgets.place_map import Pin, PlaceMap, window_for
from annotator.widgets.theme import LIGHT

ODESA = Pin(46.5, 30.7, "1", "Odesa")
ODESSA = Pin(31.8, -102.4, "2", "Odessa")
FIJI, SAMOA = Pin(-18, 178, "1", "Fiji"), Pin(-13.8, -172, "2", "Samoa")


@pytest.mark.parametrize("size", [(360, 200), (200, 360), (1, 1)])
@pytest.mark.parametrize("pins", [(ODESA,), (ODESA, ODESSA), (FIJI, SAMOA)])
def test_the_part_shown_holds_every_pin_in_the_shape_of_the_widget(
    pins: tuple[Pin, ...], size: tuple[int, int]
) -> None:
    south, north, west, east = window_for(pins, *size)
    assert all(south < pin.lat < north for pin in pins)
    assert all(west < pin.lon < east for pin in pins)
    assert east - west <= 360


def test_pins_lie_where_their_degrees_are_and_can_be_clicked(qtbot) -> None:  # type: ignore[no-untyped-def]
    shown = PlaceMap(LIGHT)
    qtbot.addWidget(shown)
    shown.resize(360, 200)
    shown.show_pins([ODESA, ODESSA], 0)
    shown.show()
    first, second = shown._point(*ODESA[:2]), shown._point(*ODESSA[:2])
    assert first.x() > second.x()
    assert first.y() < second.y()
    assert shown.pin_at(first) == 0
    assert shown.pin_at(second) == 1
    assert shown.pin_at((first + second) / 2) is None
    clicked: list[int] = []
    shown.pin_clicked.connect(clicked.append)
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=second.toPoint())
    assert clicked == [1]
    assert shown.accessibleDescription() == "1 Odesa: 46.50, 30.70; 2 Odessa: 31.80, -102.40"
    assert not shown.grab().isNull()


def test_another_part_of_the_earth_asks_for_its_towns(qtbot) -> None:  # type: ignore[no-untyped-def]
    shown = PlaceMap(LIGHT)
    qtbot.addWidget(shown)
    shown.resize(360, 200)
    asked: list[tuple[float, ...]] = []
    shown.view_changed.connect(lambda: asked.append(tuple(shown.window_shown)))
    shown.show_pins([ODESA])
    shown.show_pins([ODESA])
    shown.show_pins([ODESSA])
    assert len(asked) == 2
    shown.show_towns([(31.0, -102.0), (89.9, 179.9)])
    assert not shown.grab().isNull()
