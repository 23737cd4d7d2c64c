"""A project in which two people stand beside gold, so that figures are known beforehand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.planned import KYIV, LOST, QUOTE, SPEAKER, Marks, document, layer, planned

GOLD: Marks = [(QUOTE, "quote"), (SPEAKER, "speaker"), (KYIV, "location")]


def dated(person: str | None, marks: Marks, day: str, status: str = "done") -> dict[str, Any]:
    found = layer(person or "gold", marks, status)
    for span in found["spans"]:
        span["created"] = f"{day}T10:00:00Z"
    return {**found, "person": person, "kind": "annotations" if person else "gold"}


def gold_beside_two(folder: Path) -> Path:
    """Return a project of two articles and two weeks; Ben has begun only the first."""
    return planned(
        folder / "p.sqlite",
        document(
            "a",
            dated(None, GOLD, "2026-11-02"),
            dated("ana", [GOLD[0], ((19, 27), "speaker"), GOLD[2]], "2026-11-02"),
            dated("ben", [GOLD[0], (KYIV, "speaker"), (LOST, "quote")], "2026-11-02"),
        ),
        document(
            "b",
            dated(None, [(LOST, "quote")], "2026-11-09"),
            dated("ana", [(LOST, "quote")], "2026-11-09"),
            dated("ben", [], "2026-11-09", "started"),
            text="Later: “They lost,” and a text of its own, in which it stands elsewhere, long.",
        ),
    )
