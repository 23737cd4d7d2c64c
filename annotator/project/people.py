"""The people of a project: adding one, their names and roles."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.edit import Edit, add, set_fields
from annotator.domain.person import Person, person_fields, person_id
from annotator.domain.problem import Problem
from annotator.domain.stream import WORK

if TYPE_CHECKING:
    from annotator.project.project import Project

#: A working habit, not a lock: both may do everything.
ANNOTATOR, LEAD = "annotator", "lead"
_UNCHANGED = "Nothing was changed."


def find_person(project: Project, wanted: str) -> Person | None:
    """Return the person of that id or, in any case, name; None when there is none."""
    for person in project.people:
        if person.id == wanted:
            return person
    return named_so(project.people, wanted)


def named_so(people: Iterable[Person], wanted: str) -> Person | None:
    """Return the first of these people who has a name, in any case; None when nobody has."""
    name = wanted.strip().casefold()
    return next((person for person in people if person.name.casefold() == name), None)


def require_person(project: Project, wanted: str, safe: str = _UNCHANGED) -> Person:
    """Return the person of that id or name; raises Problem, with what is `safe`, for nobody's."""
    found = find_person(project, wanted)
    if found is None:
        names = ", ".join(each.name for each in project.people) or "nobody yet"
        raise Problem(
            f"There is nobody called {wanted} in this project.", safe, f"People in it: {names}."
        )
    return found


def check_in_team(person: Person, safe: str = _UNCHANGED) -> None:
    """Raise Problem, with what is `safe`, where somebody has left the team."""
    if person.left is not None:
        raise Problem(
            f"{person.name} left the team on {person.left[:10]}.",
            safe,
            f"Bring {person.name} back on the page of the team (Ctrl+6), or name somebody else.",
        )


def new_person(project: Project, name: str, taken: Collection[str] = ()) -> Person:
    """Return an annotator of that name, with an id that nobody has or had; `taken` are more ids."""
    avoided = {*taken, *(each.id for each in project.people)}
    candidate = person_id(name, avoided)
    while project.was_deleted(WORK, "person", candidate):
        avoided.add(candidate)
        candidate = person_id(name, avoided)
    return Person(candidate, name)


def bring_in(project: Project, person: Person) -> None:
    """Add a person that was made; nobody's edit, as Ctrl+Z takes back work, not people."""
    change = add(WORK, "person", person.id, person_fields(person))
    project.apply(Edit(f"add {person.name}", (change,)), mine=False)


def add_person(project: Project, name: str) -> Person:
    """Add somebody; raises Problem where the name is empty or taken."""
    project.check_writable()
    person = new_person(project, _free_name(project, name))
    bring_in(project, person)
    return person


def add_lead(project: Project, name: str) -> Person:
    """Add somebody as a lead; raises Problem where the name is empty or taken."""
    project.check_writable()
    person = replace(new_person(project, _free_name(project, name)), role=LEAD)
    bring_in(project, person)
    return person


def rename_person(project: Project, id: str, name: str) -> None:
    """Give a person another name; the id, and with it all work, stays. Raises Problem."""
    project.check_writable()
    before = present_person(project, id)
    if " ".join(name.split()) == before.name:
        return
    words = _free_name(project, name, but=id)
    change = set_fields(WORK, "person", id, person_fields(before), name=words)
    project.apply(Edit(f"rename {before.name} to {words}", (change,)), mine=False)


def set_role(project: Project, id: str, role: str) -> None:
    """Make a person a lead or an annotator. Raises Problem when there is no such person."""
    project.check_writable()
    before = present_person(project, id)
    if before.role == role:
        return
    article = "an" if role == ANNOTATOR else "a"
    change = set_fields(WORK, "person", id, person_fields(before), role=role)
    project.apply(Edit(f"make {before.name} {article} {role}", (change,)), mine=False)


def present_person(project: Project, id: str) -> Person:
    """Return a person by id; raises Problem when there is no such person any more."""
    found = next((each for each in project.people if each.id == id), None)
    if found is None:
        raise Problem(
            "This person is no longer in the project.", _UNCHANGED, "Look at the list again."
        )
    return found


def _free_name(project: Project, name: str, but: str | None = None) -> str:
    words = " ".join(name.split())
    if not words:
        raise Problem("A person needs a name.", _UNCHANGED, "Type the name.")
    namesake = find_person(project, words)
    if namesake is not None and namesake.id != but:
        raise Problem(
            f"{namesake.name} is in the project already.", _UNCHANGED, "Type another name."
        )
    return words
