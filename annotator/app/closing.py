"""Closing a project: all that still has to be written first, then giving it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow


def close_project(window: MainWindow, *, lose_unsaved: bool = False) -> None:
    """Close what is open; everything is on disk when this returns, unless `lose_unsaved`.

    Raises Problem, with all of it still open, when something cannot be saved, or the file is gone
    and the window holds the last copy.
    """
    project = window.project
    if project is None or window.page is None:
        return
    if not lose_unsaved:
        window.book.leave()
        if window.work.clock is not None:
            window.work.clock.keep()
        # From here on nothing may be edited, or closing could fail with half of it ended.
        project.settle()
        project.saving.check_file()
    window.polling.end()
    window.work.end()
    project.close(lose_unsaved=lose_unsaved)
    window.ask_bar.withdraw()
    window.page = window.project = None
    window.book.end()
