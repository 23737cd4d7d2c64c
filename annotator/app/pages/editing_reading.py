"""Editing a reading of the review before it is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.app.pages.draft_attributes import offers, with_attribute
from annotator.compare.adjudication import EDITED
from annotator.compare.case import RELATION_CASE, Case, content_of
from annotator.domain.problem import Problem
from annotator.domain.span import Span, quotes_of
from annotator.domain.text_objects.edges import moved_edge
from annotator.project.decision_record import Ruling
from annotator.project.editing import kept_attributes
from annotator.project.layer_edit import check_label, checked

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.review_page import ReviewPage

_UNCHANGED = "Nothing was changed."


class Draft(NamedTuple):
    """The marks of a reading as they are edited; `number` is that reading's, from 1.

    `at` is the place, among its marks, of the one that the keys change.
    """

    number: int
    spans: tuple[Span, ...]
    at: int = 0

    @property
    def span(self) -> Span:
        """The mark that the keys change."""
        return self.spans[self.at]

    def changed(self, **fields: object) -> Draft:
        """Return the draft with that mark changed."""
        span = self.span._replace(**fields)  # type: ignore[arg-type]
        spans = (*self.spans[: self.at], span, *self.spans[self.at + 1 :])
        return self._replace(spans=spans)


class EditingReading:
    """Keeps the draft of the present case of a page; there is none until E is pressed."""

    def __init__(self, page: ReviewPage, window: MainWindow) -> None:
        self._page = page
        self._window = window
        self.draft: Draft | None = None
        #: What it was before each change, for Ctrl+Z.
        self._before: list[Draft] = []

    def begin(self, number: int | None = None) -> None:
        """Edit a reading by its number, or the first that marks something.

        Raises Problem where there is none of that number, or it marks nothing.
        """
        case = self._page.present()[1].case
        if case is None or case.kind == RELATION_CASE:
            raise Problem("There is no mark to edit here.", _UNCHANGED, "Take one reading.")
        if number is None:
            number = next(n for n, choice in enumerate(case.choices, 1) if choice.spans)
        if not 1 <= number <= len(case.choices):
            raise Problem(
                f"There is no reading {number} here.", _UNCHANGED, "Choose one that is shown."
            )
        choice = case.choices[number - 1]
        if not choice.spans:
            raise Problem(
                f"Reading {number} marks nothing, so nothing of it can be edited.",
                "What you were editing stays as it is.",
                "Choose a reading with a mark, or leave with Esc and press 0.",
            )
        draft = self.draft
        if draft is not None and draft.number == number:
            # The same number once more goes on to the reading's next mark.
            self.draft = draft._replace(at=(draft.at + 1) % len(draft.spans))
        else:
            self._before = [] if draft is None else [*self._before, draft]
            self.draft = Draft(number, choice.spans)
        self._page.view.setFocus()
        self._show()

    def key(self, chord: str, action: str | None) -> bool:
        """Do what a key means while a reading is edited; return whether it means anything."""
        if chord == "Escape":
            self.leave()
        elif chord in ("Return", "Enter"):
            self.finish()
        elif len(chord) == 1 and chord in "123456789":
            self.begin(int(chord))
        elif chord == "A":
            self._ask_attribute()
        elif chord in ("Space", "Shift+Space"):
            self._page.say("Enter takes what you edited, Esc leaves it; then you can go on.")
        elif action is not None and action.startswith("mark."):
            self._relabel(action.removeprefix("mark."))
        elif action is not None and action.startswith(("span.end_", "span.start_")):
            edge, unit, side = action.removeprefix("span.").split("_")
            self._move(edge, unit, 1 if side == "right" else -1)
        else:
            return False
        return True

    def leave(self) -> None:
        """End editing; the case is as it was."""
        if self.draft is not None:
            self.draft = None
            self._page.show_case()

    def take_back(self) -> bool:
        """Take back the last change of the draft, or leave it; return whether there is one."""
        if self.draft is None:
            return False
        if self._before:
            self.draft = self._before.pop()
            self._show()
        else:
            self.leave()
        return True

    def finish(self) -> None:
        """Rule that what was edited, or what is selected, is right."""
        draft, case = self._with_selection(), self._page.present()[1].case
        if draft is None or case is None:
            return
        spans = self._checked(draft)
        said = content_of(spans, ())
        same = [choice for choice in case.choices if choice.spans and choice.content == said]
        self.draft = None
        ruling = Ruling.accept(same[0]) if same else Ruling(EDITED, (), spans)
        self._page.verbs.decide_present(ruling)

    def _checked(self, draft: Draft) -> tuple[Span, ...]:
        project, document = self._page.project, self._page.present()[0]
        opened = project.open_document(document.id)
        found = []
        for span in draft.spans:
            fragments = checked(opened.document, span.fragments)
            check_label(project.schema, span.label, len(fragments))
            quote = quotes_of(opened.document.text, fragments)
            found.append(span._replace(fragments=fragments, quote=quote))
        return tuple(found)

    def _with_selection(self) -> Draft | None:
        selection = self._page.view.selection()
        if self.draft is None or selection is None:
            return self.draft
        return self.draft.changed(fragments=(selection,))

    def _move(self, edge: str, unit: str, direction: int) -> None:
        if self.draft is None:
            return
        text = self._page.view.content.text
        fragments = list(self.draft.span.fragments)
        at = -1 if edge == "end" else 0
        fragments[at] = moved_edge(text, fragments[at], edge, unit, direction)
        self._change(fragments=tuple(fragments))

    def _relabel(self, label: str) -> None:
        """Give the mark another label; attributes stay where that one knows them."""
        if self.draft is not None:
            kept = kept_attributes(self._page.project.schema, self.draft.span, label)
            self._change(label=label, attributes=kept)

    def _ask_attribute(self) -> None:
        draft = self.draft
        if draft is None:
            return
        label = self._page.project.schema.label(draft.span.label)
        found = offers(label, draft.span)
        if not found:
            raise Problem(
                "This mark has no attributes.",
                "What you were editing stays as it is.",
                "Its label has none in the schema.",
            )

        def answered(line: str) -> None:
            # The case may have changed while it was typed.
            if self.draft is None or self.draft.span.id != draft.span.id:
                return
            try:
                span = with_attribute(label, self.draft.span, line)
            except Problem as problem:
                self._window.say_problem(problem)
            else:
                self._change(attributes=span.attributes)

        self._window.ask("Attribute:", answered, found)

    def _change(self, **fields: object) -> None:
        if self.draft is not None:
            self._before.append(self.draft)
            self.draft = self.draft.changed(**fields)
            self._show()

    def _show(self) -> None:
        self._page.show_draft()

    def keep_for(self, case: Case | None) -> bool:
        """Keep the draft though its case changed under it; return False when it cannot stay.

        Its number is that of the reading it began with, where that is still there.
        """
        if self.draft is None:
            return True
        if case is None or case.kind == RELATION_CASE:
            self.draft = None
            return False
        ids = {span.id for span in self.draft.spans}
        numbers = (
            number
            for number, choice in enumerate(case.choices, 1)
            if ids & {span.id for span in choice.spans}
        )
        self.draft = self.draft._replace(number=next(numbers, 0))
        return True
