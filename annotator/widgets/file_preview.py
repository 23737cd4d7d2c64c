"""The beginning of a file as it would be written, with remarks beside its lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from annotator.domain.offsets import OffsetMap
from annotator.domain.qt_text import qt_text
from annotator.widgets.theme import Theme

_HEIGHT = 112
#: Columns between a line and its remark, and the column behind which none waits for longer ones.
_AIR, _COLUMN = 2, 24
#: Lines that are seen above the first one that is tinted.
_ABOVE = 2
#: Columns of a tab at least, and of the longest field that one leaves room for.
_TAB, _WIDEST_FIELD = 8, 24


class FilePreview(QPlainTextEdit):
    """Lines in a typeface of one width; what is said of a line stands at its end in soft ink."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("exportPreview")
        self.setReadOnly(True)
        self.setAccessibleName("Preview of the first article")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        font = QFont(["DejaVu Sans Mono", "Consolas", "Menlo", "monospace"])
        font.setPixelSize(12)
        self.setFont(font)
        self.setMinimumHeight(_HEIGHT)
        #: The first line that is tinted, which is brought into view.
        self._first: int | None = None

    def show_lines(
        self, lines: Sequence[str], remarks: Mapping[int, str], touched: Collection[int]
    ) -> None:
        """Show lines; `remarks` stand at the end of those of that number, `touched` are tinted.

        It is scrolled to the first of the tinted ones.
        """
        tab = _tab_of(lines)
        self.setTabStopDistance(tab * self.fontMetrics().horizontalAdvance(" "))
        column = max((len(lines[number].expandtabs(tab)) for number in remarks), default=0)
        column = min(column, _COLUMN) + _AIR
        parts, ranges, at = [], {}, 0
        for number, line in enumerate(lines):
            remark, shown = remarks.get(number, ""), line.expandtabs(tab) if remarks else line
            if remark:
                shown = shown.ljust(max(column, len(shown) + _AIR))
                ranges[number] = (at + len(shown), at + len(shown) + len(remark))
            parts.append(shown + remark)
            at += len(parts[-1]) + 1
        text = "\n".join(parts)
        self.setPlainText(qt_text(text).text)
        offsets = OffsetMap(text)
        starts = [0]
        for part in parts:
            starts.append(starts[-1] + len(part) + 1)
        looks = [self._tint(offsets.to_utf16(starts[number])) for number in sorted(touched)]
        looks += [
            self._soft(offsets.to_utf16(start), offsets.to_utf16(end))
            for start, end in ranges.values()
        ]
        self.setExtraSelections(looks)
        self._first = min(touched, default=None)
        self._bring_into_view()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the first tinted line in view."""
        super().resizeEvent(event)
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        """Scroll down as far as is needed for the first tinted line; it counts in lines."""
        bar = self.verticalScrollBar()
        if self._first is not None and self._first > bar.value() + bar.pageStep() - 1 - _ABOVE:
            bar.setValue(self._first - _ABOVE)

    def _tint(self, place: int) -> QTextEdit.ExtraSelection:
        look = self._look(place, place)
        look.format.setBackground(QColor(self._theme.selected_row))
        look.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return look

    def _soft(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        look = self._look(start, end)
        look.format.setForeground(QColor(self._theme.soft_ink))
        look.format.setFontItalic(True)
        return look

    def _look(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        look = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        look.cursor = cursor
        return look


def _tab_of(lines: Sequence[str]) -> int:
    """Return so many columns for a tab that what follows first fields stands under each other."""
    fields = (len(line.partition("\t")[0]) for line in lines if "\t" in line)
    widest = max((each for each in fields if each <= _WIDEST_FIELD), default=0)
    return max(_TAB, widest + _AIR)
