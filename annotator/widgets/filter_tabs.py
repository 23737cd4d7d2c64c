"""Filters of a list: the usual ones as tabs, the rest in a menu behind “More”."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QWidget

from annotator.widgets.layouts import empty
from annotator.widgets.tab_button import TabButton

_MORE = "More"


class FilterTabs(QWidget):
    """One filter is chosen at a time; `filter_chosen` carries its id."""

    filter_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._menu = QMenu(self)
        self._more = TabButton(_MORE)

    def show_filters(
        self, tabs: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]
    ) -> None:
        """Offer these filters, given as (id, name); the first is chosen."""
        empty(self._row)
        for id, name in tabs:
            tab = TabButton(name)
            tab.clicked.connect(partial(self._choose, id, None))
            self._tabs.addButton(tab)
            self._row.addWidget(tab)
        self._menu.clear()
        for id, name in others:
            self._menu.addAction(name, partial(self._choose, id, name))
        self._more = TabButton(_MORE)
        self._more.setAccessibleName("More filters")
        self._more.clicked.connect(self._open_menu)
        self._tabs.addButton(self._more)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self._tabs.buttons()[0].setChecked(True)
        self._chosen = self._tabs.buttons()[0]

    def _open_menu(self) -> None:
        # Opening the menu chooses nothing yet.
        self._chosen.setChecked(True)
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _choose(self, id: str, name: str | None, _checked: bool = False) -> None:
        if name is None:
            self._more.setText(_MORE)
            self._chosen = self._tabs.checkedButton() or self._more
        else:
            self._more.setText(name)
            self._more.setChecked(True)
            self._chosen = self._more
        self.filter_chosen.emit(id)
