"""The decision bar: the readings of a case, who had them, and the keys that settle it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from annotator.domain.span import Fragment
from annotator.widgets.article_view.bar_styles import Stroke, draw_bar, draw_dots, ink_of
from annotator.widgets.key_cap import paint_cap
from annotator.widgets.text_line import draw_line
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font, serif_font

_HEAD, _FOOT, _AIR = 40, 40, 24
_ROW, _LOW_ROW, _MANY = 40, 28, 4
_SHAPE = 40
#: The keys that settle a case, with what they do.
DECIDING = (
    ("0", "nothing here"), ("B", "keep all"), ("E", "edit first"), ("S", "send back"),
    ("D", "defer"), ("Space", "next"),
)  # fmt: skip
#: The keys while a reading is edited.
EDITING = (
    ("1–9", "edit that reading"), ("Alt ← →", "move the end"), ("Alt Shift ← →", "the start"),
    ("A", "attribute"), ("Enter", "take it"), ("Esc", "leave it"),
)  # fmt: skip


class ReadingRow(NamedTuple):
    """One reading: its words and what is said of it, who had it, and where it is.

    `fragments` are drawn as a small bar in the `style` of the label between `start` and `end` of
    the whole case; an `arrow` is drawn in their place for what joins two marks.
    """

    words: str
    said: str
    people: str
    color: str
    fragments: tuple[Fragment, ...]
    arrow: bool = False
    style: str = "fill"


class DecisionBar(QFrame):
    """Shows one case; `reading_chosen` carries the number of a row that was clicked, from 1.

    `keys` are shown at the bottom; without a `reason_key` the reason is only told.
    """

    reading_chosen = Signal(int)

    def __init__(
        self,
        theme: Theme,
        keys: Sequence[tuple[str, str]] = DECIDING,
        reason_key: str = "G",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("decisionBar")
        self.theme = theme
        self._keys, self._reason_key = tuple(keys), reason_key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Decision")
        self._title, self._detail, self._reason, self._same = "", "", "", ""
        self._remarks: tuple[str, ...] = ()
        self._rows: tuple[ReadingRow, ...] = ()
        self._extent: Fragment = (0, 1)
        self._ruled: Collection[int] = ()
        self._edited: int | None = None

    def show_case(
        self,
        title: str,
        detail: str,
        rows: Sequence[ReadingRow],
        extent: Fragment,
        *,
        reason: str = "",
        same: str = "",
        remarks: Sequence[str] = (),
        ruled: Collection[int] = (),
    ) -> None:
        """Show a case; `ruled` are the numbers of the readings that were taken, from 0."""
        self._title, self._detail, self._reason, self._same = title, detail, reason, same
        self._rows, self._extent, self._ruled = tuple(rows), extent, ruled
        self._remarks = tuple(remarks)
        # Of long words only the beginning has room; a tip shows all of them, as they were typed.
        self.setToolTip("".join(f"<p>{escape(each)}</p>" for each in self._remarks))
        self._describe()
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def _describe(self) -> None:
        """Say the same to a screen reader."""
        said = [f"{n}: {row.words}, {row.said}, {row.people}"
                for n, row in enumerate(self._rows, 1)]  # fmt: skip
        if self._edited is not None:
            said.append("Editing your own reading" if self._edited < 0
                        else f"Editing reading {self._edited + 1}")  # fmt: skip
        self.setAccessibleDescription(". ".join([self._title, self._detail, *said, *self._remarks]))

    def show_edited(self, number: int | None) -> None:
        """Show which reading is being edited, from 0; -1 for one that is none of these any more.

        None says that none is edited.
        """
        self._edited = number
        self._describe()
        self.update()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show other keys at the bottom."""
        self._keys = tuple(keys)
        self.update()

    @property
    def _row_height(self) -> int:
        return _ROW if len(self._rows) <= _MANY else _LOW_ROW

    def sizeHint(self) -> QSize:
        """High enough for all readings and remarks."""
        rows = len(self._rows) * self._row_height + len(self._remarks) * 22
        return QSize(600, _HEAD + rows + _FOOT + (8 if self._remarks else 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the reading that was clicked."""
        number = int((event.position().y() - _HEAD) // self._row_height)
        if event.position().y() >= _HEAD and number < len(self._rows):
            self.reading_chosen.emit(number + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint head, readings, remarks and keys."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        for number, row in enumerate(self._rows):
            top = _HEAD + number * self._row_height
            self._paint_row(painter, number, row, QRect(0, top, self.width(), self._row_height))
        y = _HEAD + len(self._rows) * self._row_height + 4
        for remark in self._remarks:
            box = QRect(_AIR, y, self.width() - 2 * _AIR, 20)
            draw_line(painter, box, remark, interface_font(12), self.theme.soft_ink)
            y += 22
        self._paint_foot(painter)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        bold, plain = interface_font(13, bold=True), interface_font(13)
        title = QFontMetrics(bold).horizontalAdvance(self._title)
        half = self.width() // 2 - _AIR
        draw_line(painter, QRect(_AIR, 0, half, _HEAD), self._title, bold, self.theme.ink)
        left = _AIR + min(title, half) + 16
        words = self._reason or "none yet"
        width = min(QFontMetrics(plain).horizontalAdvance(words), self.width() // 2 - 200)
        right = QRect(self.width() - _AIR - width - 2, 0, width + 2, _HEAD)
        ink = self.theme.ink if self._reason else self.theme.soft_ink
        draw_line(painter, right, words, plain, ink, right=True)
        place = right.left() - 16.0
        if self._reason_key:
            place = paint_cap(painter, right.left() - 36, _HEAD / 2, self._reason_key, self.theme)
            place -= 26
        label = QRect(int(place) - 64, 0, 64, _HEAD)
        draw_line(painter, label, "Reason", plain, self.theme.soft_ink, right=True)
        detail = QRect(left, 0, max(0, label.left() - 16 - left), _HEAD)
        draw_line(painter, detail, self._detail, plain, self.theme.soft_ink)

    def _paint_row(self, painter: QPainter, number: int, row: ReadingRow, box: QRect) -> None:
        theme, middle = self.theme, box.center().y() + 0.5
        if number in self._ruled:
            painter.fillRect(box, QColor(theme.selected_row))
            painter.fillRect(QRect(0, box.top(), 3, box.height()), QColor(theme.accent))
        if number == self._edited:
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(box).adjusted(_AIR - 12.0, 2, 12.0 - _AIR, -2)
            painter.drawRoundedRect(ring, 4, 4)
        paint_cap(painter, _AIR, middle, str(number + 1), theme)
        self._paint_shape(painter, row, QRectF(_AIR + 40, middle - 2, _SHAPE, 4))
        people = min(200, self.width() // 5)
        said = min(240, self.width() // 4)
        left = _AIR + 40 + _SHAPE + 16
        who = QRect(self.width() - _AIR - people, box.top(), people, box.height())
        how = QRect(who.left() - said - 16, box.top(), said, box.height())
        words = QRect(left, box.top(), how.left() - left - 16, box.height())
        if row.fragments:
            # Long readings differ at their ends, so the middle gives way.
            font, middle_gives = serif_font(15), Qt.TextElideMode.ElideMiddle
            shown = QFontMetrics(font).elidedText(row.words, middle_gives, words.width())
            draw_line(painter, words, shown, font, theme.ink)
        else:
            draw_line(painter, words, row.words, interface_font(13), theme.soft_ink)
        draw_line(painter, how, row.said, interface_font(12), theme.ink)
        draw_line(painter, who, row.people, interface_font(12), theme.soft_ink)

    def _paint_shape(self, painter: QPainter, row: ReadingRow, box: QRectF) -> None:
        """Draw where the reading lies within the whole case."""
        start, end = self._extent
        scale = box.width() / max(end - start, 1)
        if not row.fragments:
            style = Qt.PenStyle.SolidLine if row.arrow else Qt.PenStyle.DotLine
            painter.setPen(QPen(QColor(self.theme.soft_ink), 1, style))
            middle, tip = box.center().y(), QPointF(box.right(), box.center().y())
            painter.drawLine(QPointF(box.left(), middle), tip)
            for aside in (-3, 3) if row.arrow else ():
                painter.drawLine(tip, tip + QPointF(-5, aside))
            return
        ink, middle, before = ink_of(row.color, self.theme), box.center().y(), box.left()
        for number, (first, last) in enumerate(row.fragments):
            left = box.left() + (first - start) * scale
            right = left + max(2.0, (last - first) * scale)
            if number:
                draw_dots(painter, ink.bar, Stroke(before + 1, left - 1, middle), 1.5, 3.0)
            draw_bar(painter, row.style, ink, Stroke(left, right, middle))
            before = right

    def _paint_foot(self, painter: QPainter) -> None:
        theme, top = self.theme, self.height() - _FOOT
        painter.fillRect(QRect(0, top, self.width(), 1), QColor(theme.line))
        font = interface_font(12)
        middle, x = top + _FOOT / 2, float(_AIR)
        editing = self._edited is not None
        same = QFontMetrics(font).horizontalAdvance(self._same) + 80
        room = self.width() - _AIR - (0 if editing else same)
        for key, words in EDITING if editing else self._keys:
            width = QFontMetrics(font).horizontalAdvance(words)
            if x + width + 60 > room:
                break
            x = paint_cap(painter, x, middle, key, theme) + 6
            line = QRect(int(x), top, width + 2, _FOOT)
            draw_line(painter, line, words, font, theme.soft_ink)
            x += width + 20
        if self._same and not editing:
            width = QFontMetrics(font).horizontalAdvance(self._same) + 2
            box = QRect(self.width() - _AIR - width, top, width, _FOOT)
            draw_line(painter, box, self._same, font, theme.ink, right=True)
            paint_cap(painter, box.left() - 58, middle, "Shift 1", theme)
