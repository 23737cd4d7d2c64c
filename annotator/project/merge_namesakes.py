"""People who got one id in two copies of a project, each made without knowing of the other.

An id is made from a name, so José of one copy and Jose of another are both `jose`. Two people's
marks would be one layer after a merge, and could not be told apart again: so it is refused where
they are called differently. Where both have the same name they are taken for one, and that is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize

from annotator.domain.edit import ADD
from annotator.domain.journal import JournalRow
from annotator.domain.problem import Problem
from annotator.domain.stream import WORK
from annotator.storage.bundle_values import Connection
from annotator.storage.incoming import UNTOUCHED, Incoming
from annotator.storage.reading import people


def namesakes(
    own: Connection, incoming: Incoming, known: Iterable[JournalRow], come: Iterable[JournalRow]
) -> list[str]:
    """Return the names of people made here and, on their own, in a file whose rows `come`.

    `known` are the rows about people that were here. Raises Problem where two of one id are not
    called the same.
    """
    made, here = _made(come), _made(known)
    doubtful = {id for id, edits in made.items() if id in here and edits - here[id]}
    if not doubtful:
        return []
    ours = {each.id: each.name for each in people(own)}
    theirs = {each.id: each.name for each in people(incoming.connection)}
    found = []
    for id in sorted(doubtful & ours.keys() & theirs.keys()):
        if _plain(ours[id]) != _plain(theirs[id]):
            raise _two_people(incoming, id, ours[id], theirs[id])
        found.append(ours[id])
    return found


def _made(rows: Iterable[JournalRow]) -> dict[str, set[str]]:
    """Return person (id) → the edits (ids) that made them."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for op, kind, id, _value, _was in (row.payload or {}).get("changes", ()):
            if row.stream == WORK and op == ADD and kind == "person":
                found.setdefault(id, set()).add(row.edit_id)
    return found


def _plain(name: str) -> str:
    return normalize("NFC", " ".join(name.split())).casefold()


def _two_people(incoming: Incoming, id: str, ours: str, theirs: str) -> Problem:
    file = incoming.path.name
    return Problem(
        f"{theirs} of {file} and {ours} of this project were made on their own and have the same "
        f"id, {id}: merged, the marks of both would be one person’s.",
        UNTOUCHED,
        f"If they are two, {apart(id, theirs, file)} If they are one person, give both the same "
        "name on the page of the team (Ctrl+6), and merge again.",
    )


def apart(id: str, name: str, file: str) -> str:
    """Return how to bring the work of somebody in a file in as another person’s."""
    return (
        f"bring the work of {name} in {file} in as somebody else’s instead of merging: export the "
        f"layers of {id} alone from {file}, and import that into this project with another name "
        f"given for {id} where the import asks who the people of a file are."
    )
