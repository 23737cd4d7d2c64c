"""Work that goes to people and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.app.actions.action import Action

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow

GROUP = "Team"


def _assign(window: MainWindow) -> None:
    from annotator.app.window_team import open_assign

    open_assign(window)


def _merge(window: MainWindow) -> None:
    from annotator.app.window_team import ask_merge

    ask_merge(window)


def _send_back(window: MainWindow) -> None:
    from annotator.app.window_team import send_back

    send_back(window)


TEAM_ACTIONS: tuple[Action, ...] = (
    Action("team.assign", "Assign documents to people", GROUP, _assign, "project"),
    Action("team.merge", "Merge bundles into the project", GROUP, _merge, "project"),
    Action("team.send_back", "Send my work back", GROUP, _send_back, "project"),
)
