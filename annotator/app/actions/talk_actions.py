"""Comments, notes, and the same words elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.app.actions.action import Action
from annotator.domain.problem import Problem
from annotator.widgets.comment_head import NOTE

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.annotate_page import AnnotatePage

GROUP = "Talk"


def _focused(page: AnnotatePage) -> str | None:
    """Return the focused span of one's own; raises Problem for a suggestion."""
    focused = page.view.focused
    if focused in page.suggestions:
        raise Problem(
            "A suggestion is nobody's mark yet.",
            "Nothing was changed.",
            "Take it with Enter first.",
        )
    return focused


def _comment(window: MainWindow) -> None:
    page = window.require_page()
    window.identity.require()
    page.talk.open(_focused(page))


def _note(window: MainWindow) -> None:
    page = window.require_page()
    window.identity.require()
    page.talk.open(_required(page), NOTE)


def _required(page: AnnotatePage) -> str:
    focused = _focused(page)
    if focused is None:
        raise Problem("No span has the focus.", "Nothing was changed.", "Tab goes to the next one.")
    return focused


def _propagate(window: MainWindow) -> None:
    page = window.require_page()
    page.propagation.open(page.spans[_required(page)])


def show_label(window: MainWindow, label_id: str) -> None:
    """Show the guideline at the section of a label."""
    from annotator.app.pages.guideline_page import GuidelinePage

    window.show_page("guideline")
    if isinstance(window.book.page, GuidelinePage):
        window.book.page.show_label(label_id)


def _guideline(window: MainWindow) -> None:
    page = window.require_page()
    focused = page.view.focused
    span = page.spans.get(focused or "") or page.suggestions.get(focused or "")
    if span is None:
        window.show_page("guideline")
    else:
        show_label(window, span.label)


TALK_ACTIONS: tuple[Action, ...] = (
    Action("comment.write", "Comments: read and write", GROUP, _comment, "document", True),
    Action("guideline.label", "The guideline on the focused label", GROUP, _guideline, "document"),
    Action("span.note", "Note on the focused span", GROUP, _note, "document", True),
    Action(
        "span.propagate", "Propagate: the same words elsewhere", GROUP, _propagate, "document", True
    ),
)
