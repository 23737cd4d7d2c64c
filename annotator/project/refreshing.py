"""Seeing what other windows and commands commit to the same file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.changes import Changes, changes_from
from annotator.domain.edit import PURGE, Change, Edit
from annotator.domain.journal import MERGE, JournalRow, changes_of
from annotator.storage.journal import Entry
from annotator.storage.project_reader import ProjectReader

if TYPE_CHECKING:
    from annotator.project.project import Project

#: More rows than this at once are not applied one by one; everything is read again.
_MANY = 500


class Refresh:
    """What of the journal an open project has seen."""

    def __init__(self, reader: ProjectReader) -> None:
        self._reader = reader
        self._position = reader.last_position()
        self._time = reader.last_time()
        self._mine: set[str] = set()
        reader.changed()

    def mine(self, edit_id: str) -> None:
        """Know an edit as one of this window's own."""
        self._mine.add(edit_id)

    def poll(self, project: Project) -> Changes | None:
        """Take in what others committed since the last call; None when there is nothing."""
        if not self._reader.changed():
            return None
        # Asked before the rows: what is written in between is then in both, which is harmless.
        pending = project.saving.pending
        arrived = self._reader.arrived(self._position)
        if not arrived:
            return None
        position, before = arrived[-1][0], self._position
        foreign = [edit_id for _position, edit_id in arrived if edit_id not in self._mine]
        self._mine.difference_update(edit_id for _position, edit_id in arrived)
        self._position = position
        if not foreign:
            return None
        if len(arrived) > _MANY:
            self._time = self._reader.last_time()
            project.reload()
            return Changes(everything=True)
        return self._take_in(project, before, position, pending)

    def _take_in(
        self, project: Project, before: int, position: int, pending: tuple[Entry, ...]
    ) -> Changes:
        rows = [row for _at, row in self._reader.arrived_rows(before, position)]
        changes = [change for row in rows for change in changes_of(row.stream, row.payload)]
        in_order = self._in_order(rows)
        self._time = max(self._time, max(row.time for row in rows))
        if not in_order or any(_reaches_far(change) for change in changes):
            project.reload()
            return Changes(everything=True)
        # One's own edits again on top: an edit that is not written yet will stand after these,
        # and applying one twice changes nothing.
        project.take_in(Edit("", tuple(changes)))
        for entry in pending:
            project.take_in(entry.edit)
        project.forget_past()
        return changes_from(changes)

    def _in_order(self, rows: list[JournalRow]) -> bool:
        """Return whether the rows stand after all that was seen, in the order they came."""
        time = self._time
        for row in rows:
            if row.time < time or row.payload is None or row.payload.get("via") == MERGE:
                return False
            time = row.time
        return True


def _reaches_far(change: Change) -> bool:
    return change.kind == PURGE or (change.kind == "document" and change.op != "set")
