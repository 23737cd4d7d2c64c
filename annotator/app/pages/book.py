"""The pages of an open project: which there are, and which is shown."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.project.identity import handed_to

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.progress_line import Standing
    from annotator.domain.changes import Changes
    from annotator.project.history import Undone
    from annotator.widgets.theme import Theme


class PageKind(NamedTuple):
    """One page: its name, the words on its tab, and the class that makes it, loaded when shown."""

    name: str
    title: str
    made_by: str


class ShownPage(Protocol):
    """What every page can do; it is made with the window and the project."""

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through, in order."""


ANNOTATE = "annotate"
#: In the order of the tabs.
PAGES: tuple[PageKind, ...] = (
    PageKind(ANNOTATE, "Annotate", ""),
    PageKind("review", "Review", "annotator.app.pages.review_page:ReviewPage"),
    PageKind("agreement", "Agreement", "annotator.app.pages.agreement_page:AgreementPage"),
    PageKind("guideline", "Guideline", "annotator.app.pages.guideline_page:GuidelinePage"),
    PageKind("entities", "Entities", "annotator.app.pages.entities_page:EntitiesPage"),
    PageKind("team", "Team", "annotator.app.pages.team_page:TeamPage"),
    PageKind("feedback", "Feedback", "annotator.app.pages.feedback_page:FeedbackPage"),
)


#: In a bundle there is nothing to review, as the others' layers are not in it.
_INSTEAD = {"review": "feedback"}


class Book(QObject):
    """Keeps the pages of the open project; all but the first are made when first shown.

    `turned` says that a page was shown.
    """

    turned = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._made: dict[str, QWidget] = {}
        self._instead: dict[str, str] = {}
        self.shown = ANNOTATE
        window.top.page_chosen.connect(self.show)

    def begin(self, first: QWidget) -> None:
        """Show the tabs, with the page to annotate on in front."""
        self._made = {ANNOTATE: first}
        project = self._window.project
        bundle = project is not None and handed_to(project) is not None
        self._instead = _INSTEAD if bundle else {}
        shown = [page for page in PAGES if page.name not in self._instead]
        self._window.top.show_tabs([(page.name, page.title) for page in shown])
        self._window.pages.addWidget(first)
        self.show(ANNOTATE)

    def end(self) -> None:
        """Take all pages away, because the project is closed."""
        for page in self._made.values():
            self._window.pages.removeWidget(page)
            page.deleteLater()
        self._made = {}
        self._window.top.show_tabs([])

    def leave(self) -> None:
        """Let pages that hold a draft keep it, because the project closes.

        Raises Problem where one holds what cannot be written yet.
        """
        for page in self._made.values():
            leave = getattr(page, "leave", None)
            if leave is not None:
                leave()

    @property
    def unwritten(self) -> bool:
        """Whether a page holds what a person did and what is no edit yet."""
        return any(getattr(page, "unwritten", False) for page in self._made.values())

    def give_up(self) -> None:
        """Let pages forget what is no edit yet."""
        for page in self._made.values():
            give_up = getattr(page, "give_up", None)
            if give_up is not None:
                give_up()

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._made[self.shown]

    def show(self, name: str) -> None:
        """Show a page by its name, or what a bundle has instead, with the keyboard in it."""
        name = self._instead.get(name, name)
        self.made(name)
        self.shown = name
        self._window.pages.setCurrentWidget(self.page)
        self._window.top.select_tab(name)
        self.page.setFocus()
        self.turned.emit()

    def made(self, name: str) -> QWidget:
        """Return a page by its name without showing it; made if it was not shown yet."""
        if name not in self._made:
            self._made[name] = self._make(name)
            self._window.pages.addWidget(self._made[name])
        return self._made[name]

    def _make(self, name: str) -> QWidget:
        kind = next(each for each in PAGES if each.name == name)
        module, _, made_by = kind.made_by.partition(":")
        page_class = getattr(importlib.import_module(module), made_by)
        return cast("QWidget", page_class(self._window, self._window.project))

    def show_undone(self, undone: Undone) -> None:
        """Let the page that is shown show what was undone or done again, where it can."""
        show = getattr(self.page, "show_undone", None)
        if show is not None:
            show(undone)

    def take_back(self) -> bool:
        """Take back a change of what is being edited on the page; return whether anything is."""
        take_back = getattr(self.page, "take_back", None)
        return take_back is not None and bool(take_back())

    def standing(self) -> Standing | None:
        """Return how far the page is that is shown; None where the documents are what counts."""
        tell = getattr(self._made.get(self.shown), "standing", None)
        return None if tell is None else cast("Standing | None", tell())

    def panes(self) -> list[QWidget]:
        """Return the panes of the page that is shown; none without a project."""
        page = self._made.get(self.shown)
        return [] if page is None else cast("ShownPage", page).panes()

    def refresh(self, changes: Changes) -> None:
        """Tell every page but the first, which the window looks after, what changed."""
        for name, page in self._made.items():
            if name != ANNOTATE:
                cast("ShownPage", page).refresh(changes)

    def take_setting(self, id: str) -> None:
        """Tell pages that go by the settings which one has changed."""
        for page in self._made.values():
            take = getattr(page, "take_setting", None)
            if take is not None:
                take(id)

    def set_theme(self, theme: Theme) -> None:
        """Let every page wear a theme."""
        for page in self._made.values():
            cast("ShownPage", page).set_theme(theme)
