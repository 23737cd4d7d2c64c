"""Exporting the spans of some labels only, with what hangs on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from annotator.domain.problem import Problem
from annotator.storage.streaming import DocumentRows, LayerRows

_LABEL, _ID = 2, 3
_FROM, _TO = 2, 3
_ON = 1


def chosen_labels(labels: Collection[str], schema: Mapping[str, Any]) -> frozenset[str]:
    """Return the labels that were chosen; raises Problem for one that the schema has not."""
    known = [str(each["id"]) for each in schema.get("labels", ())]
    for label in labels:
        if label not in known:
            raise Problem(
                f"The schema has no label {label}.",
                "Nothing was written.",
                f"Use {', '.join(known) or 'one of the schema, which has none yet'}.",
            )
    return frozenset(labels)


def with_labels(
    documents: Iterator[DocumentRows], labels: Collection[str]
) -> Iterator[DocumentRows]:
    """Yield the documents with the spans of these labels alone, all of them without any.

    Relations that lose an end and comments on spans that are left out go with them.
    """
    for document in documents:
        for layer in document.layers if labels else ():
            _keep(layer, labels)
        yield document


def _keep(layer: LayerRows, labels: Collection[str]) -> None:
    layer.spans = [row for row in layer.spans if row[_LABEL] in labels]
    there = {row[_ID] for row in layer.spans}
    layer.relations = [row for row in layer.relations if row[_FROM] in there and row[_TO] in there]
    layer.comments = [row for row in layer.comments if row[_ON] is None or row[_ON] in there]
