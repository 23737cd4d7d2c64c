"""What goes into a bundle for a person: which rows of the journal, and what of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.domain.decision import OBJECT, seen_by
from annotator.domain.edit import ADD, PURGE, RESTORE
from annotator.domain.guideline_texts import PROPOSAL
from annotator.domain.journal import JournalRow
from annotator.domain.stream import DECISIONS, DOCUMENTS, LEDGER, WORK, parse_layer_stream
from annotator.storage.withholding import withheld_payload
from annotator.team.others_entities import Others


@dataclass(frozen=True, slots=True)
class Contents:
    """Whom a bundle is for, and about which documents (by id).

    With `feedback` it also carries what was decided about them: decisions, gold, what others
    wrote on the person's layers, and who the `deciders` are (ids). Of what is for `practice`
    it carries decisions and gold in any case. What `others`, who annotate too, did to the
    ledger stays behind, but for the `entities` (ids) that what goes in names.
    """

    person: str
    documents: frozenset[str]
    feedback: bool = False
    deciders: frozenset[str] = frozenset()
    practice: frozenset[str] = frozenset()
    others: Others = field(default_factory=Others)
    entities: frozenset[str] = frozenset()
    _foreign: set[tuple[str, str, str]] = field(default_factory=set, compare=False)

    def carries(self, stream: str) -> bool:
        """Return whether anything of a stream goes in."""
        layer = parse_layer_stream(stream)
        if layer is None:
            return stream != DECISIONS or self.feedback or bool(self.practice)
        if layer.document not in self.documents:
            return False
        if layer.kind == "annotations":
            return layer.person == self.person
        return layer.kind == "gold" and layer.document in self._decided

    @property
    def _decided(self) -> frozenset[str]:
        """The documents whose decisions and gold go along."""
        return self.documents if self.feedback else self.practice

    def parts(self, rows: Iterable[JournalRow]) -> Iterator[JournalRow]:
        """Yield the rows of one stream as they go in, all of its rows given in order.

        Rows that are wholly for the person stay as they are. Of the others the content, the
        author and the name stay behind; hash and place in the chain do not. Decisions tell
        nothing of other annotators' readings.
        """
        for row in rows:
            if row.payload is None:
                yield row
                continue
            changes: Sequence[Any] = row.payload["changes"]
            if row.stream == LEDGER:
                foreign = self.others.did(row)
                kept = [change for change in changes if self._keeps_entity(change, foreign)]
            else:
                kept = [change for change in changes if self._keeps(row.stream, change)]
            if row.stream == DECISIONS:
                kept = [self._seen(change) for change in kept]
            own = row.payload["person"] in (None, self.person)
            if own and list(kept) == list(changes):
                yield row
            else:
                part = withheld_payload(row.sha256, row.payload, kept, own and bool(kept))
                yield replace(row, payload=part)

    def _seen(self, change: Sequence[Any]) -> Sequence[Any]:
        """Return a change of a decision without what others did."""
        op, kind, id, value, was = change
        return [op, kind, id, seen_by(value, self.person), seen_by(was, self.person)]

    def _keeps(self, stream: str, change: Sequence[Any]) -> bool:
        _op, kind, id, value, was = change
        if stream == DOCUMENTS:
            # A purge goes everywhere, or what it erases would stay somewhere.
            return kind in ("project", PURGE) or id in self.documents
        if stream == WORK:
            if kind == "person":
                return id == self.person or id in self.deciders
            return self._is_own((stream, kind, id), value, was)
        if stream == DECISIONS:
            about = {**was, **value}
            # What others object to is between them and the lead.
            others = about.get("action") == OBJECT and about.get("person") != self.person
            return about.get("document") in self._decided and not others
        if kind == PROPOSAL or (kind == "comment" and not self.feedback):
            return self._is_own((stream, kind, id), value, was)
        return True

    def _keeps_entity(self, change: Sequence[Any], foreign: bool) -> bool:
        op, kind, id, _value, _was = change
        record = (LEDGER, kind, id)
        if id in self.entities:
            return True
        if foreign and op == ADD:
            self._foreign.add(record)
        return not foreign and record not in self._foreign

    def _is_own(self, record: tuple[str, str, str], value: Any, was: Any) -> bool:
        """Return whether a record is about the person; what is changed later need not say so."""
        person = value.get("person") or was.get("person")
        if person is None:
            return record not in self._foreign
        if person == self.person:
            return True
        self._foreign.add(record)
        return False


@dataclass(frozen=True, slots=True)
class Return:
    """What a person sends back: their layers, their objections, what they wrote for everyone.

    Only rows that whoever made their bundle has not got are given when there was one (`since`);
    these go in as they are.
    """

    person: str
    since: bool

    def carries(self, stream: str) -> bool:
        """Return whether anything of a stream goes in."""
        layer = parse_layer_stream(stream)
        return layer is None or (layer.person == self.person and layer.kind == "annotations")

    def parts(self, rows: Iterable[JournalRow]) -> Iterator[JournalRow]:
        """Yield the rows of one stream as they go in; those of others only by their hash.

        Of the decisions nothing goes in but the chains in which there are some of the person's.
        """
        rows = list(rows)
        own = {row.device for row in rows if row.payload and row.payload["person"] == self.person}
        for row in rows:
            if row.stream == DECISIONS and row.device not in own:
                continue
            whole = parse_layer_stream(row.stream) is not None
            whole = whole or (self.since and row.stream != DECISIONS)
            if whole or row.payload is None or row.payload["person"] == self.person:
                yield row
                continue
            kept = [each for each in row.payload["changes"] if self._is_me(each)]
            yield replace(row, payload=withheld_payload(row.sha256, row.payload, kept, False))

    def _is_me(self, change: Sequence[Any]) -> bool:
        return bool(change[1] == PURGE or (change[1] == "person" and change[2] == self.person))


def new_texts(rows: Iterable[JournalRow]) -> set[str]:
    """Return the hashes of the texts of documents that these rows bring."""
    return {
        change[3]["text_sha256"]
        for row in rows
        if row.stream == DOCUMENTS and row.payload is not None
        for change in row.payload["changes"]
        if change[1] == "document" and change[0] in (ADD, RESTORE)
    }


def assigned_documents(
    assignments: Iterable[tuple[str, str]], person: str, documents: Iterable[str]
) -> frozenset[str]:
    """Return the documents (ids) that a person works on: those assigned, else all.

    `assignments` are (person, document). Where anything is assigned to anyone, a person with
    nothing has nothing.
    """
    pairs = list(assignments)
    if not pairs:
        return frozenset(documents)
    there = set(documents)
    return frozenset(each for who, each in pairs if who == person and each in there)
