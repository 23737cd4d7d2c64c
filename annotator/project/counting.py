"""What is in a project, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.project.import_report import count
from annotator.storage.bundle_values import bundle_records
from annotator.storage.connection import open_to_read
from annotator.storage.counts import grouped_counts, single_counts


@dataclass(frozen=True, slots=True)
class Counts:
    """`single` are plain counts by name, `grouped` counts by name and label, status, person.

    `bundles` say who has what since when: person, documents, made, and returned once work came
    back.
    """

    project: Path
    single: dict[str, int]
    grouped: dict[str, dict[str, int]]
    bundles: list[dict[str, Any]] = field(default_factory=list)

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
        if numbers["unplaced"]:
            parts.append(f"{count(numbers['unplaced'], 'mark')} in the repair list")
        if labels:
            parts[3] += f" ({labels})"
        return f"{self.project.name}: {', '.join(parts)}."

    def outstanding(self) -> list[str]:
        """Return a line for every bundle that was handed out."""
        return [
            f"{each['person']} has {count(each.get('documents') or 0, 'document')} since "
            f"{str(each.get('made'))[:10]}"
            + (f"; work came back on {each['returned'][:10]}." if each.get("returned") else ".")
            for each in self.bundles
        ]

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {"project": str(self.project), **self.single, **self.grouped} | {
            "bundles": self.bundles
        }


def count_project(project: Path) -> Counts:
    """Return the counts of a project file; raises Problem when it is none."""
    opened = open_to_read(project)
    try:
        bundles = [{"id": id, **fields} for id, fields in bundle_records(opened.connection)]
        return Counts(
            project, single_counts(opened.connection), grouped_counts(opened.connection), bundles
        )
    finally:
        opened.close()
