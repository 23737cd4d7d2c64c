"""The journal that a merge adds to: the one of the project, or that one with rows on their way.

Most merges are worked out ahead, before the project's file is locked: rows that will come lie
over those that are there. What must be written before it can be gone on with raises NotAhead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from annotator.domain.journal import JournalRow
from annotator.storage.bundle_values import Chain, Connection, Head, heads
from annotator.storage.cut_chains import cut_chains
from annotator.storage.incoming import hash_at
from annotator.storage.journal import chain_rows, insert_rows, last_of, read_rows
from annotator.storage.merging import drop_tail, put_payload, savepoint


class NotAhead(Exception):
    """A merge that changes rows which are there: it is worked out while it is written."""


class WrittenJournal:
    """The journal itself; used inside the transaction of the merge."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Leave nothing behind of what is added inside, where that ends with an error."""
        with savepoint(self.connection):
            yield

    def heads(self) -> dict[Chain, Head]:
        """Return the last row of every chain."""
        return heads(self.connection)

    def last_seq(self, chain: Chain) -> int:
        """Return the place of the last row of a chain, 0 where there is none."""
        return last_of(self.connection, *chain)[0]

    def at(self, chain: Chain, seq: int) -> Head | None:
        """Return a row of a chain by its place."""
        return hash_at(self.connection, chain, seq)

    def rows_of_stream(self, stream: str) -> list[JournalRow]:
        """Return the rows of a stream, in the order of the fold."""
        return list(read_rows(self.connection, stream))

    def rows_of_chain(self, chain: Chain, after: int) -> list[JournalRow]:
        """Return the rows of a chain after a place, which are about to be moved."""
        return list(chain_rows(self.connection, chain, after))

    def add(self, rows: list[JournalRow]) -> None:
        """Add rows that go on a chain."""
        insert_rows(self.connection, rows)

    def cut(self) -> list[Chain]:
        """Return the chains in which rows are missing."""
        return cut_chains(self.connection)

    def fill(self, rows: list[JournalRow]) -> None:
        """Add rows between others of their chain."""
        insert_rows(self.connection, rows)

    def put_payload(self, place: tuple[str, str, int], payload: Mapping[str, Any]) -> None:
        """Give a row more of its content than it had."""
        put_payload(self.connection, place, payload)

    def drop_tail(self, chain: Chain, after: int) -> None:
        """Take the rows of a chain after a place out."""
        drop_tail(self.connection, chain, after)


class JournalAhead(WrittenJournal):
    """The journal as it will be; nothing is written."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._added: dict[Chain, list[JournalRow]] = {}

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Leave nothing behind of what is added inside, where that ends with an error."""
        before = {chain: len(rows) for chain, rows in self._added.items()}
        try:
            yield
        except BaseException:
            self._added = {
                chain: rows[: before[chain]]
                for chain, rows in self._added.items()
                if chain in before
            }
            raise

    def heads(self) -> dict[Chain, Head]:
        """Return the last row of every chain."""
        coming = {chain: Head(rows[-1].seq, rows[-1].sha256) for chain, rows in self._added.items()}
        return {**super().heads(), **coming}

    def last_seq(self, chain: Chain) -> int:
        """Return the place of the last row of a chain, 0 where there is none."""
        rows = self._added.get(chain)
        return rows[-1].seq if rows else super().last_seq(chain)

    def at(self, chain: Chain, seq: int) -> Head | None:
        """Return a row of a chain by its place."""
        rows = self._added.get(chain)
        if not rows or seq < rows[0].seq:
            return super().at(chain, seq)
        place = seq - rows[0].seq
        return Head(seq, rows[place].sha256) if place < len(rows) else None

    def rows_of_stream(self, stream: str) -> list[JournalRow]:
        """Return the rows of a stream, in the order of the fold."""
        found = super().rows_of_stream(stream)
        coming = [row for chain, rows in self._added.items() if chain[0] == stream for row in rows]
        return sorted([*found, *coming], key=lambda row: row.order) if coming else found

    def rows_of_chain(self, chain: Chain, after: int) -> list[JournalRow]:
        """Never: moving rows is written at once."""
        raise NotAhead

    def add(self, rows: list[JournalRow]) -> None:
        """Add rows that go on a chain."""
        self._added.setdefault((rows[0].stream, rows[0].device), []).extend(rows)

    def fill(self, rows: list[JournalRow]) -> None:
        """Never: rows that come between others are written at once."""
        raise NotAhead

    def put_payload(self, place: tuple[str, str, int], payload: Mapping[str, Any]) -> None:
        """Never: completing a row is written at once."""
        raise NotAhead

    def drop_tail(self, chain: Chain, after: int) -> None:
        """Never: see `rows_of_chain`."""
        raise NotAhead
