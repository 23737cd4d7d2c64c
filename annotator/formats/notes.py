"""Where a reader writes down what it finds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from annotator.formats.format import Finding, Placed


@dataclass(slots=True)
class Notes:
    """Findings of one file so far, with the place the reader is at.

    `quotes` and `matched` count the quotes that were compared with the text, `units` the
    documents in which positions were understood so. `strange_unit` is what the file says its
    positions count, where nobody knows what that is.
    """

    file: str | None = None
    line: int | None = None
    document: str | None = None
    findings: list[Finding] = field(default_factory=list)
    quotes: int = 0
    matched: int = 0
    units: Counter[str] = field(default_factory=Counter)
    strange_unit: str | None = None

    def add(self, kind: str, message: str, kept: str) -> None:
        """Write down one finding at the present place."""
        self.findings.append(Finding(kind, message, kept, self.file, self.line, self.document))

    def take(self) -> list[Finding]:
        """Return what was written down since the last call."""
        taken, self.findings = self.findings, []
        return taken

    def placed(self) -> Placed:
        """Return how the positions of the whole file were understood."""
        return Placed(", ".join(sorted(self.units)) or None, self.matched, self.quotes)
