"""One question with candidates, and the picker that asks it over the article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer

from annotator.app.keys import chord_of
from annotator.domain.problem import Problem
from annotator.widgets.key_button import Hint
from annotator.widgets.picker_row import PickerRow

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage
    from annotator.widgets.picker import Picker
    from annotator.widgets.theme import Theme

#: How far right of the span's left edge the picker stands, so that its lines show.
_INDENT = 72
#: Milliseconds without a change of the map until its towns come.
_PAUSE = 60
_ENTER, _ESCAPE = Hint("Enter", "takes the first"), Hint("Esc", "")


class Pick:
    """A question: its words, its candidates for what is typed, and what taking one does.

    `extra` are keys with a meaning of their own while nothing is typed; `hints` say which.
    """

    title = ""
    placeholder = "type a name, or pick a number"
    hints: tuple[Hint, ...] = (_ENTER, _ESCAPE)
    extra: tuple[str, ...] = ()
    nothing = "Nobody fits. Type a name."
    #: Said below the candidates, if there is something to say.
    remark = ""

    def rows(self, query: str) -> Sequence[PickerRow]:
        """Return the candidates for what is typed, the likeliest first."""
        raise NotImplementedError

    def take(self, key: str) -> None:
        """Take the candidate of a row; raises Problem when that cannot be."""
        raise NotImplementedError

    def point_to(self, key: str) -> None:
        """Show in the article what a row is about; "" for no row."""

    def sights(self) -> Sequence[int]:
        """Return where in the article the candidates stand, which are to be seen beside it."""
        return ()

    def strike(self, key: str) -> Pick | None:
        """Do what an extra key means; return the question that is asked then, if any."""
        return None

    def leave(self) -> None:
        """Take back what `point_to` showed."""


class PickHost(QObject):
    """Asks one Pick at a time, beside the focused span."""

    def __init__(self, page: AnnotatePage) -> None:
        super().__init__(page)
        self._page = page
        self._pick: Pick | None = None
        self._made: Picker | None = None
        # Looking towns up takes some frames; not while the map is laid out, nor at every letter.
        self._towns = QTimer(self, singleShot=True, interval=_PAUSE)
        self._towns.timeout.connect(self._show_towns)

    @property
    def picker(self) -> Picker:
        """The picker's widget, made when first needed."""
        if self._made is None:
            # Here, because start-up is measured and nothing is asked then.
            from annotator.widgets.picker import Picker

            page = self._page
            self._made = picker = Picker(page.theme, chord_of, page.middle)
            picker.query_changed.connect(self._look)
            picker.highlighted.connect(self._point)
            picker.taken.connect(self._take)
            picker.struck.connect(self._strike)
            picker.closed.connect(self._leave)
            picker.map.shown.view_changed.connect(self._towns.start)
        return self._made

    @property
    def asking(self) -> Pick | None:
        """The question that is asked now."""
        return self._pick

    def ask(self, pick: Pick) -> None:
        """Ask a question."""
        self._pick = None
        self._pick = pick
        picker = self.picker
        picker.open(pick.title, pick.placeholder, pick.hints, self._near(), pick.extra)
        self._look("")
        sights = pick.sights()
        if sights:
            self._page.view.make_room(picker.room, sights)
            picker.stand_by(self._near())

    def close(self) -> None:
        """Ask no longer."""
        if self._made is not None:
            self._made.close_quietly()

    def _near(self) -> QRect:
        view = self._page.view
        place = view.focus_rect()
        if place.isNull():
            place = view.caret_rect().toAlignedRect()
        corner = view.viewport().mapTo(self._page.middle, place.topLeft())
        return QRect(corner.x() + _INDENT, corner.y(), place.width(), place.height())

    def _look(self, query: str) -> None:
        if self._pick is not None:
            pick = self._pick
            self.picker.show_rows(pick.rows(query.strip()), pick.nothing, pick.remark)

    def _show_towns(self) -> None:
        from annotator.project import gazetteer

        shown = self.picker.map.shown
        shown.show_towns(gazetteer.towns(*shown.window_shown))

    def refresh(self) -> None:
        """Look for candidates again, because some have come or gone."""
        if self._pick is not None:
            self._look(self.picker.query)

    def _point(self, key: str) -> None:
        if self._pick is not None:
            self._pick.point_to(key)

    def _take(self, key: str) -> None:
        # The picker is gone already and has let go of the pick, which `_leave` kept for this.
        pick, self._taking = self._taking, None
        if pick is not None:
            self._page.try_to(lambda: pick.take(key))

    def _strike(self, key: str) -> None:
        pick = self._pick
        if pick is None:
            return
        try:
            following = pick.strike(key)
        except Problem as problem:
            self._page.problem_met.emit(problem)
            return
        if following is not None:
            pick.leave()
            self.ask(following)
        else:
            self.close()

    _taking: Pick | None = None

    def _leave(self) -> None:
        pick, self._pick = self._pick, None
        self._taking = pick
        if pick is not None:
            pick.leave()
        self._page.view.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        if self._made is not None:
            self._made.set_theme(theme)
