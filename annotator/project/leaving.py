"""Taking a person out of the team, and back in: the work stays, what was open is free again.

Whoever left is still known, as their layers and decisions are. Only assignments that they have
not finished do not hold while they are away (`storage/released.py`), so that nothing is deleted
and coming back is exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.edit import Edit, set_fields
from annotator.domain.person import LEFT, Person, person_fields
from annotator.domain.problem import Problem
from annotator.domain.stream import WORK
from annotator.project import unwritten
from annotator.project.people import present_person
from annotator.project.sharing import ASSIGNMENT
from annotator.storage.released import OVER

if TYPE_CHECKING:
    from annotator.project.project import Project

_UNCHANGED = "Nothing was changed."


class OpenWork(NamedTuple):
    """What a person has and has not finished: documents not begun, and begun."""

    not_begun: int
    begun: int


def open_work(project: Project, id: str) -> OpenWork:
    """Return what becomes free when a person leaves; how far they are as it is on disk."""
    there = {each.id for each in project.documents()}
    statuses = project.reader.statuses_of(id)
    records = unwritten.records_of_kind(project, WORK, ASSIGNMENT).values()
    theirs = {each["document"] for each in records if each["person"] == id} & there
    found = [statuses.get(document, "new") for document in theirs]
    begun = sum(status not in (*OVER, "new") for status in found)
    return OpenWork(found.count("new"), begun)


def take_out(project: Project, id: str) -> Person:
    """Take a person out of the team and return them as they were; an edit, see `bring_back`.

    Raises Problem for whoever does it, and when there is no such person.
    """
    project.check_writable()
    person = present_person(project, id)
    if project.me is not None and project.me.id == id:
        raise Problem(
            "You cannot take yourself out of the team.",
            _UNCHANGED,
            "Somebody else who leads can, or say in the status line that you are somebody else.",
        )
    if person.left is None:
        _set_left(project, person, project.session.clock(), f"take {person.name} out of the team")
    return person


def bring_back(project: Project, id: str) -> Person:
    """Bring a person back into the team, with what was open when they left."""
    project.check_writable()
    person = present_person(project, id)
    if person.left is not None:
        _set_left(project, person, None, f"bring {person.name} back into the team")
    return person


def _set_left(project: Project, person: Person, when: str | None, name: str) -> None:
    extra = {key: value for key, value in person.extra.items() if key != LEFT}
    if when is not None:
        extra[LEFT] = when
    fields = person_fields(person)
    change = set_fields(WORK, "person", person.id, fields, extra=extra or None)
    # Ctrl+Z takes back marks, not people; the page and History bring them back.
    project.apply(Edit(name, (change,)), mine=False)
