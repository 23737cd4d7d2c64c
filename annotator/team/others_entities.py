"""Which entities of the ledger may go into a bundle: not those that others found meanwhile.

An entity that another annotator makes says what stands in the article that both work on. It goes
along only where something else that goes along names it, or it would name nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from annotator.domain.edit import ADD
from annotator.domain.journal import COMMAND, JournalRow
from annotator.team.fork import original_device


@dataclass(frozen=True, slots=True)
class Others:
    """The other annotators (`people`, ids), and the ids of the `bundles` that were theirs.

    What they did by command is an import, and everybody's where it is among these `imports` (ids
    of edits); what was done in a bundle of theirs is theirs, whoever it names as its author.
    """

    people: frozenset[str] = frozenset()
    bundles: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()

    def did(self, row: JournalRow) -> bool:
        """Return whether a row is the others' own work, which tells what they found."""
        if row.payload is None:
            return False
        device = original_device(row.device)
        if any(device.endswith(f"-{id}") for id in self.bundles):
            return True
        return row.payload["person"] in self.people and not (
            row.payload["via"] == COMMAND and row.edit_id in self.imports
        )


def shown_entities(
    ledger: Iterable[JournalRow],
    others: Others,
    person: str,
    carried: Iterable[JournalRow],
) -> frozenset[str]:
    """Return the entities (ids) that go along whoever made them.

    They are those that the `carried` rows of other streams name or `person` changed, and what
    they, or entities that go along anyhow, were merged into.
    """
    shown = {id for row in carried for id in _named(row.payload)}
    made: set[str] = set()
    merged: list[tuple[str, str, bool]] = []
    for row in ledger:
        foreign = others.did(row)
        for op, _kind, id, value, _was in row.payload["changes"] if row.payload else ():
            if foreign and op == ADD:
                made.add(id)
            if row.payload is not None and row.payload["person"] == person:
                shown.add(id)
            if value.get("merged_into") is not None:
                merged.append((id, value["merged_into"], foreign))
    more = True
    while more:
        found = {into for id, into, foreign in merged if id in shown or not (foreign or id in made)}
        more = not found <= shown
        shown |= found
    return frozenset(shown)


def _named(value: Any) -> Iterator[str]:
    """Yield the ids that stand under “entity” anywhere in a payload."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "entity" and isinstance(inner, str):
                yield inner
            else:
                yield from _named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)
