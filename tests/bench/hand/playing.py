"""Plays a plan in the real window: keys to the article, clicks and drags on its letters."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.main_window import MainWindow
from annotator.app.pages.annotate_page import AnnotatePage
from tests.bench.hand.klm import Action
from tests.bench.hand.planning import Plan
from tests.journeys.typist import Typist


class Player:
    """A hand at the keyboard and the mouse of a window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._typist = Typist(window)

    def play(self, plan: Plan) -> None:
        """Do everything that a plan says, one action after the other."""
        for step in plan.steps:
            self.act(step.actions)

    def act(self, actions: Iterable[Action]) -> None:
        """Do some actions."""
        for action in actions:
            if action.kind == "key":
                self._typist.press(action.chord)
            elif action.kind == "click":
                self._click(action.at)
            elif action.kind == "drag":
                self._drag(action.at, action.to)

    @property
    def _page(self) -> AnnotatePage:
        assert self._window.page is not None
        return self._window.page

    def _edge(self, position: int) -> QPoint:
        """Return the left edge of a code point in the viewport."""
        view = self._page.view
        view.set_caret(position, reveal=False)
        place = view.caret_rect()
        return QPointF(place.center().x(), place.center().y()).toPoint()

    def _click(self, position: int) -> None:
        view = self._page.view
        view.reveal(position)
        point = self._edge(position)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
        QApplication.processEvents()
        assert view.caret == position, (view.caret, position)

    def _drag(self, start: int, end: int) -> None:
        view = self._page.view
        view.reveal(end)
        view.reveal(start)
        # A peer has no focused span whose boundary the drag could take hold of.
        self._page.focus(None)
        begin, stop = self._edge(start), self._edge(end)
        view.set_caret(start, reveal=False)
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(view.viewport(), left, pos=begin)
        QTest.mouseMove(view.viewport(), (begin + stop) / 2)
        QTest.mouseMove(view.viewport(), stop)
        QTest.mouseRelease(view.viewport(), left, pos=stop)
        QApplication.processEvents()
        assert view.selection() == (start, end), (view.selection(), start, end)
