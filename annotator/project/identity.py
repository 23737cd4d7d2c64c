"""Who I am: the person at this computer, remembered for each project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.person import Person
from annotator.domain.problem import Problem
from annotator.project.login import login_name
from annotator.project.people import bring_in, find_person, new_person, require_person
from annotator.project.remembering import (
    not_remembered,
    remember_person,
    remembered_person,
    remembering_key,
)
from annotator.storage.bundle_values import BUNDLE_FOR

if TYPE_CHECKING:
    from annotator.project.project import Project


def _remembered_as(project: Project) -> str:
    return remembering_key(project.reader.project_values())


def nobody() -> Problem:
    """Return the Problem of an action that needs to know who I am."""
    return Problem(
        "It is not known who you are in this project.",
        "Nothing was changed.",
        "Say who you are first, in the status line.",
    )


def handed_to(project: Project) -> str | None:
    """Return the id of whom this file was handed out for; None where it is no bundle."""
    return project.reader.project_values().get(BUNDLE_FOR)


def person_at_start(project: Project, wanted: str | None) -> Person | None:
    """Return who I am when a project opens; None when it must be asked.

    That is `wanted` (an id or name; raises Problem when it is nobody's), else who was
    remembered here, else whom the bundle was made for. A person who happens to be the only
    one is not taken for me.
    """
    if wanted is not None:
        return require_person(project, wanted)
    remembered = remembered_person(_remembered_as(project))
    for id in (remembered, project.reader.project_values().get(BUNDLE_FOR)):
        if id is not None:
            found = next((person for person in project.people if person.id == id), None)
            if found is not None:
                return found
    return None


def become(project: Project, person_or_name: Person | str) -> Person:
    """Return the person I am from now on, made when new, and remember it for this project."""
    if isinstance(person_or_name, Person):
        found = next((each for each in project.people if each.id == person_or_name.id), None)
        person = found or person_or_name
    else:
        name = " ".join(person_or_name.split())
        if not name:
            raise Problem("A person needs a name.", "Nothing was changed.", "Type your name.")
        found = find_person(project, name)
        person = found or new_person(project, name)
    if found is None:
        bring_in(project, person)
    try:
        remember_person(_remembered_as(project), person.id)
    except OSError as error:
        # Who I am holds all the same; next time I am asked again.
        project.warnings = (*project.warnings, not_remembered(error))
    return person


def suggested_people(project: Project) -> list[Person]:
    """Return the project's people, those whose name is like the computer account's first."""
    account = (login_name() or "").casefold()

    def unlike(person: Person) -> bool:
        names = [person.id, *person.name.casefold().split()]
        return not (account and any(name in account or account in name for name in names))

    return sorted(project.people, key=lambda person: (unlike(person), person.name, person.id))
