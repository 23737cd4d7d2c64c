"""A project file opened to be looked at, without any chance of changing it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from annotator.domain.stream import LayerStream
from annotator.domain.validation import Finding
from annotator.storage import comparison, integrity
from annotator.storage.connection import connect_to_read
from annotator.storage.cut_ends import cut_end_findings
from annotator.storage.migrations import LAYOUTS
from annotator.storage.project_reader import ProjectReader
from annotator.storage.refusal import refused, stored_version


class Inspection:
    """Everything that can be asked of a file at one moment. Use it in a `with`.

    Raises Problem when the file is not a readable project of the current layout.
    """

    def __init__(self, path: Path) -> None:
        path = path.absolute()
        self.path = path
        self.version = stored_version(path)
        try:
            self._connection, _immutable = connect_to_read(path)
        except sqlite3.Error as error:
            raise refused(path, error) from error
        self.reader = ProjectReader(self._connection)

    def __enter__(self) -> Inspection:
        self._connection.execute("BEGIN")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def file_findings(self) -> Iterator[Finding]:
        """Yield what SQLite finds wrong with the file."""
        yield from integrity.sqlite_findings(self._connection)
        if self.version < LAYOUTS.version:
            message = "The file has an older layout; open it once to bring it up to date."
            yield Finding("file", "file", message)

    def journal_findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the journal and the texts."""
        yield from integrity.journal_findings(self._connection)
        yield from integrity.edit_findings(self._connection)
        yield from cut_end_findings(self._connection)
        yield from integrity.text_findings(self._connection)

    def refold_findings(self) -> Iterator[Finding]:
        """Yield every difference between the tables and the journal."""
        yield from comparison.refold_findings(self._connection)

    def layers(self) -> list[tuple[LayerStream, str]]:
        """Return every layer with the key of its document, document by document."""
        rows = self._connection.execute(
            "SELECT documents.id, layers.person, layers.kind, documents.key FROM layers "
            "JOIN documents ON documents.id = layers.document ORDER BY documents.id, layers.id"
        ).fetchall()
        return [(LayerStream(id, person, kind), key) for id, person, kind, key in rows]
