"""The spans on the page: shown, changed one by one, focused; matches and excluded regions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QTextDocument

from annotator.domain.schema import Label
from annotator.domain.span import Fragment, Span
from annotator.widgets.article_view.announcing import announce
from annotator.widgets.article_view.content import Content
from annotator.widgets.article_view.links import Badge, Link
from annotator.widgets.article_view.surface import ArticleSurface

if TYPE_CHECKING:
    from annotator.widgets.article_view.band import Band
    from annotator.widgets.article_view.signs import Sign


class SpanSurface(ArticleSurface):
    """Shows spans; a change of one draws again only what it touches.

    `sign_clicked` carries the span of a sign in the margin, "" for the whole article.
    """

    sign_clicked = Signal(str)

    # What is shown

    def show_document(
        self,
        text: str,
        title: str,
        language: str | None,
        spans: Iterable[Span],
        labels: Iterable[Label],
        excluded: Sequence[Fragment] = (),
        suggestions: Iterable[Span] = (),
        stack: Sequence[Collection[str]] = (),
    ) -> None:
        """Show a document from its beginning, with nothing focused or selected.

        `stack` says whose lanes lie one below the other; see `Content.set_spans`.
        """
        content = Content(text, title, language, labels)
        self.show_content(content, spans, excluded, suggestions, stack=stack)

    def show_content(
        self,
        content: Content,
        spans: Iterable[Span],
        excluded: Sequence[Fragment] = (),
        suggestions: Iterable[Span] = (),
        filled: QTextDocument | None = None,
        stack: Sequence[Collection[str]] = (),
    ) -> None:
        """Show a content that was made before, in a document of Qt's that holds it already."""
        content.excluded = tuple(excluded)
        content.set_spans(spans, suggestions, stack)
        self._load(content, filled)

    def set_spans(
        self,
        spans: Iterable[Span],
        suggestions: Iterable[Span] = (),
        stack: Sequence[Collection[str]] = (),
    ) -> None:
        """Show these spans and suggestions in place of all others; see `Content.set_spans`."""
        self.content.set_spans(spans, suggestions, stack)
        if self.content.focused not in self.content.spans:
            self.content.focused = None
        self._rebuild()

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Draw the spans with these labels from now on."""
        if self.content.set_labels(labels):
            self._rebuild()

    def add_span(self, span: Span, suggestion: bool = False) -> None:
        """Show one more span; only the lanes of those that overlap it are found anew."""
        self._refresh(self.content.add(span, suggestion), [span])

    def remove_span(self, span_id: str) -> None:
        """Show a span no longer; drops the focus if it had it."""
        gone = self.content.spans[span_id]
        changed = self.content.remove(span_id)
        if self.content.focused == span_id:
            self.content.focused, self.content.preview = None, None
        self._refresh(changed, [gone])

    def replace_span(self, span: Span) -> None:
        """Show a span as it is now in place of the one of the same id."""
        before = self.content.spans[span.id]
        suggestion = span.id in self.content.suggested
        changed = self.content.remove(span.id) | self.content.add(span, suggestion)
        self._refresh(changed, [before, span])

    def set_excluded(self, regions: Sequence[Fragment]) -> None:
        """Show these regions as not to be annotated."""
        if tuple(regions) != self.content.excluded:
            self.content.excluded = tuple(regions)
            self._rebuild()

    def set_matches(self, matches: Sequence[Fragment], current: int | None = None) -> None:
        """Show what a search found; `current` is the number of the one it stands at."""
        if current is not None and not 0 <= current < len(matches):
            current = None
        self.content.matches, self.content.current_match = tuple(matches), current
        if current is not None:
            self.reveal(matches[current][0])
        self.viewport().update()

    @property
    def span_ids(self) -> set[str]:
        """The ids of all spans and suggestions that are shown."""
        return set(self.content.spans)

    @property
    def focused(self) -> str | None:
        """The id of the focused span, or None."""
        return self.content.focused

    def set_focused(
        self,
        span_id: str | None,
        note_lines: Sequence[str] = (),
        reveal: bool = True,
        links: Sequence[Link] = (),
    ) -> None:
        """Put the contour round a span, the note beside it and arrows to what it is joined to.

        None takes all of it away.
        """
        content = self.content
        if span_id != content.focused:
            content.fragment = None
        content.focused, content.preview = span_id, None
        content.note_lines, content.links = tuple(note_lines), tuple(links)
        if span_id is not None:
            announce(self, ", ".join((*note_lines, *content.spans[span_id].quote)))
            if reveal:
                self.reveal(content.spans[span_id].start)
        self.viewport().update()

    def set_band(self, band: Band | None, note_lines: Sequence[str] = ()) -> None:
        """Lay a band behind a stretch, with the note beside it; None takes both away."""
        self.content.band = band
        if band is not None:
            self.content.note_lines = tuple(note_lines)
            announce(self, ", ".join(note_lines))
        self.viewport().update()

    def set_fragment(self, number: int | None) -> None:
        """Show which fragment of the focused span the boundary keys move; None for none."""
        self.content.fragment = number
        self.viewport().update()

    def show_candidates(self, badges: Sequence[Badge], links: Sequence[Link]) -> None:
        """Show the digits of candidates, and `links` in place of the focused span's own."""
        self.content.badges, self.content.links = tuple(badges), tuple(links)
        self.viewport().update()

    def set_signs(self, signs: Iterable[Sign]) -> None:
        """Show these signs in the margin, beside the lines on which their spans end."""
        signs = tuple(sorted(signs))
        if signs != self.content.signs:
            self.content.signs = signs
            self.viewport().update()

    def sign_at(self, point: QPointF) -> Sign | None:
        """Return the sign in the margin at a point of the viewport, or None."""
        if not self.content.signs:
            return None
        from annotator.widgets.article_view.signs import sign_at

        return sign_at(self.page, self.visible_blocks(), point)

    def click_sign(self, point: QPointF) -> bool:
        """Tell that the sign at a point was clicked; return whether there is one."""
        sign = self.sign_at(point)
        if sign is not None:
            self.sign_clicked.emit(sign.span_id)
        return sign is not None

    def focus_rect(self) -> QRect:
        """Return what the focused span covers of the viewport; a null one when nothing of it."""
        from annotator.widgets.article_view.focus import FocusRows

        rows = FocusRows(self.page, self.finder, self.visible_blocks(), self.viewport().height())
        found = QRectF()
        for row in (row for fragment in rows.fragments() for row in fragment):
            box = QRectF(row.left, row.top, row.right - row.left, row.bottom - row.top)
            found = found.united(box)
        return found.toAlignedRect()

    def make_room(self, below: int, sights: Sequence[int]) -> None:
        """Scroll as far as needed to leave `below` pixels free under the focused span.

        Of the code points `sights` before it all are shown that can be seen with it. A span
        that is too tall for that stays where it is.
        """
        span = self.content.spans.get(self.content.focused or "")
        if span is None:
            return
        from annotator.widgets.article_view.geometry import line_at
        from annotator.widgets.article_view.scrolling import room_for, scroll_value_for

        document, offsets = self.document(), self.content.offsets
        first, last = (
            document.findBlock(offsets.to_utf16(at)) for at in (span.start, span.end - 1)
        )
        height = self.viewport().height() - below
        room = room_for(self.page, (first, last), (span.start, span.end), sights, height)
        if room is None:
            return
        seen = next((each for each in self.visible_blocks() if each.block == first), None)
        if seen is not None:
            top = seen.top + seen.box.lines[line_at(seen.box, span.start)].top
            if room.least <= top <= room.most:
                return
            wanted = room.least if top < room.least else room.most
        else:
            wanted = room.most
        value = scroll_value_for(self.page, first, span.start, wanted)
        self.verticalScrollBar().setValue(value)

    def spans_at(self, position: int) -> list[str]:
        """Return the ids of the spans that cover a code point, the innermost first."""
        return self.content.spans_at(position)

    # Drawing again what changed

    def _refresh(self, changed: set[str], touched: Sequence[Span]) -> None:
        spans = [*touched, *(self.content.spans[i] for i in changed if i in self.content.spans)]
        start = min(span.start for span in spans)
        end = max(span.end for span in spans)
        self._settle((start, end))

    def _settle(self, stretch: Fragment) -> None:
        offsets, document = self.content.offsets, self.document()
        first = document.findBlock(offsets.to_utf16(stretch[0])).blockNumber()
        last = document.findBlock(offsets.to_utf16(stretch[1])).blockNumber()
        numbers = range(first, last + 1)
        moved = False
        for number in [each for each in self.page.boxes if each in numbers]:
            self.finder.forget(number)
            moved |= self.page.settle(document.findBlockByNumber(number), stretch)
        if moved:
            self._layout.documentSizeChanged.emit(self._layout.documentSize())
            self.viewport().update()
            return
        for seen in self.visible_blocks():
            if seen.block.blockNumber() in numbers:
                top, bottom = int(seen.top) - 8, int(seen.bottom) + 8
                self.viewport().update(0, top, self.viewport().width(), bottom - top)
