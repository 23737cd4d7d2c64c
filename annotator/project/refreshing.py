"""Seeing what other windows and commands commit to the same file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.changes import Changes, changes_from
from annotator.domain.edit import DELETE, PURGE, RESTORE, Change, Edit
from annotator.domain.journal import MERGE, changes_of
from annotator.domain.stream import parse_layer_stream
from annotator.project.facts import Facts
from annotator.storage.arrivals import Arrival
from annotator.storage.journal import Entry
from annotator.storage.project_reader import ProjectReader

if TYPE_CHECKING:
    from annotator.project.project import Project

#: More rows, or payloads of more characters, are not read; what is in use is looked up instead.
_MANY, _LARGE = 200, 200_000


class Refresh:
    """What of the journal an open project has seen."""

    def __init__(self, reader: ProjectReader) -> None:
        self._reader = reader
        self._position = reader.last_position()
        self._time = reader.last_time()
        self._mine: set[str] = set()
        self._suggestions = reader.suggestions_mark()

    def mine(self, edit_id: str) -> None:
        """Know an edit as one of this window's own."""
        self._mine.add(edit_id)

    def poll(self, project: Project) -> Changes | None:
        """Take in what others committed since the last call; None when there is nothing."""
        if not self._reader.changed():
            return None
        changes = self._poll_journal(project)
        # Suggestions are not journalled, so no row says that some came.
        mark = self._reader.suggestions_mark()
        if mark != self._suggestions:
            self._suggestions = mark
            return replace(changes or Changes(), suggestions=True)
        return changes

    def _poll_journal(self, project: Project) -> Changes | None:
        # Asked before the rows, so that nothing is in neither. What is in both stands in the
        # rows at its place, perhaps below what others wrote since, and must not come on top.
        pending = project.saving.pending
        with self._reader.snapshot():
            arrived = self._reader.arrived(self._position)
            pending = self._reader.not_yet_written(pending)
        if not arrived:
            return None
        before, self._position = self._position, arrived[-1].position
        foreign = [each for each in arrived if each.edit_id not in self._mine]
        self._mine.difference_update(each.edit_id for each in arrived)
        if not foreign:
            return None
        if not self._in_order(arrived):
            return self._read_all_again(project)
        self._time = max(self._time, arrived[-1].time)
        if len(arrived) > _MANY or self._reader.characters_between(before, self._position) > _LARGE:
            return self._take_in_unread(project, foreign, pending)
        return self._take_in(project, before, pending)

    def _read_all_again(self, project: Project) -> Changes:
        self._time = self._reader.last_time()
        project.reload()
        return Changes(everything=True)

    def _take_in(self, project: Project, before: int, pending: tuple[Entry, ...]) -> Changes:
        """Apply the rows to what is in memory."""
        rows = [row for _at, row in self._reader.arrived_rows(before, self._position)]
        changes = [change for row in rows for change in changes_of(row.stream, row.payload)]
        if any(_reaches_far(change) for change in changes):
            return self._read_all_again(project)
        # One's own edits again on top: an edit that is not written yet will stand after these,
        # and applying one twice changes nothing.
        project.take_in(Edit("", tuple(changes)))
        for entry in pending:
            project.take_in(entry.edit)
        project.forget_past()
        return changes_from(changes)

    def _take_in_unread(
        self, project: Project, foreign: list[Arrival], pending: tuple[Entry, ...]
    ) -> Changes:
        """Take in an import of thousands without reading its payloads: the tables have it.

        Layers that are open and were written to elsewhere need everything read again.
        """
        streams = {each.stream for each in foreign}
        if any(project.opened(stream) is not None for stream in streams):
            return self._read_all_again(project)
        with self._reader.snapshot():
            project.facts.read(self._reader)
            project.ledger.forget()
            project.look_at_documents_again()
            pending = self._reader.not_yet_written(pending)
        for entry in pending:
            project.take_in(entry.edit)
        project.forget_past()
        layers = (parse_layer_stream(stream) for stream in streams)
        return Changes(frozenset(streams), frozenset(each.document for each in layers if each))

    def _in_order(self, arrived: list[Arrival]) -> bool:
        """Return whether the rows stand after all that was seen, in the order they came."""
        time = self._time
        for each in arrived:
            if each.time < time or each.purged or each.via in (MERGE, None):
                return False
            time = each.time
        return True


def begin(reader: ProjectReader) -> tuple[Facts, Refresh]:
    """Return the facts of a project and what was seen of its journal, as of one moment."""
    # Asked first: what is committed from here on shows at the next poll.
    reader.changed()
    with reader.snapshot():
        return Facts(reader), Refresh(reader)


def _reaches_far(change: Change) -> bool:
    """Return whether a change comes or goes with more than it says.

    A document that is new does not: nobody has it open, and the list is read anew.
    """
    return change.kind == PURGE or (change.kind == "document" and change.op in (DELETE, RESTORE))
