"""P: the same words elsewhere, ticked by plausibility, marked as one step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.app.keys import chord_of
from annotator.app.talk.background_occurrences import BackgroundOccurrences
from annotator.domain.span import Span
from annotator.project import propagating
from annotator.project.propagate_job import MANY, start_propagation
from annotator.project.propagating import Occurrence
from annotator.widgets.occurrence_rows import OccurrenceRow
from annotator.widgets.propagation_card import PropagationCard

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage
    from annotator.widgets.theme import Theme

#: So long a row of another article stays current before that article is opened.
_PAUSE_MILLISECONDS = 200


class Propagation(QObject):
    """Looks for the words of a mark, shows what is found, and marks what is ticked."""

    def __init__(self, page: AnnotatePage) -> None:
        super().__init__(page)
        self._page = page
        self._made: PropagationCard | None = None
        self._search: BackgroundOccurrences | None = None
        self._found: list[Occurrence] = []
        self._titles: dict[str, str] = {}
        self._document, self._span = "", ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._open_pointed)

    @property
    def card(self) -> PropagationCard:
        """The card, made when first needed."""
        if self._made is None:
            page = self._page
            self._made = card = PropagationCard(page.theme, chord_of, page.middle)
            card.taken.connect(self._mark)
            card.turned.connect(lambda everywhere: self._look(everywhere=everywhere))
            card.pointed.connect(self._point)
            card.stop_asked.connect(self._stop)
            card.closed.connect(self._close)
            card.resized.connect(self._make_room)
            page.keep_keys(card.list)
        return self._made

    @property
    def _background(self) -> BackgroundOccurrences:
        if self._search is None:
            self._search = search = BackgroundOccurrences(self._page.project, self)
            search.arrived.connect(self._show)
            search.progressed.connect(lambda done, total: self.card.show_progress(done, total))
            search.ended.connect(lambda more: self.card.end(more))
        return self._search

    def open(self, span: Span) -> None:
        """Look for the words of a span in its article; raises Problem for one in pieces."""
        page = self._page
        assert page.document_id is not None
        self._document, self._span = page.document_id, span.id
        propagating.wanted(page.project, self._document, self._span)
        label = page.project.schema.label(span.label)
        words = " ".join(span.quote[0].split())
        self.card.open(words, label.name if label else span.label)
        self._look(everywhere=False)

    def _look(self, *, everywhere: bool) -> None:
        page = self._page
        self._found = []
        self.card.begin(everywhere=everywhere)
        titles = page.project.documents() if everywhere else ()
        self._titles = {each.id: each.title or each.key for each in titles}
        if not page.try_to(
            lambda: self._background.start(
                propagating.wanted(page.project, self._document, self._span, everywhere)
            )
        ):
            self.card.close_quietly()

    def _show(self, found: Sequence[Occurrence]) -> None:
        self._found += found
        rows = [
            OccurrenceRow(
                each.before, each.words, each.after, each.because,
                self._titles.get(each.document, ""),
            )
            for each in found
        ]  # fmt: skip
        self.card.model.add(rows, [each.ticked for each in found])
        self._tint()

    def _stop(self) -> None:
        self._background.stop()
        self.card.end(0, stopped=True)

    # In the article

    def _make_room(self, height: int) -> None:
        """Let the article end above the card, so that what is pointed to can be seen."""
        layout = self._page.middle.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, height if self.card.isVisible() else 0)

    def _point(self, number: int, clicked: bool) -> None:
        if number >= len(self._found):
            return
        if self._found[number].document == self._page.document_id:
            self._pause.stop()
            self._tint()
        elif clicked:
            self._open_pointed()
        else:
            self._pause.start()

    def _open_pointed(self) -> None:
        """Open the article of the current row; the keyboard stays in the card."""
        number = self.card.list.currentIndex().row()
        if self.card.isVisible() and 0 <= number < len(self._found):
            document = self._found[number].document
            self._page.try_to(lambda: self._page.open_document(document))
            self.card.list.setFocus()
            self._tint()

    def _tint(self) -> None:
        """Show what was found in the open article, and where the current row stands."""
        page, current = self._page, self.card.list.currentIndex().row()
        numbers = [
            number for number, each in enumerate(self._found) if each.document == page.document_id
        ]
        here = numbers.index(current) if current in numbers else None
        page.view.set_matches([self._found[number].fragment for number in numbers], here)

    def _close(self) -> None:
        page = self._page
        self._pause.stop()
        self._background.stop()
        self._found = []
        self._make_room(0)
        page.view.set_matches(())
        if page.document_id != self._document:
            page.try_to(lambda: page.open_document(self._document))
        if self._span in page.spans:
            page.focus(self._span)
        page.view.setFocus()

    # Marking

    def _mark(self) -> None:
        page = self._page
        chosen = [self._found[number] for number in self.card.model.chosen]
        self._background.stop()
        mark = self._mark_in_background if len(chosen) > MANY else self._mark_now
        if page.try_to(lambda: mark(chosen)):
            self.card.close_quietly()

    def _mark_now(self, chosen: Sequence[Occurrence]) -> None:
        page = self._page
        page.require_person()
        count = propagating.propagate(page.project, self._document, self._span, chosen)
        self._say(count, len({each.document for each in chosen}))

    def _mark_in_background(self, chosen: Sequence[Occurrence]) -> None:
        page = self._page
        page.require_person()
        job = start_propagation(page.project, self._document, self._span, chosen)
        where = len({each.document for each in chosen})

        def finished(count: int) -> None:
            page.project.poll()
            self._say(count, where)

        page.watch_job("marking", "Marking", job, finished, "Nothing was marked.")

    def _say(self, count: int, documents: int) -> None:
        words = f"{count:,} mark{'s' * (count != 1)}"
        many = f" in {documents:,} articles" if documents > 1 else ""
        self._page.said.emit(f"Made {words}{many}. Ctrl+Z takes all of them back.")

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        if self._made is not None:
            self._made.set_theme(theme)

    def stop(self) -> None:
        """End the search, because the project is closed."""
        if self._search is not None:
            self._search.stop()
