"""A file that is to be merged: opened to be read, verified whole, never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from annotator.domain.journal import JournalRow
from annotator.domain.problem import Problem
from annotator.domain.record_shape import payload_fault
from annotator.domain.text import text_sha256
from annotator.storage import integrity
from annotator.storage.bundle_values import Chain, Head, Heads, chain_starts, heads
from annotator.storage.canonical import journal_row_sha256
from annotator.storage.connection import connect, connect_to_read
from annotator.storage.cut_ends import cut_end_findings
from annotator.storage.journal import chain_rows
from annotator.storage.migrations import LAYOUTS
from annotator.storage.proven_texts import other_texts
from annotator.storage.reading import project_values, record_fields
from annotator.storage.refusal import damaged, refused, stored_version

_TEXTS = ("stream", "device", "wall_time", "edit_id", "sha256")
_TEXTS_OR_NULL = ("undoes", "previous_sha256", "payload")
#: Finds a row of which a column is not what was declared, which SQLite lets through.
_WRONG_COLUMNS = (
    "SELECT 1 FROM journal WHERE "
    + " OR ".join(
        [f"typeof({name}) <> 'text'" for name in _TEXTS]
        + [f"typeof({name}) NOT IN ('text', 'null')" for name in _TEXTS_OR_NULL]
        + [f"typeof({name}) <> 'integer'" for name in ("seq", "time")]
        # Not even the word null: what was purged has no content at all.
        + ["substr(payload, 1, 1) <> '{'"]
    )
    + " LIMIT 1"
)

UNTOUCHED = "Nothing was merged; the project is as it was."


class Incoming:
    """A bundle or project file to merge. Use it in a `with`, after which it is verified.

    Raises Problem when it is not a readable project, or is cut off, damaged or altered.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._folder: TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        version = stored_version(self.path)
        try:
            self.connection, _immutable = connect_to_read(self.path)
            if version < LAYOUTS.version:
                self._bring_up_to_date()
            self.connection.execute("BEGIN")
            self._verify()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._close()
            if isinstance(error, sqlite3.OperationalError) and "decode" not in str(error):
                raise refused(self.path, error) from error
            raise damaged(self.path, str(error)) from error
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        if hasattr(self, "connection"):
            self.connection.close()
        if self._folder is not None:
            self._folder.cleanup()

    def _bring_up_to_date(self) -> None:
        """Migrate a copy: the file itself is someone else's."""
        from annotator.storage.upgrade import copy_file, migrate

        self._folder = TemporaryDirectory(prefix="annotator-")
        copy = Path(self._folder.name) / "copy.sqlite"
        copy_file(self.connection, copy)
        self.connection.close()
        self.connection = connect(copy)
        migrate(self.connection)

    def _verify(self) -> None:
        said = self.connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            raise damaged(self.path, str(said))
        if self.connection.execute(_WRONG_COLUMNS).fetchone() is not None:
            raise _altered(self.path, "Its journal holds what Annotator does not write.", "journal")
        self.values = project_values(self.connection)
        self.starts = chain_starts(self.connection)
        self.heads = heads(self.connection)
        found = chain(
            integrity.journal_findings(self.connection),
            integrity.edit_findings(self.connection),
            cut_end_findings(self.connection),
        )
        for finding in found:
            raise _altered(self.path, finding.message, finding.where)

    @property
    def title(self) -> str:
        """The title of its project."""
        fields = record_fields(self.connection, "project", "project") or {}
        return str(fields.get("title") or "")

    def at(self, chain: Chain, seq: int) -> Head | None:
        """Return a row of a chain by its place; None when it is not in the file."""
        return hash_at(self.connection, chain, seq, self.starts)

    def rows(self, chain: Chain, after: int) -> Iterator[JournalRow]:
        """Yield the rows of a chain after a place.

        Raises Problem at one that holds anything but changes: hashes are easily made anew.
        """
        for row in chain_rows(self.connection, chain, after):
            fault = payload_fault(row.stream, row.payload)
            if fault is None and not _is_canonical(row):
                # Kept as Annotator writes it, its hash would no longer be right.
                fault = "content in another form than Annotator writes"
            if fault is not None:
                where = f"{row.stream}, device {row.device}, row {row.seq}"
                raise _altered(self.path, f"It holds {fault}.", where)
            yield row

    def check_texts(self, own: sqlite3.Connection) -> None:
        """Raise Problem when a text was altered, saying where if the project has it as it was."""
        rows = self.connection.execute(
            "SELECT sha256, CAST(text AS BLOB) FROM texts WHERE text IS NOT NULL"
        )
        for name, content in rows:
            text = content.decode("utf-8", "replace")
            if text_sha256(text) != name:
                kept = own.execute("SELECT text FROM texts WHERE sha256 = ?", (name,)).fetchone()
                raise self._text_differs(name, text, kept[0] if kept else None)

        for other in other_texts(self.connection):
            kept = own.execute("SELECT text FROM texts WHERE sha256 = ?", (other.imported,))
            found = kept.fetchone()
            theirs = self.text(other.has) or ""
            raise self._text_differs(other.has, theirs, found[0] if found else None)

    def _text_differs(self, name: str, text: str, kept: str | None) -> Problem:
        found = self.connection.execute(
            "SELECT key FROM documents WHERE text_sha256 = ?", (name,)
        ).fetchone()
        key = found[0] if found else name[:12]
        where = "" if kept is None else f": {where_texts_differ(text, kept)}"
        return Problem(
            f"The text of {key} in {self.path.name} is not the one that was handed out{where}.",
            UNTOUCHED,
            "Texts never change. Ask for the file again, as Annotator wrote it.",
        )

    def text(self, sha256: str) -> str | None:
        """Return a text by its hash, or None when it is not in the file."""
        found = self.connection.execute(
            "SELECT text FROM texts WHERE sha256 = ?", (sha256,)
        ).fetchone()
        return None if found is None else found[0]


def where_texts_differ(theirs: str, ours: str) -> str:
    """Return in words at which character two texts differ first, and what stands there."""
    pairs = enumerate(zip(theirs, ours, strict=False))
    at = next((i for i, (one, two) in pairs if one != two), min(len(theirs), len(ours)))

    def around(text: str) -> str:
        return text[max(at - 12, 0) : at + 13].replace("\n", " ") or "nothing"

    return f"at character {at + 1:,} it says “{around(theirs)}”, the project “{around(ours)}”"


def hash_at(
    connection: sqlite3.Connection, chain: Chain, seq: int, starts: Heads | None = None
) -> Head | None:
    """Return a row of a chain by its place; also one that the chain only begins after."""
    start = (starts or {}).get(chain)
    if start is not None and start.seq == seq:
        return start
    found = connection.execute(
        "SELECT seq, sha256 FROM journal WHERE stream = ? AND device = ? AND seq = ?",
        (*chain, seq),
    ).fetchone()
    return None if found is None else Head(*found)


def _is_canonical(row: JournalRow) -> bool:
    """Return whether a row has its hash as Annotator writes it, where its content proves it."""
    if row.payload is None or "withheld" in row.payload or row.payload.get("purged"):
        return True
    return journal_row_sha256(row) == row.sha256


def _altered(path: Path, message: str, where: str) -> Problem:
    return Problem(
        f"{path.name} was altered or is damaged: {message}",
        UNTOUCHED,
        "Ask for the file again, as Annotator wrote it.",
        where,
    )
