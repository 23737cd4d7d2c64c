"""Repairing: unplaced marks get their place, or are dismissed; each an Edit of their layer.

Positions are code points, half open. All raise Problem, with nothing changed, for what cannot
be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from annotator.domain.annotation import Relation, relation_from_fields
from annotator.domain.changes import Changes
from annotator.domain.edit import Change, Edit, add, restore, set_fields
from annotator.domain.edit import delete as deletion
from annotator.domain.problem import Problem
from annotator.domain.span import Fragment, Span, quotes_of, span_fields, span_from_fields
from annotator.domain.stream import LayerStream
from annotator.domain.unplaced import Unplaced, WaitingMark, unplaced_fields
from annotator.project import unwritten
from annotator.project.layer_edit import check_label, checked, edit_layer, refusal, writable
from annotator.project.naming import label_name, shortened, spans_name
from annotator.project.open_document import OpenDocument
from annotator.project.relating import check_ends, relation_type

if TYPE_CHECKING:
    from annotator.project.project import Project

GOLD = "gold"
_ENDS = ("from", "to")


def layer_of(project: Project, waiting: WaitingMark) -> OpenDocument:
    """Return the layer that keeps an unplaced mark; raises Problem when I may not change it."""
    if waiting.kind == GOLD:
        project.check_writable()
        return unwritten.layer_of(project, LayerStream(waiting.document, None, GOLD))
    opened = writable(project, waiting.document)
    if project.me is None or waiting.person != project.me.id:
        whose = next((p.name for p in project.people if p.id == waiting.person), waiting.person)
        raise refusal(
            f"This mark is one of {whose}’s layer, which only {whose} changes.",
            f"Say that you are {whose} (click your name), or leave it to {whose}.",
        )
    return opened


def place(
    project: Project,
    waiting: WaitingMark,
    fragments: Iterable[Fragment],
    label: str | None = None,
) -> Span:
    """Give an unplaced span its place, and a label where its own is none of the schema's.

    Its attributes and everything else come with it, and so do relations that waited for it. When
    the same is marked already, that span is returned and the unplaced one goes.
    """
    opened = layer_of(project, waiting)
    mark = _there(opened, waiting)
    wanted = label or mark.label
    where = checked(opened.document, fragments)
    _check_known(project, wanted)
    check_label(project.schema, wanted, len(where))
    changes, span = placing(project, opened, mark, where, wanted)
    name = f"place {spans_name([span])} as {label_name(project.schema, wanted)}"
    _apply(project, opened, name, changes)
    return span


def placing(
    project: Project,
    opened: OpenDocument,
    mark: Unplaced,
    fragments: tuple[Fragment, ...],
    label: str,
) -> tuple[list[Change], Span]:
    """Return what placing a mark changes in its layer, and the span that it becomes."""
    stream = opened.stream
    span = opened.marked(label, fragments)
    changes = [deletion(stream, "unplaced", mark.id, unplaced_fields(mark))]
    if span is None:
        id = project.session.new_id() if mark.id in opened.spans else mark.id
        quote = list(quotes_of(opened.document.text, fragments))
        fields = {**mark.fields, "label": label, "fragments": fragments, "quote": quote}
        fields.setdefault("created", project.session.clock())
        span = span_from_fields(id, fields)
        # One that was placed, taken back and is placed again left a tombstone.
        bring = restore if opened.was_deleted("span", id) else add
        changes.append(bring(stream, "span", id, span_fields(span)))
    return [*changes, *_follow(project, opened, mark.id, span)], span


def _follow(project: Project, opened: OpenDocument, old: str, span: Span) -> list[Change]:
    """Return what becomes of relations that wait for the mark that is now a span."""
    changes: list[Change] = []
    spans = {**opened.spans, span.id: span}
    for mark in opened.unplaced.values():
        if mark.is_relation and old in (mark.fields.get("from"), mark.fields.get("to")):
            ends = {end: mark.fields.get(end) for end in _ENDS}
            ends = {end: span.id if id == old else id for end, id in ends.items()}
            changes += _linked(project, opened, mark, ends, spans)
    return changes


def _linked(
    project: Project,
    opened: OpenDocument,
    mark: Unplaced,
    ends: Mapping[str, str | None],
    spans: Mapping[str, Span],
) -> list[Change]:
    """Return what makes a relation of an unplaced one, or only keeps its ends for later."""
    stream, before = opened.stream, unplaced_fields(mark)
    source, target = spans.get(ends["from"] or ""), spans.get(ends["to"] or "")
    known = any(each.id == mark.label for each in project.schema.relations)
    if source is None or target is None or not known:
        kept = {end: id for end, id in ends.items() if id is not None}
        if kept == {end: mark.fields[end] for end in _ENDS if end in mark.fields}:
            return []
        return [set_fields(stream, "unplaced", mark.id, before, fields={**mark.fields, **kept})]
    id = project.session.new_id() if mark.id in opened.relations else mark.id
    fields = {**mark.fields, "label": mark.label, "from": source.id, "to": target.id}
    bring = restore if opened.was_deleted("relation", id) else add
    return [
        deletion(stream, "unplaced", mark.id, before),
        bring(stream, "relation", id, fields),
    ]


def missing_ends(opened: OpenDocument, mark: Unplaced) -> list[str]:
    """Return which ends (from, to) of an unplaced relation are no spans of its layer."""
    return [end for end in _ENDS if mark.fields.get(end) not in opened.spans]


def link(
    project: Project, waiting: WaitingMark, span_id: str, label: str | None = None
) -> Relation | None:
    """Let a span (by id) be the first end that an unplaced relation misses.

    Return the relation, or None when its other end is missing as well and still waits. `label` is
    one of the schema's relations where its own is none. With both ends there `span_id` is not
    looked at.
    """
    opened = layer_of(project, waiting)
    mark = _there(opened, waiting)._replace(label=label or waiting.mark.label)
    kind = relation_type(project, mark.label)
    missing = missing_ends(opened, mark)
    ends = {end: mark.fields.get(end) for end in _ENDS}
    if missing:
        if span_id not in opened.spans:
            raise refusal(
                "A relation links two marks, and no mark has the focus.",
                "Focus the mark that it leads to, with Tab or a click, and press the key again.",
            )
        ends[missing[0]] = span_id
    source, target = (opened.spans.get(ends[end] or "") for end in _ENDS)
    if source is not None and target is not None:
        check_ends(kind, source, target, project)
    changes = _linked(project, opened, mark, ends, opened.spans)
    _apply(project, opened, f"link by {kind.name.lower()}", changes)
    made = next((each for each in changes if each.kind == "relation"), None)
    return None if made is None else relation_from_fields(made.id, dict(made.value))


def dismiss(project: Project, waiting: WaitingMark) -> None:
    """Take a mark off the repair list without placing it."""
    opened = layer_of(project, waiting)
    mark = _there(opened, waiting)
    change = deletion(opened.stream, "unplaced", mark.id, unplaced_fields(mark))
    _apply(project, opened, f"dismiss {mark_name(mark)}", [change])


def mark_name(mark: Unplaced) -> str:
    """Return how a name of an edit calls an unplaced mark."""
    if mark.is_relation:
        return f"the relation {mark.label}"
    return shortened(" … ".join(mark.quote)) or f"a {mark.label or 'mark'} without a place"


def _there(opened: OpenDocument, waiting: WaitingMark) -> Unplaced:
    mark = opened.unplaced.get(waiting.mark.id)
    if mark is None:
        raise refusal("This mark is no longer in the repair list.", "Choose another one.")
    return mark


def _check_known(project: Project, label: str) -> None:
    if project.schema.label(label) is None:
        called = f"called “{label}” in its file, which is no label of the schema" if label else ""
        raise Problem(
            f"This mark is {called or 'without a label'}.",
            "Nothing was changed.",
            "Choose the label that it becomes.",
        )


def _apply(project: Project, opened: OpenDocument, name: str, changes: list[Change]) -> Changes:
    if opened.stream == project.layer_stream(opened.document.id):
        return edit_layer(project, opened, name, changes)
    return project.apply(Edit(name, tuple(changes)))
