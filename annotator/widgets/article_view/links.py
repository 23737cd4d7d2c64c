"""What joins the focused span to others: relations, and candidates that could be taken."""

from __future__ import annotations

from typing import NamedTuple

from annotator.domain.span import Fragment


class Link(NamedTuple):
    """A relation of the focused span, drawn as an arrow to the span at its other end.

    `span_id` is None for words that are not marked yet; `fragments` says where they are.
    `inwards` means that the relation comes to the focused span. A `strong` one has the accent's
    colour; a `preview` is dashed: it is not there yet.
    """

    fragments: tuple[Fragment, ...]
    span_id: str | None = None
    name: str = ""
    inwards: bool = False
    strong: bool = False
    preview: bool = False


class Badge(NamedTuple):
    """A candidate's digit, in place of the tag of a span or before words not marked yet."""

    sign: str
    fragment: Fragment
    span_id: str | None = None
