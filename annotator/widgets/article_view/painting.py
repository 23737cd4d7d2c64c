"""Paints the article: tints, words, bars, the focus contour, the caret and the note."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextCharFormat, QTextLayout

from annotator.domain.span import Fragment
from annotator.widgets.article_view.bars import BarPainter
from annotator.widgets.article_view.geometry import LineRuler
from annotator.widgets.article_view.page import Page
from annotator.widgets.article_view.pieces import PieceFinder
from annotator.widgets.article_view.visible import VisibleBlock

if TYPE_CHECKING:
    from annotator.widgets.article_view.band import Band
    from annotator.widgets.article_view.contour import Row

_CONTOUR = 1.5


class Tint(NamedTuple):
    """A stretch of text on a coloured ground, which may have an edge."""

    stretch: Fragment
    ground: str
    ink: str
    edge: str | None = None


class ArticlePainter:
    """Paints what can be seen of one page."""

    def __init__(self, page: Page, finder: PieceFinder) -> None:
        self._page, self._finder = page, finder
        self._bars = BarPainter(page)

    def paint(
        self,
        painter: QPainter,
        clip: QRectF,
        visible: list[VisibleBlock],
        selection: Fragment | None,
        caret: QRectF | None,
        viewport_height: float,
    ) -> None:
        """Paint the visible blocks that `clip` touches, in viewport pixels."""
        theme, content = self._page.theme, self._page.content
        self._bars.device_pixels = painter.device().devicePixelRatio()
        painter.fillRect(clip, QColor(theme.paper))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows, contours = self._focus(visible, viewport_height)
        for contour in contours if theme.focus_tint is not None else ():
            painter.fillPath(contour, QColor(theme.focus_tint or theme.paper))
        beside = rows[0][0].top if rows else None
        if content.band is not None:
            beside = self._paint_band(painter, content.band, visible)
        touched = [seen for seen in visible if seen.bottom >= clip.top() - 40]
        touched = [seen for seen in touched if seen.top <= clip.bottom() + 40]
        tints = [tint for tint in self._tints(selection) if _meets(tint.stretch, touched)]
        for seen in touched:
            self._paint_words(painter, seen, clip, tints)
        for seen in touched:
            self._paint_bars(painter, seen, clip)
        self._paint_contours(painter, contours)
        self._paint_signs(painter, touched)
        self._paint_joints(painter, visible, rows, viewport_height)
        if caret is not None:
            # A selection may have the accent's colour itself.
            colour = theme.accent if selection is None else theme.ink
            self._paint_caret(painter, caret, QColor(colour), rows)
        if beside is not None:
            from annotator.widgets.article_view.margin import draw_note

            draw_note(painter, self._page, beside, viewport_height)

    def _paint_band(
        self, painter: QPainter, band: Band, visible: list[VisibleBlock]
    ) -> float | None:
        """Paint the band and its numbers; return its top, None where nothing is seen of it."""
        from annotator.widgets.article_view.band import BandPainter

        bands = BandPainter(self._page, self._finder, visible)
        top = bands.draw_ground(painter, band)
        bands.draw_numbers(painter, band)
        return top

    def _paint_signs(self, painter: QPainter, touched: list[VisibleBlock]) -> None:
        if self._page.content.signs:
            from annotator.widgets.article_view.signs import draw_signs

            draw_signs(painter, self._page, touched)

    def _paint_caret(
        self, painter: QPainter, caret: QRectF, colour: QColor, rows: list[list[Row]]
    ) -> None:
        if rows:
            from annotator.widgets.article_view.focus import caret_on_contour

            caret = caret_on_contour(caret, rows)
        painter.fillRect(caret, colour)

    def _paint_joints(
        self,
        painter: QPainter,
        visible: list[VisibleBlock],
        rows: list[list[Row]],
        viewport_height: float,
    ) -> None:
        """Paint what joins the focused span to others, and the digits of candidates."""
        content = self._page.content
        if not (content.links and rows) and not content.badges and content.drag is None:
            return
        from annotator.widgets.article_view.arc_painting import ArcPainter

        arcs = ArcPainter(self._page, self._finder, visible)
        every_row = [row for fragment in rows for row in fragment]
        arcs.draw_links(painter, content.links, every_row, viewport_height)
        arcs.draw_badges(painter, content.badges)
        if content.drag is not None:
            arcs.draw_drag(painter, *content.drag)

    def _focus(
        self, visible: list[VisibleBlock], viewport_height: float
    ) -> tuple[list[list[Row]], list[QPainterPath]]:
        """Return the rows of the focused span's fragments and the contours round them."""
        if self._page.content.focused is None:
            return [], []
        from annotator.widgets.article_view.contour import outline
        from annotator.widgets.article_view.focus import FocusRows

        rows = FocusRows(self._page, self._finder, visible, viewport_height).fragments()
        return rows, [outline(each) for each in rows]

    def _tints(self, selection: Fragment | None) -> list[Tint]:
        content, theme = self._page.content, self._page.theme
        tints = []
        for number, match in enumerate(content.matches):
            if number == content.current_match:
                tints.append(Tint(match, theme.current, theme.current_ink))
            else:
                # Grey like no label, and with an edge, as it must not be taken for a selection.
                tints.append(Tint(match, theme.match, theme.match_ink, theme.soft_ink))
        if selection is not None:
            tints.append(Tint(selection, theme.selection, theme.selection_ink))
        return tints

    def _paint_words(
        self, painter: QPainter, seen: VisibleBlock, clip: QRectF, tints: list[Tint]
    ) -> None:
        layout = seen.block.layout()
        # Without its cache Qt shapes every line again for each question about an x.
        layout.setCacheEnabled(True)
        formats: list[QTextLayout.FormatRange] = []
        start, end = self._page.range_of(seen.block)
        for tint in tints:
            if tint.stretch[0] < end and start < tint.stretch[1]:
                for box in self._stretch_boxes(seen, tint.stretch, clip):
                    painter.fillRect(box, QColor(tint.ground))
                    if tint.edge is not None:
                        painter.setPen(QColor(tint.edge))
                        painter.setBrush(Qt.BrushStyle.NoBrush)
                        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
                if tint.ink != self._page.theme.ink:
                    formats.append(self._recoloured(seen, tint))
        painter.setPen(QColor(self._page.theme.ink))
        layout.draw(painter, QPointF(0, seen.top), formats, clip)

    def _stretch_boxes(
        self, seen: VisibleBlock, stretch: Fragment, clip: QRectF
    ) -> Iterator[QRectF]:
        for number in seen.lines(clip.top(), clip.bottom()):
            line = seen.box.lines[number]
            start, end = max(stretch[0], line.start), min(stretch[1], line.end)
            if start < end:
                ruler = LineRuler(self._page, seen.block, seen.box, number)
                for left, right in ruler.stretch(start, end).runs:
                    yield QRectF(left, seen.top + line.top, right - left, line.height)

    def _recoloured(self, seen: VisibleBlock, tint: Tint) -> QTextLayout.FormatRange:
        offsets, base = self._page.content.offsets, seen.block.position()
        last = seen.block.length() - 1
        found = QTextLayout.FormatRange()
        found.start = max(0, offsets.to_utf16(tint.stretch[0]) - base)
        found.length = min(last, offsets.to_utf16(tint.stretch[1]) - base) - found.start
        style = QTextCharFormat()
        style.setForeground(QColor(tint.ink))
        found.format = style
        return found

    def _paint_bars(self, painter: QPainter, seen: VisibleBlock, clip: QRectF) -> None:
        for number in seen.lines(clip.top(), clip.bottom()):
            found = self._finder.on_line(seen.block, seen.box, number)
            for piece in found.pieces:
                self._bars.draw(painter, piece, seen.top)
            if found.chip is not None:
                self._bars.draw_chip(painter, found.chip, seen.top)

    def _paint_contours(self, painter: QPainter, contours: list[QPainterPath]) -> None:
        content = self._page.content
        pen = QPen(QColor(self._page.theme.accent), _CONTOUR)
        if content.focused in content.suggested:
            pen.setDashPattern([4, 2.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number, contour in enumerate(contours):
            # Of several fragments the one that keys move has the stronger contour.
            strong = content.fragment is not None and content.fragment == number
            pen.setWidthF(_CONTOUR * (1.6 if strong else 1.0))
            painter.setPen(pen)
            painter.drawPath(contour)


def _meets(stretch: Fragment, visible: list[VisibleBlock]) -> bool:
    if not visible:
        return False
    return (
        stretch[0] < visible[-1].box.lines[-1].stop and visible[0].box.lines[0].start < stretch[1]
    )
