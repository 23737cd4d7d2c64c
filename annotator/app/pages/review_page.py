"""The page of the review: the queue, the article with a lane for each reading, the decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.first_look import set_type
from annotator.app.key_filter import KeyFilter
from annotator.app.pages.review_rows import ReviewRows
from annotator.app.pages.review_showing import ReviewShowing
from annotator.app.pages.review_verbs import ReviewVerbs
from annotator.compare.case import Case
from annotator.domain.changes import Changes
from annotator.domain.problem import Problem
from annotator.domain.stream import DECISIONS, parse_layer_stream
from annotator.project import unwritten
from annotator.project.decision_record import Ruling
from annotator.project.job import Job, ProcessJob, ThreadJob
from annotator.project.review_gold import DECISION
from annotator.project.review_packing import packed_review, unpacked_queue
from annotator.project.review_queue import GROUPINGS, ReviewQueue
from annotator.project.reviewing import Target
from annotator.project.settled_job import SettledJob
from annotator.widgets.article_view.article_view import ArticleView
from annotator.widgets.case_list import CaseList
from annotator.widgets.decision_bar import DecisionBar
from annotator.widgets.empty_state import EmptyState
from annotator.widgets.theme import Theme

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

_LOOK_AGAIN = "Look again"
T = TypeVar("T")


class ReviewPage(QWidget):
    """Keeps queue, article and decision bar in step with the decisions of the project.

    `key` is that of the present case, `reason` what the rulings to come are given.
    """

    def __init__(self, window: MainWindow, project: Project) -> None:
        super().__init__()
        self.setObjectName("reviewPage")
        self.project, self._window, self.theme = project, window, window.theme
        self.queue: ReviewQueue | None = None
        self.key: str | None = None
        self.reason = ""
        self.names_hidden = False
        self._stale = True
        self._job: Job[list[bytes]] | Job[ReviewQueue] | None = None
        self.list = CaseList(window.theme, GROUPINGS)
        self.view = ArticleView(theme=window.theme)
        set_type(self.view, window.settings)
        self.bar = DecisionBar(window.theme)
        self.nothing = EmptyState(
            "Nothing to review yet",
            "What two people did differently in one article stands here.",
            _LOOK_AGAIN,
        )
        self.rows = ReviewRows(self.list)
        self.showing = ReviewShowing(self)
        self.verbs: ReviewVerbs = ReviewVerbs(self, window)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.middle = QWidget()
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self.list, self.middle, self.nothing):
            row.addWidget(widget, int(widget is not self.list))
        self.nothing.hide()
        self.middle.hide()
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.list.case_shown.connect(self._row_chosen)
        self.list.grouped.connect(self.group_by)
        self.bar.reading_chosen.connect(self._clicked)
        self.nothing.asked.connect(self.read)
        settings = self._window.settings
        keys = KeyFilter(self._key, lambda: settings.get("letters") == "place", self)
        for widget in (self.view, self.list.rows, self.bar):
            widget.installEventFilter(keys)

    def _key(self, chord: str) -> bool:
        actions = self._window.action_set
        if self.verbs.draft is not None:
            try:
                if self.verbs.edit_key(chord, actions.article_chords.get(chord)):
                    return True
            except Problem as problem:
                self._window.say_problem(problem)
                return True
        return actions.trigger_in(actions.review_chords, chord)

    def _clicked(self, number: int) -> None:
        self._window.action_set.qactions[f"review.accept.{number}"].trigger()

    # What there is to review

    def read(self) -> None:
        """Compare everybody's layers in the background; what is shown stays meanwhile."""
        if self._job is not None and not self._job.poll().ended:
            return
        self._stale = False
        path = self.project.path
        job = SettledJob(self.project, lambda: ProcessJob("The review", packed_review, path))
        self._job = job
        self._watch(job, self._unpack)

    def _watch(self, job: Job[T], finished: Callable[[T], None]) -> None:
        words = "Comparing what people did"
        self._window.background.watch("review", words, job, finished, "The review was not read.")

    def _unpack(self, packed: list[bytes]) -> None:
        schema = self.project.schema
        names = {label.id: label.name for label in schema.labels}
        names |= {relation.id: relation.name for relation in schema.relations}
        # Tens of thousands of values: the keys go on meanwhile.
        job = ThreadJob(unpacked_queue, packed, names)
        self._job = job
        self._watch(job, self.take)

    def take(self, queue: ReviewQueue) -> None:
        """Show what was read, at the present case where it is still there."""
        self.queue = queue
        self.nothing.setVisible(not self.queue.targets)
        self.middle.setVisible(bool(self.queue.order))
        self.group_by(self.rows.by)
        if self._stale and self.isVisible():
            self.read()

    def group_by(self, by: str) -> None:
        """Group the queue, at the present case or the first that waits."""
        if self.queue is None:
            return
        self.rows.show(self.queue, by)
        key = self.key if self.key in self.queue.targets else self.rows.next_waiting(None, 1)
        if key is None and self.queue.order:
            key = self.queue.order[0]
        if key is not None:
            self.go_to(key)

    def require_queue(self) -> ReviewQueue:
        """Return the queue; raises Problem before it was read."""
        if self.queue is None:
            raise Problem("The review is still being read.", "Nothing was changed.", "Wait.")
        return self.queue

    def present(self) -> Target:
        """Return the present case; raises Problem without one."""
        queue = self.require_queue()
        if self.key is None or self.key not in queue.targets:
            raise Problem("There is nothing to decide.", "Nothing was changed.", "")
        return queue.targets[self.key]

    # Going about

    def go_to(self, key: str) -> None:
        """Show a case, with its group open."""
        self.key = key
        if self.rows.open_group_of(key):
            self.verbs.draft = None
        self.show_case()

    def show_case(self) -> None:
        """Show the present case again."""
        document, each = self.present()
        self.showing.show(document, each)

    def step(self, direction: int) -> None:
        """Go to the next case that waits, without deciding; after the last comes the first."""
        self.require_queue()
        found = self.rows.next_waiting(self.key, direction)
        if found is None:
            agreed = self.require_queue().standing().agreed
            more = f" U decides {agreed:,} more, on which all agree." if agreed else ""
            self.say(f"Everything on which people differ is decided.{more}")
            self.show_case()
            return
        if not self.rows.in_group(found):
            self.reason = ""
        self.go_to(found)

    def ruled(self, changed: Iterable[str]) -> None:
        """Show that something was ruled, and go on."""
        self.rows.freshen(changed)
        if self.key is None:
            return
        if self.require_queue().waits(self.key):
            self.show_case()
        else:
            self.step(1)

    def deferred(self, changed: Iterable[str]) -> None:
        """Show that a case was left as it is, and go on."""
        self.rows.freshen(changed)
        self.step(1)

    def _row_chosen(self, key: str, is_group: bool) -> None:
        if self.queue is None or self.project.closed:
            return
        found = self.rows.case_of_group(key) if is_group else key
        if found is not None and found in self.queue.targets:
            self.go_to(found)

    def same(self, numbers: Sequence[int]) -> list[tuple[Target, Ruling]]:
        """Return the same ruling for every case of the pattern."""
        return [] if self.key is None else self.rows.same(self.key, numbers)

    def set_reason(self, words: str) -> None:
        """Give the rulings to come a reason, until another pattern is shown."""
        self.reason = words
        self.show_case()

    def hide_names(self) -> None:
        """Hide who had which reading until it is decided, or show it again."""
        self.names_hidden = not self.names_hidden
        self.show_case()
        self.say("Names are hidden until decided." if self.names_hidden else "Names are shown.")

    def name_of(self, person: str) -> str:
        """Return a person's name."""
        return self.queue.review.names.get(person, person) if self.queue else person

    def comments_at(self, case: Case) -> list[tuple[str, str]]:
        """Return what was said at the marks of a case."""
        return self.require_queue().review.comments_at(case)

    def say(self, words: str) -> None:
        """Say something short in the status line."""
        self._window.say(words)

    # The window

    def refresh(self, changes: Changes) -> None:
        """Take in decisions that were taken back or made elsewhere; other layers later."""
        layers = [parse_layer_stream(each) for each in changes.streams]
        if changes.everything or any(each and each.kind == "annotations" for each in layers):
            self._stale = True
            if self.isVisible():
                self.read()
            return
        if DECISIONS not in changes.streams or self.queue is None or self.verbs.deciding:
            return
        documents = changes.documents
        found = unwritten.records_of_kind(self.project, DECISIONS, DECISION, documents)
        changed = list[str]()
        for id in changes.documents:
            about = {key: each for key, each in found.items() if each.get("document") == id}
            changed += self.queue.refresh(id, about)
        self.rows.freshen(changed)
        if self.key is not None:
            self.show_case()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the present case in sight."""
        super().resizeEvent(event)
        if self.queue is not None and self.key is not None:
            each = self.queue.targets[self.key][1]
            if each.case is not None:
                self.view.reveal(each.case.start)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is to be reviewed when it is first seen, or has changed since."""
        super().showEvent(event)
        # Closing a project takes the pages away one by one, and the next one shows meanwhile.
        if self._stale and not self.project.closed:
            self.read()

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""
        self.theme = self.bar.theme = theme
        self.list.set_theme(theme)
        self.view.set_theme(theme)
        if self.queue is not None and self.key is not None:
            self.show_case()
        self.bar.update()

    def panes(self) -> list[QWidget]:
        """Return queue, article and decision bar."""
        return [self.list.rows, self.view, self.bar]
