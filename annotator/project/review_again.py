"""Keeping a queue in step: decisions made meanwhile, and cases after everything was read anew."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from annotator.compare.case import Case
from annotator.domain.stream import DECISIONS
from annotator.project import unwritten
from annotator.project.review_gold import DECISION
from annotator.project.review_queue import ReviewQueue
from annotator.project.review_reading import id_of
from annotator.project.reviewing import Target

if TYPE_CHECKING:
    from annotator.project.project import Project

#: Decisions about more documents than this are not taken in one by one: all is read anew.
MOST_DOCUMENTS = 40


def take_decisions(project: Project, queue: ReviewQueue, documents: Collection[str]) -> list[str]:
    """Take in what is decided about these documents by now; return the keys of their cases."""
    if not documents:
        return []
    found = unwritten.records_of_kind(project, DECISIONS, DECISION, documents)
    about: dict[str, dict[str, Any]] = {id: {} for id in documents}
    for key, each in found.items():
        about[each["document"]][key] = each
    return [key for id, decisions in about.items() for key in queue.refresh(id, decisions)]


def same_case(queue: ReviewQueue, before: Target) -> str | None:
    """Return the key of what a case is in another queue; None where nothing is left of it.

    The id of a case changes when somebody's mark joins it: then it is the case of the same kind
    that has most of its marks.
    """
    document, each = before
    if id_of(each) in queue.targets:
        return id_of(each)
    case = each.case
    if case is None:
        return None
    there = next((one for one in queue.review.documents if one.id == document.id), None)
    members = set(case.members)

    def shared(other: Case) -> int:
        return len(members.intersection(other.members))

    alike = [other for other in there.cases if other.kind == case.kind] if there else []
    best = max(alike, key=shared, default=None)
    return best.id if best is not None and shared(best) else None
