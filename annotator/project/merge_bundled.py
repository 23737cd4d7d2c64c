"""What somebody decided in a bundle of theirs: it comes as objections, and gold stays.

A bundle has one person's marks, so nothing can be decided in it; earlier versions let it happen.
The rows of such decisions, and of the gold that followed there, are set aside: never taken into
the journal of a project. What was ruled differently comes instead as that person's objection, under
an id of its own, so that merging again finds it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotator.compare.thread import IMPORTED, RULINGS
from annotator.domain.decision import OBJECT, OBJECTS_TO
from annotator.domain.edit import Edit, add
from annotator.domain.fold import fold
from annotator.domain.journal import MERGE, JournalRow
from annotator.domain.stream import DECISIONS, parse_layer_stream
from annotator.project.review_gold import GOLD
from annotator.project.session import Session
from annotator.storage.bundle_values import (
    BUNDLE,
    BUNDLE_FOR,
    BUNDLE_FROM,
    DEVICE_ENDING,
    Chain,
    Connection,
    writing_device,
)
from annotator.storage.incoming import Incoming
from annotator.storage.journal import Entry, append
from annotator.storage.reading import fields_of
from annotator.storage.tombstones import is_buried
from annotator.team.fork import original_device

#: What says that another decision is wrong, by objecting or by deciding otherwise.
_OBJECTING = (RULINGS - {IMPORTED}) | {OBJECT}
_DECIDED = "Decided otherwise in the bundle."
Objections = dict[str, dict[str, Any]]


class Bundled:
    """The chains of a file that were written in a bundle, and what of them is set aside."""

    def __init__(self, incoming: Incoming) -> None:
        self._incoming = incoming
        values = incoming.values
        self._from = values.get(BUNDLE_FROM) if BUNDLE in values else None
        self._ending = values.get(DEVICE_ENDING) if BUNDLE_FOR in values else None
        self._rows: list[JournalRow] = []

    @property
    def person(self) -> str | None:
        """The id of whose bundle it is."""
        return self._from or self._incoming.values.get(BUNDLE_FOR)

    def sets_aside(self, chain: Chain, known: int) -> bool:
        """Return whether a chain's rows after those that are `known` decide, and keep them."""
        if not self._is_own(chain):
            return False
        rows = list(self._incoming.rows(chain, known))
        if chain[0] == DECISIONS and only_objects(rows):
            return False
        self._rows += rows if chain[0] == DECISIONS else ()
        return True

    def _is_own(self, chain: Chain) -> bool:
        stream, device = chain
        if self._from is not None:
            return stream == DECISIONS
        if not self.wrote(device):
            return False
        layer = parse_layer_stream(stream)
        return stream == DECISIONS or (layer is not None and layer.kind == GOLD)

    def wrote(self, device: str) -> bool:
        """Return whether a device wrote in this very bundle."""
        return self._ending is not None and original_device(device).endswith(f"-{self._ending}")

    def objections(self) -> Objections:
        """Return what was set aside as objections, by id."""
        return {
            f"{id}-objection": _objection(fields, self.person)
            for id, fields in self._decisions().items()
            if fields.get("action") in _OBJECTING
        }

    def imported(self) -> int:
        """Return how many marks of gold an import brought into the bundle: they are left out."""
        return sum(each.get("action") == IMPORTED for each in self._decisions().values())

    def _decisions(self) -> Objections:
        return {
            id: {name: each for name, each in record.fields.items() if each is not None}
            for (kind, id), record in fold(self._rows).get(DECISIONS, {}).items()
            if kind == "decision" and record.live
        }


def only_objects(rows: Iterable[JournalRow]) -> bool:
    """Return whether rows of decisions do nothing but object, or take an objection back."""
    known: set[str] = set()
    for row in rows:
        changes: Sequence[Any] = (row.payload or {}).get("changes", ())
        if row.payload is None or "withheld" in row.payload:
            return False
        for _op, kind, id, value, was in changes:
            if {**was, **value}.get("action") == OBJECT:
                known.add(id)
            if kind != "decision" or id not in known:
                return False
    return True


def _objection(fields: Mapping[str, Any], person: str | None) -> dict[str, Any]:
    kept = ("document", "item", "created", "guideline_version", "own_layer", OBJECTS_TO)
    made = {name: fields[name] for name in kept if name in fields}
    reason = str(fields.get("reason") or "").strip()
    return {**made, "action": OBJECT, "person": person, "reason": reason or _DECIDED}


def new_objections(connection: Connection, objections: Objections) -> Objections:
    """Return those that are not there yet, and were not taken back."""
    return {
        id: fields
        for id, fields in sorted(objections.items())
        if fields_of(connection, DECISIONS, "decision", id) is None
        and not is_buried(connection, (DECISIONS, "decision", id))
    }


def write_objections(
    connection: Connection, person: str | None, objections: Objections, session: Session
) -> None:
    """Write objections as an edit of their person's; for the transaction of a merge."""
    changes = tuple(add(DECISIONS, "decision", id, each) for id, each in objections.items())
    device = writing_device(connection, session.device)
    edit = Edit("object to decisions", changes)
    append(connection, Entry(session.new_id(), edit, person, MERGE, device, session.clock()))
