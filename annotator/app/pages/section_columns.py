"""Sections of a page in one column or two, each made and filled in a turn of its own.

So no turn of the window is long. What is in sight comes first, and what is in sight stays where it
is while other sections grow.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.widgets.figures.section import Section

#: From this width on there are two columns.
_TWO_COLUMNS = 1040
_APART, _BELOW = 48, 28


class SectionColumns(QWidget):
    """Lays out `sections` by name, those `at_left` in the left column where there are two.

    A section joins the page with the first step about it. `laid_out` is sent when they stand
    otherwise than before.
    """

    laid_out = Signal()

    def __init__(self, sections: Mapping[str, Section], at_left: Collection[str]) -> None:
        super().__init__()
        self._sections = dict(sections)
        self._at_left = frozenset(at_left)
        self._there: set[str] = set()
        #: Sections that are not shown now.
        self._left_out: frozenset[str] = frozenset()
        self._steps: dict[str, Callable[[], None]] = {}
        self._columns = 0
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._take_turn)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 20, 32, 24)
        row.setSpacing(_APART)
        self._halves = [QVBoxLayout(), QVBoxLayout()]
        for half in self._halves:
            half.setSpacing(_BELOW)
            row.addLayout(half, 1)
        self._lay_out(2)

    # Step by step

    @property
    def filling(self) -> bool:
        """Whether something is still to be shown, or to find its place."""
        return bool(self._steps) or self._turn.isActive()

    def fill(self, steps: Mapping[str, Callable[[], None]]) -> None:
        """Take these steps, by the section that they are about, each in a turn of its own.

        They take the place of what was to be done there before.
        """
        self._steps.update(steps)
        self._turn.start(0)

    def fill_now(self, names: Collection[str] | None = None) -> None:
        """Take all steps that are left, or those about these sections, at once."""
        for name in self._sections:
            if name in self._steps and (names is None or name in names):
                self._take(name)

    def _take_turn(self) -> None:
        if self._steps:
            self._take(self._next())
            self._turn.start(0)
        else:
            # What was shown last is polished now, and knows how high it is.
            self._settle()

    def _next(self) -> str:
        """Return the section to fill next: what is in sight, in the order of reading."""
        order = list(self._sections)
        return min(self._steps, key=lambda name: (not self._in_sight(name), order.index(name)))

    def _in_sight(self, name: str) -> bool:
        return name not in self._there or not self._sections[name].visibleRegion().isEmpty()

    def _take(self, name: str) -> None:
        anchor, above = self._anchor()
        # It joins as it will be, so that nothing of it is seen to move.
        self._steps.pop(name)()
        self.join(name)
        self._settle()
        if anchor is not None:
            self._keep_in_place(anchor, above)

    def join(self, name: str) -> None:
        """Let a section join the page, as it is."""
        if name not in self._there:
            self._there.add(name)
            self._columns = 0
            self._lay_out_for(self.width())

    # Nothing jumps

    def _scroller(self) -> QScrollArea | None:
        parent = self.parentWidget()
        area = parent.parentWidget() if parent is not None else None
        return area if isinstance(area, QScrollArea) else None

    def _anchor(self) -> tuple[QWidget | None, int]:
        """Return the first section that begins in sight, and how far down it begins."""
        area = self._scroller()
        if area is None or not area.verticalScrollBar().value():
            return None, 0
        height = area.viewport().height()
        tops = [
            (section.mapTo(area.viewport(), QPoint(0, 0)).y(), place, section)
            for place, (name, section) in enumerate(self._sections.items())
            if name in self._there and section.isVisible()
        ]
        inside = [each for each in tops if 0 <= each[0] < height]
        if not inside:
            return None, 0
        top, _place, section = min(inside, key=lambda each: each[:2])
        return section, top

    def _settle(self) -> None:
        """Become as high as is needed now."""
        area, layout = self._scroller(), self.layout()
        if area is not None and layout is not None:
            layout.activate()
            # The area would ask for it in its next turn, and what is in sight would have moved.
            QCoreApplication.sendEvent(area, QEvent(QEvent.Type.LayoutRequest))

    def _keep_in_place(self, anchor: QWidget, above: int) -> None:
        area = self._scroller()
        if area is None:
            return
        moved = anchor.mapTo(area.viewport(), QPoint(0, 0)).y() - above
        bar = area.verticalScrollBar()
        if moved:
            bar.setValue(bar.value() + moved)

    # Layout

    def in_reading_order(self) -> list[str]:
        """Return the names of all sections: down the left column, then down the right one."""
        if self._columns != 2:
            return list(self._sections)
        return sorted(self._sections, key=lambda name: name not in self._at_left)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at in the sections that are there, in the order of reading."""
        there = [self._sections[name] for name in self.in_reading_order() if name in self._there]
        return [stop for each in there for stop in (*each.beside, each.body)]

    def leave_out(self, names: Collection[str]) -> None:
        """Show all sections but these."""
        self._left_out = frozenset(names)
        for name, section in self._sections.items():
            if name in self._there:
                section.setVisible(name not in self._left_out)
        self._lay_out_for(self.width())

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for half in self._halves:
            while half.takeAt(0) is not None:
                pass
        for name, section in self._sections.items():
            if name in self._there:
                self._halves[columns == 2 and name not in self._at_left].addWidget(section)
                section.setVisible(name not in self._left_out)
        for half in self._halves:
            half.addStretch(1)
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setSpacing(_APART if columns == 2 else 0)
            layout.setStretch(1, 1 if columns == 2 else 0)
        self.laid_out.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two columns where there is room."""
        super().resizeEvent(event)
        self._lay_out_for(event.size().width())

    def _lay_out_for(self, width: int) -> None:
        alone = len(self._sections) - len(self._left_out) == 1
        self._lay_out(2 if width >= _TWO_COLUMNS and not alone else 1)
