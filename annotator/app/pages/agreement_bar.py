"""The bar on top of the agreement page: the measures, and copies of what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from annotator.project.figure_names import FIGURE_NAMES, MEASURES
from annotator.widgets.handing_on import HandingOn
from annotator.widgets.tab_button import TabButton

_SIDE, _APART = 32, 16


class AgreementBar(QFrame):
    """`measure_chosen` carries one of MEASURES; a list offers them where tabs have no room."""

    measure_chosen = Signal(str)

    def __init__(self, copies: Sequence[QPushButton]) -> None:
        super().__init__()
        self.setObjectName("agreementBar")
        self.tabs = QButtonGroup(self)
        self.list = QComboBox()
        self.list.setAccessibleName("Measure")
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        #: The parts that F6 goes through.
        self.measures, self.copies = HandingOn(), HandingOn(copies[0])
        self._tab_row = QWidget()
        self._fill_measures()
        self._fill_copies(copies)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 4, _SIDE, 4)
        row.setSpacing(_APART)
        row.addWidget(self.measures)
        row.addStretch(1)
        row.addWidget(self.copies)
        self.list.activated.connect(lambda number: self.measure_chosen.emit(MEASURES[number]))
        self._stand(wide=True)

    def _fill_measures(self) -> None:
        tabs = QHBoxLayout(self._tab_row)
        tabs.setContentsMargins(0, 0, 0, 0)
        tabs.setSpacing(_APART)
        for measure, title in FIGURE_NAMES:
            tab = TabButton(title, takes_keys=True)
            tab.clicked.connect(partial(self._choose, measure))
            self.tabs.addButton(tab)
            tabs.addWidget(tab)
            self.list.addItem(title)
        self.tabs.buttons()[0].setChecked(True)
        both = QHBoxLayout(self.measures)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self._tab_row)
        both.addWidget(self.list)

    def _fill_copies(self, copies: Sequence[QPushButton]) -> None:
        row = QHBoxLayout(self.copies)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_APART)
        words = QLabel("Copy as")
        words.setProperty("quiet", True)
        row.addWidget(words)
        for button in copies:
            row.addWidget(button)

    def _choose(self, measure: str, _checked: bool = False) -> None:
        self.measure_chosen.emit(measure)

    def show_measure(self, measure: str) -> None:
        """Show which measure is chosen."""
        number = MEASURES.index(measure)
        self.tabs.buttons()[number].setChecked(True)
        self.list.setCurrentIndex(number)
        self._lead_keys()

    @property
    def _tab(self) -> QWidget:
        return self.tabs.buttons()[self.list.currentIndex()]

    def _lead_keys(self) -> None:
        self.measures.first = self.list if self.list.isVisibleTo(self) else self._tab

    def _stand(self, wide: bool) -> None:
        had = self.list.hasFocus() or self._tab.hasFocus()
        self._tab_row.setVisible(wide)
        self.list.setVisible(not wide)
        self._lead_keys()
        if had:
            self.measures.setFocus()

    def _width_with(self, measures: QWidget) -> int:
        return 2 * (_SIDE + _APART) + measures.sizeHint().width() + self.copies.sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        """Return the room of the list and the copies."""
        return QSize(self._width_with(self.list), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the measures as there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= self._width_with(self._tab_row)
        if wide == self.list.isVisibleTo(self):
            self._stand(wide)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order: first the measures."""
        return [*self.tabs.buttons(), self.list]
