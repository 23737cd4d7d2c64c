"""The article's keys: chords become actions before the article sees them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from annotator.app.keys import chord_of, digit_of

_LAST_LATIN = 0x7F
#: Where Qt's keys with names begin: Escape, Tab and so on.
_FIRST_NAMED = 0x01000000


class FieldKeys(QObject):
    """Hands chords with Ctrl to `trigger` where the layout has no Latin letter for them.

    In a text field Qt finds a shortcut by its letter; on a Cyrillic layout alone there is none.
    """

    def __init__(self, trigger: Callable[[str], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._trigger = trigger

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take chords whose key is no Latin letter."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() <= _LAST_LATIN or event.key() >= _FIRST_NAMED:
            return False
        chord = chord_of(event)
        return chord is not None and chord.startswith("Ctrl+") and self._trigger(chord)


class KeyFilter(QObject):
    """Hands every chord of the article to `trigger`; what it does not know goes on.

    `by_place` is asked at every key, so that the setting applies at once.
    """

    def __init__(
        self, trigger: Callable[[str], bool], by_place: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._trigger = trigger
        self._by_place = by_place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take key presses that mean an action."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        chord = chord_of(event, by_place=self._by_place())
        return chord is not None and self._trigger(chord)


class LetterKeys(QObject):
    """Hands the letters of the article to `trigger` while a pane beside it has the keyboard.

    Tab and the rest belong to the pane. Digits, by their place, go to `use_digit`; letters that
    mean nothing are kept from the pane, which would look for a row by them.
    """

    def __init__(
        self,
        trigger: Callable[[str], bool],
        by_place: Callable[[], bool],
        parent: QObject,
        use_digit: Callable[[int], object],
    ) -> None:
        super().__init__(parent)
        self._trigger = trigger
        self._by_place = by_place
        self._use_digit = use_digit

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take plain letters, alone or with Shift, and digits."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        digit = digit_of(event, by_place=self._by_place())
        if digit is not None:
            self._use_digit(digit)
            return True
        chord = chord_of(event, by_place=self._by_place()) or ""
        if len(chord.removeprefix("Shift+")) != 1 or not chord[-1].isalpha():
            return False
        self._trigger(chord)
        return True
