"""Where a reader writes down what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.formats.format import Finding


@dataclass(slots=True)
class Notes:
    """Findings of one file so far, with the place the reader is at."""

    file: str | None = None
    line: int | None = None
    document: str | None = None
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: str, message: str, kept: str) -> None:
        """Write down one finding at the present place."""
        self.findings.append(Finding(kind, message, kept, self.file, self.line, self.document))

    def take(self) -> list[Finding]:
        """Return what was written down since the last call."""
        taken, self.findings = self.findings, []
        return taken
