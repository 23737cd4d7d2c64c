"""The reading connection of an open project, for the thread that it was made on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.document import Document
from annotator.domain.edit import Change
from annotator.domain.entity import Entity
from annotator.domain.journal import JournalRow
from annotator.domain.person import Person
from annotator.domain.span import Span
from annotator.domain.stream import DECISIONS, LayerStream, parse_layer_stream
from annotator.domain.unplaced import WaitingMark
from annotator.storage import (
    arrivals,
    holding,
    journal,
    ledger,
    present,
    queue_marks,
    reading,
    released,
    search,
    tombstones,
)
from annotator.storage.backup import Waiting, copy_with
from annotator.storage.bundle_values import bundle_records
from annotator.storage.cache import layer_id
from annotator.storage.columns import Fields
from annotator.storage.counts import has_decisions, layers_of_people
from annotator.storage.cut_chains import missing_decisions
from annotator.storage.practice import practised_by
from annotator.storage.reading import DocumentSummary, EditSummary, LayerRecords
from annotator.storage.span_rows import spans_of_layer
from annotator.storage.unplaced_rows import waiting_count, waiting_marks


class ProjectReader:
    """Reads committed content; what another connection commits shows at the next call."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._version: int | None = None
        self._is_whole = False

    def interrupt(self) -> None:
        """End what another thread is reading with it; that raises sqlite3.OperationalError."""
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Make everything that is read inside show one and the same moment, which is now."""
        self._connection.execute("BEGIN")
        try:
            # SQLite takes the moment of the first look, not of BEGIN.
            self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield
        finally:
            self._connection.execute("COMMIT")

    def changed(self) -> bool:
        """Return whether any other connection has committed since the last call."""
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        changed = version != self._version
        self._version = version
        return changed

    def project_values(self) -> dict[str, str]:
        """Return what the file says of itself: id, made, …"""
        return reading.project_values(self._connection)

    def bundles(self) -> list[tuple[str, Fields]]:
        """Return (id, fields) of the bundles that were handed out, the oldest first."""
        return bundle_records(self._connection)

    def people(self) -> list[Person]:
        """Return everyone, by name."""
        return reading.people(self._connection)

    def layers_of_people(self) -> list[tuple[str, str, int]]:
        """Return (person, status, number) of the layers of annotations that are somebody's."""
        return layers_of_people(self._connection)

    def released(self) -> frozenset[tuple[str, str]]:
        """Return (document, person) of what people who left had and have not finished."""
        return released.released(self._connection)

    def statuses_of(self, person: str) -> dict[str, str]:
        """Return document id → how far a person is with it, where they have a layer."""
        return released.statuses_of(self._connection, person)

    def summaries(
        self, person: str | None, ids: Sequence[str] | None = None
    ) -> list[DocumentSummary]:
        """Return the document list for a person's layers; only these documents if given."""
        return reading.summaries(self._connection, person, ids)

    def document(self, id: str, known: Document | None = None) -> Document | None:
        """Return a document with its text, or None; `known` was read a moment ago."""
        return reading.document(self._connection, id, known)

    def layer_records(self, layer: LayerStream) -> LayerRecords:
        """Return what a layer holds."""
        return reading.layer_records(self._connection, layer)

    def spans_of_label(self, layer: LayerStream, label: str) -> list[Span]:
        """Return those spans of a layer that have a label."""
        number = layer_id(self._connection, layer, make=False)
        return [] if number is None else spans_of_layer(self._connection, number, label)

    def suggested_spans(self, document: str) -> list[tuple[str, Fields]]:
        """Return the spans that suggesters propose for a document, as (id, fields)."""
        return reading.suggested_spans(self._connection, document)

    def waiting_marks(self, most: int = -1) -> list[WaitingMark]:
        """Return the repair list, what imports left unplaced, by key; at most so many of it."""
        return waiting_marks(self._connection, most)

    def waiting_count(self) -> int:
        """Return how long the repair list is."""
        return waiting_count(self._connection)

    def suggestions_mark(self) -> tuple[int, int, int]:
        """Return numbers that change when suggestions come or go."""
        return reading.suggestions_mark(self._connection)

    def fields_of(self, stream: str, kind: str, id: str) -> Fields | None:
        """Return the fields of any record, or None when it is not there."""
        layer = parse_layer_stream(stream)
        if layer is not None:
            return reading.layer_record(self._connection, layer, kind, id)
        return reading.fields_of(self._connection, stream, kind, id)

    def records_of_kind(self, kind: str) -> list[tuple[str, Fields]]:
        """Return (id, fields) of every record of a kind that has no table of its own, by id."""
        return reading.records_of_kind(self._connection, kind)

    def decisions_of(self, documents: Iterable[str]) -> dict[str, Fields]:
        """Return id → fields of the decisions about some documents (by id)."""
        return reading.decisions_of(self._connection, documents)

    def removed_documents(self, key: str) -> list[str]:
        """Return the ids of documents that had a key when they were removed, in that order."""
        return journal.removed_documents(self._connection, key)

    def has_decisions(self) -> bool:
        """Return whether anything was decided in review."""
        return has_decisions(self._connection)

    def missing_decisions(self) -> str | None:
        """Return which decisions are gone from the journal, in words; None once none was."""
        if self._is_whole:
            return None
        missing = missing_decisions(self._connection, DECISIONS)
        self._is_whole = missing is None
        return missing

    def take_as_whole(self) -> None:
        """Let `missing_decisions` not look again: somebody saw that none is gone."""
        self._is_whole = True

    def practised_by(self, person: str) -> frozenset[str]:
        """Return the documents (ids) that were assigned to a person to practise on."""
        return practised_by(self._connection, person)

    def was_deleted(self, stream: str, kind: str, id: str) -> bool:
        """Return whether a record has a tombstone."""
        return tombstones.is_buried(self._connection, (stream, kind, id))

    def entities(self, after: str, count: int) -> list[Entity]:
        """Return the next entities after an id, by id; the merged ones too."""
        return ledger.entities(self._connection, after, count)

    def entity(self, id: str) -> Entity | None:
        """Return an entity as its record is, or None."""
        return ledger.entity(self._connection, id)

    def mentions(
        self, entity_ids: Iterable[str], person: str | None, context: int, limit: int
    ) -> list[ledger.MentionRow]:
        """Return the mentions of these entities with the text around them."""
        return ledger.mentions(self._connection, entity_ids, person, context, limit)

    def mention_counts(self, entity_ids: Sequence[str], person: str) -> dict[str, int]:
        """Return how often each of these entities is named in a person's layers and in gold."""
        return ledger.mention_counts(self._connection, entity_ids, person)

    def entities_of_words(self, words: str, person: str) -> list[tuple[str, int]]:
        """Return (entity id, how often) of what a person took these very words for."""
        return ledger.entities_of_words(self._connection, words, person)

    def edits(self, limit: int) -> list[EditSummary]:
        """Return the newest edits, newest first."""
        return reading.edits(self._connection, limit)

    def edits_of(self, person: str, device: str, via: str, limit: int) -> list[EditSummary]:
        """Return the newest of what a person did on a device by way of `via`, oldest first."""
        return reading.edits_of(self._connection, person, device, via, limit)

    def chain_lengths(
        self, person: str, device: str, via: str, edit_ids: Sequence[str]
    ) -> dict[str, int]:
        """Return id → how long the chain of undo and redo up to it is, of edits as in edits_of."""
        return reading.chain_lengths(self._connection, person, device, via, edit_ids)

    def edit(self, edit_id: str) -> EditSummary | None:
        """Return one edit, or None."""
        return reading.edit(self._connection, edit_id)

    def size_of_edit(self, edit_id: str, rows: int) -> tuple[int, int]:
        """Return how many rows an edit has, and their characters; looks at so many at most."""
        return journal.size_of_edit(self._connection, edit_id, rows)

    def changes_of_edit(self, edit_id: str) -> tuple[Change, ...]:
        """Return the changes of an edit; none when it is unknown or was purged."""
        return journal.changes_of_edit(self._connection, edit_id)

    def newer_rows(self, edit_id: str, streams: Sequence[str]) -> list[JournalRow]:
        """Return the rows in these streams that are later than an edit, newest first."""
        return journal.newer_rows(self._connection, edit_id, streams)

    def not_yet_written(self, entries: Sequence[journal.Entry]) -> tuple[journal.Entry, ...]:
        """Return those entries that are not in the journal; ask inside a snapshot."""
        return tuple(
            each for each in entries if not journal.has_edit(self._connection, each.edit_id)
        )

    def last_position(self) -> int:
        """Return the position of the row that arrived last."""
        return journal.last_position(self._connection)

    def arrived(self, after: int) -> list[arrivals.Arrival]:
        """Return the rows that arrived after a position, without their payloads."""
        return arrivals.arrived(self._connection, after)

    def characters_between(self, after: int, last: int) -> int:
        """Return how many characters the payloads after a position have, up to another."""
        return arrivals.characters_between(self._connection, after, last)

    def arrived_rows(self, after: int, last: int) -> list[tuple[int, JournalRow]]:
        """Return (position, row) of the rows after a position, up to another."""
        return arrivals.arrived_rows(self._connection, after, last)

    def last_time(self) -> int:
        """Return the highest Lamport time."""
        return journal.last_time(self._connection)

    def document_ids(self, keys: Sequence[str]) -> dict[str, str]:
        """Return key → id of the documents of these keys."""
        return reading.document_ids(self._connection, keys)

    def copy_to(
        self, project: Path, target: Path, waiting: Waiting, tell: Callable[[int, int], None]
    ) -> None:
        """Write a copy of what this connection sees and what waits; see `copy_with`."""
        copy_with(self._connection, project, target, waiting, tell)

    def keys_of_texts(self, hashes: Sequence[str]) -> dict[str, str]:
        """Return text hash → key of the documents that have these texts."""
        return present.keys_of_texts(self._connection, hashes)

    def commented(self, person: str | None) -> dict[str, bool]:
        """Return the documents with comments in a person's layer, and whether one is open."""
        return queue_marks.commented(self._connection, person)

    def doubtful(self, person: str | None) -> set[str]:
        """Return the documents in which a person is unsure of a span."""
        return queue_marks.doubtful(self._connection, person)

    def documents_holding(self, words: str) -> list[str]:
        """Return the ids of documents whose text holds these words, by key."""
        return holding.documents_holding(self._connection, words)

    def search(self, query: str, limit: int) -> list[search.Hit]:
        """Return the documents that hold the query, as far as they are indexed."""
        return search.search(self._connection, query, limit)

    def search_progress(self) -> tuple[int, int]:
        """Return how many texts are indexed, and how many there are."""
        return search.progress(self._connection)
