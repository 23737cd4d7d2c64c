"""The page of agreement: a command for each measure that it shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from annotator.app.actions.action import Action
from annotator.project.figure_names import FIGURE_NAMES

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.agreement_page import AgreementPage

GROUP = "Agreement"


def _show(window: MainWindow, measure: str) -> None:
    window.show_page("agreement")
    cast("AgreementPage", window.book.page).show_measure(measure)


AGREEMENT_ACTIONS: tuple[Action, ...] = tuple(
    Action(
        f"agreement.{measure}", f"Agreement: {name}", GROUP, partial(_show, measure=measure),
        "project",
    )
    for measure, name in FIGURE_NAMES
)  # fmt: skip
