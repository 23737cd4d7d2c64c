"""Edits: every change to a project, with its inverse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ADD, SET, DELETE, RESTORE = "add", "set", "delete", "restore"
_INVERSE = {ADD: DELETE, DELETE: RESTORE, RESTORE: DELETE, SET: SET}


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one record of one stream.

    `kind` and `id` name the record: ("span", …), ("relation", …), ("comment", …),
    ("layer", "") and so on, see RECORD_KINDS. `value` holds what is there afterwards (all
    fields for add and restore, the changed ones for set, nothing for delete), `was` what
    was there before (the changed fields for set, all fields for delete).
    A field that is absent from `was` or `value` of a set is None there.
    """

    stream: str
    kind: str
    id: str
    op: str
    value: Mapping[str, Any] = field(default_factory=dict)
    was: Mapping[str, Any] = field(default_factory=dict)

    def inverse(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.stream, self.kind, self.id, _INVERSE[self.op], self.was, self.value)


#: The kinds of record that each stream holds.
RECORD_KINDS: Mapping[str, tuple[str, ...]] = {
    "layer": ("layer", "span", "relation", "comment", "verdict", "unplaced"),
    "schema": ("schema",),
    "guideline": ("guideline", "proposal"),
    "ledger": ("entity",),
    "documents": ("document", "project", "purge"),
    "work": ("person", "assignment", "bundle"),
    "decisions": ("decision", "figures"),
}

#: Kinds with one record a stream that is always there: deleting it empties it, setting it
#: brings it about, so that nobody's deletion can lock it.
SINGLE_KINDS = frozenset(("layer", "schema", "guideline", "project"))

#: A takedown, in the stream "documents", with the field `document` or `person`. It cannot be
#: taken back: what it names is gone wherever it arrives.
PURGE = "purge"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change as the person sees it: a name and what happens to each record.

    `name` reads well after “Undo: ”, for example “mark Reuters as Speaker”.
    """

    name: str
    changes: tuple[Change, ...]

    def inverse(self) -> Edit:
        """Return the edit that takes this one back, its changes in reverse order."""
        return Edit(self.name, tuple(change.inverse() for change in reversed(self.changes)))

    @property
    def streams(self) -> tuple[str, ...]:
        """The streams it touches, each once, in order."""
        return tuple(dict.fromkeys(change.stream for change in self.changes))


def add(stream: str, kind: str, id: str, fields: Mapping[str, Any]) -> Change:
    """Return the change that brings a new record."""
    return Change(stream, kind, id, ADD, value=fields)


def delete(stream: str, kind: str, id: str, fields: Mapping[str, Any]) -> Change:
    """Return the change that deletes a record; `fields` are all it holds now."""
    return Change(stream, kind, id, DELETE, was=fields)


def restore(stream: str, kind: str, id: str, fields: Mapping[str, Any]) -> Change:
    """Return the change that brings a deleted record back with all its fields."""
    return Change(stream, kind, id, RESTORE, value=fields)


def set_fields(stream: str, kind: str, id: str, before: Mapping[str, Any], **fields: Any) -> Change:
    """Return the change of some fields of a record that now holds `before`."""
    was = {name: before.get(name) for name in fields}
    return Change(stream, kind, id, SET, value=fields, was=was)
