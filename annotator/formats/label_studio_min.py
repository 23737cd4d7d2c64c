"""Label Studio JSON-MIN: an entry for each annotation, with the data and the controls beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from annotator.formats.label_studio_regions import LABEL_KEYS

#: A region with labels, in the beginning of a file.
REGION = re.compile(
    rb'\{[^{}]{0,2000}"(?:labels|hypertextlabels|paragraphlabels)"\s*:\s*\[[^{}]{0,2000}\}'
)
#: What it has of each annotation.
KEYS = frozenset(("annotation_id", "annotator", "lead_time"))
_ABOUT = ("lead_time", "created_at", "updated_at")
_TEXTS = ("text", "dialogue")
_LABELLED = frozenset(LABEL_KEYS)
_PLACE = ("start", "end", "startOffset", "endOffset")


def task_of(entry: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return an entry as a task of the whole export, None where it is none.

    Results of one region, which have no id here, are told by their place.
    """
    controls = {name: value for name, value in entry.items() if _are_regions(value)}
    if not controls and KEYS.isdisjoint(entry) and not any(name in entry for name in _TEXTS):
        return None
    data = {
        name: value
        for name, value in entry.items()
        if name not in controls and name not in ("id", "annotator", "annotation_id", *_ABOUT)
    }
    results: list[dict[str, Any]] = []
    ids: dict[str, str] = {}
    every = [(name, each) for name, value in controls.items() for each in value]
    for name, value in sorted(every, key=lambda one: _LABELLED.isdisjoint(one[1])):
        place = repr([value.get(each) for each in _PLACE])
        labelled = not _LABELLED.isdisjoint(value)
        id = f"region-{len(results) + 1}" if labelled else ids.get(place, f"at-{place}")
        ids.setdefault(place, id)
        kind = next((each for each in value if isinstance(value[each], list)), "textarea")
        results.append({"id": id, "from_name": name, "type": kind, "value": value})
    annotation = {"completed_by": entry.get("annotator"), "id": entry.get("annotation_id")}
    annotation |= {name: entry[name] for name in _ABOUT if name in entry}
    annotation["result"] = results
    annotated = bool(results) or not KEYS.isdisjoint(entry)
    return {"id": entry.get("id"), "data": data, "annotations": [annotation] * annotated}


def _are_regions(value: Any) -> bool:
    """Return whether a value is a list of regions of a text."""
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(each, dict) and "start" in each and "end" in each for each in value)
