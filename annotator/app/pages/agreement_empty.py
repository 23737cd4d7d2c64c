"""What the page of agreement says where nobody can be compared: what is missing, and what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.app.pages.review_empty import Empty
from annotator.project.identity import handed_to

if TYPE_CHECKING:
    from annotator.project.project import Project

_NEEDED = "Agreement compares what two people did in the same article."
_TO_TEAM = ("Go to Team", "page.team")


def why_nothing(project: Project) -> Empty:
    """Return what is said, and the action that brings what is missing first."""
    if not project.documents():
        return Empty(
            "Nothing to compare yet",
            f"There are no articles. Import some (Ctrl+I). {_NEEDED}",
            "Import articles",
            "document.import",
        )
    if handed_to(project) is not None:
        return Empty(
            "Your lead counts agreement",
            "This is the part that was handed out to you. How far people agree is counted where "
            "everybody's work comes together; send yours back on the page Team (Ctrl+6). When "
            "feedback comes and you have merged it, this page shows how far your marks are gold.",
            "Go on annotating",
            "page.annotate",
        )
    counts = project.reader.layers_of_people()
    began = sorted({person for person, status, _number in counts if status != "new"})
    if len(_people(project) | set(began)) < 2:
        return Empty(
            "Two people are needed",
            f"{_NEEDED} Add people on the page Team (Ctrl+6) and hand the articles out, or merge "
            "what somebody else has annotated there.",
            *_TO_TEAM,
        )
    if not began:
        return Empty(
            "Nobody has begun yet",
            f"{_NEEDED} Hand the articles out on the page Team (Ctrl+6), or merge there what "
            "people sent back.",
            *_TO_TEAM,
        )
    if len(began) == 1:
        names = {person.id: person.name for person in project.people}
        return Empty(
            f"Only {names.get(began[0], began[0])} has begun",
            f"{_NEEDED} The page Team (Ctrl+6) shows how far the others are and who has a bundle; "
            "merge what came back there.",
            *_TO_TEAM,
        )
    return Empty(
        "No article was done by two people",
        f"{len(began)} people have begun, each in other articles, or nothing is marked or "
        "finished yet where they met. On the page Team (Ctrl+6) an article can be assigned to "
        "several people.",
        *_TO_TEAM,
    )


def _people(project: Project) -> set[str]:
    """Return who works here, by id."""
    return {person.id for person in project.people if person.left is None}
