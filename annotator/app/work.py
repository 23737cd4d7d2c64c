"""The work at hand: the list of documents, what is found in it, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.app import recent
from annotator.app.document_rows import DocumentRows
from annotator.app.pages.annotate_page import AnnotatePage
from annotator.app.progress_line import ProgressLine
from annotator.app.queue_filter import QueueFilter
from annotator.app.work_clock import WorkClock
from annotator.domain.changes import Changes
from annotator.domain.stream import DECISIONS, DOCUMENTS, WORK, parse_layer_stream
from annotator.paths import settings_folder
from annotator.project import editing, searching
from annotator.widgets.document_list import DocumentRow

if TYPE_CHECKING:
    from annotator.app.background_search import BackgroundSearch
    from annotator.app.main_window import MainWindow
    from annotator.project.searching import Hit

_SEARCH_PAUSE_MILLISECONDS = 150
_NO_DOCUMENTS = "No documents yet. Drop articles here, or import them with Ctrl+I."


class Work(QObject):
    """Keeps list, status line and top line in step with the project of the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._rows: list[DocumentRow] = []
        self._made = DocumentRows()
        self._places: dict[str, int] = {}
        self._done = 0
        self._progress = ProgressLine(window)
        self.filter: QueueFilter | None = None
        self.clock: WorkClock | None = None
        self.keys: dict[str, str] = {}
        self._searching: BackgroundSearch | None = None
        #: The query whose first document is to be opened once it is found.
        self._awaited = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._search)
        window.book.turned.connect(self._turn)

    @property
    def _page(self) -> AnnotatePage:
        return self._window.require_page()

    def find(self, key: str | None) -> str | None:
        """Return the id of the document with a key, or None."""
        return next((id for id, each in self.keys.items() if each == key), None)

    def begin(self, page: AnnotatePage, document: str | None) -> None:
        """Open a project's document by its key, else the first that is not done."""
        page.document_shown.connect(self._document_shown)
        page.documents.query_changed.connect(lambda _words: self._pause.start())
        page.documents.query_entered.connect(self._search_now)
        page.documents.document_chosen.connect(self._go_to_hit)
        page.opening.opened.connect(self._go_to_hit)
        page.panel.label_chosen.connect(self._mark)
        page.checks.counted.connect(self._progress.show_counts)
        self.filter = QueueFilter(self._window, page)
        self.filter.changed.connect(self._search)
        self.clock = WorkClock(page)
        self.clock.told.connect(self._progress.show_seconds)
        page.panel.spans_deleted.connect(self._delete)
        self.show_documents()
        note = recent.note_left(settings_folder(), page.project.path)
        if note:
            self._window.say(note)
        document = document or recent.last_document(settings_folder(), page.project.path)
        chosen = self.find(document) if document else None
        if document and chosen is None:
            self._window.say(f"There is no document called “{document}”.")
        if chosen is None:
            open_rows = [row for row in self._rows if row.status not in ("done", "skipped")]
            chosen = next((row.id for row in open_rows or self._rows), None)
        if chosen is None or page.project.is_large(chosen):
            page.close_document()
        if chosen is not None:
            page.opening.open(chosen)

    def end(self) -> None:
        """Remember where the work was left."""
        page = self._page
        page.opening.stop()
        page.propagation.stop()
        self._pause.stop()
        page.checks.end()
        if self.clock is not None:
            self.clock.end()
        if self._searching is not None:
            self._searching.stop()
            self._searching = None
        note = self._window.background.end().sentence()
        if note:
            self._window.say(note)
        key = self.keys.get(page.document_id or "")
        count = len(self._rows)
        detail = f"{count:,} document{'s' * (count != 1)}, {self._done:,} done"
        path = page.project.path
        try:
            recent.remember(settings_folder(), path, page.project.title, detail, key, note)
        except OSError as error:
            # A list of shortcuts must never keep a project from closing.
            self._window.say(f"The list of recent projects was not written: {error.strerror}.")

    def show_documents(self) -> None:
        """Read the list of documents anew."""
        page = self._page
        summaries = page.project.documents()
        self.keys = {summary.id: summary.key for summary in summaries}
        self._made.look_again(page.project)
        self._rows = [self._made.of_summary(each) for each in summaries]
        self._places = {row.id: number for number, row in enumerate(self._rows)}
        self._done = sum(row.status == "done" for row in self._rows)
        self._search()
        self.show_progress()

    def first_document(self) -> str | None:
        """Return the id of the first document of the list, or None."""
        return self._rows[0].id if self._rows else None

    def _show_filtered(self) -> None:
        words = self._page.documents.query.text().casefold().split()
        rows = self._rows
        if self.filter is not None and not self.filter.keeps_all:
            rows = [row for row in rows if self.filter.keeps(row.id)]
        for word in words:
            rows = [row for row in rows if word in row.title.casefold()]
        # What is typed is looked for in the texts too, which takes a moment.
        nothing = "Searching…" if words else "No such documents."
        self._page.documents.show_rows(rows, nothing if self._rows else _NO_DOCUMENTS)
        if self._page.document_id is not None:
            self._page.documents.select(self._page.document_id)

    def _search_now(self) -> None:
        """Look for what was typed before the first document is opened; wait for one if need be."""
        if self._pause.isActive():
            self._pause.stop()
            self._search()
        documents = self._page.documents
        self._awaited = "" if documents.model.rowCount() else documents.query.text().strip()

    def _search(self) -> None:
        """Show titles that match at once, and texts that match when they are found."""
        self._show_filtered()
        query = self._page.documents.query.text().strip()
        if not query:
            return
        if self._searching is None:
            from annotator.app.background_search import BackgroundSearch

            self._searching = BackgroundSearch(self._page.project, self)
            self._searching.found.connect(self._show_found)
            self._searching.indexed.connect(self._search_again)
        self._searching.look_for(query)

    def _search_again(self) -> None:
        """Ask once more what the list shows, because all texts are indexed now."""
        if self._searching is not None and (query := self._page.documents.query.text().strip()):
            self._searching.look_for(query)

    def _show_found(self, query: str, hits: list[Hit], more: bool) -> None:
        if self._window.page is None or self._page.documents.query.text().strip() != query:
            return
        snippets = {hit.document: " ".join(hit.excerpt.split()) for hit in hits}
        words = query.casefold().split()
        rows = []
        for row in self._rows:
            if row.id in snippets:
                rows.append(DocumentRow(row.id, row.title, row.status, snippets[row.id]))
            elif all(word in row.title.casefold() for word in words):
                rows.append(row)
        self._page.documents.show_rows(rows, "Still indexing…" if more else "Nothing found.")
        if rows and self._awaited == query:
            self._page.opening.open(rows[0].id)
            self._go_to_hit(rows[0].id)
        if rows or not more or not self._page.documents.query.hasFocus():
            self._awaited = ""
        problem = searching.indexing_problem(self._page.project)
        if problem is not None:
            self._window.say(problem.happened)

    def _go_to_hit(self, _document_id: str) -> None:
        """In a document that was searched for, go to the first place of what was typed."""
        query = self._page.documents.query.text().strip()
        if query and self._page.opening.waiting is None:
            self._page.finder.go_to_first(query)

    def _mark(self, label_id: str) -> None:
        self._window.action_set.qactions[f"mark.{label_id}"].trigger()
        self._window.back_to_page()

    def _delete(self, span_ids: Sequence[str]) -> None:
        page = self._page
        mine = [id for id in span_ids if id in page.spans]
        if len(mine) > 1 and page.document_id is not None:
            document = page.document_id
            page.try_to(lambda: editing.delete(page.project, document, mine))
        elif span_ids:
            page.focus(span_ids[0])
            self._window.action_set.qactions["span.delete"].trigger()

    def _document_shown(self, document_id: str) -> None:
        self._window.show_page("annotate")
        if self.filter is not None and not self.filter.keeps_all:
            # The one that was left may be kept no longer.
            self._search()
        self.show_progress()

    def leave_removed(self, changes: Changes) -> None:
        """Go on to the next document when the open one is no longer in the project."""
        page = self._page
        if not (changes.everything or DOCUMENTS in changes.streams):
            return
        left = {summary.id for summary in page.project.documents()}
        if page.document_id is None or page.document_id in left:
            return
        ids = [row.id for row in self._rows]
        place = ids.index(page.document_id) if page.document_id in ids else 0
        title = self._rows[place].title if place < len(ids) else ""
        page.close_document()
        self._window.ask_bar.keep_about(None)
        self.show_documents()
        following = next((id for id in ids[place:] + ids[:place] if id in left), None)
        if following is not None:
            page.opening.open(following)
        self._window.say(f"“{title}” was removed from the project. History can bring it back.")

    def refresh(self, changes: Changes) -> None:
        """Show what changed in list and status line."""
        if self.filter is not None:
            self.filter.refresh(changes)
        if changes.everything or DOCUMENTS in changes.streams:
            self.show_documents()
            return
        if WORK in changes.streams and self._made.look_again(self._page.project):
            self.show_documents()
            return
        if all(_is_of_review(stream) for stream in changes.streams):
            return
        if changes.documents <= {self._page.document_id}:
            self._refresh_open_row()
            self.show_progress()
        else:
            self.show_documents()

    def _refresh_open_row(self) -> None:
        """Show the open document's row anew without reading the whole list."""
        document_id = self._page.document_id
        number = self._places.get(document_id or "")
        if document_id is None or number is None:
            return
        opened = self._page.project.open_document(document_id)
        title, before = self._rows[number].title, self._rows[number].status
        self._done += (opened.status == "done") - (before == "done")
        self._rows[number] = self._made.of_open(opened, title)
        self._page.documents.show_row(self._rows[number])

    def _turn(self) -> None:
        if self.clock is not None and self._window.page is not None:
            self.show_progress()

    def show_progress(self) -> None:
        """Show in the status line how far the work is, of the page that is shown."""
        number = self._places.get(self._page.document_id or "", -1)
        self._progress.show(number, len(self._rows), self._done)


def _is_of_review(stream: str) -> bool:
    """Return whether a stream holds decisions or the gold of them, which the list does not show."""
    layer = parse_layer_stream(stream)
    return stream == DECISIONS or (layer is not None and layer.kind == "gold")
