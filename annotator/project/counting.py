"""What is in a project, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.project.import_report import count
from annotator.storage.connection import open_to_read
from annotator.storage.counts import grouped_counts, single_counts


@dataclass(frozen=True, slots=True)
class Counts:
    """`single` are plain counts by name, `grouped` counts by name and label, status, person."""

    project: Path
    single: dict[str, int]
    grouped: dict[str, dict[str, int]]

    def sentence(self) -> str:
        """Return the counts as text, spans by label."""
        numbers = self.single
        labels = ", ".join(
            f"{label} {number:,}" for label, number in self.grouped["spans_per_label"].items()
        )
        parts = [
            count(numbers[f"{noun}s"], noun)
            for noun in ("document", "layer", "span", "relation", "suggestion", "decision")
        ]
        people = "1 person" if numbers["people"] == 1 else f"{numbers['people']:,} people"
        parts.insert(1, people)
        if labels:
            parts[3] += f" ({labels})"
        return f"{self.project.name}: {', '.join(parts)}."

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {"project": str(self.project), **self.single, **self.grouped}


def count_project(project: Path) -> Counts:
    """Return the counts of a project file; raises Problem when it is none."""
    opened = open_to_read(project)
    try:
        return Counts(project, single_counts(opened.connection), grouped_counts(opened.connection))
    finally:
        opened.close()
