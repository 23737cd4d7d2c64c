"""A page of cases: their queue, the article with a lane for each reading, and a bar below."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.first_look import TYPE_SETTINGS, set_type
from annotator.app.key_filter import KeyFilter
from annotator.app.pages.case_rows import CaseRows, Told
from annotator.app.pages.case_showing import CaseShowing
from annotator.app.pages.cases_reading import CasesReading
from annotator.app.pages.objecting import Objecting
from annotator.compare.adjudication import Judged
from annotator.compare.case import Case
from annotator.domain.changes import Changes
from annotator.domain.problem import Problem
from annotator.domain.stream import DECISIONS, parse_layer_stream
from annotator.project.job import Job
from annotator.project.review_again import MOST_DOCUMENTS, same_case, take_decisions
from annotator.project.review_queue import ReviewQueue
from annotator.project.reviewing import Target
from annotator.widgets.article_view.article_view import ArticleView
from annotator.widgets.case_list import CaseList
from annotator.widgets.decision_bar import DecisionBar
from annotator.widgets.empty_state import EmptyState
from annotator.widgets.theme import Theme

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project


class CasesPage(QWidget):
    """Keeps queue, article and bar in step with the decisions of the project.

    `key` is that of the present case. What can be done at a case is for the pages made of this.
    """

    #: Which streams of layers change the cases.
    KINDS: tuple[str, ...] = ("annotations",)
    #: What is said while everything is read.
    READING = ""

    showing: CaseShowing

    def __init__(
        self, window: MainWindow, project: Project, cases: CaseList, bar: DecisionBar,
        nothing: EmptyState, by: str,
    ) -> None:  # fmt: skip
        super().__init__()
        self.project, self._window, self.theme = project, window, window.theme
        self.queue: ReviewQueue | None = None
        self.key: str | None = None
        self.reading = CasesReading(self, window, self.READING)
        self.list, self.bar, self.nothing = cases, bar, nothing
        self.view = ArticleView(theme=window.theme)
        set_type(self.view, window.settings)
        self.rows = CaseRows(self.list, by, self._tell)
        self.objecting: Objecting = Objecting(self, window)
        #: While this page itself decides, it knows what changes and need not look.
        self.deciding = False
        #: The documents about which was decided since the cases are being read.
        self._meanwhile: set[str] = set()
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
        self.nothing.asked.connect(self.do_next)
        settings = self._window.settings
        self.view.zoomed.connect(lambda zoom: settings.set("zoom", round(zoom * 100)))
        keys = KeyFilter(self._key, lambda: settings.get("letters") == "place", self)
        for widget in (self.view, self.list.rows, self.bar):
            widget.installEventFilter(keys)

    def _key(self, chord: str) -> bool:
        actions = self._window.action_set
        return actions.trigger_in(actions.review_chords, chord)

    # What there is

    @abstractmethod
    def reading_job(self) -> Job[list[bytes]] | None:
        """Begin to read all cases once all is on disk; None without anybody to read them for."""

    def read(self) -> None:
        """Read the cases in the background; what is shown stays meanwhile."""
        if not self.reading.under_way:
            self._meanwhile.clear()
            self.reading.begin()

    def say_unread(self, title: str, words: str) -> None:
        """Say why there are no cases, with a button that reads them again."""
        self.middle.hide()
        self.nothing.say_all(title, words, "Look again")
        self.nothing.show()
        # What is hidden takes no keys; a key on the button looks again.
        self.setFocusProxy(self.nothing.button)
        if self.view.hasFocus() or self.hasFocus():
            self.setFocus()

    def do_next(self) -> None:
        """Do what the words say that stand where there are no cases: read them again."""
        self.read()

    def take(self, queue: ReviewQueue) -> None:
        """Show what was read, at the present case where it is still there."""
        before = self.present() if self.has_case else None
        self.queue = queue
        if before is not None:
            self.key = same_case(queue, before) or self.key
            self.case_changed()
        take_decisions(self.project, queue, self._meanwhile)
        self.nothing.setVisible(not self.queue.order)
        self.middle.setVisible(bool(self.queue.order))
        # What is hidden takes no keys.
        self.setFocusProxy(self.view if self.queue.order else self.list.rows)
        if self.hasFocus() or self.view.hasFocus() or self.list.rows.hasFocus():
            self.setFocus()
        self.group_by(self.rows.by)
        if self.reading.stale and self.isVisible():
            self.read()

    def group_by(self, by: str) -> None:
        """Group the queue, at the present case or the first that waits."""
        if self.queue is None:
            self.rows.by = by
            return
        self.rows.show(self.queue, by)
        key = self.key if self.key in self.queue.targets else self.rows.next_waiting(None, 1)
        if key is None and self.queue.order:
            key = self.queue.order[0]
        if key is not None:
            self.go_to(key)

    def case_changed(self) -> None:
        """Take in that the present case may be another one than before, or gone."""

    @property
    def has_case(self) -> bool:
        """Whether there is a present case."""
        return self.queue is not None and self.key in self.queue.targets

    def require_queue(self) -> ReviewQueue:
        """Return the queue; raises Problem before it was read."""
        if self.queue is None and not self.reading.under_way:
            raise Problem("The cases were not read.", "Nothing was changed.", "Look again.")
        if self.queue is None:
            raise Problem("This is still being read.", "Nothing was changed.", "Wait.")
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
        self.rows.open_group_of(key)
        self.show_case()

    def show_case(self) -> None:
        """Show the present case again."""
        self.showing.show(*self.present())

    def step(self, direction: int) -> None:
        """Go to the next case that waits, without deciding; after the last comes the first."""
        self.require_queue()
        found = self.rows.next_waiting(self.key, direction)
        if found is None:
            self.say(self.words_at_the_end())
            if self.key is not None:
                self.show_case()
            return
        self.go_to(found)

    def _tell(self, queue: ReviewQueue, waiting: int) -> Told:
        if self.isVisible():
            self._window.work.show_progress()
        return self.told(queue, waiting)

    @abstractmethod
    def told(self, queue: ReviewQueue, waiting: int) -> Told:
        """Return what the list says of the queue, of which so many cases wait."""

    @abstractmethod
    def words_at_the_end(self) -> str:
        """Return what is said when no other case waits."""

    def _row_chosen(self, key: str, is_group: bool) -> None:
        if self.queue is None or self.project.closed:
            return
        found = self.rows.case_of_group(key) if is_group else key
        if found is not None and found in self.queue.targets:
            self.go_to(found)

    def objected(self, each: Judged) -> Judged:
        """Return what an objection at a case is about."""
        return each

    def say(self, words: str) -> None:
        """Say something short in the status line."""
        self._window.say(words)

    def name_of(self, person: str) -> str:
        """Return a person's name."""
        return self.queue.review.names.get(person, person) if self.queue else person

    def comments_at(self, case: Case) -> Sequence[tuple[str, str]]:
        """Return what was said at the marks of a case."""
        return self.require_queue().review.comments_at(case)

    # The window

    def refresh(self, changes: Changes) -> None:
        """Take in decisions that were taken back or made elsewhere; other layers later."""
        kinds = {layer.kind for each in changes.streams if (layer := parse_layer_stream(each))}
        many = len(changes.documents) > MOST_DOCUMENTS
        if changes.everything or many or not kinds.isdisjoint(self.KINDS):
            self.reading.stale = True
            if self.isVisible():
                self.read()
            return
        if DECISIONS not in changes.streams:
            return
        self._meanwhile |= changes.documents
        if self.queue is None or self.deciding:
            return
        self.rows.freshen(take_decisions(self.project, self.queue, changes.documents))
        if self.key is not None:
            self.show_case()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the present case in sight."""
        super().resizeEvent(event)
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        case = self.present()[1].case if self.has_case else None
        if case is not None:
            self.showing.reveal(case.start, case.end)

    def take_setting(self, id: str) -> None:
        """Set the article in another type when the settings say so."""
        if id in TYPE_SETTINGS:
            set_type(self.view, self._window.settings)
            self._keep_in_sight()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the cases when the page is first seen, or something has changed since."""
        super().showEvent(event)
        # Closing a project takes the pages away one by one, and the next one shows meanwhile.
        if self.reading.stale and not self.project.closed:
            self.read()

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""
        self.theme = self.bar.theme = theme
        self.list.set_theme(theme)
        self.view.set_theme(theme)
        if self.has_case:
            self.show_case()
        self.bar.update()

    def panes(self) -> list[QWidget]:
        """Return queue, article and bar."""
        return [self.list.rows, self.view, self.bar]
