"""The documents of an open project: their list, and those in use."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from annotator.domain.changes import changes_from
from annotator.domain.document import Document, Source
from annotator.domain.edit import ADD, SET, Change
from annotator.domain.problem import Problem
from annotator.domain.span import Span, quotes_of
from annotator.domain.stream import LayerStream, layer_stream, parse_layer_stream
from annotator.domain.text import text_sha256
from annotator.project import unwritten
from annotator.project.open_document import OpenDocument
from annotator.storage.reading import DocumentSummary

if TYPE_CHECKING:
    from annotator.project.project import Project
    from annotator.storage.project_reader import ProjectReader

#: How many documents stay in memory after the last view of them has gone.
_KEPT = 4
#: Fields of a document that the list shows.
_SHOWN = frozenset(("key", "title", "language"))


class Documents:
    """Documents in memory, changed in place."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._open: WeakValueDictionary[str, OpenDocument] = WeakValueDictionary()
        self._kept: deque[OpenDocument] = deque(maxlen=_KEPT)
        self._summaries: dict[str, DocumentSummary] | None = None
        self._stale: set[str] = set()

    def _stream(self, document_id: str) -> str:
        me = self._project.me
        return layer_stream(document_id, me.id if me else None)

    def open(self, document_id: str, known: Document | None = None) -> OpenDocument:
        """Return a document with my layer, from memory when it is in use.

        `known` is what `read_checked` gave: its text is not read again.
        """
        found = self._open.get(document_id)
        if found is not None and not found.removed:
            return found
        # Asked before the file, so that no change is in neither.
        waiting = self._waiting_changes(document_id)
        if any(change.op != SET for change in waiting):
            # It comes or goes with its text, which is only in the file.
            self._project.settle()
            waiting = []
        document = self._project.reader.document(document_id, known)
        if document is None:
            raise _removed()
        if known is None:
            check_text(document)
        for change in waiting:
            document = changed_document(document, change)
        # A document that came back is the same object to those who hold it.
        opened = found or OpenDocument(document, self._stream(document_id))
        records = unwritten.layer_records(self._project, self._layer(document_id))
        opened.fill(document, self._stream(document_id), records)
        check_quotes(document, opened.spans.values())
        self._open[document_id] = opened
        self._kept.append(opened)
        return opened

    def _waiting_changes(self, document_id: str) -> list[Change]:
        """Return the changes of a document itself that are not on disk yet."""
        return [
            change
            for entry in self._project.saving.pending
            for change in entry.edit.changes
            if (change.kind, change.id) == ("document", document_id)
        ]

    def with_stream(self, stream: str) -> OpenDocument | None:
        """Return the open document whose layer has that stream, or None."""
        layer = parse_layer_stream(stream)
        opened = None if layer is None else self._open.get(layer.document)
        if opened is None or opened.removed or opened.stream != stream:
            return None
        return opened

    def _layer(self, document_id: str) -> LayerStream:
        layer = parse_layer_stream(self._stream(document_id))
        if layer is None:
            raise ValueError(f"the document id {document_id!r} cannot be part of a stream")
        return layer

    def reload_all(self) -> None:
        """Read everything in use again, as far as it is written."""
        self._summaries = None
        for opened in list(self._open.values()):
            document = self._project.reader.document(opened.document.id)
            opened.removed = document is None
            if document is not None:
                layer = self._layer(document.id)
                records = self._project.reader.layer_records(layer)
                opened.fill(document, self._stream(document.id), records)

    def look_again(self) -> None:
        """Read the documents in use again without their layers."""
        self._summaries = None
        for opened in list(self._open.values()):
            document = self._project.reader.document(opened.document.id)
            opened.removed = document is None
            if document is not None:
                opened.document = document

    def apply(self, changes: Iterable[Change]) -> None:
        """Apply the changes of an edit to what is in memory."""
        for change in changes:
            layer = parse_layer_stream(change.stream)
            if layer is not None:
                opened = self.with_stream(change.stream)
                if opened is not None:
                    opened.apply(change)
                self._stale.add(layer.document)
            elif change.kind == "document":
                self._apply_to_document(change)
            elif change.kind == "purge":
                self._apply_purge(change)

    def _apply_to_document(self, change: Change) -> None:
        self._stale.add(change.id)
        opened = self._open.get(change.id)
        if change.op != SET:
            # It comes or goes with its layers: the list and the layer are read again.
            self._summaries = None
            if opened is not None and change.op != ADD:
                opened.removed = True
            return
        if opened is not None:
            opened.document = changed_document(opened.document, change)

    def _apply_purge(self, change: Change) -> None:
        self._summaries = None
        purged = change.value.get("document")
        for opened in list(self._open.values()):
            layer = parse_layer_stream(opened.stream)
            person = None if layer is None else layer.person
            if opened.document.id == purged or (person and person == change.value.get("person")):
                opened.removed = True

    def characters(self, document_id: str) -> int:
        """Return how long the text of a document is, 0 for one that is not there."""
        self.summaries()
        found = (self._summaries or {}).get(document_id)
        return 0 if found is None else found.characters

    def summaries(self) -> list[DocumentSummary]:
        """Return the list of documents with how far I am, by key."""
        me = self._project.me
        person = me.id if me else None
        if self._summaries is None:
            pending = [
                change for entry in self._project.saving.pending for change in entry.edit.changes
            ]
            if any(change.kind == "document" and change.op != SET for change in pending):
                self._project.settle()
            # What else is not written yet is known from memory, so nobody waits for the disk.
            self._stale = set(changes_from(pending).documents)
            found = self._project.reader.summaries(person)
            self._summaries = {each.id: each for each in found}
        if self._stale:
            self._freshen(self._summaries, person)
        return list(self._summaries.values())

    def _freshen(self, summaries: dict[str, DocumentSummary], person: str | None) -> None:
        unknown = []
        for id in self._stale:
            opened = self._open.get(id)
            if opened is None or id not in summaries:
                unknown.append(id)
                continue
            document = opened.document
            summaries[id] = summaries[id]._replace(
                key=document.key,
                title=document.title,
                language=document.language,
                status=opened.status,
                reason=opened.reason,
                span_count=len(opened.spans),
                comment_count=opened.waiting_comments,
            )
        self._stale.clear()
        if unknown:
            self._look_up(summaries, person, unknown)

    def _look_up(
        self, summaries: dict[str, DocumentSummary], person: str | None, ids: list[str]
    ) -> None:
        """Take lines of the list from the file, with what of them is not in it yet."""
        pending = [each for entry in self._project.saving.pending for each in entry.edit.changes]
        touched = changes_from(pending).documents
        for start in range(0, len(ids), 500):
            for each in self._project.reader.summaries(person, ids[start : start + 500]):
                summaries[each.id] = each
        for id in touched.intersection(ids, summaries):
            records = unwritten.layer_records(self._project, self._layer(id))
            notes = [fields for _id, fields in records.comments]
            line = summaries[id]._replace(
                status=records.layer.get("status") or "new",
                reason=records.layer.get("reason"),
                span_count=len(records.spans),
                comment_count=sum(
                    each.get("reply_to") is None and not each.get("resolved") for each in notes
                ),
            )
            for change in pending:
                if (change.kind, change.id, change.op) == ("document", id, SET):
                    shown = {n: v for n, v in change.value.items() if n in _SHOWN}
                    line = line._replace(**shown)
            summaries[id] = line


