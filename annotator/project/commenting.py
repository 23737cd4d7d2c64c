"""Comments on spans and documents, their replies, and the note of a span. One Edit each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from annotator.domain.annotation import Comment, comment_fields
from annotator.domain.edit import add, set_fields
from annotator.domain.edit import delete as deletion
from annotator.domain.problem import Problem
from annotator.project.layer_edit import (
    edit_layer,
    refusal,
    set_on_spans,
    spans_there,
    writable,
)
from annotator.project.naming import shortened, spans_name
from annotator.project.open_document import OpenDocument
from annotator.project.project import Project

#: Characters of a comment or a note, at most.
LONGEST = 20_000


class Thread(NamedTuple):
    """A comment and what was answered to it, the oldest answer first."""

    root: Comment
    replies: tuple[Comment, ...] = ()

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All of them, the first one first."""
        return (self.root, *self.replies)


def threads(opened: OpenDocument) -> list[Thread]:
    """Return the threads of a document: those on the document first, then in text order."""
    comments = opened.comments
    replies: dict[str, list[Comment]] = {}
    for each in comments.values():
        if each.reply_to in comments:
            replies.setdefault(_root(opened, each).id, []).append(each)

    def place(comment: Comment) -> tuple[int, str, str]:
        span = opened.spans.get(comment.span or "")
        return (-1 if span is None else span.start, comment.created or "", comment.id)

    roots = sorted((each for each in comments.values() if each.reply_to not in comments), key=place)
    return [
        Thread(root, tuple(sorted(replies.get(root.id, ()), key=lambda c: (c.created or "", c.id))))
        for root in roots
    ]


def _root(opened: OpenDocument, comment: Comment) -> Comment:
    seen = {comment.id}
    while comment.reply_to in opened.comments and comment.reply_to not in seen:
        comment = opened.comments[comment.reply_to]
        seen.add(comment.id)
    return comment


def checked_text(text: str, what: str = "comment") -> str:
    """Return a text without white space round it; raises Problem when it is too long or empty."""
    words = text.strip()
    if not words:
        raise refusal(f"The {what} is empty.", "Write something, or press Esc.")
    if len(words) > LONGEST:
        raise Problem(
            f"This {what} has {len(words):,} characters; at most {LONGEST:,} are kept.",
            "Nothing was written, and what you typed is still here.",
            "Shorten it, or divide it into several.",
        )
    return words


def comment(
    project: Project,
    document_id: str,
    span_id: str | None,
    text: str,
    reply_to: str | None = None,
) -> Comment:
    """Write a comment on a span, or with None on the document; `reply_to` answers another.

    Raises Problem when it is empty, too long, or what it is about is gone.
    """
    opened = writable(project, document_id)
    words = checked_text(text)
    what = shortened(opened.document.key)
    if span_id is not None:
        what = spans_name(spans_there(opened, [span_id]))
    if reply_to is not None:
        _there(opened, reply_to)
    assert project.me is not None
    made = Comment(
        project.session.new_id(),
        span_id,
        project.me.id,
        words,
        project.session.clock(),
        reply_to,
    )
    name = f"{'reply on' if reply_to else 'comment on'} {what}"
    edit_layer(
        project, opened, name, [add(opened.stream, "comment", made.id, comment_fields(made))]
    )
    return made


def _there(opened: OpenDocument, comment_id: str) -> Comment:
    found = opened.comments.get(comment_id)
    if found is None:
        raise refusal("This comment is no longer there.", "Choose another one.")
    return found


def _own(project: Project, opened: OpenDocument, comment_id: str) -> Comment:
    found = _there(opened, comment_id)
    if found.person not in (None, project.me.id if project.me else None):
        raise refusal("This comment is somebody else's.", "Answer it, or mark it as resolved.")
    return found


def change_comment(project: Project, document_id: str, comment_id: str, text: str) -> Comment:
    """Change the text of a comment of one's own; raises Problem as `comment` does."""
    opened = writable(project, document_id)
    before = _own(project, opened, comment_id)
    words = checked_text(text)
    if words != before.text:
        change = set_fields(opened.stream, "comment", before.id, comment_fields(before), text=words)
        edit_layer(project, opened, f"change comment {shortened(before.text)}", [change])
    return replace(before, text=words)


def set_resolved(project: Project, document_id: str, comment_id: str, resolved: bool) -> None:
    """Mark the thread of a comment as resolved, or open it again."""
    opened = writable(project, document_id)
    root = _root(opened, _there(opened, comment_id))
    if root.resolved != resolved:
        change = set_fields(
            opened.stream, "comment", root.id, comment_fields(root), resolved=resolved or None
        )
        word = "resolve" if resolved else "reopen"
        edit_layer(project, opened, f"{word} comment {shortened(root.text)}", [change])


def delete_comment(project: Project, document_id: str, comment_id: str) -> None:
    """Delete a comment of one's own, and the answers to it.

    Raises Problem when somebody else answered it.
    """
    opened = writable(project, document_id)
    gone = [_own(project, opened, comment_id)]
    for each in gone:
        gone += [other for other in opened.comments.values() if other.reply_to == each.id]
    me = project.me.id if project.me else None
    if any(each.person not in (None, me) for each in gone):
        raise refusal("Somebody answered this comment.", "Mark it as resolved instead.")
    changes = [
        deletion(opened.stream, "comment", each.id, comment_fields(each)) for each in reversed(gone)
    ]
    edit_layer(project, opened, f"delete comment {shortened(gone[0].text)}", changes)


def set_note(project: Project, document_id: str, span_ids: Iterable[str], text: str) -> None:
    """Write the note of spans; an empty text takes it away. Raises Problem when too long."""
    opened = writable(project, document_id)
    spans = spans_there(opened, span_ids)
    words = checked_text(text, "note") if text.strip() else ""
    name = f"{'note on' if words else 'take the note off'} {spans_name(spans)}"
    set_on_spans(
        project,
        opened,
        spans,
        name,
        lambda span: {} if span.note == words else {"note": words or None},
    )
