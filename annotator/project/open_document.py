"""A document with one person's layer, in memory, changed in place by edits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.domain.annotation import (
    Comment,
    Relation,
    comment_fields,
    comment_from_fields,
    relation_fields,
    relation_from_fields,
)
from annotator.domain.document import Document
from annotator.domain.edit import ADD, DELETE, RECORD_KINDS, RESTORE, SET, Change
from annotator.domain.layer import Layer
from annotator.domain.span import (
    Fragment,
    Span,
    changed_span,
    span_fields,
    span_from_fields,
    text_order,
)
from annotator.domain.stream import parse_layer_stream
from annotator.domain.unplaced import Unplaced, unplaced_fields, unplaced_from_fields
from annotator.storage.reading import LayerRecords


class OpenDocument:
    """What the article view works on.

    `spans`, `relations`, `comments`, the `verdicts` on suggestions and what an import left
    `unplaced` are by id and always up to date; an edit changes only what it touches, so that
    20,000 spans cost nothing. Read them, change them by edits.
    """

    def __init__(self, document: Document, stream: str) -> None:
        self.document = document
        self.stream = stream
        self.removed = False
        self.spans: dict[str, Span] = {}
        self.relations: dict[str, Relation] = {}
        self.comments: dict[str, Comment] = {}
        self.verdicts: dict[str, dict[str, Any]] = {}
        self.unplaced: dict[str, Unplaced] = {}
        self._layer: dict[str, Any] = {}
        self._dead: set[tuple[str, str]] = set()
        self._places: dict[tuple[Fragment, ...], set[str]] | None = None
        self._links: dict[str, dict[str, None]] | None = None

    def fill(self, document: Document, stream: str, records: LayerRecords) -> None:
        """Take in what the file holds, in place of everything in memory."""
        self.document = document
        self.stream = stream
        self.removed = False
        self.spans = {span.id: span for span in records.spans}
        self.relations = {id: relation_from_fields(id, each) for id, each in records.relations}
        self.comments = {id: comment_from_fields(id, each) for id, each in records.comments}
        self.verdicts = {id: dict(fields) for id, fields in records.verdicts}
        self.unplaced = {id: unplaced_from_fields(id, each) for id, each in records.unplaced}
        self._layer = dict(records.layer)
        self._dead = set(records.dead)
        self._places = None
        self._links = None

    @property
    def status(self) -> str:
        """How far the person is: new, started, done or skipped."""
        return self._layer.get("status") or "new"

    @property
    def reason(self) -> str | None:
        """Why the document was skipped, or finished with warnings."""
        return self._layer.get("reason")

    @property
    def waiting_comments(self) -> int:
        """How many threads of comments are not resolved."""
        return sum(each.reply_to is None and not each.resolved for each in self.comments.values())

    @property
    def layer(self) -> Layer:
        """The whole layer as a value, spans in text order."""
        parts = parse_layer_stream(self.stream)
        assert parts is not None
        return Layer(
            parts.document,
            parts.person,
            parts.kind,
            self.status,
            self.reason,
            tuple(sorted(self.spans.values(), key=text_order)),
            tuple(self.relations[id] for id in sorted(self.relations)),
            tuple(self.comments[id] for id in sorted(self.comments)),
            self._layer.get("extra") or {},
        )

    def marked(self, label: str, fragments: tuple[Fragment, ...]) -> Span | None:
        """Return the span that has this label and these fragments, or None."""
        if self._places is None:
            # Built when first asked for and kept from then on, as there may be 20,000.
            self._places = {}
            for span in self.spans.values():
                self._places.setdefault(span.fragments, set()).add(span.id)
        found = (self.spans[id] for id in sorted(self._places.get(fragments, ())))
        return next((span for span in found if span.label == label), None)

    def relations_of(self, span_id: str) -> list[Relation]:
        """Return the relations from and to a span, in the order in which they came."""
        if self._links is None:
            self._links = {}
            for relation in self.relations.values():
                self._link(relation)
        return [self.relations[id] for id in self._links.get(span_id, ())]

    def _link(self, relation: Relation) -> None:
        if self._links is not None:
            for end in (relation.from_span, relation.to_span):
                self._links.setdefault(end, {})[relation.id] = None

    def _unlink(self, id: str) -> None:
        relation = self.relations.get(id)
        if relation is not None and self._links is not None:
            for end in (relation.from_span, relation.to_span):
                self._links.get(end, {}).pop(id, None)

    def _place(self, span: Span) -> None:
        self._unplace(span.id)
        self.spans[span.id] = span
        if self._places is not None:
            self._places.setdefault(span.fragments, set()).add(span.id)

    def _unplace(self, id: str) -> None:
        span = self.spans.get(id)
        if span is not None and self._places is not None:
            self._places[span.fragments].discard(id)

    def fields_of(self, kind: str, id: str) -> dict[str, Any] | None:
        """Return the fields of a record of the layer as they are now, or None."""
        if kind == "layer":
            return dict(self._layer)
        if kind == "span" and id in self.spans:
            return span_fields(self.spans[id])
        if kind == "relation" and id in self.relations:
            return relation_fields(self.relations[id])
        if kind == "comment" and id in self.comments:
            return comment_fields(self.comments[id])
        if kind == "verdict" and id in self.verdicts:
            return dict(self.verdicts[id])
        if kind == "unplaced" and id in self.unplaced:
            return unplaced_fields(self.unplaced[id])
        return None

    def was_deleted(self, kind: str, id: str) -> bool:
        """Return whether a record was there once and was deleted."""
        return (kind, id) in self._dead

    def apply(self, change: Change) -> None:
        """Apply a change of this layer, as the fold would."""
        if change.kind == "layer":
            self._apply_to_layer(change)
        elif change.kind in RECORD_KINDS["layer"]:
            self._apply_to_record(change)

    def _apply_to_layer(self, change: Change) -> None:
        before = self._layer if change.op == SET else {}
        fields = {**before, **change.value}
        self._layer = {name: value for name, value in fields.items() if value is not None}

    def _apply_to_record(self, change: Change) -> None:
        key = (change.kind, change.id)
        if change.op == DELETE:
            self._dead.add(key)
            self._remove(change.kind, change.id)
            return
        if change.op == RESTORE:
            self._dead.discard(key)
        if key in self._dead:
            return
        if change.op in (ADD, RESTORE):
            self._put(change.kind, change.id, change.value)
        elif change.kind == "span":
            self._set_span(change)
        else:
            before = self.fields_of(change.kind, change.id)
            if before is not None:
                self._put(change.kind, change.id, {**before, **change.value})

    def _remove(self, kind: str, id: str) -> None:
        if kind == "span":
            self._unplace(id)
            self.spans.pop(id, None)
        elif kind == "relation":
            self._unlink(id)
            self.relations.pop(id, None)
        elif kind == "comment":
            self.comments.pop(id, None)
        elif kind == "unplaced":
            self.unplaced.pop(id, None)
        else:
            self.verdicts.pop(id, None)

    def _put(self, kind: str, id: str, fields: Mapping[str, Any]) -> None:
        there = {name: value for name, value in fields.items() if value is not None}
        if kind == "span":
            self._place(span_from_fields(id, there))
        elif kind == "relation":
            self._unlink(id)
            self.relations[id] = relation_from_fields(id, there)
            self._link(self.relations[id])
        elif kind == "comment":
            self.comments[id] = comment_from_fields(id, there)
        elif kind == "unplaced":
            self.unplaced[id] = unplaced_from_fields(id, there)
        else:
            self.verdicts[id] = there

    def _set_span(self, change: Change) -> None:
        before = self.spans.get(change.id)
        if before is None:
            return
        self._place(changed_span(before, change.value))
