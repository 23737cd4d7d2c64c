"""What `check` finds of gold that does not follow from the decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from annotator.domain.stream import LayerStream
from annotator.domain.validation import WARNING, Finding
from annotator.project.review_gold import GOLD, adoptions, gold_changes
from annotator.storage.bundle_values import BUNDLE_FOR
from annotator.storage.project_reader import ProjectReader

_MESSAGE = (
    "Gold does not follow from the decisions, as after a merge by an earlier version: the next "
    "ruling on the article, or rebuilding gold, makes it follow."
)


def gold_findings(reader: ProjectReader, layers: Iterable[LayerStream]) -> Iterator[Finding]:
    """Yield the documents whose gold is not what their decisions make; `layers` are all there are.

    That is no damage, so they are warnings. A bundle has of both only what its person may see.
    """
    if BUNDLE_FOR in reader.project_values():
        return
    decisions: dict[str, dict[str, dict[str, Any]]] = {}
    for id, fields in reader.records_of_kind("decision"):
        decisions.setdefault(str(fields.get("document")), {})[id] = dict(fields)
    of_gold = {layer.document for layer in layers if layer.kind == GOLD}
    for id in sorted(of_gold | decisions.keys()):
        document = reader.document(id)
        if document is None:
            continue
        records, about = reader.layer_records(LayerStream(id, None, GOLD)), decisions.get(id, {})
        numbers = count()
        about |= adoptions(records, id, about, {}, lambda numbers=numbers: f"new{next(numbers)}")
        if gold_changes(records, id, about):
            yield Finding("gold", f"document {document.key}", _MESSAGE, WARNING)
