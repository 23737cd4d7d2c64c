"""Layers: one person's annotation of one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.annotation import Comment, Relation
from annotator.domain.span import Span

#: What a layer can be; only annotations and gold are journalled.
LAYER_KINDS = ("annotations", "gold", "suggestions")
#: How far its owner is with it.
STATUSES = ("new", "started", "done", "skipped")


@dataclass(frozen=True, slots=True)
class Layer:
    """One person's annotation of one document (by document id); only its owner writes to it.

    Spans stand in text order. `person` is None for gold and suggestions.
    `reason` says why a document was skipped or finished with warnings.
    """

    document: str
    person: str | None
    kind: str = "annotations"
    status: str = "new"
    reason: str | None = None
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    comments: tuple[Comment, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
