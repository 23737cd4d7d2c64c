"""M: the comments on a span or on the whole article, and the note of a span."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect

from annotator.app.keys import chord_of
from annotator.app.talk.drafts import Drafts, Place
from annotator.domain.annotation import Comment
from annotator.domain.problem import Problem
from annotator.paths import settings_folder
from annotator.project import commenting
from annotator.project.commenting import Thread
from annotator.project.remembering import remembering_key
from annotator.widgets.article_view.signs import Sign
from annotator.widgets.comment_box import CommentBox
from annotator.widgets.comment_head import COMMENTS, NOTE
from annotator.widgets.comment_row import CommentRow

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage
    from annotator.domain.changes import Changes
    from annotator.widgets.theme import Theme

#: How far right of the span's left edge the box stands, as the picker does.
_INDENT = 72
_LONGEST_ABOUT = 120


class Comments(QObject):
    """Opens the box, writes what is said in it, and keeps the signs in the article."""

    def __init__(self, page: AnnotatePage) -> None:
        super().__init__(page)
        self._page = page
        self._made: CommentBox | None = None
        self._about: tuple[str, str | None] = ("", None)
        #: How many open and how many resolved threads each span has; None is the article.
        self._counts: dict[str | None, tuple[int, int]] = {}
        page.view.sign_clicked.connect(self._open_sign)

    @property
    def box(self) -> CommentBox:
        """The box, made when first needed."""
        if self._made is None:
            page = self._page
            self._made = box = CommentBox(page.theme, chord_of, page.middle)
            box.written.connect(self._write)
            box.changed.connect(self._change)
            box.resolve_asked.connect(self._resolve)
            box.delete_asked.connect(self._delete)
            box.note_written.connect(self._write_note)
            box.followed.connect(page.go_to)
            box.closed.connect(self._close)
            box.field.offer_rules(self._rules)
            page.keep_keys(box.field, box.list)
        return self._made

    def _rules(self) -> list[tuple[str, str]]:
        # Not needed to start.
        from annotator.domain.guideline import anchor, rules
        from annotator.project.guideline import guideline

        project = self._page.project
        labels = [(anchor(each.id), each.name) for each in project.schema.enabled_labels]
        return rules(guideline(project).text) + labels

    @property
    def is_open(self) -> bool:
        """Whether the box is on the screen."""
        return self._made is not None and not self._made.isHidden()

    # What there is

    def of_span(self, span_id: str | None) -> tuple[int, int]:
        """Return how many open and how many resolved threads a span has, None the article."""
        return self._counts.get(span_id, (0, 0))

    def look(self) -> None:
        """Count the threads of the open document, and show their signs."""
        page, counts = self._page, dict[str | None, tuple[int, int]]()
        for thread in self._threads():
            about, done = thread.root.span, thread.root.resolved
            waiting, resolved = counts.get(about, (0, 0))
            counts[about] = (waiting + (not done), resolved + done)
        self._counts = counts
        signs = [
            Sign(span.end if span else 0, id or "", waiting > 0, _counted(waiting, resolved))
            for id, (waiting, resolved) in counts.items()
            if (span := page.spans.get(id or "")) is not None or id is None
        ]
        page.view.set_signs(signs)

    def refresh(self, changes: Changes) -> None:
        """Show what an edit, an undo or another window changed."""
        page = self._page
        if not changes.everything and page.document_id not in changes.documents:
            return
        self.look()
        if self.is_open:
            document, span = self._about
            if document != page.document_id or (span is not None and span not in page.spans):
                self.box.close_quietly()
            else:
                self.box.show_rows(self._rows())

    def _threads(self) -> list[Thread]:
        page = self._page
        if page.document_id is None or not page.comments:
            return []
        return commenting.threads(page.project.open_document(page.document_id))

    def _rows(self) -> list[CommentRow]:
        span = self._about[1]
        threads = [each for each in self._threads() if span is None or each.root.span == span]
        return [
            self._row(thread, comment, span is None) for thread in threads for comment in thread
        ]

    def _row(self, thread: Thread, comment: Comment, with_about: bool) -> CommentRow:
        page = self._page
        people = {person.id: person.name for person in page.project.people}
        me = page.project.me
        own = comment.person is None or (me is not None and comment.person == me.id)
        about = ""
        if with_about and comment is thread.root:
            span = page.spans.get(comment.span or "")
            about = " ".join(" … ".join(span.quote).split())[:_LONGEST_ABOUT] if span else ""
        return CommentRow(
            comment.id,
            thread.root.id,
            people.get(comment.person or "", comment.person or "Somebody"),
            _when(comment.created),
            comment.text,
            own and bool(comment.text),
            thread.root.resolved,
            about or ("The whole article" if with_about and comment is thread.root else ""),
            comment.span,
        )

    # The box

    def open(self, span_id: str | None, tab: str = COMMENTS) -> None:
        """Open the box on a span, or with None on the whole article."""
        page = self._page
        assert page.document_id is not None
        if self.is_open:
            self._keep()
        self._about = (page.document_id, span_id)
        typed = self._drafts.of(self._place)
        span = page.spans.get(span_id or "")
        if span is not None:
            typed.setdefault(NOTE, span.note)
            about = " ".join(" … ".join(span.quote).split())[:_LONGEST_ABOUT]
        else:
            about = "Comments on the article"
        self.box.open(about, self._rows(), self._near(span_id), typed=typed, tab=tab)

    def _near(self, span_id: str | None) -> QRect:
        view = self._page.view
        place = view.focus_rect() if span_id is not None else QRect()
        if place.isNull():
            place = QRect(round(view.page.frame.left) - _INDENT, 16, 1, 1)
        corner = view.viewport().mapTo(self._page.middle, place.topLeft())
        return QRect(corner.x() + _INDENT, corner.y(), place.width(), place.height())

    def _open_sign(self, span_id: str) -> None:
        if span_id:
            self._page.focus(span_id, reveal=False)
        self.open(span_id or None)

    def _close(self) -> None:
        self._keep()
        self._page.view.setFocus()

    # What is typed and not said yet

    @cached_property
    def _drafts(self) -> Drafts:
        return Drafts(settings_folder())

    @property
    def _place(self) -> Place:
        project, (document, span) = self._page.project, self._about
        key = remembering_key(project.reader.project_values())
        return Place(key, project.me.id if project.me else "", document, span or "")

    def _unsaid(self) -> dict[str, str]:
        """Return what is typed in the box and neither written nor emptied, by tab."""
        typed, (document, span_id) = self.box.typed, self._about
        unsaid = {COMMENTS: typed[COMMENTS]} if typed[COMMENTS].strip() else {}
        try:
            span = self._page.project.open_document(document).spans.get(span_id or "")
        except Problem:
            # The article was removed meanwhile, and may be brought back.
            span = None
        if typed.get(NOTE, "").strip() != (span.note if span else ""):
            unsaid[NOTE] = typed[NOTE]
        return unsaid

    def _keep(self) -> None:
        try:
            self._drafts.keep(self._place, self._unsaid())
        except OSError as error:
            self._page.said.emit(f"What you typed is not kept on disk: {error.strerror or error}.")

    def leave(self) -> None:
        """Keep what is typed, because the project closes; raises Problem when it would be lost."""
        if self._made is None:
            return
        try:
            if self.is_open:
                self._drafts.keep(self._place, self._unsaid())
            self._drafts.write()
        except OSError as error:
            raise Problem(
                f"What you typed as a comment cannot be kept: {error.strerror or error}.",
                "It is still in its box, and everything else is saved.",
                "Press Enter in the box to write it, or empty the box, and close again.",
                str(error),
            ) from error

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        if self._made is not None:
            self._made.set_theme(theme)

    # What is said

    def _try(self, do: Callable[[str, str | None], object]) -> bool:
        """Do something with the document and span; a Problem is shown in the box."""
        try:
            self._page.require_person()
            do(*self._about)
        except Problem as problem:
            self.box.show_problem(problem)
            return False
        return True

    def _write(self, words: str, reply_to: str) -> None:
        project = self._page.project

        def write(document: str, span: str | None) -> None:
            answered = self._page.comments.get(reply_to)
            about = answered.span if answered else span
            commenting.comment(project, document, about, words, reply_to or None)

        if self._try(write):
            self.box.take_typed()
            self._keep()
            self.box.show_rows(self._rows())
            self.box.list.show_last()

    def _change(self, id: str, words: str) -> None:
        project = self._page.project
        if self._try(lambda document, _: commenting.change_comment(project, document, id, words)):
            self.box.take_typed()

    def _resolve(self, id: str, resolved: bool) -> None:
        project = self._page.project
        self._try(lambda document, _: commenting.set_resolved(project, document, id, resolved))

    def _delete(self, id: str) -> None:
        project = self._page.project
        self._try(lambda document, _: commenting.delete_comment(project, document, id))

    def _write_note(self, words: str) -> None:
        project, span = self._page.project, self._about[1]
        assert span is not None
        if self._try(lambda document, _: commenting.set_note(project, document, [span], words)):
            self.box.close_quietly()


def _when(created: str | None) -> str:
    if not created:
        return ""
    return f"{datetime.fromisoformat(created).astimezone():%d %b %H:%M}"


def _counted(waiting: int, resolved: int) -> str:
    parts: Sequence[str] = [f"{waiting:,} comment{'s' * (waiting != 1)}"] if waiting else []
    return " · ".join([*parts, *([f"{resolved:,} resolved"] if resolved else [])])
