"""What is in a project, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.project.handouts import BACK, FEEDBACK, OUT, handouts_of, states
from annotator.project.import_report import count
from annotator.storage.bundle_values import bundle_records
from annotator.storage.connection import open_to_read
from annotator.storage.counts import grouped_counts, single_counts
from annotator.storage.reading import people


@dataclass(frozen=True, slots=True)
class Counts:
    """`single` are plain counts by name, `grouped` counts by name and label, status, person.

    `bundles` say who has what since when: person, documents, made, returned once work came back,
    and the `state` of each (out, back, superseded by a later one, feedback). `names` is id → name.
    """

    project: Path
    single: dict[str, int]
    grouped: dict[str, dict[str, int]]
    bundles: list[dict[str, Any]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

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
        """Return a line for every bundle that is out or came back, and for all feedback."""
        said = {
            OUT: "{who} has {documents} since {made}.",
            BACK: "{who} had {documents} since {made}; work came back on {returned}.",
            FEEDBACK: "{who} got feedback on {made}, about {documents}.",
        }
        # Work that came back from an earlier one was of the later one, too.
        newest = {
            each["person"]: max(one.get("returned") or "" for one in self._of(each["person"]))
            for each in self.bundles
        }
        return [
            said[each["state"]].format(
                who=self.names.get(each["person"], each["person"]),
                documents=count(each.get("documents") or 0, "document"),
                made=str(each.get("made"))[:10],
                returned=(each.get("returned") or newest[each["person"]])[:10],
            )
            for each in self.bundles
            if each["state"] in said
        ]

    def _of(self, person: str) -> list[dict[str, Any]]:
        return [each for each in self.bundles if each["person"] == person]

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {"project": str(self.project), **self.single, **self.grouped} | {
            "bundles": self.bundles
        }


def count_project(project: Path) -> Counts:
    """Return the counts of a project file; raises Problem when it is none."""
    opened = open_to_read(project)
    try:
        connection = opened.connection
        names = {each.id: each.name for each in people(connection)}
        # Somebody who was taken down is not told of; their id is all that is left.
        records = [each for each in bundle_records(connection) if each[1]["person"] in names]
        became = {
            id: state
            for handouts in handouts_of(records).values()
            for id, state in states(handouts).items()
        }
        bundles = [{"id": id, **fields, "state": became[id]} for id, fields in records]
        single, grouped = single_counts(connection), grouped_counts(connection)
        return Counts(project, single, grouped, bundles, names)
    finally:
        opened.close()
