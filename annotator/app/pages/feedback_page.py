"""The page of feedback: where gold differs from what I did, why, and my objections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent

from annotator.app.pages.case_rows import Told
from annotator.app.pages.cases_page import CasesPage
from annotator.app.pages.feedback_showing import FeedbackShowing
from annotator.compare.adjudication import OBJECTED, ORPHAN, Judged
from annotator.project.feedback import packed_feedback
from annotator.project.job import Job, ProcessJob, ThreadJob
from annotator.project.review_queue import DOCUMENT, LABEL, PATTERN, ReviewQueue
from annotator.project.review_words import answer_words
from annotator.project.settled_job import SettledJob
from annotator.widgets.case_list import CaseList
from annotator.widgets.decision_bar import DecisionBar
from annotator.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

_TABS = ((DOCUMENT, "Document"), (LABEL, "Label"), (PATTERN, "Pattern"))
_KEYS = (("Space", "next"), ("Shift Space", "back"), ("O", "I object"))
_PRACTISING = (*_KEYS, ("Ctrl Enter", "next document"))
_TITLE = "Nothing differs"
_NO_GOLD = "Once your lead has decided about your documents, what differs from gold stands here."
#: So many answered objections are told below the list.
_ANSWERS = 5
_ALIKE = "In every document that has gold, what you did is gold."


class FeedbackPage(CasesPage):
    """Where an annotator sees what became of her marks.

    After a document that she practised on only that one is shown, until the page is left.
    """

    KINDS = ("annotations", "gold")
    READING = "Comparing with gold"

    def __init__(self, window: MainWindow, project: Project) -> None:
        nothing = EmptyState(_TITLE, _NO_GOLD, "Look again")
        cases = CaseList(window.theme, "Gold differs", _TABS)
        bar = DecisionBar(window.theme, _KEYS, reason_key="")
        super().__init__(window, project, cases, bar, nothing, DOCUMENT)
        self.setObjectName("feedbackPage")
        self.showing: FeedbackShowing = FeedbackShowing(self)
        self._practised: str | None = None
        #: What was practised when what is being read was asked for.
        self._asked: str | None = None

    def practise(self, document_id: str) -> None:
        """Show only this document when the page is next shown."""
        self._practised, self.queue, self.key = document_id, None, None
        self.reading.stale = True
        self.middle.hide()
        self.nothing.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Show everything again next time."""
        super().hideEvent(event)
        if self._practised is not None:
            self._practised, self.reading.stale = None, True

    def reading_job(self) -> Job[list[bytes]] | None:
        """Begin to compare my layers with gold."""
        me, path = self.project.me, self.project.path
        self._asked = self._practised
        if me is None:
            self.nothing.say_all(_TITLE, _NO_GOLD, "Look again")
            self.nothing.show()
            return None
        if self._practised is not None:
            # One document takes no time, and is to be there at once.
            only = (self._practised,)
            return SettledJob(self.project, lambda: ThreadJob(packed_feedback, path, me.id, only))
        return SettledJob(
            self.project, lambda: ProcessJob("The feedback", packed_feedback, path, me.id)
        )

    def take(self, queue: ReviewQueue) -> None:
        """Show what was read, at the present case where it is still there."""
        if self._asked != self._practised:
            self.read()
            return
        words = [self._words(bool(queue.review.documents)), *self._answered(queue)]
        self.nothing.say_all(_TITLE, "\n".join(words), "Look again")
        self.bar.show_keys(_KEYS if self._practised is None else _PRACTISING)
        super().take(queue)

    def _words(self, compared: bool) -> str:
        if self._practised is not None:
            return "All that you marked is gold, and nothing is missing. Ctrl+Enter goes on."
        return _ALIKE if compared else _NO_GOLD

    def told(self, queue: ReviewQueue, waiting: int) -> Told:
        """Return what the list says of the places in which gold differs."""
        objected = sum(queue.targets[key][1].state == OBJECTED for key in queue.order)
        compared = len(queue.review.documents)
        plural = "s" * (compared != 1)
        standing = f"{compared:,} document{plural} with gold, {objected:,} of your objections open"
        return Told(
            f"{waiting:,} place{'s' * (waiting != 1)}",
            0,
            "\n".join([standing, *self._answered(queue)]),
        )

    def _answered(self, queue: ReviewQueue) -> list[str]:
        """Return what became of my objections, the newest first."""
        if self._practised is not None:
            return []
        review = queue.review
        said = [f"{key}: {answer_words(each, review.names)}" for key, each in review.answers]
        more = len(said) - _ANSWERS
        return said[: -_ANSWERS - 1 : -1] + ([f"and {more:,} more"] if more > 0 else [])

    def words_at_the_end(self) -> str:
        """Return what is said when there is no other place."""
        return "There is no other place in which gold differs."

    def objected(self, each: Judged) -> Judged:
        """Return what was decided, as whoever decided it knows it: their readings are not here."""
        return Judged(None, ORPHAN, each.thread)
