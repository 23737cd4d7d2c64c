"""Taking back an edit of thousands of changes in a process of its own, as an import is made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.project import history
from annotator.project.history import Undone
from annotator.project.job import Job, ProcessJob
from annotator.project.progress import Progress
from annotator.project.settled_job import SettledJob

if TYPE_CHECKING:
    from annotator.project.project import Project

#: An edit of more rows, or more characters, is too long for the window itself to take back.
_ROWS, _CHARACTERS = 50, 50_000
#: What a key takes back is mostly in memory, where so many characters take no longer.
KEY_CHARACTERS = 500_000
#: About how many characters a change of a span has.
_CHANGE = 150


def is_long(project: Project, edit_id: str, most: int = _CHARACTERS) -> bool:
    """Return whether taking an edit back takes so long that the window would stand still.

    `most` is how many characters of the journal it may have.
    """
    for entry in project.saving.pending:
        if entry.edit_id == edit_id:
            changes = entry.edit.changes
            streams = {each.stream for each in changes}
            return len(streams) > _ROWS or len(changes) * _CHANGE > most
    rows, characters = project.reader.size_of_edit(edit_id, _ROWS + 1)
    return rows > _ROWS or characters > most


def start_undo(project: Project, edit_id: str) -> Job[Undone]:
    """Begin to take an edit back; raises Problem when what was done before is not on disk.

    It counts as made in the window when the edit was, and so has the same place in undo.
    """
    project.check_writable()
    me = project.me.id if project.me else None

    def begin() -> Job[Undone]:
        found = project.reader.edit(edit_id)
        via = "window" if found is not None and found.via == "window" else "command"
        given = (project.path, edit_id, me, project.session.device, via)
        return ProcessJob("Undoing it", _undo, *given)

    return SettledJob(project, begin)


def _undo(
    progress: Progress, path: Path, edit_id: str, me: str | None, device: str, via: str
) -> Undone:
    from annotator.project.opened_beside import opened_beside

    with opened_beside(path, me, device, via=via) as project:
        undone = history.undo_edit(project, edit_id, progress)
    return replace(undone, span_ids=(), entity_ids=())
