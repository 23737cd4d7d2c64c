"""Signals of the system that ask the program to end: the window closes as with Ctrl+Q."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

#: Ctrl+C in the terminal; the end of the session; the end of the terminal, where there is one.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class EndSignals(QObject):
    """Calls `end` on the thread of the window whenever the system asks for the end."""

    def __init__(self, end: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        # Python only notes a signal while Qt waits for events; what it writes here wakes Qt.
        self._reading, self._writing = socket.socketpair()
        self._reading.setblocking(False)
        self._writing.setblocking(False)
        signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        self._numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        for number in self._numbers:
            signal.signal(number, _noted)
        self._notifier = QSocketNotifier(
            self._reading.fileno(), QSocketNotifier.Type.Read, parent=self
        )
        self._notifier.activated.connect(self._hear)

    def _hear(self) -> None:
        # Every signal that Python handles writes its number, also those of others.
        if any(number in self._numbers for number in self._reading.recv(4096)):
            self._end()


def _noted(_number: int, _frame: object) -> None:
    """Leave what follows to the window: here, anything could be under way."""
