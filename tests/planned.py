"""A project in which three people disagree as planned, so that figures are known beforehand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotator.paths import resource
from tests.projects import bring, new_project, write_lines

TEXT = "“We will win,” the minister said in Kyiv. “They lost,” he added in Minsk on Monday night."
QUOTE, SPEAKER, KYIV = (0, 14), (15, 27), (36, 40)
LOST, MINSK = (42, 54), (67, 72)

Marks = list[tuple[Any, ...]]


def layer(person: str, marks: Marks | None, status: str = "done") -> dict[str, Any]:
    spans = [
        {
            "id": f"{person}-{number}",
            "label": label,
            "fragments": [list(place)],
            "attributes": dict(said[0]) if said else {},
        }
        for number, (place, label, *said) in enumerate(marks or [])
    ]
    return {"person": person, "kind": "annotations", "status": status, "spans": spans}


def document(key: str, *layers: dict[str, Any], text: str = TEXT, **more: Any) -> dict[str, Any]:
    return {"id": key, "text": text, "layers": list(layers), **more}


DIRECT, MIXED = {"quote_type": "direct"}, {"quote_type": "mixed"}
ANA: Marks = [(QUOTE, "quote", DIRECT), (SPEAKER, "speaker"), (KYIV, "location")]


def planned(path: Path, *documents: dict[str, Any]) -> Path:
    """Return a project with these documents, or the three that are planned."""
    given = documents or (
        # The same but for one attribute.
        document(
            "a",
            layer("ana", ANA),
            layer("ben", [(QUOTE, "quote", MIXED), *ANA[1:]]),
        ),
        # One boundary and one label differ, one is missing; cy was there and found nothing.
        document(
            "b",
            layer("ana", [*ANA, (LOST, "quote", DIRECT)]),
            layer("ben", [(QUOTE, "quote", DIRECT), ((19, 27), "speaker"), (KYIV, "speaker")]),
            layer("cy", []),
        ),
        # Only ana finished; ben has not begun.
        document("c", layer("ana", ANA), layer("ben", [], "started"), text=TEXT + " Later."),
    )
    texts = {each["text"] for each in documents}
    lines = []
    for number, each in enumerate(given):
        # Texts must differ, or an import takes them for the same document.
        mark = "" if each["text"] in texts and documents else f" {number}"
        lines.append({**each, "text": each["text"] + mark})
    head = {"annotator": 1, "offset_unit": "codepoint"}
    file = write_lines(path.with_suffix(".jsonl"), head, *lines)
    project = new_project(path)
    report = bring(project, file)
    assert report.documents == len(given), report.findings
    return project


assert resource("schemas/news.json").exists()
