"""What the status line says of the work: where, how far, how much there is, for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.project import history
from annotator.project.repair_list import repair_count

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.annotate_page import AnnotatePage


class ProgressLine:
    """Speaks of the open document and the queue in the window's status line."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def _page(self) -> AnnotatePage:
        return self._window.require_page()

    def show(self, number: int, total: int, done: int) -> None:
        """Show the place in the queue (from 0, below 0 for none), its length and what is done."""
        page, status = self._page, self._window.status
        place = f"Document {number + 1:,} of {total:,}" if number >= 0 else ""
        share = done / total if total else None
        status.show_work(place, share, f"{done:,} done" if total else "")
        self.show_counts(page.checks.count)
        waiting = repair_count(page.project)
        status.show_repair(f"{waiting:,} to place" if waiting else "")
        name = history.undo_name(page.project)
        status.show_undo(f"Undo: {name}" if name else "")

    def show_counts(self, to_check: int) -> None:
        """Show how many spans there are, and how much is to be checked."""
        page = self._page
        spans = len(page.spans)
        words = f"{spans:,} span{'s' * (spans != 1)}"
        words += f", {to_check:,} to check" if to_check else ""
        self._window.status.counts.setText(words if page.document_id else "")

    def show_seconds(self, seconds: int) -> None:
        """Show for how long the open document was worked on; pauses are left out."""
        minutes = seconds // 60
        words = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
        self._window.status.time.setText(words if minutes else "")
