"""Comments on spans and on documents, their replies, and the notes of spans.

A comment can be answered and resolved; a note is one text that belongs to a span.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from annotator.domain.annotation import Comment, comment_fields
from annotator.domain.edit import add, set_fields
from annotator.domain.edit import delete as deletion
from annotator.domain.span import Span, text_order
from annotator.domain.text import freeze
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

#: How many characters (code points) a comment or a note may have.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment that answers no other, and its replies, oldest first."""

    root: Comment
    replies: tuple[Comment, ...] = ()

    @property
    def resolved(self) -> bool:
        """Whether somebody said that it is settled."""
        return self.root.resolved

    def __iter__(self) -> Iterator[Comment]:
        """Yield the comment and its replies."""
        yield self.root
        yield from self.replies


def _written(text: str, noun: str) -> str:
    """Return a text as it is kept: line ends and stray characters as in an article."""
    text = freeze(text).text.strip()
    if len(text) > LONGEST:
        raise refusal(
            f"The {noun} has {len(text):,} characters; {LONGEST:,} at most can be kept.",
            f"Shorten it, or divide it into several {noun}s.",
        )
    return text


def _there(opened: OpenDocument, comment_id: str) -> Comment:
    found = opened.comments.get(comment_id)
    if found is None:
        raise refusal("This comment is no longer there.", "Choose another one.")
    return found


def _root(opened: OpenDocument, comment: Comment) -> Comment:
    """Return the comment that a chain of replies began with."""
    seen = {comment.id}
    while comment.reply_to is not None:
        before = opened.comments.get(comment.reply_to)
        if before is None or before.id in seen:
            break
        comment = before
        seen.add(comment.id)
    return comment


def _is_mine(project: Project, comment: Comment) -> bool:
    return comment.person is None or project.me is None or comment.person == project.me.id


def _check_mine(project: Project, comment: Comment) -> None:
    if not comment.text:
        raise refusal("This comment was deleted.", "Answer it, or choose another one.")
    if not _is_mine(project, comment):
        raise refusal("Somebody else wrote this comment.", "Answer it instead.")


def _place(opened: OpenDocument, comment: Comment) -> str:
    span = opened.spans.get(comment.span or "")
    return spans_name([span]) if span is not None else "the article"


def comment(
    project: Project,
    document_id: str,
    span_id: str | None,
    text: str,
    reply_to: str | None = None,
) -> Comment:
    """Write a comment on a span, or with None on the document; return it.

    `reply_to` is the id of the comment that it answers; it then is about the same place. Raises
    Problem for an empty one, one of more than 20,000 characters, and when what it is about is gone.
    """
    opened = writable(project, document_id)
    text = _written(text, "comment")
    if not text:
        raise refusal("The comment is empty.", "Write something first.")
    if reply_to is not None:
        span_id = _root(opened, _there(opened, reply_to)).span
    elif span_id is not None:
        spans_there(opened, [span_id])
    me, session = project.me, project.session
    made = Comment(
        session.new_id(), span_id, me.id if me else None, text, session.clock(), reply_to
    )
    what = "answer" if reply_to else "comment on"
    name = f"{what} {_place(opened, made)}: {shortened(text)}"
    edit_layer(
        project, opened, name, [add(opened.stream, "comment", made.id, comment_fields(made))]
    )
    return opened.comments[made.id]


def change_comment(project: Project, document_id: str, comment_id: str, text: str) -> Comment:
    """Give a comment of one's own other words; return it.

    Raises Problem as `comment` does, and when somebody else wrote it.
    """
    opened = writable(project, document_id)
    before = _there(opened, comment_id)
    text = _written(text, "comment")
    if not text:
        raise refusal("The comment is empty.", "Delete it, if nothing is to be said.")
    _check_mine(project, before)
    if text != before.text:
        _set(project, opened, before, f"change the comment {shortened(text)}", text=text)
    return opened.comments[comment_id]


