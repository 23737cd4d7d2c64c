"""Opening a long document: read, checked and laid out beside the one that is shown meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.document import Document
from annotator.domain.schema import Label
from annotator.project.documents import read_checked
from annotator.project.job import ThreadJob
from annotator.project.progress import Progress
from annotator.storage.project_reader import ProjectReader
from annotator.widgets.article_view.content import Content
from annotator.widgets.article_view.filling import Filling

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage

_WATCH_MILLISECONDS = 20


class Prepared(NamedTuple):
    """A document that was read and checked, with what the view shows of it."""

    document: Document
    content: Content
    filling: Filling | None = None


class LargeOpening(QObject):
    """Opens documents for a page, long ones in the background.

    `waiting` is the document that is being got ready, None without one; the one before stays
    open meanwhile, and opening any other ends it. `opened` is sent with a long one's id.
    """

    opened = Signal(str)

    def __init__(self, page: AnnotatePage) -> None:
        super().__init__(page)
        self._page = page
        self.waiting: str | None = None
        self._title = ""
        self._job: ThreadJob[Prepared] | None = None
        self._prepared: Prepared | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    def open(self, document_id: str) -> None:
        """Open a document, at once if it is not long."""
        page = self._page
        if document_id == self.waiting:
            return
        if not page.project.is_large(document_id):
            page.open_document(document_id)
            return
        self.stop()
        page.documents.select(document_id)
        if document_id == page.document_id:
            return
        project = page.project
        self._title = next(each.title for each in project.documents() if each.id == document_id)
        self.waiting = document_id
        reader = project.another_reader()
        self._job = ThreadJob(_prepare, reader, document_id, project.schema.labels)
        self._timer.start(_WATCH_MILLISECONDS)
        page.said.emit(f"Opening “{self._title}”…")

    def stop(self) -> None:
        """Open nothing any more; what was got ready is let go."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        self.waiting = self._job = self._prepared = None

    def _go_on(self) -> None:
        if self._prepared is None:
            self._look()
        elif self._prepared.filling is not None:
            filling, whole = self._prepared.filling, len(self._prepared.content.display)
            filling.go_on()
            self._page.said.emit(f"Opening “{self._title}”… {min(1.0, filling.at / whole):.0%}")
            if filling.done:
                self._show(self._prepared)

    def _look(self) -> None:
        assert self._job is not None
        state = self._job.poll()
        if state.problem is not None:
            self.stop()
            self._page.documents.select(self._page.document_id or "")
            self._page.problem_met.emit(state.problem)
        elif state.result is not None:
            self._prepared = state.result._replace(filling=Filling(state.result.content.display))
            self._timer.start(0)

    def _show(self, prepared: Prepared) -> None:
        self.stop()
        document_id, page = prepared.document.id, self._page
        if page.try_to(lambda: page.open_document(document_id, prepared)):
            page.said.emit(f"Opened “{self._title}”.")
            self.opened.emit(document_id)


def _prepare(
    progress: Progress, reader: ProjectReader, document_id: str, labels: tuple[Label, ...]
) -> Prepared:
    try:
        document = read_checked(reader, document_id)
    finally:
        reader.close()
    progress.step(0, None)
    return Prepared(document, Content(document.text, document.title, document.language, labels))
