"""What a review says in which nothing is to be decided: why, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.project.review_queue import ReviewQueue

if TYPE_CHECKING:
    from annotator.project.project import Project

_OVER = ("done", "skipped")
LOOK_AGAIN = ""


class Empty(NamedTuple):
    """A title, what to do next, the words on the button, and the action (id) that it begins.

    LOOK_AGAIN is in place of an action: the cases are read anew.
    """

    title: str
    words: str
    button: str
    action: str


def nothing_yet() -> Empty:
    """Return what is said before anything was read."""
    words = "What two people did differently in one article stands here."
    return Empty("Nothing to review yet", words, "Look again", LOOK_AGAIN)


def why_empty(project: Project, queue: ReviewQueue) -> Empty:
    """Return what is said of a queue without a case that waits."""
    standing = queue.standing()
    agreed = standing.agreed
    if standing.all and standing.settled == standing.all:
        return Empty(
            "Everything is decided",
            "All people did the same, and that is gold. Ctrl+E exports it: choose Gold there.",
            "Export",
            "file.export",
        )
    if agreed:
        plural = "s" * (agreed != 1)
        return Empty(
            "Everybody did the same",
            f"In {agreed:,} place{plural} all people agree, and nothing differs. U decides that by "
            "rule, and makes it gold.",
            "Decide by rule",
            "review.unanimous",
        )
    if not project.documents():
        return Empty(
            "Nothing to review yet",
            "There are no articles. Import some (Ctrl+I), then hand each to two people on the "
            "page Team (Ctrl+6).",
            "Import articles",
            "document.import",
        )
    return _of_people(project, queue)


def _of_people(project: Project, queue: ReviewQueue) -> Empty:
    counts = project.reader.layers_of_people()
    began = sorted({person for person, status, _number in counts if status != "new"})
    names = {person.id: person.name for person in project.people}
    if any(len(document.people) > 1 for document in queue.review.documents):
        return Empty(
            "Nothing differs",
            "Nobody marked anything in the articles that two people have finished, so there is "
            "nothing to decide. U makes that gold: a layer without marks. More comes when others "
            "finish theirs.",
            "Look again",
            LOOK_AGAIN,
        )
    if not began:
        return Empty(
            "Nobody has begun yet",
            "A review compares what two people did in the same article. Hand the articles out on "
            "the page Team (Ctrl+6), or merge the work that they sent back.",
            "Go to Team",
            "page.team",
        )
    if len(began) == 1:
        return Empty(
            f"Only {names.get(began[0], began[0])} has annotated",
            "A review compares what two people did in the same article. Hand articles to "
            "somebody else as well on the page Team (Ctrl+6), or merge what they sent back.",
            "Go to Team",
            "page.team",
        )
    if not any(status in _OVER for _person, status, _number in counts):
        return Empty(
            "Nobody has finished an article",
            f"{len(began)} people have begun. What they did differently stands here as soon as "
            "two of them have marked or finished the same article; Ctrl+Enter finishes one.",
            "Look again",
            LOOK_AGAIN,
        )
    return Empty(
        "No article was done by two people",
        "Each was worked on by one person so far. On the page Team (Ctrl+6) articles can be "
        "assigned to several people: set how many are to get each.",
        "Go to Team",
        "page.team",
    )
