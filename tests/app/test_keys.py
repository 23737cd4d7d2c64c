from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.app.keys import chord_of, digit_of, spoken

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def press(key: int, text: str = "", modifiers: Qt.KeyboardModifier = NONE, code: int = 0):
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, code, 0, 0, text)


@pytest.mark.parametrize(
    ("event", "chord"),
    [
        (press(Qt.Key.Key_Q, "q"), "Q"),
        (press(Qt.Key.Key_Q, "Q", SHIFT), "Shift+Q"),
        (press(Qt.Key.Key_Tab), "Tab"),
        (press(Qt.Key.Key_Backtab, "", SHIFT), "Shift+Tab"),
        (press(Qt.Key.Key_Comma, ",", ALT), "Alt+,"),
        (press(Qt.Key.Key_Less, "<", ALT | SHIFT), "Alt+Shift+,"),
        (press(Qt.Key.Key_Right, "", ALT | SHIFT), "Alt+Shift+Right"),
        (press(Qt.Key.Key_F6, "", SHIFT), "Shift+F6"),
        (press(Qt.Key.Key_PageDown, "", CTRL), "Ctrl+PageDown"),
        (press(Qt.Key.Key_1, "1"), "1"),
        (press(Qt.Key.Key_Shift, "", SHIFT), None),
    ],
)
def test_chords_of_a_plain_keyboard(event, chord):
    assert chord_of(event) == chord


# X11 codes: Q is at 24, S at 39, D at 40, 1 at 10, comma at 59.
@pytest.mark.parametrize(
    ("event", "chord"),
    [
        (press(0x0419, "й", NONE, 24), "Q"),  # ЙЦУКЕН
        (press(0x042B, "ы", NONE, 39), "S"),
        (press(0x0419, "Й", SHIFT, 24), "Shift+Q"),
        (press(Qt.Key.Key_A, "a", NONE, 24), "Q"),  # AZERTY, the place of Q
        (press(Qt.Key.Key_Ampersand, "&", NONE, 10), "1"),  # AZERTY, the digit row
        (press(0x0431, "б", ALT, 59), "Alt+,"),
        (press(0x0412, "в", CTRL, 40), "Ctrl+D"),
    ],
)
def test_the_place_counts_on_other_layouts(event, chord, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    assert chord_of(event) == chord


def test_the_printed_letter_can_be_preferred(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    azerty_q = press(Qt.Key.Key_Q, "q", NONE, 38)
    assert chord_of(azerty_q) == "A"
    assert chord_of(azerty_q, by_place=False) == "Q"
    cyrillic = press(0x0419, "й", NONE, 24)
    assert chord_of(cyrillic, by_place=False) == "Q"


def test_a_key_that_names_nothing_is_no_chord():
    assert chord_of(press(0x0419, "й")) is None


@pytest.mark.parametrize(
    ("chord", "caps"),
    [
        ("Ctrl+Shift+Z", "Ctrl Shift Z"),
        ("Alt+Left", "Alt ←"),
        ("Ctrl++", "Ctrl +"),
        ("Ctrl+PageDown", "Ctrl PgDn"),
        ("Q", "Q"),
    ],
)
def test_caps_show_signs(chord, caps):
    assert spoken(chord) == caps


@pytest.mark.parametrize(
    ("event", "digit"),
    [
        (press(Qt.Key.Key_2, "2"), 2),
        (press(0xC9, "é", NONE, 11), 2),  # AZERTY
        (press(Qt.Key.Key_2, "2", SHIFT, 11), 2),
        (press(0x0662, "٢", NONE, 11), 2),
        (press(Qt.Key.Key_At, "@", SHIFT, 11), None),
        (press(Qt.Key.Key_2, "2", CTRL, 11), None),
        (press(Qt.Key.Key_Q, "q", NONE, 24), None),
        (press(Qt.Key.Key_Return, "\r"), None),
    ],
)
def test_digits_count_as_printed_and_by_place(event, digit, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    assert digit_of(event) == digit
