"""What the status line says of the work: where, how far, how much there is, for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.project import history
from annotator.project.repair_list import repair_count

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.annotate_page import AnnotatePage


class Standing(NamedTuple):
    """How far a page is that has a progress of its own.

    As in “Decided 5 of 24”, its share from 0 to 1, what it is made up of, and what stands in
    place of the count of marks.
    """

    place: str
    share: float
    made_up: str
    beside: str = ""


class ProgressLine:
    """Speaks in the window's status line of the open document and the queue, or of another page."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._seconds = 0

    @property
    def _page(self) -> AnnotatePage:
        return self._window.require_page()

    def show(self, number: int, total: int, done: int) -> None:
        """Show the place in the queue (from 0, below 0 for none), its length and what is done."""
        page, status = self._page, self._window.status
        standing = self._window.book.standing()
        place = f"Document {number + 1:,} of {total:,}" if number >= 0 else ""
        share = done / total if total else None
        if standing is None:
            status.show_work(place, share, f"{done:,} done" if total else "")
        else:
            status.show_work(*standing[:3])
        self.show_seconds(self._seconds)
        self.show_counts(page.checks.count)
        waiting = repair_count(page.project)
        status.show_repair(f"{waiting:,} to place" if waiting else "")
        name = history.undo_name(page.project)
        status.show_undo(f"Undo: {name}" if name else "")

    def show_counts(self, to_check: int) -> None:
        """Show how many spans there are, and how much is to be checked."""
        standing = self._window.book.standing()
        if standing is not None:
            self._window.status.counts.setText(standing.beside)
            return
        page = self._page
        spans = len(page.spans)
        words = f"{spans:,} span{'s' * (spans != 1)}"
        words += f", {to_check:,} to check" if to_check else ""
        self._window.status.counts.setText(words if page.document_id else "")

    def show_seconds(self, seconds: int) -> None:
        """Show for how long the open document was worked on; pauses are left out."""
        self._seconds = seconds
        if self._window.book.standing() is not None:
            seconds = 0
        minutes = seconds // 60
        words = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
        self._window.status.time.setText(words if minutes else "")
