"""Review: rulings on the present case, and going through the queue."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from annotator.app.actions.action import Action
from annotator.domain.problem import Problem

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.cases_page import CasesPage
    from annotator.app.pages.review_page import ReviewPage

GROUP = "Review"


def _page(window: MainWindow) -> ReviewPage:
    window.require_page()
    if window.book.shown != "review":
        raise Problem(
            "The review is not shown.", "Nothing was changed.", "Go to it first: its tab is on top."
        )
    return cast("ReviewPage", window.book.page)


def _action(id: str, title: str, run: Callable[[ReviewPage], None]) -> Action:
    def go(window: MainWindow) -> None:
        run(_page(window))

    return Action(f"review.{id}", title, GROUP, go, "project", quiet=True)


def _going(id: str, title: str, run: Callable[[CasesPage], None]) -> Action:
    """Return an action that the review and the feedback have in common."""

    def go(window: MainWindow) -> None:
        window.require_page()
        if window.book.shown not in ("review", "feedback"):
            raise Problem(
                "Neither the review nor the feedback is shown.",
                "Nothing was changed.",
                "Go to one of them first: their tabs are on top.",
            )
        run(cast("CasesPage", window.book.page))

    return Action(f"review.{id}", title, GROUP, go, "project", quiet=True)


def _accept(page: ReviewPage, number: int) -> None:
    page.verbs.accept(number)


def _same(page: ReviewPage, number: int) -> None:
    page.verbs.accept(number, everywhere=True)


REVIEW_ACTIONS: tuple[Action, ...] = (
    *(_action(f"accept.{n}", f"Accept reading {n}", partial(_accept, number=n))
      for n in range(1, 10)),
    *(_action(f"same.{n}", f"Accept reading {n} in every case of the pattern",
              partial(_same, number=n)) for n in range(1, 10)),
    _action("none", "Nothing here", partial(_accept, number=0)),
    _action("same.none", "Nothing here in every case of the pattern", partial(_same, number=0)),
    _action("keep_all", "Keep all readings", lambda page: page.verbs.keep_all()),
    _action("edit", "Edit, then accept", lambda page: page.editing.begin()),
    _action("send_back", "Send back with a comment", lambda page: page.verbs.send_back()),
    _action("defer", "Defer", lambda page: page.verbs.defer()),
    _action("reason", "Reason from the guideline", lambda page: page.verbs.ask_reason()),
    _going("next", "Next item without deciding", lambda page: page.step(1)),
    _going("previous", "Previous item without deciding", lambda page: page.step(-1)),
    _going("object", "Object to a decision", lambda page: page.objecting.ask()),
    _action("unanimous", "Decide by rule what all agree on",
            lambda page: page.verbs.rule("unanimous")),
    _action("majority", "Decide by rule what most agree on",
            lambda page: page.verbs.rule("majority")),
    _action("names", "Hide or show names until decided", lambda page: page.hide_names()),
)  # fmt: skip
