"""Purges that a merge brings: an annotator's are requests, a lead's are told with their extent.

A purge erases everybody's work for good. One that was made in an annotator's bundle is not carried
out: its row comes without it, so that the chain goes on, and what the purge emptied there is not
taken. Of herself a person may erase everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from annotator.domain.edit import PURGE
from annotator.domain.journal import JournalRow
from annotator.domain.stream import DOCUMENTS, parse_layer_stream
from annotator.project.merge_bundled import Bundled
from annotator.storage.bundle_values import BUNDLE_FROM, Chain, Connection
from annotator.storage.device_people import person_at
from annotator.storage.incoming import Incoming
from annotator.storage.merging import keys_of_documents
from annotator.storage.purge_extent import spans_by_person
from annotator.storage.reading import people
from annotator.storage.withholding import purged_payload
from annotator.team.merge import Outcome

DOCUMENT, PERSON = "document", "person"
#: What the edit is called of which the purge did not come.
_NOT_DONE = "ask for a purge"


class Purge(NamedTuple):
    """A purge that comes: of a `document` or `person`, what that is called, and by whom (a name).

    `spans` are (name, number) of whose marks go.
    """

    kind: str
    called: str
    by: str | None
    spans: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Request:
    kind: str
    id: str
    by: str | None


class PurgeRequests:
    """The purges that were made in the bundle behind a file; none of any other file."""

    def __init__(self, incoming: Incoming, bundled: Bundled) -> None:
        self._incoming = incoming
        self._bundled = bundled
        self._sender = incoming.values.get(BUNDLE_FROM) or bundled.person
        self._requests = [
            _Request(kind, fields[kind], (row.payload or {}).get("person") or self._sender)
            for chain in sorted(incoming.heads)
            if self._is_own(chain)
            for row in incoming.rows(chain, 0)
            for fields in self._asked(row)
            for kind in (DOCUMENT, PERSON)
            if fields.get(kind)
        ]

    def _is_own(self, chain: Chain) -> bool:
        from_somebody = BUNDLE_FROM in self._incoming.values
        return chain[0] == DOCUMENTS and (from_somebody or self._bundled.wrote(chain[1]))

    def _asked(self, row: JournalRow) -> Iterator[Mapping[str, Any]]:
        """Yield the fields of what a row would purge of others; a part of a row asks nothing."""
        if row.payload is None or "withheld" in row.payload:
            return
        for _op, kind, _id, value, _was in row.payload["changes"]:
            if kind == PURGE and value.get(PERSON) != (self._sender or ""):
                yield value

    def sets_aside(self, chain: Chain) -> bool:
        """Return whether a chain is of a layer that was emptied by what is not carried out."""
        layer = parse_layer_stream(chain[0])
        if layer is None or not self._requests:
            return False
        asked = {(each.kind, each.id) for each in self._requests}
        return (DOCUMENT, layer.document) in asked or (PERSON, layer.person) in asked

    def without(self, chain: Chain, rows: Iterable[JournalRow]) -> list[JournalRow]:
        """Return rows of a chain without these purges."""
        if not self._requests or not self._is_own(chain):
            return list(rows)
        return [self._stripped(row) if any(self._asked(row)) else row for row in rows]

    def _stripped(self, row: JournalRow) -> JournalRow:
        payload = row.payload or {}
        kept = [each for each in payload["changes"] if each[1] != PURGE]
        renamed = {**payload, "name": _NOT_DONE}
        return replace(row, payload=purged_payload(row.sha256, renamed, kept))

    def told(self, connection: Connection) -> list[Purge]:
        """Return the requests about what is in the project, once each."""
        if not self._requests:
            return []
        called = _Called(connection, self._incoming)
        found = [
            Purge(each.kind, name, called.person(each.by))
            for each in self._requests
            if (name := called.known(each.kind, each.id)) is not None
        ]
        return list(dict.fromkeys(found))


class _Called:
    """What documents and people of the project are called."""

    def __init__(self, own: Connection, incoming: Incoming) -> None:
        self._own = {each.id: each.name for each in people(own)}
        self._names = {each.id: each.name for each in people(incoming.connection)} | self._own
        self._keys = {id: key for id, (key, _sha256) in keys_of_documents(own).items()}

    def known(self, kind: str, id: str) -> str | None:
        """Return a key or name that is in the project."""
        return self._keys.get(id) if kind == DOCUMENT else self._own.get(id)

    def person(self, id: str | None) -> str | None:
        """Return the name of a person; their id where they have none."""
        return None if id is None else self._names.get(id, id)


def coming_purges(
    connection: Connection, incoming: Incoming, rows: Iterable[JournalRow], come: Outcome | None
) -> list[Purge]:
    """Return what the `rows` of a file erase that is here still, before they do."""
    if come is None or not any(kind == PURGE for kind, _id in come.touched):
        return []
    called = _Called(connection, incoming)
    found = []
    for row in rows:
        for _op, kind, id, value, _was in (row.payload or {}).get("changes", ()):
            if kind != PURGE or (PURGE, id) in come.before:
                continue
            at = person_at(incoming.connection, row.device, row.time)
            by = called.person((row.payload or {}).get("person") or at)
            for what in (DOCUMENT, PERSON):
                name = called.known(what, value.get(what) or "")
                if name is not None:
                    spans = spans_by_person(connection, **{what: value[what]})
                    found.append(Purge(what, name, by, tuple(spans)))
    return found


def request_words(purge: Purge, project: str) -> str:
    """Return what is said of a purge that is not carried out."""
    option = f"--{purge.kind} {quoted(purge.called)}"
    return (
        f"{purge.by or 'Somebody'} purged {purge.called} in a copy of their own; here it stays. "
        f"annotator purge {project} {option} does it here, for everybody and for good."
    )


def purge_words(purge: Purge, dry_run: bool) -> str:
    """Return what is said of a purge that comes."""
    is_erased = "would be erased" if dry_run else "was erased"
    whose = ", ".join(
        f"{number:,} {'span' if number == 1 else 'spans'} of {name}" for name, number in purge.spans
    )
    what = "" if purge.kind == PERSON else "its text and "
    gone = f", with {what}{whose}" if whose else ""
    by = "" if purge.by is None else f" at the computer of {purge.by}"
    stays = " The id, under which the work is filed, stays." if purge.kind == PERSON else ""
    return f"{purge.called} {is_erased} for good{gone}: it was purged{by}. There is no undo.{stays}"


def quoted(name: str) -> str:
    """Return a name as it is typed in a command."""
    return f'"{name}"' if " " in name else name
