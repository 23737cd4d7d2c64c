"""What stands beside spans in a layer: relations between them and comments on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed link from one span to another of the same layer; both given by span id."""

    id: str
    label: str
    from_span: str
    to_span: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    origin: str = "hand"
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a span (or, with `span` None, on the document) that can be answered.

    One without text was deleted, and stays because others have answered it.
    """

    id: str
    span: str | None
    person: str | None
    text: str
    created: str | None = None
    reply_to: str | None = None
    resolved: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


def relation_fields(relation: Relation) -> dict[str, Any]:
    """Return a relation as a record without its id; empty fields are left out."""
    fields: dict[str, Any] = {
        "label": relation.label,
        "from": relation.from_span,
        "to": relation.to_span,
    }
    if relation.attributes:
        fields["attributes"] = dict(relation.attributes)
    if relation.origin != "hand":
        fields["origin"] = relation.origin
    if relation.extra:
        fields["extra"] = dict(relation.extra)
    return fields


def relation_from_fields(id: str, fields: Mapping[str, Any]) -> Relation:
    """Return the relation a record describes."""
    return Relation(
        id,
        fields["label"],
        fields["from"],
        fields["to"],
        fields.get("attributes", {}),
        fields.get("origin", "hand"),
        fields.get("extra", {}),
    )


def comment_fields(comment: Comment) -> dict[str, Any]:
    """Return a comment as a record without its id; empty fields are left out."""
    fields: dict[str, Any] = {"text": comment.text}
    for name in ("span", "person", "created", "reply_to"):
        if getattr(comment, name) is not None:
            fields[name] = getattr(comment, name)
    if comment.resolved:
        fields["resolved"] = True
    if comment.extra:
        fields["extra"] = dict(comment.extra)
    return fields


def comment_from_fields(id: str, fields: Mapping[str, Any]) -> Comment:
    """Return the comment a record describes."""
    return Comment(
        id,
        fields.get("span"),
        fields.get("person"),
        fields["text"],
        fields.get("created"),
        fields.get("reply_to"),
        fields.get("resolved", False),
        fields.get("extra", {}),
    )
