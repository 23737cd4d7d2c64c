"""What the field of the comment box asks for, and what the keys mean there."""

from __future__ import annotations

from typing import NamedTuple

from annotator.widgets.comment_head import COMMENTS, NOTE
from annotator.widgets.comment_row import CommentRow
from annotator.widgets.key_button import Hint


class BoxState(NamedTuple):
    """What the person is at: `current` is the comment that has the keyboard, if one has.

    `answered` is what would be answered, `changing` the comment that is typed anew. `listed`
    says whether there are comments, `on_span` whether there is a note beside them.
    """

    tab: str
    on_span: bool
    listed: bool
    current: CommentRow | None
    answered: CommentRow | None
    changing: CommentRow | None

    @property
    def asks(self) -> str:
        """What is to be typed."""
        if self.tab == NOTE:
            return "A note on this mark, kept with it"
        if self.changing is not None:
            return "Change your comment"
        return f"Answer {self.answered.who}" if self.answered else "Write a comment"

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The keys, in the order in which they are shown."""
        hints = self._of_comment() if self.current is not None else self._of_field()
        return (*hints, Hint("Esc", ""))

    def _of_comment(self) -> list[Hint]:
        row = self.current
        assert row is not None
        enter = Hint("Enter", "go there" if row.about and row.span else "answer")
        hints = [enter, Hint("R", "reopen" if row.resolved else "resolve")]
        return hints + ([Hint("E", "change"), Hint("Del", "delete")] if row.own else [])

    def _of_field(self) -> list[Hint]:
        hints = [Hint("Enter", "write"), Hint("Shift Enter", "line")]
        if self.changing is not None:
            return hints
        if self.tab == COMMENTS and self.listed:
            hints.append(Hint("↑", "comments"))
        if self.on_span:
            hints.append(Hint("Tab", NOTE if self.tab == COMMENTS else COMMENTS))
        return hints
