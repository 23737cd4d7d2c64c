"""A button with a list of ticks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.widgets.tick_menu import TickMenu

OFFERS = [("Ana & Co", "a"), ("Ben", "b"), ("Cy", "c"), ("Dmytro", "d")]


@pytest.fixture
def menu(qtbot):
    made = TickMenu("People", "Everyone")
    qtbot.addWidget(made)
    made.offer(OFFERS)
    made.heard = []
    made.ticked.connect(lambda: made.heard.append(made.chosen))
    return made


def toggle(menu, *numbers):
    for number in numbers:
        menu.list.actions()[number].toggle()


def test_all_ticked_and_none_ticked_leave_nothing_out(menu):
    assert (menu.chosen, menu.text()) == ((), "Everyone")
    toggle(menu, 1)
    assert (menu.chosen, menu.text()) == (("a", "c", "d"), "3 of 4")
    toggle(menu, 0, 2)
    assert (menu.chosen, menu.accessibleName()) == (("d",), "People: Dmytro")
    toggle(menu, 3)
    assert (menu.chosen, menu.text()) == ((), "Everyone")
    assert menu.heard == [("a", "c", "d"), ("c", "d"), ("d",), ()]


def test_names_are_shown_as_they_are(menu):
    toggle(menu, 2, 3)
    assert menu.text() == "Ana && Co, Ben"
    assert menu.list.actions()[0].text() == "Ana && Co"


def test_what_is_chosen_stays_so_while_it_is_offered(menu):
    menu.choose(("a", "b"))
    menu.offer([*OFFERS, ("Ewa", "e")])
    assert menu.chosen == ("a", "b")
    menu.offer(OFFERS[1:])
    assert menu.chosen == ("b",)
    assert menu.heard == []


def test_keys_and_the_mouse_tick_and_leave_the_list_open(menu, qtbot):
    menu.show()
    menu.list.popup(menu.mapToGlobal(menu.rect().bottomLeft()))
    qtbot.waitUntil(menu.list.isVisible)
    QTest.keyClick(menu.list, Qt.Key.Key_Down)
    QTest.keyClick(menu.list, Qt.Key.Key_Return)
    box = menu.list.actionGeometry(menu.list.actions()[2])
    QTest.mouseMove(menu.list, box.center())
    QTest.mouseClick(menu.list, Qt.MouseButton.LeftButton, pos=box.center())
    assert menu.list.isVisible()
    assert menu.chosen == ("b", "d")
    menu.list.close()
