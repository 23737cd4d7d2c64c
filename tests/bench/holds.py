"""How long the window stood still, by a timer that should come every few milliseconds."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer


class Holds:
    """`longest` is the longest pause between two ticks, in milliseconds, since `begin`."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.begin()

    def begin(self) -> None:
        """Forget what was before."""
        self.longest = 0.0
        self._last = time.perf_counter()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now
