"""Decisions for tests, as plain as they can be, and cases to make them on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.compare.case import Case, cases_of
from annotator.domain.annotation import Relation
from annotator.domain.span import Span, span_fields

TEXT = "“We will win,” the minister said in Kyiv."


def about(id: str, *people: str) -> dict[str, Any]:
    """Return the item of the first marks of these people."""
    return {"id": id, "kind": "span", "members": [[person, f"{person}-1"] for person in people]}


def ruling(
    created: str, item: Mapping[str, Any], gold: str = "g", *spans: Span, **more: Any
) -> dict[str, Any]:
    """Return a ruling whose gold is these spans, else one that says nothing but its id."""
    made = [{"id": f"{gold}{number}", **span_fields(each)} for number, each in enumerate(spans)]
    made = made or [{"id": gold, "label": "quote", "fragments": [[0, 5]], "quote": [""]}]
    ids = [each["id"] for each in made]
    fields = {"action": "accept", "created": created, "item": dict(item), "document": "D"}
    return {**fields, "spans": made, "gold": ids, **more}


def remark(created: str, item: Mapping[str, Any], action: str = "object") -> dict[str, Any]:
    """Return a remark on an item."""
    return {"action": action, "created": created, "item": dict(item), "document": "D"}


def cases(
    layers: Mapping[str, list[Span]], relations: Mapping[str, list[Relation]] | None = None
) -> list[Case]:
    """Return the cases that layers make, in order."""
    return cases_of("D", TEXT, layers, relations)


def item_of(case: Case) -> dict[str, Any]:
    """Return what a decision keeps of a case."""
    return {
        "id": case.id,
        "kind": case.kind,
        "fingerprint": case.fingerprint,
        "members": [list(member) for member in case.members],
        "extents": [[list(each) for each in choice.spans[0].fragments] for choice in case.choices
                    if choice.spans],
        "readings": [
            {"people": list(choice.people), "spans": [span_fields(span) for span in choice.spans]}
            for choice in case.choices
        ],
    }  # fmt: skip
