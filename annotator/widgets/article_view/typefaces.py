"""The fonts of the article page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QFont

SERIF = (
    "Charis SIL",
    "Source Serif 4",
    "Source Serif Pro",
    "Noto Serif",
    "Georgia",
    "Cambria",
    "Liberation Serif",
    "DejaVu Serif",
)
#: For the scripts that the serif has no letters for, in the style of a printed page.
_OTHER_SCRIPTS = ("Noto Naskh Arabic", "Scheherazade New", "Amiri", "Noto Serif Hebrew")
_HAN = {
    "ja": ("Noto Serif CJK JP", "Noto Serif JP", "Yu Mincho", "Hiragino Mincho ProN"),
    "ko": ("Noto Serif CJK KR", "Noto Serif KR", "Batang", "AppleMyungjo"),
    "zh-hant": ("Noto Serif CJK TC", "Noto Serif TC", "PMingLiU", "Songti TC"),
    "zh": ("Noto Serif CJK SC", "Noto Serif SC", "SimSun", "Songti SC"),
}
INTERFACE = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
_LARGER = 19 / 17


class Typefaces(NamedTuple):
    """Fonts at the present zoom; `column` is the one that the column's width follows from."""

    text: QFont
    column: QFont
    headline: QFont
    section: QFont
    aside: QFont
    tag: QFont
    note: QFont
    note_title: QFont


def _font(families: Sequence[str], pixels: float, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(max(1, round(pixels)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if bold:
        font.setWeight(QFont.Weight.Bold)
    return font


def _han(language: str | None) -> tuple[str, ...]:
    language = (language or "").lower()
    key = "zh-hant" if language.startswith(("zh-hant", "zh-tw", "zh-hk")) else language[:2]
    return _HAN.get(key, ()) + tuple(face for faces in _HAN.values() for face in faces)


def choose(
    family: str | None, pixels: float, rtl: bool, language: str | None, small: bool = False
) -> Typefaces:
    """Return the fonts for a text of so many pixels, its direction and its language.

    Scripts from right to left are set larger, as their letters are smaller; in a small
    window the headline is smaller.
    `family` is the person's choice, None for the first of the list that is installed.
    """
    first = (family,) if family else ()
    serif = (*first, *SERIF, *_OTHER_SCRIPTS, *_han(language))
    size = pixels * (_LARGER if rtl else 1.0)
    # The margin does not grow with the zoom, so its type may only a little.
    note = min(max(12 * pixels / 17, 11), 14)
    return Typefaces(
        text=_font(serif, size),
        column=_font(serif, pixels),
        headline=_font(serif, size * (20 if small else 22) / 17, bold=True),
        section=_font(INTERFACE, pixels * 14 / 17),
        aside=_font(INTERFACE, pixels * 15 / 17),
        tag=_font(INTERFACE, pixels * 9 / 17, bold=True),
        note=_font(INTERFACE, note),
        note_title=_font(INTERFACE, note, bold=True),
    )
