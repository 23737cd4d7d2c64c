"""The letters of the article while the list of spans, or their form, has the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.project import editing
from annotator.project.naming import label_name

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.annotate_page import AnnotatePage


class ChosenSpans:
    """Does with all spans that are chosen what a letter does with the focused one.

    The keyboard stays where it is, so that the next key can follow. Letters that need the
    article's words, or a span alone, go there.
    """

    def __init__(self, window: MainWindow, page: AnnotatePage) -> None:
        self._window, self._page = window, page

    def trigger(self, chord: str) -> bool:
        """Do what a chord of the article means; return whether it means anything."""
        actions, page = self._window.action_set, self._page
        action = actions.article_chords.get(chord, "")
        verb, _, label = action.partition(".")
        ids = [id for id in page.form.spans if id in page.spans]
        if not ids and page.form.spans:
            # A suggestion, which is taken alone.
            return actions.trigger(chord, window_wide=False)
        if verb in ("mark", "mark_again"):
            self._mark(ids, label, once_more=verb == "mark_again")
        elif action == "span.doubt":
            self._doubt(ids)
        else:
            return actions.trigger(chord, window_wide=False)
        return True

    def _mark(self, ids: list[str], label: str, *, once_more: bool) -> None:
        page, document = self._page, str(self._page.document_id)
        if not once_more:
            self._do(ids, lambda: self._relabel(document, ids, label))
            return
        places = [page.spans[id].fragments for id in ids]
        self._do(ids, lambda: editing.mark_all(page.project, document, label, places))

    def _relabel(self, document: str, ids: list[str], label: str) -> None:
        found = editing.relabel(self._page.project, document, ids, label)
        kept = sum(span.id != id for span, id in zip(found, ids, strict=True))
        if kept:
            name = label_name(self._page.project.schema, label)
            stay = "stays as it is" if kept == 1 else "stay as they are"
            self._window.say(f"Marked as {name} already: {kept} of them {stay}.")

    def _doubt(self, ids: list[str]) -> None:
        page, document = self._page, str(self._page.document_id)
        unsure = not all(page.spans[id].uncertain for id in ids)
        self._do(ids, lambda: editing.set_uncertain(page.project, document, ids, unsure))

    def _do(self, ids: list[str], edit: Callable[[], object]) -> None:
        if not ids:
            self._window.say("Choose spans in the list first.")
        elif self._page.try_to(self._window.identity.require):
            self._page.try_to(edit)
