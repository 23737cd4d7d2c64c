"""What is asked for by words and files, as rulings on an item."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from annotator.compare.adjudication import DEFER, EDITED, Judged
from annotator.compare.case import RELATION_CASE, Case
from annotator.domain.decision import OBJECT
from annotator.domain.problem import Problem
from annotator.domain.span import Span, quotes_of
from annotator.project.decision_record import Ruling
from annotator.project.layer_edit import check_label, checked
from annotator.project.review_reading import Review, ReviewedDocument

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
    """Return the ruling of `accept` (people), `nothing`, `edit` (a file) or `defer`.

    Raises Problem for a person without a reading here and a file that says no spans.
    """
    if how.get("nothing"):
        return Ruling.none()
    if how.get("defer"):
        return Ruling(DEFER)
    case = _present(each)
    if how.get("accept"):
        numbers = [_choice_of(review, case, person) for person in how["accept"]]
        return Ruling.accept(*(case.choices[n] for n in dict.fromkeys(numbers)))
    if case.kind == RELATION_CASE:
        raise Problem(
            "A relation cannot be edited here.",
            _UNCHANGED,
            "Accept a reading, or say that nothing is here.",
        )
    return Ruling(EDITED, (), spans_of_file(project, document.id, how["edit"]))


def objection_to(each: Judged) -> Ruling:
    """Return an objection; raises Problem when there is no decision to object to."""
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


def spans_of_file(project: Project, document_id: str, path: Path) -> tuple[Span, ...]:
    """Return the spans of a JSON file: a list of label with fragments, or start and end."""
    try:
        given = orjson.loads(path.read_bytes())
        wanted = [
            (str(each["label"]), each.get("fragments") or [[each["start"], each["end"]]], each)
            for each in (given if isinstance(given, list) else [given])
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem(
            f"{path.name} says no spans: {error}.",
            _UNCHANGED,
            'Write a list such as [{"label": "quote", "start": 4, "end": 20}].',
        ) from error
    document = project.open_document(document_id).document
    found = []
    for label, places, each in wanted:
        fragments = checked(document, places)
        check_label(project.schema, label, len(fragments))
        quote = quotes_of(document.text, fragments)
        said, entity = each.get("attributes") or {}, each.get("entity")
        found.append(Span("", label, fragments, quote, said, entity))
    return tuple(found)
