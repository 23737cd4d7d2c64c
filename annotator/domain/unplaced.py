"""Unplaced marks: what an import could not give a place, kept until a person does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from annotator.domain.span import Fragment

#: What an unplaced mark was to be.
SPAN, RELATION = "span", "relation"


class Unplaced(NamedTuple):
    """A span or relation of a file that could not be brought in as it was.

    `because` is a short fixed word (not-placed, no-label, unknown-label, relation-loose,
    unknown-relation, not-carried), `reason` the same as a sentence. `quote` is what it was to say,
    `said` where it was said to be, in code points as far as that could be told; it may lie beyond
    the text. `fields` are the other fields of its record, for a relation `from` and `to` too.
    `file` is where it comes from.
    """

    id: str
    what: str
    label: str
    because: str
    quote: tuple[str, ...] = ()
    said: tuple[Fragment, ...] = ()
    reason: str = ""
    file: str = ""
    fields: Mapping[str, Any] = {}

    @property
    def is_relation(self) -> bool:
        """Whether it was to link two spans."""
        return self.what == RELATION


class WaitingMark(NamedTuple):
    """An unplaced mark with the layer that it is kept in; `document` is an id."""

    document: str
    key: str
    title: str
    kind: str
    person: str | None
    mark: Unplaced


def unplaced_fields(mark: Unplaced) -> dict[str, Any]:
    """Return an unplaced mark as a record without its id; fields at their default left out."""
    fields: dict[str, Any] = {"what": mark.what, "because": mark.because}
    texts = {"label": mark.label, "reason": mark.reason, "file": mark.file}
    fields |= {name: value for name, value in texts.items() if value}
    if mark.quote:
        fields["quote"] = list(mark.quote)
    if mark.said:
        fields["said"] = [list(fragment) for fragment in mark.said]
    if mark.fields:
        fields["fields"] = dict(mark.fields)
    return fields


def unplaced_from_fields(id: str, fields: Mapping[str, Any]) -> Unplaced:
    """Return the unplaced mark that a record describes."""
    return Unplaced(
        id,
        fields["what"],
        fields.get("label") or "",
        fields["because"],
        tuple(fields.get("quote") or ()),
        tuple((start, end) for start, end in fields.get("said") or ()),
        fields.get("reason") or "",
        fields.get("file") or "",
        fields.get("fields") or {},
    )
