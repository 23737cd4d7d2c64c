"""A button with a list of ticks that stays open while they are set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

_AIR = QSize(6, 1)


class _StayingMenu(QMenu):
    """Does not close when something in it is ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick what is clicked."""
        if not self._tick(self.activeAction()):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space or Enter."""
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() not in keys or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    @staticmethod
    def _tick(action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.toggle()
        return True


class TickMenu(QPushButton):
    """Offers values to tick; with all of them ticked, or none, nothing is left out.

    `ticked` is sent with every tick that changes what `chosen` returns.
    """

    ticked = Signal()

    def __init__(self, name: str, everything: str, parent: QWidget | None = None) -> None:
        super().__init__(everything, parent)
        self._name, self._everything = name, everything
        self._offers: list[tuple[str, str]] = []
        self._last: tuple[str, ...] = ()
        self.setProperty("choice", True)
        # Qt leaves out the padding before words that stand at the left of an arrow.
        air = QPixmap(_AIR)
        air.fill(Qt.GlobalColor.transparent)
        self.setIcon(QIcon(air))
        self.setIconSize(_AIR)
        self.list = _StayingMenu(self)
        self.setMenu(self.list)
        self.setAccessibleName(f"{name}: {everything}")

    def offer(self, offers: Iterable[tuple[str, str]]) -> None:
        """Offer (words, value); what is chosen stays so where it is still offered."""
        offers = list(offers)
        if offers == self._offers:
            return
        kept = self._last
        self._offers = offers
        self.list.clear()
        for words, value in offers:
            action = self.list.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setData(value)
            action.toggled.connect(self._tell)
        self.choose(kept)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are ticked; none of them means all."""
        ticked = tuple(each.data() for each in self.list.actions() if each.isChecked())
        return () if len(ticked) == len(self._offers) else ticked

    def choose(self, values: Sequence[str]) -> None:
        """Tick these, all for none, and tell nobody."""
        for action in self.list.actions():
            blocked = action.blockSignals(True)
            action.setChecked(not values or action.data() in values)
            action.blockSignals(blocked)
        self._last = self.chosen
        self._show()

    def _tell(self) -> None:
        self._show()
        if self.chosen != self._last:
            self._last = self.chosen
            self.ticked.emit()

    def _show(self) -> None:
        chosen = self.chosen
        named = [words for words, value in self._offers if value in chosen]
        words = ", ".join(named) if len(named) < 3 else f"{len(named)} of {len(self._offers)}"
        self.setText((words or self._everything).replace("&", "&&"))
        self.setAccessibleName(f"{self._name}: {words or self._everything}")
