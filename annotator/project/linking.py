"""Saying which entity a mention names. Each function makes one Edit, so one undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from annotator.domain.edit import Change, Edit, set_fields
from annotator.domain.entity import PLACE, Entity, kinds_of
from annotator.domain.problem import Problem
from annotator.domain.span import Span, span_fields
from annotator.project.completing import completed
from annotator.project.layer_edit import edit_layer, writable
from annotator.project.ledger_editing import new_entity, present
from annotator.project.naming import label_name, shortened, spans_name

if TYPE_CHECKING:
    from annotator.project.gazetteer import Place
    from annotator.project.open_document import OpenDocument
    from annotator.project.project import Project

_UNCHANGED = "Nothing was changed."


def link(
    project: Project, document_id: str, span_ids: Iterable[str], entity_id: str | None
) -> None:
    """Say that spans name an entity, or, with None, nobody that is known.

    One that was merged into another meanwhile gives the one it stands for. Raises Problem when
    it was deleted, or is of a kind that the label does not name.
    """
    opened = writable(project, document_id)
    entity = None if entity_id is None else standing(project, entity_id)
    spans = _mentions(project, opened, span_ids, entity.kind if entity else None)
    changes = linking(project, opened, spans, entity.id if entity else None)
    what = spans_name(spans)
    name = f"link {what} to {shortened(entity.name)}" if entity else f"unlink {what}"
    edit_layer(project, opened, name, changes)


def standing(project: Project, entity_id: str) -> Entity:
    """Return the entity that an id stands for now; raises Problem when it was deleted."""
    project.poll()
    return project.ledger.entity(entity_id) or present(project, entity_id)


def make_and_link(
    project: Project, document_id: str, span_ids: Iterable[str], name: str, kind: str
) -> Entity:
    """Bring a new entity and say that spans name it."""
    opened = writable(project, document_id)
    spans = _mentions(project, opened, span_ids, kind)
    entity, change = new_entity(project, name, kind)
    changes = [change, *linking(project, opened, spans, entity.id)]
    edit_name = f"link {spans_name(spans)} to the new {kind} {shortened(entity.name)}"
    edit_layer(project, opened, edit_name, changes)
    return entity


def link_place(project: Project, document_id: str, span_ids: Iterable[str], place: Place) -> Entity:
    """Say that spans name a place of the gazetteer, which comes into the ledger when new.

    A place of the ledger that has this reference is taken; what the spans call it and what the
    gazetteer does not becomes an alias of a new one.
    """
    opened = writable(project, document_id)
    spans = _mentions(project, opened, span_ids, PLACE)
    project.poll()
    found = project.ledger.with_reference(place.reference)
    if found is not None:
        link(project, document_id, span_ids, found.id)
        return found
    entity, change = new_entity(
        project, place.name, PLACE, reference=place.reference, lat=place.lat, lon=place.lon
    )
    changes = [change, *linking(project, opened, spans, entity.id)]
    name = f"link {spans_name(spans)} to {shortened(entity.name)}"
    edit_layer(project, opened, name, changes)
    return entity


def check_names(project: Project, label_id: str, kind: str) -> None:
    """Raise Problem when spans of a label name no entity of that kind."""
    kinds = kinds_of(project.schema.label(label_id))
    label = label_name(project.schema, label_id)
    if not kinds:
        raise Problem(
            f"A {label} names no entity.",
            _UNCHANGED,
            "Choose a mark that names somebody or some place.",
        )
    if kind not in kinds:
        raise Problem(
            f"A {label} names no {kind}.",
            _UNCHANGED,
            f"Choose one of these kinds: {', '.join(kinds)}.",
        )


def split_off(
    project: Project,
    entity_id: str,
    mentions: Iterable[tuple[str, str]],
    name: str,
    kind: str | None = None,
) -> Entity:
    """Make a second entity of one: some of its mentions, my own, name a new one from now on.

    `mentions` are (document id, span id). The kind is that of the first unless given.
    """
    before = standing(project, entity_id)
    wanted: dict[str, list[str]] = {}
    for document_id, span_id in mentions:
        wanted.setdefault(document_id, []).append(span_id)
    if not wanted:
        raise Problem(
            "No mentions are chosen.",
            _UNCHANGED,
            "Choose the mentions that name somebody else.",
        )
    entity, change = new_entity(project, name, kind or before.kind)
    changes, count = [change], 0
    for document_id, span_ids in wanted.items():
        opened = writable(project, document_id)
        spans = _mentions(project, opened, span_ids, entity.kind)
        own = linking(project, opened, spans, entity.id)
        # What is computed of a mention depends on the entity, which is not there yet.
        changes += completed(project, opened, [change, *own])[1:]
        count += len(spans)
    what = f"{count:,} mention{'s' * (count != 1)}"
    edit_name = f"split {shortened(entity.name)} from {shortened(before.name)} with {what}"
    project.apply(Edit(edit_name, tuple(changes)))
    return entity


def _mentions(
    project: Project, opened: OpenDocument, span_ids: Iterable[str], kind: str | None
) -> list[Span]:
    """Return spans that may name an entity of a kind; with None, that may lose theirs."""
    ids = list(dict.fromkeys(span_ids))
    spans = [opened.spans[id] for id in ids if id in opened.spans]
    if not spans or len(spans) < len(ids):
        raise Problem("This mark is no longer there.", _UNCHANGED, "Choose another one.")
    for span in spans if kind is not None else ():
        check_names(project, span.label, kind or "")
    return spans


def linking(
    project: Project, opened: OpenDocument, spans: Sequence[Span], entity_id: str | None
) -> list[Change]:
    """Return the changes that let spans of my layer name an entity, or nobody."""
    now = project.session.clock()
    return [
        set_fields(opened.stream, "span", span.id, span_fields(span), entity=entity_id, updated=now)
        for span in spans
        if span.entity != entity_id
    ]
