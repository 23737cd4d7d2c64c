"""Ruling on many cases in a process of its own, so that the window never waits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotator.compare.adjudication import Judged
from annotator.domain.problem import Problem
from annotator.project.decision_record import Ruling
from annotator.project.job import Job
from annotator.project.progress import Progress
from annotator.project.review_reading import id_of, read_review
from annotator.project.reviewing import Target, decide, rule
from annotator.project.work_beside import start_beside

if TYPE_CHECKING:
    from annotator.project.project import Project

#: More rulings than this take too long for the window itself.
MANY = 20


class _Wanted(NamedTuple):
    """A ruling on the case of that key, as it was seen: a decision is about nothing else."""

    document: str
    key: str
    fingerprint: str | None
    ruled: frozenset[str]
    ruling: Ruling


def start_ruling(
    project: Project, rulings: Sequence[tuple[Target, Ruling]], reason: str
) -> Job[int]:
    """Begin to make these rulings as one edit; the result is how many there are.

    Undo takes it for an edit of the window. It ends with a Problem, and nothing is ruled, when a
    case is another one by now. Raises Problem when what was done before is not on disk.
    """
    wanted = tuple(
        _Wanted(
            document.id,
            id_of(each),
            fingerprint_of(each),
            ruled(each),
            ruling,
        )
        for (document, each), ruling in rulings
    )
    return start_beside(project, "The ruling", _decide, wanted, reason)


def fingerprint_of(each: Judged) -> str | None:
    """Return what tells whether a case is another one by now; None of what is no case any more."""
    return None if each.case is None else each.case.fingerprint


def ruled(each: Judged) -> frozenset[str]:
    """Return the ids of the rulings that there are on a case."""
    return frozenset(id for id, _fields in each.thread.rulings)


def check_not_overtaken(project: Project, known: Collection[str], each: Judged) -> None:
    """Raise Problem where others have ruled on a case since only these rulings (ids) were there."""
    me = project.me.id if project.me else None
    if any(id not in known and says.get("person") != me for id, says in each.thread.rulings):
        raise Problem(
            "Somebody else has ruled on it meanwhile.",
            "Their ruling stands, and nothing was ruled.",
            "Look at it, and rule again if you see it otherwise.",
        )


def start_rule(project: Project, which: str, reason: str) -> Job[int]:
    """Begin to decide by a rule (see `reviewing.rule`); the result is how many cases it decided.

    Raises Problem when what was done before is not on disk.
    """
    return start_beside(project, "The rule", _rule, which, reason)


def _decide(progress: Progress, project: Project, wanted: Sequence[_Wanted], reason: str) -> int:
    review = read_review(progress, project.path, {each.document for each in wanted})
    there = {(document.id, id_of(each)): (document, each) for document, each in review.judged()}
    rulings = []
    for each in wanted:
        target = there.get((each.document, each.key))
        if target is None or fingerprint_of(target[1]) != each.fingerprint:
            raise Problem(
                "Some of these cases have changed since they were shown.",
                "Nothing was ruled.",
                "Look at them again once the page has read them anew.",
            )
        check_not_overtaken(project, each.ruled, target[1])
        rulings.append((target, each.ruling))
    return len(decide(project, rulings, reason))


def _rule(progress: Progress, project: Project, which: str, reason: str) -> int:
    documents = read_review(progress, project.path).documents
    return len(rule(project, documents, which, reason))
