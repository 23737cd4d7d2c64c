"""The page of the review: the queue, the article with a lane for each reading, the decision."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from annotator.app.pages.case_rows import Told
from annotator.app.pages.cases_page import CasesPage
from annotator.app.pages.editing_reading import EditingReading
from annotator.app.pages.review_empty import LOOK_AGAIN, Empty, nothing_yet, why_empty
from annotator.app.pages.review_showing import ReviewShowing
from annotator.app.pages.review_verbs import ReviewVerbs
from annotator.app.progress_line import Standing
from annotator.app.settings import HIDDEN, REVIEW_NAMES, SHOWN
from annotator.domain.problem import Problem
from annotator.project.decision_record import Ruling
from annotator.project.job import Job, ProcessJob
from annotator.project.review_packing import packed_review
from annotator.project.review_queue import GROUPINGS, PATTERN, ReviewQueue
from annotator.project.reviewing import Target
from annotator.project.settled_job import SettledJob
from annotator.widgets.case_list import CaseList
from annotator.widgets.decision_bar import DecisionBar
from annotator.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.history import Undone
    from annotator.project.project import Project


def _made_up(queue: ReviewQueue) -> str:
    standing = queue.standing()
    return f"{standing.by_rule:,} by rule, {standing.by_hand:,} by hand, {standing.stale:,} stale"


class ReviewPage(CasesPage):
    """Where a lead settles what people did differently.

    `reason` is what the rulings to come are given.
    """

    READING = "Comparing what people did"

    def __init__(self, window: MainWindow, project: Project) -> None:
        self._empty = nothing_yet()
        nothing = EmptyState(*self._empty[:3])
        cases = CaseList(window.theme, "To decide", GROUPINGS)
        super().__init__(window, project, cases, DecisionBar(window.theme), nothing, PATTERN)
        self.setObjectName("reviewPage")
        self.reason = ""
        self.showing: ReviewShowing = ReviewShowing(self)
        self.verbs: ReviewVerbs = ReviewVerbs(self, window)
        #: Whether to go on once the present case is known to be ruled on.
        self._going_on = False
        self.editing: EditingReading = EditingReading(self, window)
        self.bar.reading_chosen.connect(self._clicked)
        self.rows.conceals = lambda: self.names_hidden

    def _key(self, chord: str) -> bool:
        if self.editing.draft is not None:
            try:
                if self.editing.key(chord, self._window.action_set.article_chords.get(chord)):
                    return True
            except Problem as problem:
                self._window.say_problem(problem)
                return True
        return super()._key(chord)

    def _clicked(self, number: int) -> None:
        self._window.action_set.qactions[f"review.accept.{number}"].trigger()

    def reading_job(self) -> Job[list[bytes]]:
        """Begin to compare everybody's layers."""
        path = self.project.path
        return SettledJob(self.project, lambda: ProcessJob("The review", packed_review, path))

    # Going about

    def go_to(self, key: str) -> None:
        """Show a case, with its group open; in another group the reason is another one."""
        if key != self.key:
            self.editing.draft = None
            self._going_on = False
            if not self.rows.together(self.key, key):
                self.reason = ""
        super().go_to(key)

    def show_case(self) -> None:
        """Show the present case again, with what is being edited of it."""
        super().show_case()
        self.show_draft()

    def show_draft(self) -> None:
        """Show what is being edited, if anything is."""
        draft = self.editing.draft
        self.bar.show_edited(None if draft is None else draft.number - 1)
        if draft is not None:
            self.showing.show_article(*self.present(), draft)

    def take_back(self) -> bool:
        """Take back a change of the reading that is edited, or a ruling that is not written.

        Return whether there is one.
        """
        return self.editing.take_back() or self.verbs.turns.take_back()

    @property
    def unwritten(self) -> bool:
        """Whether something was ruled that is not written yet."""
        return self.verbs.turns.count > 0

    def give_up(self) -> None:
        """Forget what was ruled and is not written: what it was about waits again."""
        self.verbs.turns.give_up()

    def leave(self) -> None:
        """Raise Problem while something that was ruled is not written: the project closes."""
        count = self.verbs.turns.count
        if count:
            number = f"{count:,} rulings are" if count > 1 else "A ruling is"
            raise Problem(
                f"{number} not written yet.",
                "Nothing is lost while the project stays open.",
                "Wait a little and close it again, or close it without: what was ruled on waits "
                "again then.",
            )

    def take(self, queue: ReviewQueue) -> None:
        """Show what was read, or why there is nothing."""
        self._say_why_empty(queue)
        if queue.review.whole:
            # To look at it here would hold the window where very much was decided.
            self.project.reader.take_as_whole()
        keys = self.verbs.turns.keys
        if self.queue is not None and self.reading.stale:
            # What was ruled since is in the reading that comes next.
            keys |= self.queue.noted
        queue.note(keys)
        super().take(queue)
        self._go_on()

    def say_unread(self, title: str, words: str) -> None:
        """Say why there are no cases, with a button that reads them again."""
        self._empty = Empty(title, words, "Look again", LOOK_AGAIN)
        super().say_unread(title, words)

    def _say_why_empty(self, queue: ReviewQueue) -> None:
        if not queue.order:
            self._empty = why_empty(self.project, queue)
            self.nothing.say_all(*self._empty[:3])

    def do_next(self) -> None:
        """Do what is to be done where nothing is to be decided."""
        if self._empty.action == LOOK_AGAIN:
            self.read()
        else:
            self._window.action_set.qactions[self._empty.action].trigger()

    def case_changed(self) -> None:
        """Keep what is being edited, or say that it cannot be kept."""
        if self.key not in self.require_queue().targets:
            kept = self.editing.keep_for(None)
        else:
            kept = self.editing.keep_for(self.present()[1].case)
        if not kept:
            self.say("The marks that you were editing are gone; nothing was ruled.")

    def told(self, queue: ReviewQueue, waiting: int) -> Told:
        """Return what the list says of the queue, of which so many cases wait."""
        standing, made_up = queue.standing(), _made_up(queue)
        if standing.waiting:
            plural = "" if standing.waiting == 1 else "s"
            made_up += f"; {standing.waiting:,} relation{plural} after their spans"
        return Told(f"{waiting:,} of {len(queue.order):,}", standing.agreed, made_up)

    def standing(self) -> Standing | None:
        """Return how far the review is; None before it was read."""
        if self.queue is None:
            return None
        standing, names = self.queue.standing(), "hidden" if self.names_hidden else "shown"
        return Standing(
            f"Decided {standing.settled:,} of {standing.all:,}",
            standing.settled / max(standing.all, 1),
            _made_up(self.queue),
            f"Names are {names}",
        )

    def words_at_the_end(self) -> str:
        """Return what is said when no other case waits."""
        if self.unwritten:
            return f"No other item waits. {self.verbs.turns.words()}"
        if self.key is not None and self.require_queue().waits(self.key):
            return "No other item waits; this one still does."
        agreed = self.require_queue().standing().agreed
        more = f" U decides {agreed:,} more, on which all agree." if agreed else ""
        return f"Everything on which people differ is decided.{more}"

    def ruled(self, changed: Collection[str]) -> None:
        """Show that something was ruled, and go on."""
        self.rows.freshen(changed)
        if self.key is None:
            self._say_why_empty(self.require_queue())
            return
        if self.require_queue().waits(self.key):
            self.show_case()
        else:
            self.step(1)

    def go_on(self) -> None:
        """Go on from the present case as soon as it is known here that it was ruled on."""
        self._going_on = True
        self._go_on()

    def _go_on(self) -> None:
        if not self._going_on or self.queue is None or self.key in self.queue.noted:
            return
        if self.has_case and not self.queue.waits(str(self.key)):
            self._going_on = False
            self.step(1)

    def noted(self, keys: Collection[str]) -> None:
        """Show that these cases were ruled on, which is written later, and go on."""
        self.rows.freshen(keys)
        if self.key in keys:
            self.step(1)

    def written(self, changed: Collection[str]) -> None:
        """Show that what was noted is written; go on where nothing else waited until now."""
        self.rows.freshen(changed)
        if self.key not in changed:
            return
        self.show_case()
        if self.unwritten:
            return
        self.go_on()

    def wait_again(self, keys: Collection[str], at: str | None) -> None:
        """Show that these cases wait again, at the one where the key was pressed."""
        self.rows.freshen(keys)
        there = at is not None and at in self.require_queue().targets
        if there and at is not None and self.editing.draft is None:
            self.go_to(at)

    def show_undone(self, undone: Undone) -> None:
        """Show the item about which something was taken back; go on where it is decided again."""
        if self.queue is not None and undone.item in self.queue.targets:
            self.go_to(str(undone.item))
            if undone.decided:
                self.go_on()

    def deferred(self, changed: Collection[str]) -> None:
        """Show that a case was left as it is, and go on."""
        self.rows.freshen(changed)
        self.step(1)

    def same(self, numbers: Sequence[int]) -> list[tuple[Target, Ruling]]:
        """Return the same ruling for every case of the pattern."""
        return [] if self.key is None else self.rows.same(self.key, numbers)

    def set_reason(self, words: str) -> None:
        """Give the rulings to come a reason, until a case of another group is shown."""
        self.reason = words
        self.show_case()

    @property
    def names_hidden(self) -> bool:
        """Whether it is hidden who had which reading, until that is decided."""
        return bool(self._window.settings.get(REVIEW_NAMES) == HIDDEN)

    def hide_names(self) -> None:
        """Hide who had which reading until it is decided, or show it again."""
        self._window.settings.set(REVIEW_NAMES, SHOWN if self.names_hidden else HIDDEN)
        self.say("Names are hidden until decided." if self.names_hidden else "Names are shown.")

    def take_setting(self, id: str) -> None:
        """Show names or hide them, beside what every page of cases takes in."""
        super().take_setting(id)
        if id == REVIEW_NAMES and self.has_case:
            self.group_by(self.rows.by)
            self._window.work.show_progress()
