"""The comment box: what was said about a span, and a field to say more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.domain.problem import Problem
from annotator.widgets.card import Card, line, place_beside
from annotator.widgets.comment_field import CommentField
from annotator.widgets.comment_head import COMMENTS, NOTE, CommentHead
from annotator.widgets.comment_hints import BoxState
from annotator.widgets.comment_list import CommentList
from annotator.widgets.comment_row import TOO_LONG, CommentRow
from annotator.widgets.key_button import KeyLine
from annotator.widgets.theme import Theme

_WIDTH = 424
#: So much of the comments is seen at once.
_SEEN = 300


class CommentBox(Card):
    """Threads of a span, or of a whole article, and a field; another tab is the span's note.

    `written` carries a text and the id of the comment it answers ("" for none), `changed` an
    id and its text, `resolve_asked` an id and whether it is to be resolved, `delete_asked` an
    id, `followed` the id of a span, `note_written` a text. `closed` is sent whenever it goes
    away. What was typed stays in the field until `take_typed` says that it is written.
    """

    written = Signal(str, str)
    changed = Signal(str, str)
    resolve_asked = Signal(str, bool)
    delete_asked = Signal(str)
    followed = Signal(str)
    note_written = Signal(str)

    def __init__(
        self, theme: Theme, named: Callable[[QKeyEvent], str | None], parent: QWidget
    ) -> None:
        """Make it over a pane; `named` gives the name of a key, whatever the layout."""
        super().__init__(parent, fits=True)
        self.setObjectName("commentBox")
        self._near = QRect()
        self._on_span = False
        self._tab = COMMENTS
        #: What is typed and not written, by tab.
        self._typed: dict[str, str] = {}
        self._answered: CommentRow | None = None
        self._changing: CommentRow | None = None
        self._build(theme, named)
        self._lay_out()
        self._connect()

    def _build(self, theme: Theme, named: Callable[[QKeyEvent], str | None]) -> None:
        self.head = CommentHead()
        self.list = CommentList(theme, named, self)
        self.list.setAccessibleName("Comments")
        self.field = CommentField()
        self.problem = QLabel("")
        self.problem.setObjectName("commentProblem")
        self.problem.setWordWrap(True)
        self.keys = KeyLine(theme)

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(line())
        column.addWidget(self.list)
        self._line = line()
        column.addWidget(self._line)
        below = QVBoxLayout()
        below.setContentsMargins(12, 8, 12, 0)
        below.setSpacing(4)
        below.addWidget(self.problem)
        below.addWidget(self.field)
        column.addLayout(below)
        column.addWidget(self.keys)

    def _connect(self) -> None:
        self.field.entered.connect(self._enter)
        self.field.left.connect(self._escape)
        self.field.raised.connect(self._go_to_list)
        self.field.turned.connect(self._turn)
        self.field.grown.connect(self.place)
        self.list.struck.connect(self.strike)
        self.list.left_below.connect(self.field.setFocus)
        self.list.focused.connect(self._show_keys)
        self.list.currentRowChanged.connect(self._show_keys)
        self.list.itemDoubleClicked.connect(lambda _item: self.strike("Return"))
        self.keys.used.connect(self._use_key)
        self.head.turned.connect(self.show_tab)
        self.watch(self.field, self.list)

    # What is shown

    def open(
        self,
        about: str,
        rows: Sequence[CommentRow],
        near: QRect,
        *,
        typed: Mapping[str, str],
        tab: str = COMMENTS,
    ) -> None:
        """Open it by a rectangle of the pane.

        `typed` is what stands in the field of each tab; with a NOTE it is about a span.
        """
        self._on_span = NOTE in typed
        self._near, self._typed = near, {COMMENTS: "", **typed}
        self._answered = self._changing = None
        self.head.show_about(about, tabbed=self._on_span)
        self.list.clear()
        self._tab = tab
        self.field.show_words(self._typed[tab])
        self.show_rows(rows)
        self.show_problem(None)
        self.show()
        self.raise_()
        self.place()
        self.list.show_last()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_rows(self, rows: Sequence[CommentRow]) -> None:
        """Show these comments; what is typed answers the last open thread."""
        self.list.show_rows(rows)
        there = {row.id: row for row in rows}
        if self._answered is not None:
            before, self._answered = self._answered, there.get(self._answered.id)
            if self._answered is not None and self._answered.resolved and not before.resolved:
                self._answered = None
        if self._changing is not None and self._changing.id not in there:
            self._end_change()
        if self._answered is None:
            mine = [row for row in rows if self._on_span or row.span is None]
            waiting = [row for row in mine if not row.is_reply and not row.resolved]
            self._answered = waiting[-1] if waiting else None
        self._show_state()
        if not rows and self.list.hasFocus():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_tab(self, name: str) -> None:
        """Show the comments or the note; what is typed for the other one is kept."""
        if name != self._tab:
            self._typed, self._changing = self.typed, None
            self._tab = name
            self.field.show_words(self._typed[name])
        self._show_state()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, problem: Problem | None) -> None:
        """Say in the box what went wrong; what was typed is still there."""
        words = "" if problem is None else f"! {problem.happened} {problem.next_step}"
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.place()

    def take_typed(self) -> None:
        """Empty the field, because what was in it is written."""
        self.show_problem(None)
        if self._changing is not None:
            self._end_change()
        else:
            self._answered = None
            self.field.show_words("")

    @property
    def typed(self) -> dict[str, str]:
        """What is typed and not written, by tab."""
        if self._changing is not None:
            return dict(self._typed)
        return {**self._typed, self._tab: self.field.words}

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.list.delegate.theme = theme
        self.keys.set_theme(theme)

    def _show_state(self) -> None:
        self.head.select(self._tab)
        commenting = self._tab == COMMENTS
        self.list.setVisible(commenting and self.list.count() > 0)
        self._line.setVisible(commenting and self.list.count() > 0)
        asks = self._state.asks
        self.field.setPlaceholderText(asks)
        self.field.setAccessibleName(asks)
        self._show_keys()
        self.place()

    @property
    def _state(self) -> BoxState:
        row = self.list.current
        current = row if self.list.hasFocus() else None
        listed = row is not None
        return BoxState(self._tab, self._on_span, listed, current, self._answered, self._changing)

    def _show_keys(self, *_row: int) -> None:
        self.keys.show_hints(self._state.hints)

    def place(self) -> None:
        """Stand beside what it is about, as tall as the comments need."""
        if self.isHidden():
            return
        host = self.host.size()
        width = min(_WIDTH, host.width() - 16)
        self.setFixedWidth(width)
        needed = self.list.height_needed(width - 2)
        if needed > _SEEN:
            needed = self.list.height_needed(width - 12)
        self.list.setFixedHeight(min(needed, _SEEN, max(48, host.height() - 220)))
        self._column.activate()
        self.setGeometry(place_beside(host, self._near, QSize(width, self.sizeHint().height())))

    # What the person does

    def _enter(self) -> None:
        words = self.field.words
        if self._tab == NOTE:
            self.note_written.emit(words)
        elif not words.strip():
            return
        elif self._changing is not None:
            self.changed.emit(self._changing.id, words)
        else:
            self.written.emit(words, self._answered.id if self._answered else "")

    def _escape(self) -> None:
        if self._changing is not None:
            self._end_change()
            self.show_problem(None)
        else:
            self.close_quietly()

    def _turn(self) -> None:
        if self._on_span:
            self.show_tab(NOTE if self._tab == COMMENTS else COMMENTS)

    def _go_to_list(self) -> None:
        if self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def strike(self, key: str) -> None:
        """Do what a key means for the current comment."""
        row = self.list.current
        if key == "Escape" or row is None:
            self.close_quietly()
        elif key in ("Return", "Enter"):
            self._follow(row)
        elif key == "R":
            self.resolve_asked.emit(row.thread, not row.resolved)
        elif key == "E" and row.own and row.is_long:
            self.show_problem(TOO_LONG)
        elif key == "E" and row.own:
            self._begin_change(row)
        elif key in ("Delete", "Backspace") and row.own:
            self.delete_asked.emit(row.id)
        elif key == "Tab":
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use_key(self, key: str) -> None:
        """Do what a clicked key does: in the list as in the field."""
        acts: dict[str, Callable[[], None]] = {
            "Esc": self.close_quietly,
            "Tab": self._turn,
            "↑": self._go_to_list,
            "Shift Enter": lambda: self.field.insertPlainText("\n"),
        }
        if key in acts:
            acts[key]()
        elif self.list.hasFocus():
            self.strike({"Del": "Delete", "Enter": "Return"}.get(key, key))
        else:
            self._enter()

    def _follow(self, row: CommentRow) -> None:
        if row.about and row.span:
            self.close_quietly()
            self.followed.emit(row.span)
            return
        self._answered = next(each for each in self.list.rows if each.id == row.thread)
        self._show_state()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_change(self, row: CommentRow) -> None:
        self._typed, self._changing = self.typed, row
        self.field.show_words(row.words)
        self._show_state()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_change(self) -> None:
        self._changing = None
        self.field.show_words(self._typed[self._tab])
        self._show_state()
