"""What an edit touched, so that a view can decide what to draw again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.edit import Change
from annotator.domain.stream import parse_layer_stream


@dataclass(frozen=True, slots=True)
class Changes:
    """The streams, documents (by id) and spans (by id) that changed.

    `everything` means that too much changed to list; every view reads again.
    """

    streams: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    everything: bool = False


def changes_from(changes: Iterable[Change]) -> Changes:
    """Return what these changes touch."""
    streams, documents, spans = set(), set(), set()
    for change in changes:
        streams.add(change.stream)
        layer = parse_layer_stream(change.stream)
        if layer is not None:
            documents.add(layer.document)
        if change.kind == "document":
            documents.add(change.id)
        if change.kind == "span":
            spans.add(change.id)
    return Changes(frozenset(streams), frozenset(documents), frozenset(spans))
