"""Keys: from a key event to the chord it means, whatever the keyboard's layout.

A letter or digit key is known by its place on the keyboard, so Q marks on a Cyrillic or an
AZERTY layout and while an input method is active. Where the system does not tell the place
(a remote desktop, an on-screen keyboard) the Latin letter on the key counts.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

#: The rows of a US keyboard from their first place on, in the order of the scan codes.
_ROWS = ("1234567890-=", "QWERTYUIOP[]", "ASDFGHJKL;'", "ZXCVBNM,./")
#: First code of each row: X11 and Wayland key codes (evdev + 8), and PC set 1 on Windows.
_X11_ROWS = (10, 24, 38, 52)
_WINDOWS_ROWS = (2, 16, 30, 44)
#: macOS virtual key codes of the ANSI positions (Carbon HIToolbox/Events.h).
_MAC_KEYS = dict(
    zip(
        (12, 13, 14, 15, 17, 16, 32, 34, 31, 35, 0, 1, 2, 3, 5, 4, 38, 40, 37)
        + (6, 7, 8, 9, 11, 45, 46, 43, 47, 44)
        + (18, 19, 20, 21, 23, 22, 26, 28, 25, 29, 27, 24),
        "QWERTYUIOPASDFGHJKLZXCVBNM,./1234567890-=",
        strict=True,
    )
)
#: What Shift makes of the signs of a US keyboard, the other way round.
_UNSHIFTED = dict(zip('!@#$%^&*()_+{}:"<>?', "1234567890-=[];',./", strict=True))

_NAMED = {
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_PageDown: "PageDown",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_Space: "Space",
}
_FUNCTION_KEYS = range(Qt.Key.Key_F1.value, Qt.Key.Key_F35.value + 1)


def _codes(firsts: tuple[int, ...]) -> dict[int, str]:
    return {
        first + index: sign
        for first, row in zip(firsts, _ROWS, strict=True)
        for index, sign in enumerate(row)
    }


def _place(event: QKeyEvent) -> str | None:
    """Return the sign of a US keyboard at the place of the key, or None if unknown."""
    if sys.platform == "darwin":
        # Code 0 is the place of A, but also what a made-up event carries.
        code = event.nativeVirtualKey()
        return _MAC_KEYS.get(code) if code else None
    rows = _WINDOWS_ROWS if sys.platform == "win32" else _X11_ROWS
    return _codes(rows).get(event.nativeScanCode())


def _printed(key: int) -> str | None:
    """Return the Latin sign that the key itself names, unshifted, or None."""
    if not 0x20 < key < 0x7F:
        return None
    sign = chr(key).upper()
    return _UNSHIFTED.get(sign, sign)


def chord_of(event: QKeyEvent, *, by_place: bool = True) -> str | None:
    """Return the chord of a key press, such as "Shift+Q", "Alt+," or "Ctrl+PageDown".

    `by_place` prefers the key's place to the letter printed on it. None for a bare modifier
    or a key that names nothing.
    """
    key = int(event.key())
    if key in _NAMED:
        name: str | None = _NAMED[Qt.Key(key)]
    elif key in _FUNCTION_KEYS:
        name = f"F{key - _FUNCTION_KEYS.start + 1}"
    else:
        place, printed = _place(event), _printed(key)
        name = (place or printed) if by_place else (printed or place)
    if name is None:
        return None
    return _modifiers(event, key) + name


def digit_of(event: QKeyEvent, *, by_place: bool = True) -> int | None:
    """Return the digit that a key press means: the one it prints, else the one at its place.

    With Shift only a printed digit counts, as AZERTY prints them.
    """
    text, chord = event.text(), chord_of(event, by_place=by_place) or ""
    if text.isdecimal() and chord.removeprefix("Shift+").isdecimal():
        return int(text)
    return int(chord) if chord.isdecimal() else None


def _modifiers(event: QKeyEvent, key: int) -> str:
    held = event.modifiers()
    names = []
    if held & Qt.KeyboardModifier.ControlModifier:
        names.append("Ctrl+")
    if held & Qt.KeyboardModifier.AltModifier:
        names.append("Alt+")
    if held & Qt.KeyboardModifier.ShiftModifier or key == Qt.Key.Key_Backtab:
        names.append("Shift+")
    if held & Qt.KeyboardModifier.MetaModifier:
        names.append("Meta+")
    return "".join(names)


def spoken(chord: str) -> str:
    """Return a chord as key caps show it: "Ctrl Shift Z", "Alt ←"."""
    signs = {
        "Left": "←",
        "Right": "→",
        "Up": "↑",
        "Down": "↓",
        "PageDown": "PgDn",
        "PageUp": "PgUp",
        "Return": "Enter",
        "Delete": "Del",
        "Backspace": "⌫",
        "Escape": "Esc",
    }
    ends_in_plus = chord.endswith("++")
    parts = chord[:-2].split("+") + ["+"] if ends_in_plus else chord.split("+")
    return " ".join(signs.get(part, part) for part in parts)
