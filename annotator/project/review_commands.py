"""What is asked for by words and files, as rulings on an item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotator.compare.adjudication import ACCEPT, DEFER, EDITED, NONE, SEND_BACK, Judged
from annotator.compare.case import RELATION_CASE, Case
from annotator.domain.decision import OBJECT
from annotator.domain.problem import Problem
from annotator.project.decision_record import Ruling
from annotator.project.review_grouping import Group
from annotator.project.review_queue import PATTERN, ReviewQueue
from annotator.project.review_reading import Review, ReviewedDocument
from annotator.project.reviewing import Target
from annotator.project.ruled_file import spans_of_file

if TYPE_CHECKING:
    from annotator.project.project import Project

_UNCHANGED = "Nothing was changed."


def ruling_of(
    project: Project,
    review: Review,
    document: ReviewedDocument,
    each: Judged,
    how: Mapping[str, Any],
) -> Ruling:
    """Return the ruling of `accept` (people), `everything`, `nothing`, `edit` (a file), `defer` or
    `send_back`.

    Raises Problem for a person without a reading here and a file that says no spans.
    """
    if how.get("nothing"):
        return Ruling.none()
    if how.get("defer") or how.get("send_back"):
        return Ruling(DEFER if how.get("defer") else SEND_BACK)
    case = _present(each)
    if how.get("everything"):
        return _keep_all(case)
    if how.get("accept"):
        numbers = [_choice_of(review, case, person) for person in how["accept"]]
        return Ruling.accept(*(case.choices[n] for n in dict.fromkeys(numbers)))
    if case.kind == RELATION_CASE:
        raise Problem(
            "A relation cannot be edited here.",
            _UNCHANGED,
            "Accept a reading, or say that nothing is here.",
        )
    spans = spans_of_file(project, document.id, how["edit"], (case.start, case.end))
    return Ruling(EDITED, (), spans)


def rulings_of_pattern(
    review: Review, target: Target, ruling: Ruling
) -> list[tuple[Target, Ruling]]:
    """Return the same ruling for every waiting item of an item's pattern, that item among them.

    Raises Problem for a ruling that says nothing about others.
    """
    case = _present(target[1])
    if ruling.action not in (ACCEPT, NONE):
        raise Problem(
            "Only a reading, or that nothing is here, can be ruled for a whole pattern.",
            _UNCHANGED,
            "Rule on this item alone, or accept a reading.",
        )
    queue = ReviewQueue(review)
    grouping = queue.grouping(PATTERN)
    # What all did alike, and what is settled, is in no group.
    alone = Group("", "", "", (case.id,))
    number = grouping.group_of.get(case.id)
    group = alone if number is None else grouping.groups[number]
    return queue.same(case.id, group, [case.choices.index(each) for each in ruling.choices])


def _keep_all(case: Case) -> Ruling:
    if case.kind == RELATION_CASE:
        raise Problem(
            "There are no marks to keep side by side here.", _UNCHANGED, "Take one reading."
        )
    return Ruling.accept(*(choice for choice in case.choices if choice.spans))


def objection_to(each: Judged, because: str | None = None) -> Ruling:
    """Return an objection; raises Problem without a decision to object to, or for empty words."""
    if because is not None and not because.strip():
        raise Problem(
            "An objection needs words: they are what the lead goes by.",
            _UNCHANGED,
            "Say why the decision is wrong.",
        )
    if each.thread.ruling is None:
        raise Problem(
            "There is no decision here to object to.",
            _UNCHANGED,
            "Nothing was decided here yet, or the decision was taken back.",
        )
    return Ruling(OBJECT)


def _present(each: Judged) -> Case:
    if each.case is None:
        raise Problem(
            "The marks of this item are gone, so it has no readings.",
            "Its decision and its gold stay.",
            "Rule that there is nothing here, or leave it.",
        )
    return each.case


def _choice_of(review: Review, case: Case, name: str) -> int:
    for number, choice in enumerate(case.choices):
        for person in choice.people:
            if name in (person, review.names.get(person)):
                return number
    known = ", ".join(person for choice in case.choices for person in choice.people)
    raise Problem(f"{name} has no reading of this item.", _UNCHANGED, f"Those who do are {known}.")
