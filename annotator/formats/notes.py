"""Where a reader writes down what it finds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from annotator.formats.format import Finding, NamedEntity, Placed, Quoting
from annotator.formats.unit_evidence import WEIGHED


@dataclass(slots=True)
class Notes:
    """Findings of one file so far, with the place the reader is at.

    `quotes` and `matched` count the quotes that were compared with the text, `units` the
    documents in which positions were understood so. `strange_unit` is what the file says its
    positions count, where nobody knows what that is. `wanted_unit` is what a person says that they
    count, whatever the file says; `line_ends` how many quotes of documents with CRLF stand where
    they say when it counts as one or as two. `quoting` are the first documents with marks.
    """

    file: str | None = None
    wanted_unit: str | None = None
    line: int | None = None
    document: str | None = None
    findings: list[Finding] = field(default_factory=list)
    quotes: int = 0
    matched: int = 0
    units: Counter[str] = field(default_factory=Counter)
    strange_unit: str | None = None
    line_ends: Counter[str] = field(default_factory=Counter)
    quoting: list[Quoting] = field(default_factory=list)
    #: What is told once for all: (kind, one, several, kept) → how often, and the first example.
    counted: dict[tuple[str, str, str, str], tuple[int, str]] = field(default_factory=dict)
    #: What the marks of the present document name: id → (name, kind, labels of the marks).
    entities: dict[str, NamedEntity] = field(default_factory=dict)
    _kept: int = 0

    def add(self, kind: str, message: str, kept: str, details: str = "") -> None:
        """Write down one finding at the present place."""
        place = self.file, self.line, self.document
        self.findings.append(Finding(kind, message, kept, *place, details))

    def add_inside(self, name: str, kind: str, message: str, kept: str) -> None:
        """Write down one finding about an entry of the file, which is an archive."""
        outer = self.file
        self.file = f"{outer}/{name[:200]}".encode("utf-8", "replace").decode()
        self.add(kind, message, kept)
        self.file = outer

    def count(self, kind: str, one: str, several: str, kept: str, example: str = "") -> None:
        """Count what would be tedious to tell each time: `take_all` tells how often it was.

        The nouns follow the number: “1 draft”, “3 drafts, such as that of task 7”.
        """
        key = (kind, one, several, kept)
        number, first = self.counted.get(key, (0, example))
        self.counted[key] = number + 1, first or example

    def take(self) -> list[Finding]:
        """Return what was written down since the last call."""
        taken, self.findings = self.findings, []
        return taken

    def take_all(self) -> list[Finding]:
        """Return what was written down since the last call, and what was counted."""
        self.line = None
        for (kind, one, several, kept), (number, example) in self.counted.items():
            such_as = f", such as {example}" if example else ""
            said = one if number == 1 else several
            self.add(kind, f"It has {number:,} {said}{such_as}.", kept)
        self.counted.clear()
        return self.take()

    def placed(self) -> Placed:
        """Return how the positions of the whole file were understood."""
        units = ", ".join(sorted(self.units)) or None
        return Placed(
            units, self.matched, self.quotes, quoting=self.quoting, line_ends=self.line_ends
        )

    def name_entity(self, id: str, name: str, kind: str | None, label: str) -> None:
        """Write down what a mark says of its entity; the first mark of a document counts."""
        self.entities.setdefault(id, (name, kind, []))[2].append(label)

    def take_entities(self) -> dict[str, NamedEntity]:
        """Return what was written down of entities since the last call."""
        taken, self.entities = self.entities, {}
        return taken

    def keep_quoting(self, text: str, raw: dict[str, Any]) -> None:
        """Keep a document to weigh the units with, as long as there are few."""
        if self._kept < WEIGHED:
            self.quoting.append((text, raw))
            self._kept += len(text)