def set_resolved(project: Project, document_id: str, comment_id: str, resolved: bool) -> Comment:
    """Say that the thread of a comment is settled, or that it is not; return its first comment."""
    opened = writable(project, document_id)
    root = _root(opened, _there(opened, comment_id))
    if root.resolved != resolved:
        verb = "resolve" if resolved else "reopen"
        name = f"{verb} the comment {shortened(root.text)}"
        _set(project, opened, root, name, resolved=resolved or None)
    return opened.comments[root.id]


def _set(project: Project, opened: OpenDocument, before: Comment, name: str, **fields: Any) -> None:
    change = set_fields(opened.stream, "comment", before.id, comment_fields(before), **fields)
    edit_layer(project, opened, name, [change])


def delete_comment(project: Project, document_id: str, comment_id: str) -> None:
    """Delete a comment of one's own, as one edit; one's own answers to it go along.

    One that others have answered loses its words and keeps its place, so that their answers
    stay what they are; it goes when the last of them does. Raises Problem when somebody else
    wrote it, and when it is gone.
    """
    opened = writable(project, document_id)
    first = _there(opened, comment_id)
    _check_mine(project, first)
    answers = _answers_to(opened, {first.id})
    name = f"delete the comment {shortened(first.text)}"
    if not all(_is_mine(project, each) for each in answers):
        _set(project, opened, first, name, text="")
        return
    gone = [*_left_alone(opened, first), first, *answers]
    changes = [
        deletion(opened.stream, "comment", each.id, comment_fields(each)) for each in reversed(gone)
    ]
    count = sum(bool(each.text) for each in answers)
    with_answers = f" and {count:,} answer{'s' * (count != 1)}" if count else ""
    edit_layer(project, opened, name + with_answers, changes)


def _left_alone(opened: OpenDocument, last: Comment) -> list[Comment]:
    """Return the deleted comments that only this one kept in their place, the oldest first."""
    found: list[Comment] = []
    before = opened.comments.get(last.reply_to or "")
    while before is not None and not before.text:
        answers = [each for each in opened.comments.values() if each.reply_to == before.id]
        if answers != [found[0] if found else last]:
            break
        found.insert(0, before)
        before = opened.comments.get(before.reply_to or "")
    return found


def _answers_to(opened: OpenDocument, ids: set[str]) -> list[Comment]:
    """Return what answers these comments, and what answers those, oldest first."""
    found: list[Comment] = []
    while True:
        more = [
            each for each in opened.comments.values() if each.reply_to in ids and each.id not in ids
        ]
        if not more:
            return sorted(found, key=_age)
        found += more
        ids = ids | {each.id for each in more}


def _age(comment: Comment) -> tuple[str, str]:
    return comment.created or "", comment.id


def threads(opened: OpenDocument) -> list[Thread]:
    """Return all comments of a layer by thread: the document's first, then in text order.

    A reply whose comment is gone begins a thread of its own. Of a thread with nothing but
    deleted comments nothing is returned.
    """
    replies: dict[str, list[Comment]] = {}
    roots: list[Comment] = []
    for each in opened.comments.values():
        root = _root(opened, each)
        if root.id == each.id:
            roots.append(each)
        else:
            replies.setdefault(root.id, []).append(each)

    def place(root: Comment) -> tuple[bool, tuple[int, int, str, str], tuple[str, str]]:
        span = opened.spans.get(root.span or "")
        return span is not None, text_order(span) if span else (0, 0, "", ""), _age(root)

    found = (
        Thread(root, tuple(sorted(replies.get(root.id, ()), key=_age)))
        for root in sorted(roots, key=place)
    )
    return [thread for thread in found if any(each.text for each in thread)]


def set_note(project: Project, document_id: str, span_ids: Iterable[str], text: str) -> None:
    """Give spans a note, as one edit; an empty one takes it away.

    Raises Problem when it has more than 20,000 characters, or a span is gone.
    """
    opened = writable(project, document_id)
    spans = spans_there(opened, span_ids)
    text = _written(text, "note")
    verb = "note on" if text else "take the note off"
    name = f"{verb} {spans_name(spans)}" + (f": {shortened(text)}" if text else "")

    def changed(span: Span) -> dict[str, Any]:
        return {} if span.note == text else {"note": text or None}

    set_on_spans(project, opened, spans, name, changed)
