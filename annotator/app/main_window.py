"""The window: frame, pages and what holds them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from annotator.app.appearance import Appearance
from annotator.app.settings import Settings
from annotator.domain.problem import Problem
from annotator.domain.stream import SCHEMA
from annotator.widgets.theme import Theme

if TYPE_CHECKING:
    from annotator.app.actions.action import Action
    from annotator.app.errors import WayOut
    from annotator.app.pages.annotate_page import AnnotatePage
    from annotator.domain.changes import Changes
    from annotator.project.glancing import Glance
    from annotator.project.project import Project
    from annotator.widgets.article_view.article_view import ArticleView
    from annotator.widgets.ask_bar import AskBar
    from annotator.widgets.export_form import ExportChoice
    from annotator.widgets.status_line import StatusLine
    from annotator.widgets.top_bar import TopBar


class MainWindow(QMainWindow):
    """One window on one project, or the start page.

    It is made light, so that an article can be painted at once (`show_first`); `furnish`
    brings everything else and must be called before anything else is asked of it.
    """

    top: TopBar
    ask_bar: AskBar
    pages: QStackedWidget
    status: StatusLine

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.project: Project | None = None
        self.page: AnnotatePage | None = None
        self._first_view: ArticleView | None = None
        self.appearance = Appearance(self)
        self.setWindowTitle("Annotator")
        self.setMinimumSize(720, 480)
        room = self.screen().availableSize()
        self.resize(QSize(1440, 900).boundedTo(room).expandedTo(self.minimumSize()))
        self.setAcceptDrops(True)

    def show_first(self, glance: Glance) -> ArticleView:
        """Show an article among empty panes and return its view."""
        from annotator.app.first_look import first_look

        frame, self._first_view = first_look(glance, self.theme, self.settings, self.width())
        self.setCentralWidget(frame)
        self._first_view.setFocus()
        return self._first_view

    def furnish(self) -> None:
        """Bring what stands round the pages: bars, actions, keys, and what joins them."""
        from annotator.app.action_set import ActionSet
        from annotator.app.background_work import BackgroundWork
        from annotator.app.frame import build_frame
        from annotator.app.identity import Identity
        from annotator.app.keymap import chosen_keymap, unknown_actions
        from annotator.app.pages.book import Book
        from annotator.app.panes import Panes
        from annotator.app.polling import Polling
        from annotator.app.save_indicator import SaveIndicator
        from annotator.app.work import Work

        keymap, problem = chosen_keymap(self.settings.get("keymap"))
        self.action_set = ActionSet(self, keymap)
        unknown = self.action_set.unknown()
        if problem is not None or unknown:
            said = problem or unknown_actions(unknown)
            QTimer.singleShot(0, partial(self.show_problem, said))
        self._frame = build_frame(self)
        self.book = Book(self)
        self.save_indicator = SaveIndicator(self.status)
        self.background = BackgroundWork(self.status, self.show_problem)
        #: What was chosen for an export that was not completed, by the id of its project.
        self.export_again: dict[str, ExportChoice] = {}
        self.work = Work(self)
        self.identity = Identity(self)
        self.panes = Panes(self.book.panes)
        self.appearance.wear()
        self.polling = Polling(self.show_problem, self)
        if self._first_view is None:
            self.setCentralWidget(self._frame)

    @property
    def theme(self) -> Theme:
        """The theme that the window wears."""
        return self.appearance.theme

    # Actions

    def run(self, action: Action, _checked: bool = False) -> None:
        """Do what an action does; its Problems are shown, quietly if it is a quiet one."""
        said = self.status.said
        try:
            if action.needs == "document" and self.page is not None:
                self.book.show("annotate")
            action.run(self)
            if self.status.said == said:
                self.status.forget_said()
        except Problem as problem:
            if action.quiet:
                self.say_problem(problem)
            else:
                self.show_problem(problem)

    def say_problem(self, problem: Problem) -> None:
        """Say a Problem in the status line, because what it is about is on the screen."""
        self.say(f"{problem.happened} {problem.next_step}")

    def say(self, words: str) -> None:
        """Say something short in the status line."""
        self.status.say(words)

    def show_problem(self, problem: Problem, otherwise: WayOut | None = None) -> None:
        """Show a Problem in a dialog; `otherwise` adds a button that does something else."""
        from annotator.app import errors

        errors.show_problem(problem, self, otherwise)

    def install_error_hook(self) -> None:
        """Send what nobody handles to a dialog of this window."""
        from annotator.app import errors

        errors.install_hook(self)

    def require_page(self) -> AnnotatePage:
        """Return the page of the open project; raises Problem without one."""
        if self.page is None:
            raise Problem(
                "No project is open.",
                "Nothing was changed.",
                "Open one with Ctrl+O, or make a new one with Ctrl+N.",
            )
        return self.page

    def ask(
        self,
        question: str,
        answered: Callable[[str], object],
        offers: Sequence[str] = (),
        about: str | None = None,
    ) -> None:
        """Ask for a line of text above the article; Esc leaves everything as it is.

        What is asked `about` a document is taken back when another one is opened.
        """
        self.ask_bar.ask(question, answered, offers, about)

    # Projects

    def show_start(self) -> None:
        """Show the start page."""
        self._first_view = None
        self.setCentralWidget(self._frame)
        from annotator.app.pages.start_page import StartPage

        start = StartPage(self)
        self.pages.addWidget(start)
        self.pages.setCurrentWidget(start)
        self.status.show_work("", None, "")
        self.status.show_repair("")
        self.top.show_project("Annotator", "")
        self.status.show_person("")

    def open_project(self, path: Path, document: str | None = None) -> None:
        """Open a project, at a document's key or where it was left; raises Problem."""
        from annotator.app.opening import open_project

        open_project(self, path, document)

    def take_project(self, project: Project, document: str | None) -> None:
        """Show a project that was opened; there must be no other in the window."""
        from annotator.app.joining import join

        self.project = project
        view, self._first_view = self._first_view, None
        self.page = join(self, project, view)
        self.book.begin(self.page)
        self.setCentralWidget(self._frame)
        self.work.begin(self.page, document)
        self.identity.show()
        self.save_indicator.begin(project)
        for warning in project.warnings:
            self.say(warning)
        self.polling.begin(project)

    def close_project(self, *, lose_unsaved: bool = False) -> None:
        """Close what is open; everything is on disk when this returns, unless `lose_unsaved`.

        Raises Problem, with all of it still open, when something cannot be saved, or the file is
        gone and the window holds the last copy.
        """
        from annotator.app.closing import close_project

        close_project(self, lose_unsaved=lose_unsaved)

    def import_files(self, paths: list[Path]) -> None:
        """Import articles in the background, or open a project that was dropped."""
        from annotator.app.window_import import import_files

        import_files(self, paths)

    # What changed

    def refresh(self, changes: Changes) -> None:
        """Show what an edit, an undo or another window changed."""
        if self.page is None:
            return
        if changes.everything or SCHEMA in changes.streams:
            self.action_set.add_labels(self.page.project.schema)
        self.work.leave_removed(changes)
        self.page.refresh(changes)
        self.work.refresh(changes)
        self.book.refresh(changes)
        if changes.suggestions:
            self.page.proposals.look()

    def explain_saving(self) -> None:
        """Show why something could not be saved."""
        if self.save_indicator.problem is not None:
            self.show_problem(self.save_indicator.problem)

    # Over the page

    def back_to_page(self) -> None:
        """Give the keyboard back to the page, which is the article's unless another is shown."""
        if self.page is not None:
            self.book.page.setFocus()

    def show_page(self, name: str) -> None:
        """Show a page of the project by its name."""
        self.require_page()
        self.book.show(name)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what lies over the window in its place."""
        super().resizeEvent(event)
        for overlay in self.findChildren(QWidget, "keysOverlay"):
            overlay.setGeometry(self.rect())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped, or open it when it is a project."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            try:
                self.import_files(paths)
            except Problem as problem:
                self.show_problem(problem)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the project, and stay when something of it cannot be saved."""
        try:
            self.close_project()
        except Problem as problem:
            event.ignore()
            if self.book.unwritten:
                self.show_problem(problem, ("Close without them", self._close_without))
                return
            waiting = self.project is not None and self.project.saving.pending
            words = "Close without saving them" if waiting else "Close without a copy"
            self.show_problem(problem, (words, self._close_anyway))
            return
        super().closeEvent(event)

    def _close_without(self) -> None:
        self.book.give_up()
        self.close()

    def _close_anyway(self) -> None:
        self.close_project(lose_unsaved=True)
        self.close()
