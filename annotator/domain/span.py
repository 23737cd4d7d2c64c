"""Spans: labelled stretches of a document's text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

#: Code points, half open: (start, end).
Fragment = tuple[int, int]

#: Fields of a span that are left out of a record while they have this value.
SPAN_DEFAULTS: Mapping[str, Any] = {
    "attributes": {},
    "entity": None,
    "uncertain": False,
    "note": "",
    "origin": "hand",
    "score": None,
    "because": None,
    "created": None,
    "updated": None,
    "extra": {},
}

#: What the optional fields of a span have to be.
SPAN_TYPES: Mapping[str, tuple[type, ...]] = {
    "attributes": (dict,),
    "entity": (str,),
    "uncertain": (bool,),
    "note": (str,),
    "origin": (str,),
    "score": (int, float),
    "because": (str,),
    "created": (str,),
    "updated": (str,),
}

_DEFAULTS = tuple(SPAN_DEFAULTS.values())
#: Shared, because nobody writes to it.
_NOTHING: Mapping[str, Any] = {}


class Span(NamedTuple):
    """One or more fragments of text with a label and attributes.

    `fragments` are code points, half open, sorted, not touching or overlapping; `quote`
    is the text of each fragment as it stands in the document. `origin` says how the span
    came to be: hand, suggestion:NAME, import, rule or successor. `created` and `updated`
    are ISO 8601 in UTC.
    """

    id: str
    label: str
    fragments: tuple[Fragment, ...]
    quote: tuple[str, ...]
    attributes: Mapping[str, Any] = _NOTHING
    entity: str | None = None
    uncertain: bool = False
    note: str = ""
    origin: str = "hand"
    score: float | None = None
    because: str | None = None
    created: str | None = None
    updated: str | None = None
    extra: Mapping[str, Any] = _NOTHING

    @property
    def start(self) -> int:
        """First code point of the first fragment."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Code point after the last one of the last fragment."""
        return self.fragments[-1][1]


def quotes_of(text: str, fragments: Iterable[Fragment]) -> tuple[str, ...]:
    """Return the text of each fragment (code points, half open)."""
    return tuple(text[start:end] for start, end in fragments)


def span_fields(span: Span) -> dict[str, Any]:
    """Return a span as a record without its id; fields at their default are left out."""
    fields: dict[str, Any] = {
        "label": span.label,
        "fragments": [list(fragment) for fragment in span.fragments],
        "quote": list(span.quote),
    }
    for name, default, value in zip(SPAN_DEFAULTS, _DEFAULTS, span[4:], strict=True):
        if value != default:
            fields[name] = dict(value) if isinstance(value, dict) else value
    return fields


def span_from_fields(id: str, fields: Mapping[str, Any]) -> Span:
    """Return the span a record describes; missing fields take their default."""
    return Span(
        id,
        fields["label"],
        tuple((start, end) for start, end in fields["fragments"]),
        tuple(fields["quote"]),
        **{name: fields.get(name, default) for name, default in SPAN_DEFAULTS.items()},
    )


def changed_span(span: Span, fields: Mapping[str, Any]) -> Span:
    """Return a span after some fields of its record were set; None empties one."""
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name == "fragments":
            values[name] = tuple((start, end) for start, end in value)
        elif name == "quote":
            values[name] = tuple(value)
        else:
            values[name] = SPAN_DEFAULTS.get(name) if value is None else value
    return span._replace(**values)


def text_order(span: Span) -> tuple[int, int, str, str]:
    """Sort key of the canonical order: start, longest first, label, id."""
    return (span.fragments[0][0], -span.fragments[-1][1], span.label, span.id)
