"""The two voices of the program: a sans for the interface and a serif for what people said."""

from __future__ import annotations

from PySide6.QtGui import QFont

#: Families in order of preference; Qt takes the first that is installed.
INTERFACE_FAMILIES = ["Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans"]
SERIF_FAMILIES = [
    "Charis SIL",
    "Source Serif 4",
    "Noto Serif",
    "Georgia",
    "DejaVu Serif",
    "Noto Naskh Arabic",
    "Noto Serif CJK JP",
]


def interface_font(pixel_size: int = 13, *, bold: bool = False) -> QFont:
    """Return the interface's font at a size in logical pixels."""
    return _font(INTERFACE_FAMILIES, pixel_size, bold)


def serif_font(pixel_size: int = 15, *, bold: bool = False) -> QFont:
    """Return the font of quotes, messages and titles at a size in logical pixels."""
    return _font(SERIF_FAMILIES, pixel_size, bold)


def _font(families: list[str], pixel_size: int, bold: bool) -> QFont:
    font = QFont(families)
    font.setPixelSize(pixel_size)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font
