"""A file of which not everything can be placed, and looks at what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotator.domain.unplaced import WaitingMark
from annotator.project.project import Project
from annotator.project.repair_list import repair_count, repair_list
from tests.projects import bring, documents_of, exported, new_project, write_lines

TEXT = "“No,” said Ana in Kyiv. Ana saw Kyiv again. 🎉 The end."
ANA = {"id": "ana", "name": "Ana", "role": "annotator"}
BEN = {"id": "ben", "name": "Ben", "role": "annotator"}
SPANS = [
    {"id": "q", "start": 0, "end": 5, "label": "quote", "quote": "“No,”"},
    # Its quote stands in two places, neither of them this one.
    {"id": "s", "start": 12, "end": 15, "label": "speaker", "quote": "Ana", "note": "which?",
     "uncertain": True},
    {"id": "far", "start": 700, "end": 704, "label": "location", "extra": {"k": 1}},
    {"id": "p", "start": 18, "end": 22, "label": "GPE", "quote": "Kyiv"},
    {"id": "e", "start": 49, "end": 52, "label": "GPE", "quote": "END"},
    {"id": "n", "start": 24, "end": 27},
]  # fmt: skip
RELATIONS = [
    {"id": "r", "label": "said_by", "from": "q", "to": "s"},
    {"id": "t", "label": "speaks", "from": "q", "to": "q"},
    {"id": "u", "label": "said_by", "from": "q", "to": "gone"},
]


def lines(*people: str) -> list[Any]:
    """Return a header and the article with the layer of each of these people."""
    header = {"annotator": 1, "offset_unit": "codepoint", "people": [ANA, BEN]}
    layers = [{"person": who, "spans": SPANS, "relations": RELATIONS} for who in people]
    return [header, {"id": "a", "text": TEXT, "layers": layers}]


def project_with_repairs(folder: Path) -> Path:
    """Make a project there with the article and Ana's layer of it."""
    path = new_project(folder / "p.sqlite")
    bring(path, write_lines(folder / "f.jsonl", *lines("ana")))
    return path


def waiting(project: Project, id: str) -> WaitingMark:
    """Return the mark of that id in the repair list."""
    return next(each for each in repair_list(project) if each.mark.id == id)


def listed(project: Project) -> set[str]:
    """Return the ids in the repair list."""
    found = repair_list(project)
    assert repair_count(project) == len(found)
    return {each.mark.id for each in found}


def layer(path: Path, number: int = 0) -> dict[str, Any]:
    """Return a layer of the only document, as an export has it."""
    (document,) = documents_of(exported(path))
    found: dict[str, Any] = document["layers"][number]
    return found
