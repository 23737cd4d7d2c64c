"""Words of an article with what stands around them, in one line: they stand out where they are."""

from __future__ import annotations

import re
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from annotator.domain.offsets import OffsetMap
from annotator.widgets.article_view.geometry import x_of
from annotator.widgets.text_line import runs_from_right
from annotator.widgets.typography import serif_font

_SPACES = re.compile(r"\s+")


class Context(NamedTuple):
    """Words, and the text before and after them, in its order."""

    before: str
    words: str
    after: str


class Look(NamedTuple):
    """The size of the letters in pixels, and the colours of the words and of what is around."""

    size: int
    ink: str
    soft_ink: str


def draw_in_context(
    painter: QPainter, box: QRect, context: Context, look: Look, start: int
) -> None:
    """Draw words so that they begin `start` pixels from where the line begins.

    In a text from the right that is its right end. The line is laid out in one piece, so letters
    join across the edges of the words, and no gap comes up there.
    """
    from_right = runs_from_right(f"{context.words}{context.after}{context.before}")
    shown = _fitting(context, look, box.width(), start)
    layout = _laid_out(shown, look, from_right)
    text_line = layout.lineAt(0)
    begin = x_of(text_line, OffsetMap("".join(shown)).to_utf16(len(shown.before)))
    place = box.left() + (box.width() - start if from_right else start)
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    top = box.top() + (box.height() - text_line.height()) / 2
    layout.draw(painter, QPointF(place - begin, top))
    painter.restore()


def _fitting(context: Context, look: Look, width: int, start: int) -> Context:
    """Return as much of a context as there is room for, cut at the ends that are far away."""
    plain = QFontMetrics(serif_font(look.size))
    bold = QFontMetrics(serif_font(look.size, bold=True))
    before, words, after = (_SPACES.sub(" ", each) for each in context)
    words = bold.elidedText(words, Qt.TextElideMode.ElideRight, width - start)
    rest = max(0, width - start - bold.horizontalAdvance(words))
    return Context(
        plain.elidedText(before, Qt.TextElideMode.ElideLeft, start),
        words,
        plain.elidedText(after, Qt.TextElideMode.ElideRight, rest),
    )


def _laid_out(context: Context, look: Look, from_right: bool) -> QTextLayout:
    text = "".join(context)
    layout = QTextLayout(text, serif_font(look.size))
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    left, right = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
    option.setTextDirection(right if from_right else left)
    layout.setTextOption(option)
    offsets, first = OffsetMap(text), len(context.before)
    last = first + len(context.words)
    layout.setFormats(
        [
            _range(offsets, (0, len(text)), look.soft_ink, look.size, bold=False),
            _range(offsets, (first, last), look.ink, look.size, bold=True),
        ]
    )
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


def _range(
    offsets: OffsetMap, stretch: tuple[int, int], color: str, size: int, *, bold: bool
) -> QTextLayout.FormatRange:
    style = QTextCharFormat()
    style.setForeground(QColor(color))
    style.setFont(serif_font(size, bold=bold))
    found = QTextLayout.FormatRange()
    found.start = offsets.to_utf16(stretch[0])
    found.length = offsets.to_utf16(stretch[1]) - found.start
    found.format = style
    return found
