"""The repair list: going through what imports could not place, placing and dismissing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from annotator.app.keys import chord_of
from annotator.app.talk.repair_words import row_of
from annotator.domain.changes import Changes
from annotator.domain.likely_places import Place
from annotator.domain.problem import Problem
from annotator.domain.unplaced import WaitingMark
from annotator.project import repairing
from annotator.project.repair_list import MOST, places_of, repair_count, repair_list, stream_of
from annotator.project.repairing_many import FEW
from annotator.widgets.repair_pane import RepairPane

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage
    from annotator.widgets.theme import Theme

#: So long a row of another article stays current before that article is opened.
_PAUSE_MILLISECONDS = 200
_EMPTY = "The repair list is empty: everything has its place."


class Repairs(QObject):
    """Joins the pane under the article to the repair list of the project."""

    def __init__(self, page: AnnotatePage) -> None:
        super().__init__(page)
        self._page = page
        self._made: RepairPane | None = None
        self._marks: list[WaitingMark] = []
        self._places: list[Place] = []
        self._number = 0
        #: The place that going to it selected in the article.
        self._selected: Place | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._open_current)

    @property
    def pane(self) -> RepairPane:
        """The pane, made when first needed."""
        if self._made is None:
            page = self._page
            self._made = pane = RepairPane(page.theme, chord_of, page.middle)
            layout = page.middle.layout()
            assert layout is not None
            layout.addWidget(pane)
            pane.pointed.connect(self._point)
            pane.struck.connect(self._strike)
            pane.save_asked.connect(lambda: page.action_asked.emit("repair.save"))
            page.keep_keys(pane.list)
        return self._made

    @property
    def is_open(self) -> bool:
        """Whether the pane is shown."""
        return self._made is not None and not self._made.isHidden()

    @property
    def mark(self) -> WaitingMark | None:
        """The mark of the current row."""
        number = self.pane.current
        return self._marks[number] if 0 <= number < len(self._marks) else None

    def panes(self) -> list[QWidget]:
        """Return the list while it is shown, for F6."""
        return [self.pane.list] if self.is_open else []

    def open(self) -> None:
        """Show the list, at the first mark of the open article; raises Problem without any."""
        self._read()
        if not self._marks:
            raise Problem(
                "No mark waits for a place: imports could place everything, or it was repaired.",
                "Nothing was changed.",
                "Go on.",
            )
        here = [n for n, each in enumerate(self._marks) if each.document == self._page.document_id]
        self._show(here[0] if here else 0)
        self.pane.open()

    def close(self) -> None:
        """Hide the list, with the keyboard in the article."""
        self._pause.stop()
        self.pane.hide()
        self._page.view.set_matches(())
        self._page.view.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Show what is on the list after an edit, an undo, or one of another window."""
        if not self.is_open or not (changes.everything or changes.streams):
            return
        before, row = self.mark, self.pane.current
        self._read()
        keys = [(stream_of(each), each.mark.id) for each in self._marks]
        if not keys:
            self._page.said.emit(_EMPTY)
            self.close()
            return
        key = (stream_of(before), before.mark.id) if before else None
        self._show(keys.index(key) if key in keys else row)

    def _read(self) -> None:
        self._marks = repair_list(self._page.project)

    def _show(self, row: int) -> None:
        project = self._page.project
        rows = [row_of(each, project.people, project.me, project.schema) for each in self._marks]
        self.pane.show_rows(rows, max(repair_count(project), len(rows)), row)
        self._point(self.pane.current)

    # Going to a mark

    def _point(self, _row: int) -> None:
        """Show where the current mark may belong: at once here, after a pause elsewhere."""
        mark = self.mark
        if mark is None:
            return
        self._number, self._selected = 0, None
        if mark.document == self._page.document_id:
            self._pause.stop()
            self._look()
        else:
            self._places = []
            self._page.view.set_matches(())
            self._show_place()
            if self.pane.list.hasFocus():
                self._pause.start()

    def _look(self) -> None:
        """Find the likely places of the current mark in the open article and tint them."""
        mark = self.mark
        if mark is None:
            return
        self._places = places_of(self._page.project, mark)
        if mark.mark.is_relation:
            there = [mark.mark.fields.get(end) for end in ("from", "to")]
            known = next((each for each in there if each in self._page.spans), None)
            self._page.focus(known)
        elif not self._places and mark.mark.said:
            end = len(self._page.view.content.text)
            self._page.view.set_caret(min(mark.mark.said[0][0], end))
        self._tint()

    def _tint(self) -> None:
        fragments = [fragment for place in self._places for fragment in place]
        before = sum(len(place) for place in self._places[: self._number])
        self._page.view.set_matches(fragments, before if fragments else None)
        self._show_place()

    def _show_place(self) -> None:
        mark = self.mark
        if mark is not None:
            here = mark.document == self._page.document_id
            count, relation = len(self._places), mark.mark.is_relation
            self.pane.show_place(self._number, count, relation=relation, here=here)

    def _open_current(self) -> None:
        """Open the article of the current mark; the keyboard stays where it is."""
        page, mark = self._page, self.mark
        if not self.is_open or mark is None or page.project.closed:
            return
        if mark.document != page.document_id:
            if not page.try_to(lambda: page.open_document(mark.document)):
                return
            self.pane.list.setFocus()
        self._look()

    def _go(self) -> None:
        """Open the article at the likeliest place, selected, with the keyboard there."""
        self._pause.stop()
        self._open_current()
        self._select()
        self._page.view.setFocus()

    def _select(self) -> None:
        place = self._places[self._number] if self._places else None
        self._selected = place
        if place is not None and len(place) == 1:
            self._page.view.set_caret(*place[0])

    def _turn(self, step: int) -> None:
        if self._places:
            self._number = (self._number + step) % len(self._places)
            self._tint()

    def _strike(self, key: str) -> None:
        verbs: dict[str, Callable[[], object]] = {
            "Return": self._go,
            "Left": partial(self._turn, -1),
            "Right": partial(self._turn, 1),
            "Escape": self.close,
            "Delete": partial(self._page.action_asked.emit, "repair.dismiss"),
            "Ctrl+T": partial(self._page.action_asked.emit, "repair.place"),
            "Ctrl+Shift+T": partial(self._page.action_asked.emit, "repair.rename"),
        }
        verbs[key]()

    # Placing

    def current(self) -> WaitingMark:
        """Return the current mark; raises Problem while the list is closed."""
        mark = self.mark if self.is_open and self.pane.isVisible() else None
        if mark is None:
            raise Problem(
                "No mark of the repair list is chosen.",
                "Nothing was changed.",
                "Open the list with Ctrl+R.",
            )
        return mark

    def fragments(self) -> Place:
        """Return where the current mark goes: what is selected, else the place that is tinted.

        Raises Problem without either, and in another article.
        """
        mark, view = self.current(), self._page.view
        if mark.document != self._page.document_id:
            raise Problem(
                "This mark belongs to another article.", "Nothing was changed.",
                "Enter in the list opens it.",
            )  # fmt: skip
        proposed = self._places[self._number] if self._places else None
        chosen = view.selected_range()
        if chosen is None or (proposed == self._selected and proposed == (chosen,)):
            selection = None
        else:
            selection = view.selection()
        place = (selection,) if selection is not None else proposed
        if place is None:
            raise Problem(
                "Nobody knows where this mark belongs.", "Nothing was changed.",
                "Select its words in the article, then press the key again.",
            )  # fmt: skip
        return place

    def are_few(self, foreign: str) -> bool:
        """Return whether the marks of that label are so few that the window can place them."""
        called = sum(each.mark.label == foreign for each in self._marks)
        return len(self._marks) < MOST and called <= FEW

    def place(self, label: str | None = None) -> None:
        """Give the current mark its place, or an unplaced relation its missing end; then go on."""
        page, mark = self._page, self.current()
        in_article = page.view.hasFocus()
        if mark.mark.is_relation:
            made = repairing.link(page.project, mark, page.view.focused or "", label)
            said = "Linked it." if made else "One end is there; focus the other and link it again."
        else:
            span = repairing.place(page.project, mark, self.fragments(), label)
            said = f"Placed {' … '.join(span.quote)}."
        page.view.clear_selection()
        self._go_on(said, in_article)

    def dismiss(self) -> None:
        """Take the current mark off the list, and go on to the next."""
        in_article = self._page.view.hasFocus()
        repairing.dismiss(self._page.project, self.current())
        self._go_on("Dismissed it.", in_article)

    def _go_on(self, said: str, in_article: bool) -> None:
        """From the article go to the next mark at once; in the list it is the current one."""
        after = "Ctrl+Z takes it back." if self.is_open else _EMPTY
        self._page.said.emit(f"{said} {after}")
        if in_article and self.is_open:
            self._go()

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        if self._made is not None:
            self._made.set_theme(theme)
