"""The window: frame, pages and what holds them together."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from annotator.app import errors, recent
from annotator.app.action_set import ActionSet
from annotator.app.actions.action import Action
from annotator.app.appearance import Appearance
from annotator.app.bridge import Bridge
from annotator.app.key_filter import KeyFilter
from annotator.app.keymap import load_keymap
from annotator.app.pages.annotate_page import AnnotatePage
from annotator.app.panes import Panes
from annotator.app.save_indicator import SaveIndicator
from annotator.app.settings import Settings
from annotator.app.work import Work
from annotator.domain.changes import Changes
from annotator.domain.problem import Problem
from annotator.paths import resource, settings_folder
from annotator.project.project import Project
from annotator.widgets.ask_bar import AskBar
from annotator.widgets.status_line import StatusLine
from annotator.widgets.theme import Theme
from annotator.widgets.top_bar import TopBar

_POLL_MILLISECONDS = 500


class MainWindow(QMainWindow):
    """One window on one project, or the start page."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.project: Project | None = None
        self.page: AnnotatePage | None = None
        self.appearance = Appearance(self)
        self.setWindowTitle("Annotator")
        self.setMinimumSize(720, 480)
        self.resize(1440, 900)
        self.setAcceptDrops(True)
        keymap = resource(f"keymaps/{settings.get('keymap')}.toml")
        self.action_set = ActionSet(self, load_keymap(keymap))
        self._build()
        self.save_indicator = SaveIndicator(self.status)
        self.work = Work(self)
        self.panes = Panes(self._panes)
        self.appearance.wear()
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MILLISECONDS)
        self._poll.timeout.connect(self._look_for_others)

    def _build(self) -> None:
        self.top = TopBar(self.theme)
        self.ask_bar = AskBar()
        self.pages = QStackedWidget()
        self.status = StatusLine(self.theme)
        self.status.problem_opened.connect(self._explain_saving)
        self.top.commands_asked.connect(self.open_palette)
        self.top.person_asked.connect(self.ask_person)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.top, self.ask_bar):
            column.addWidget(widget)
        column.addWidget(self.pages, 1)
        column.addWidget(self.status)
        self.setCentralWidget(frame)

    @property
    def theme(self) -> Theme:
        """The theme that the window wears."""
        return self.appearance.theme

    # Actions

    def run(self, action: Action, _checked: bool = False) -> None:
        """Do what an action does; its Problems are shown, quietly if it is a quiet one."""
        try:
            action.run(self)
        except Problem as problem:
            if action.quiet:
                self.say(f"{problem.happened} {problem.next_step}")
            else:
                self.show_problem(problem)

    def say(self, words: str) -> None:
        """Say something short in the status line."""
        self.status.say(words)

    def show_problem(self, problem: Problem) -> None:
        """Show a Problem in a dialog."""
        errors.show_problem(problem, self)

    def install_error_hook(self) -> None:
        """Send what nobody handles to a dialog of this window."""
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

    def require_person(self) -> None:
        """Make sure that it is known who annotates; raises Problem after asking."""
        project = self.require_page().project
        if project.me is not None:
            return
        self.ask_person()
        raise Problem(
            "It is not known yet who you are.",
            "Nothing was changed.",
            "Type your name above the article, press Enter and mark again.",
        )

    def ask_person(self) -> None:
        """Ask who annotates; an answer is remembered for this project."""
        project = self.require_page().project
        names = [person.name for person in project.people]
        self.ask("Who annotates here?", self._become, names)

    def ask(
        self, question: str, answered: Callable[[str], object], offers: list[str] | None = None
    ) -> None:
        """Ask for a line of text above the article; Esc leaves everything as it is."""
        self.ask_bar.ask(question, answered, offers or [])

    def _become(self, name: str) -> None:
        self.require_page().project.become(name)
        self._show_person()
        self.work.show_documents()

    # Projects

    def show_start(self) -> None:
        """Show the start page."""
        from annotator.app.pages.start_page import StartPage

        start = StartPage(self)
        self.pages.addWidget(start)
        self.pages.setCurrentWidget(start)
        self.status.show_work("", None, "")
        self.top.show_project("Annotator", "")

    def create_project(self, path: Path) -> None:
        """Make a project file and open it."""
        from annotator.project.project import create_project

        create_project(path).close()
        self.open_project(path)

    def open_project(self, path: Path, document: str | None = None) -> None:
        """Open a project, at a document's key or where it was left; raises Problem."""
        project = Project.open(path)
        self.close_project()
        self.project = project
        page = AnnotatePage(project, self.theme)
        page.view.installEventFilter(
            KeyFilter(self._trigger, lambda: self.settings.get("letters") == "place", page)
        )
        self.action_set.add_labels(project.schema)
        bridge = Bridge(project, page)
        bridge.changed.connect(self._refresh)
        bridge.saved.connect(self.save_indicator.show_state)
        page.view.zoomed.connect(lambda zoom: self.settings.set("zoom", round(zoom * 100)))
        self.page = page
        self.appearance.set_type()
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        self.work.begin(page, document or recent.last_document(settings_folder(), path))
        self._show_person()
        self.save_indicator.begin(project.read_only)
        for warning in project.warnings:
            self.say(warning)
        self._poll.start()

    def close_project(self) -> None:
        """Close what is open; everything is on disk when this returns."""
        self._poll.stop()
        if self.page is not None and self.project is not None:
            self.work.end()
            page, self.page = self.page, None
            self.project.close()
            self.project = None
            self.pages.removeWidget(page)
            page.deleteLater()

    def _show_person(self) -> None:
        if self.project is None:
            return
        if self.project.me is None and not self.project.people and not self.project.read_only:
            self.project.become(getpass.getuser())
        me = self.project.me
        self.top.show_project(self.project.title, f"You are {me.name}" if me else "Who are you?")
        self.setWindowTitle(f"{self.project.title} – Annotator")

    def import_files(self, paths: list[Path]) -> None:
        """Import articles in the background, or open a project that was dropped."""
        self.work.import_files(paths)

    # What changed

    def _refresh(self, changes: Changes) -> None:
        if self.page is None:
            return
        self.page.refresh(changes)
        self.work.refresh(changes)

    def _look_for_others(self) -> None:
        if self.project is not None and self.page is not None:
            changes = self.project.poll()
            if changes is not None:
                self._refresh(changes)

    def _trigger(self, chord: str) -> bool:
        return self.action_set.trigger(chord, window_wide=True)

    def _explain_saving(self) -> None:
        if self.save_indicator.problem is not None:
            self.show_problem(self.save_indicator.problem)

    # Over the page

    def open_palette(self) -> None:
        """Open the command palette."""
        from annotator.app.overlays import open_palette

        open_palette(self)

    def open_keys(self) -> None:
        """Show the keys over the window."""
        from annotator.app.overlays import open_keys

        open_keys(self)

    def back_to_page(self) -> None:
        """Give the keyboard back to the article."""
        if self.page is not None:
            self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _panes(self) -> list[QWidget]:
        if self.page is None:
            return []
        return [self.page.view, self.page.panel.list, self.page.panel.form,
                self.page.documents.list]  # fmt: skip

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
        """Close the project; everything the window called saved is on disk already."""
        self.close_project()
        super().closeEvent(event)
