"""What Ctrl+Z and Ctrl+Shift+Z would take: one person's own edits on one device.

An edit that takes back another names it. So an edit, its undo, its redo and so on are a
chain, of which the last one, the tip, is what the next undo or redo takes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.project.project import Project

#: How many edits of the past are looked at; older ones are undone from History.
REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class PastEdit:
    """An edit as undo sees it."""

    edit_id: str
    name: str
    undoes: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """What one undo or redo does: takes back the edit `tip`; `name` is of the first edit."""

    name: str
    tip: str


class Past:
    """The two stacks of undo and redo.

    `before` says of edits that are no longer remembered, by id, how many links the chain
    has up to them: 1 for one that takes back nothing.
    """

    def __init__(
        self, edits: Iterable[PastEdit] = (), before: Mapping[str, int] | None = None
    ) -> None:
        self._before = before or {}
        self._applied: list[Step] = []
        self._taken_back: list[Step] = []
        for edit in edits:
            self.take(edit)

    @property
    def undo(self) -> Step | None:
        """What the next undo takes back."""
        return self._applied[-1] if self._applied else None

    @property
    def redo(self) -> Step | None:
        """What the next redo takes back."""
        return self._taken_back[-1] if self._taken_back else None

    def take(self, edit: PastEdit) -> None:
        """Take in the next edit in order."""
        if edit.undoes is None or not self._turn(edit):
            self._applied.append(Step(edit.name, edit.edit_id))
            self._taken_back.clear()

    def _turn(self, edit: PastEdit) -> bool:
        """Put what the edit takes back on the other stack; False when it is not of this past."""
        for source, target in (
            (self._applied, self._taken_back),
            (self._taken_back, self._applied),
        ):
            # The tip is nearly always on top.
            for index in range(len(source) - 1, -1, -1):
                if source[index].tip == edit.undoes:
                    step = source.pop(index)
                    target.append(Step(step.name, edit.edit_id))
                    return True
        links = self._before.get(edit.undoes or "")
        if links is None:
            return False
        target = self._taken_back if links % 2 else self._applied
        target.append(Step(edit.name, edit.edit_id))
        return True


def read_past(project: Project) -> Past:
    """Return what undo and redo would take, for the person at this device."""
    # Asked before the file: what is written in between is then in both. Not waiting for it
    # matters, because an import elsewhere may hold the file for a while.
    pending = project.saving.pending
    if project.me is None:
        return Past()
    me, session = project.me.id, project.session
    found = project.reader.edits_of(me, session.device, session.via, REMEMBERED)
    known = {each.edit_id for each in found}
    written = [PastEdit(each.edit_id, each.name, each.undoes) for each in found]
    waiting = [
        PastEdit(entry.edit_id, entry.edit.name, entry.undoes)
        for entry in pending
        if entry.person == me and entry.edit_id not in known
    ]
    past = [*written, *waiting]
    ids = {each.edit_id for each in past}
    beyond = [each.undoes for each in past if each.undoes and each.undoes not in ids]
    before = project.reader.chain_lengths(me, session.device, session.via, beyond)
    return Past(past, before)
