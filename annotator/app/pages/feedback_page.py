"""The page of feedback: where gold differs from what I did, why, and my objections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.app.pages.case_rows import Told
from annotator.app.pages.cases_page import CasesPage
from annotator.app.pages.feedback_showing import FeedbackShowing
from annotator.compare.adjudication import OBJECTED, ORPHAN, Judged
from annotator.project.feedback import packed_feedback
from annotator.project.job import ProcessJob
from annotator.project.review_queue import DOCUMENT, LABEL, PATTERN, ReviewQueue
from annotator.widgets.case_list import CaseList
from annotator.widgets.decision_bar import DecisionBar
from annotator.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

_TABS = ((DOCUMENT, "Document"), (LABEL, "Label"), (PATTERN, "Pattern"))
_KEYS = (("Space", "next"), ("Shift Space", "back"), ("O", "I object"))
_NO_GOLD = "Once your lead has decided about your documents, what differs from gold stands here."
_ALIKE = "In every document that has gold, what you did is gold."


class FeedbackPage(CasesPage):
    """Where an annotator sees what became of her marks."""

    KINDS = ("annotations", "gold")
    READING = "Comparing with gold"

    def __init__(self, window: MainWindow, project: Project) -> None:
        nothing = EmptyState("Nothing differs", _NO_GOLD, "Look again")
        cases = CaseList(window.theme, "Gold differs", _TABS)
        bar = DecisionBar(window.theme, _KEYS, reason_key="")
        super().__init__(window, project, cases, bar, nothing, DOCUMENT)
        self.setObjectName("feedbackPage")
        self.showing: FeedbackShowing = FeedbackShowing(self)

    def reading_job(self) -> ProcessJob[list[bytes]] | None:
        """Begin to compare my layers with gold."""
        me = self.project.me
        if me is None:
            self.nothing.say(_NO_GOLD)
            self.nothing.show()
            return None
        return ProcessJob("The feedback", packed_feedback, self.project.path, me.id)

    def take(self, queue: ReviewQueue) -> None:
        """Show what was read, at the present case where it is still there."""
        self.nothing.say(_ALIKE if queue.review.documents else _NO_GOLD)
        super().take(queue)

    def told(self, queue: ReviewQueue, waiting: int) -> Told:
        """Return what the list says of the places in which gold differs."""
        objected = sum(queue.targets[key][1].state == OBJECTED for key in queue.order)
        compared = len(queue.review.documents)
        plural = "s" * (compared != 1)
        standing = f"{compared:,} document{plural} with gold, {objected:,} of your objections open"
        return Told(f"{waiting:,} place{'s' * (waiting != 1)}", 0, standing)

    def words_at_the_end(self) -> str:
        """Return what is said when there is no other place."""
        return "There is no other place in which gold differs."

    def objected(self, each: Judged) -> Judged:
        """Return what was decided, as whoever decided it knows it: their readings are not here."""
        return Judged(None, ORPHAN, each.thread)
