"""Who made the changes that a merge brings to what all share, and which articles they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from annotator.domain.journal import JournalRow
from annotator.domain.stream import DOCUMENTS, LEDGER, PROJECT_STREAMS, WORK
from annotator.project.import_report import count
from annotator.storage.bundle_values import BUNDLE_FROM
from annotator.storage.device_people import person_at
from annotator.storage.incoming import Incoming
from annotator.storage.reading import people
from annotator.team.merge import Outcome, Tally

if TYPE_CHECKING:
    from annotator.project.merge_taking import Taken

#: More articles than these are counted.
_MOST = 4


class MergeAuthors:
    """Takes file after file, and says of the streams that all share whose changes come."""

    def __init__(self) -> None:
        self._by: dict[str, set[str]] = {}
        self._of: dict[tuple[str, str], str] = {}
        self._names: dict[str, str] = {}

    def take(self, taken: Taken) -> None:
        """Count in the rows of a file."""
        incoming, own = taken.incoming, taken.intake.journal.connection
        for connection in (incoming.connection, own):
            self._names |= {each.id: each.name for each in people(connection)}
        at_devices: dict[str, str | None] = {}
        for row in taken.intake.rows:
            if row.stream in PROJECT_STREAMS and row.payload and row.payload["changes"]:
                self._count(row, _author(row, incoming, at_devices))

    def _count(self, row: JournalRow, author: str | None) -> None:
        if author is None:
            return
        name = self._names.get(author, author)
        self._by.setdefault(row.stream, set()).add(name)
        if row.stream != LEDGER:
            for _op, kind, id, _value, _was in (row.payload or {})["changes"]:
                self._of[kind, id] = name

    def tell(
        self, tally: Tally, outcome: Outcome, documents: Mapping[str, tuple[str, str]]
    ) -> None:
        """Say in a tally by whom it is, and which articles it is about; `documents` as known."""
        if outcome.stream not in PROJECT_STREAMS:
            return
        tally.by = sorted(self._by.get(outcome.stream, ()))
        said: Iterable[str] = ()
        if outcome.stream == DOCUMENTS:
            said = self._documents(outcome)
        elif outcome.stream == WORK:
            said = self._assignments(outcome, documents)
        found = sorted(said)
        more = [f"{count(len(found) - _MOST, 'other')}"] if len(found) > _MOST else []
        tally.about = found[:_MOST] + more

    def _documents(self, outcome: Outcome) -> Iterator[str]:
        for kind, id, was, there in _changed(outcome):
            if kind != "document" or was is None:
                continue
            by = self._of.get((kind, id))
            words = f" by {by}" if by else ""
            if there is None:
                yield f"{was['key']} removed{words}"
            elif there["key"] != was["key"]:
                yield f"{was['key']} renamed to {there['key']}{words}"

    def _assignments(
        self, outcome: Outcome, documents: Mapping[str, tuple[str, str]]
    ) -> Iterator[str]:
        for kind, _id, was, there in _changed(outcome):
            about = there or was
            if kind != "assignment" or about is None or (was and there):
                continue
            key = documents.get(about["document"], (about["document"], ""))[0]
            name = self._names.get(about["person"], about["person"])
            yield f"{key} to {name}" if there else f"{key} no longer to {name}"


def _author(row: JournalRow, incoming: Incoming, at_devices: dict[str, str | None]) -> str | None:
    """Return who (id) made a change; of one that is nobody's, who works at its device."""
    payload = row.payload or {}
    if payload["person"] is not None or ("withheld" in payload and not payload.get("purged")):
        return payload["person"] if isinstance(payload["person"], str) else None
    if row.device not in at_devices:
        sender = incoming.values.get(BUNDLE_FROM)
        at_devices[row.device] = sender or person_at(incoming.connection, row.device, row.time)
    return at_devices[row.device]


_Fields = Mapping[str, Any]


def _changed(outcome: Outcome) -> Iterator[tuple[str, str, _Fields | None, _Fields | None]]:
    """Yield (kind, id, fields before, fields after) of what is touched; None where it is not."""
    for key in outcome.touched:
        was, there = outcome.before.get(key), outcome.after.get(key)
        yield (
            *key,
            was.fields if was is not None and was.live else None,
            there.fields if there is not None and there.live else None,
        )