def read_checked(reader: ProjectReader, document_id: str) -> Document:
    """Return a document whose text was held against its hash; for any thread with a reader.

    Raises Problem when it is not there any more, or its text was altered.
    """
    document = reader.document(document_id)
    if document is None:
        raise _removed()
    check_text(document)
    return document


def _removed() -> Problem:
    return Problem(
        "This document is no longer in the project.",
        "Nothing was changed.",
        "It may have been removed in another window. History can bring it back.",
    )


def check_text(document: Document) -> None:
    """Raise Problem when a document's text is not the one that was imported."""
    if text_sha256(document.text) != document.text_sha256:
        raise _damaged(document, "its text was altered outside of Annotator, or is missing")


def check_quotes(document: Document, spans: Iterable[Span]) -> None:
    """Raise Problem when a span does not quote what stands at its place; only slices."""
    text = document.text
    for span in spans:
        if quotes_of(text, span.fragments) != span.quote:
            where = f"span {span.id} at {span.fragments}"
            raise _damaged(document, "a mark quotes what the text does not say", where)


def _damaged(document: Document, why: str, details: str = "") -> Problem:
    return Problem(
        f"The document “{document.key}” is damaged: {why}.",
        "The file was not changed.",
        "Go on with a backup, or with the copy of someone you share the work with.",
        details,
    )


def changed_document(document: Document, change: Change) -> Document:
    """Return a document after some of its fields were set."""
    empty: dict[str, Any] = {"key": "", "title": "", "language": None, "meta": {}, "extra": {}}
    values = {
        name: change.value[name] or nothing
        for name, nothing in empty.items()
        if name in change.value
    }
    if "excluded" in change.value:
        regions = change.value["excluded"] or ()
        values["excluded"] = tuple((start, end) for start, end in regions)
    if "source" in change.value:
        values["source"] = Source(**(change.value["source"] or {}))
    return dataclasses.replace(document, **values)
