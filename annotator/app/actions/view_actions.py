"""Panes, zoom, help, settings and the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.app.actions.action import Action
from annotator.app.pages.book import PAGES, PageKind

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow

GROUP = "Window"


def _pane(window: MainWindow, direction: int) -> None:
    window.panes.go(direction)


def _page_action(page: PageKind) -> Action:
    """Return the action that shows a page: "page.annotate"."""

    def go(window: MainWindow) -> None:
        window.show_page(page.name)

    return Action(f"page.{page.name}", f"Go to {page.title}", GROUP, go, "project")


def _zoom(window: MainWindow, step: int) -> None:
    page = window.require_page()
    # The article that is seen; the others follow by the setting.
    view = getattr(window.book.page, "view", page.view)
    {1: view.zoom_in, 0: view.reset_zoom, -1: view.zoom_out}[step]()


def _palette(window: MainWindow) -> None:
    from annotator.app.overlays import open_palette

    open_palette(window)


def _settings(window: MainWindow) -> None:
    from annotator.app.settings_dialog import SettingsDialog

    SettingsDialog(window.settings, window).open()


def _help(window: MainWindow) -> None:
    from annotator.app.help_dialog import HelpDialog

    HelpDialog(window).show()


def _keys(window: MainWindow) -> None:
    from annotator.app.overlays import open_keys

    open_keys(window)


VIEW_ACTIONS: tuple[Action, ...] = (
    Action("pane.next", "Next pane", GROUP, partial(_pane, direction=1)),
    Action("pane.previous", "Previous pane", GROUP, partial(_pane, direction=-1)),
    *(_page_action(page) for page in PAGES),
    Action("view.zoom_in", "Larger text", GROUP, partial(_zoom, step=1)),
    Action("view.zoom_out", "Smaller text", GROUP, partial(_zoom, step=-1)),
    Action("view.zoom_reset", "Text at its own size", GROUP, partial(_zoom, step=0)),
    Action("app.palette", "All commands", GROUP, _palette),
    Action("app.settings", "Settings", GROUP, _settings),
    Action("help.show", "Help", GROUP, _help),
    Action("help.keys", "Show the keys", GROUP, _keys),
)
