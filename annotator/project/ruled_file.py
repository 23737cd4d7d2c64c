"""Spans that a person rules with, read from a JSON file and checked as marks made by hand are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from annotator.domain.attributes.kind import wanted
from annotator.domain.computed.rule import rule_of
from annotator.domain.derived import is_enabled
from annotator.domain.document import Document
from annotator.domain.problem import Problem
from annotator.domain.span import Fragment, Span, quotes_of
from annotator.project.attributes import known_attribute, not_asked
from annotator.project.layer_edit import check_label, checked
from annotator.project.linking import check_names
from annotator.project.naming import spans_name

if TYPE_CHECKING:
    from annotator.project.project import Project

_UNCHANGED = "Nothing was changed."
_EXAMPLE = 'Write a list such as [{"label": "quote", "start": 4, "end": 20}].'


def spans_of_file(
    project: Project, document_id: str, path: Path, place: Fragment
) -> tuple[Span, ...]:
    """Return the spans of a JSON file: a list of label with fragments, or start and end.

    Raises Problem for what is no such list, for what nobody could mark by hand, and for a span
    that does not touch the item, whose `place` is given.
    """
    try:
        given = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _says_no_spans(path, str(error)) from error
    listed = given if isinstance(given, list) else [given]
    if not listed:
        raise Problem(
            f"{path.name} has no spans.", _UNCHANGED, "Rule that nothing is here instead."
        )
    document = project.open_document(document_id).document
    found: list[Span] = []
    for number, each in enumerate(listed, 1):
        if not isinstance(each, dict):
            raise _says_no_spans(path, f"number {number} is no span")
        span = _span(project, document, each, f"{path.name}, span {number}")
        if not any(start < place[1] and place[0] < end for start, end in span.fragments):
            raise Problem(
                f"{path.name}, span {number} does not touch the item, which lies at "
                f"{place[0]:,} to {place[1]:,}.",
                _UNCHANGED,
                "Rule on the item that lies there, or have it marked by an annotator first.",
            )
        if any((span.label, span.fragments) == (one.label, one.fragments) for one in found):
            raise Problem(
                f"{path.name} has {spans_name([span])} twice.",
                _UNCHANGED,
                "Leave one of the two out.",
            )
        found.append(span)
    return tuple(found)


def _says_no_spans(path: Path, why: str) -> Problem:
    return Problem(f"{path.name} says no spans: {why}.", _UNCHANGED, _EXAMPLE)


def _span(project: Project, document: Document, given: dict[str, Any], where: str) -> Span:
    label = given.get("label")
    if not isinstance(label, str):
        raise Problem(f"{where} has no label.", _UNCHANGED, _EXAMPLE)
    fragments = checked(document, _places(given, where))
    check_label(project.schema, label, len(fragments))
    attributes = given.get("attributes")
    if not isinstance(attributes, dict | None):
        raise Problem(
            f"The attributes of {where} are not pairs of a name and a value.",
            _UNCHANGED,
            'Write them like {"quote_type": "direct"}.',
        )
    attributes = {name: each for name, each in (attributes or {}).items() if each is not None}
    _check_attributes(project, label, attributes)
    entity = _entity(project, label, given.get("entity"), where)
    _check_answered(project, label, attributes, where)
    quote = quotes_of(document.text, fragments)
    return Span("", label, fragments, quote, attributes, entity)


def _places(given: dict[str, Any], where: str) -> list[Fragment]:
    places = given.get("fragments")
    if places is None:
        places = [[given.get("start"), given.get("end")]]
    if not isinstance(places, list) or not places or not all(map(_is_place, places)):
        raise Problem(
            f"{where} does not say where it starts and ends, in whole numbers.",
            _UNCHANGED,
            'Write "start": 4, "end": 20, or for several pieces "fragments": [[4, 20], [30, 42]].',
        )
    return [(start, end) for start, end in places]


def _is_place(place: Any) -> bool:
    return isinstance(place, list) and len(place) == 2 and all(type(each) is int for each in place)


def _check_attributes(project: Project, label: str, attributes: dict[str, Any]) -> None:
    for name, value in attributes.items():
        known = known_attribute(project.schema.label(label), name, value)
        if not is_enabled(known, attributes):
            raise not_asked(known)


def _check_answered(project: Project, label: str, attributes: dict[str, Any], where: str) -> None:
    known = project.schema.label(label)
    for each in known.attributes if known else ():
        # What the program computes nobody need say.
        asked = each.required and is_enabled(each, attributes) and rule_of(each) is None
        if asked and attributes.get(each.id) is None:
            raise Problem(
                f"{where} says nothing of “{each.name}”, which must be answered.",
                _UNCHANGED,
                f'Write it among its "attributes" as "{each.id}". It takes {wanted(each)}.',
            )


def _entity(project: Project, label: str, entity: Any, where: str) -> str | None:
    if entity is None:
        return None
    found = project.ledger.entity(entity) if isinstance(entity, str) else None
    if found is None:
        raise Problem(
            f"{where} names an entity that is not in the ledger: {entity}.",
            _UNCHANGED,
            "Give the id of one that is there, or leave it out.",
        )
    check_names(project, label, found.kind)
    return found.id
