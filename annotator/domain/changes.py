"""What an edit touched, so that a view can decide what to draw again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.edit import Change
from annotator.domain.problem import Problem
from annotator.domain.stream import parse_layer_stream


@dataclass(frozen=True, slots=True)
class Changes:
    """The streams, documents (by id) and spans (by id) that changed.

    `everything` means that too much changed to list; every view reads again. `suggestions`
    means that others brought or took suggestions, which are in no stream.
    """

    streams: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    everything: bool = False
    suggestions: bool = False

    @property
    def anything(self) -> bool:
        """Whether there is something to draw again."""
        return self.everything or self.suggestions or bool(self.streams)


#: What SaveState.kind can be.
SAVED, SAVING, FAILED = "saved", "saving", "failed"


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether everything is on disk.

    `kind` is saved (only after the commit), saving, or failed with the `problem`; `at` is
    the time of this in ISO 8601, UTC.
    """

    kind: str
    at: str
    problem: Problem | None = None


def changes_from(changes: Iterable[Change]) -> Changes:
    """Return what these changes touch."""
    streams, documents, spans = set[str](), set[str](), set[str]()
    for change in changes:
        streams.add(change.stream)
        layer = parse_layer_stream(change.stream)
        if layer is not None:
            documents.add(layer.document)
        if change.kind == "document":
            documents.add(change.id)
        elif change.kind == "decision":
            about = change.value.get("document") or change.was.get("document")
            documents.update((about,) if about else ())
        if change.kind == "span":
            spans.add(change.id)
    return Changes(frozenset(streams), frozenset(documents), frozenset(spans))
