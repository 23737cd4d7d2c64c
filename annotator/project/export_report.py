"""What an export writes, what the format cannot carry, and what deserves a warning."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.domain.stream import DECISIONS
from annotator.formats.format import Format
from annotator.formats.losses import Loss
from annotator.project.export_source import ExportSource
from annotator.project.import_report import count
from annotator.project.merge_gold import astray
from annotator.project.review_gold import GOLD
from annotator.project.review_ground import cut_words
from annotator.storage.bundle_values import BUNDLE_FOR, value
from annotator.storage.cut_chains import missing_decisions
from annotator.storage.unplaced_rows import waiting_in


@dataclass(slots=True)
class ExportReport:
    """Counts of what was written to `out`, the losses, and warnings as sentences.

    `files` counts those that were written; where a dataset card was wanted, `written` are where
    they were written before they got their names, and `card` is its own path.
    `unchosen` counts layers, documents and decisions that were not asked for. `parts` is how
    many documents train, dev and test have, empty when nothing was split.
    """

    out: Path
    format: Format
    dry_run: bool = False
    documents: int = 0
    layers: int = 0
    spans: int = 0
    losses: tuple[Loss, ...] = ()
    parts: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    unchosen: int = 0
    files: int = 0
    written: list[Path] = field(default_factory=list)
    card: Path | None = None

    def note_file(self, path: Path) -> None:
        """Count a file that was written; its path is kept only when a card will name it."""
        self.files += 1
        if self.card is not None:
            self.written.append(path)

    @property
    def below(self) -> str:
        """The folder of the files as seen from the card."""
        return self.out.name if self.parts or self.format.many_files else ""

    def note_others(self, number: int) -> None:
        """Write down how many files in the folder of the export are from elsewhere."""
        if number:
            are, they = ("is", "it was") if number == 1 else ("are", "they were")
            self.warnings.append(
                f"{count(number, 'file')} in the folder {self.out.name} {are} not from this "
                f"export, perhaps from an earlier one, and left as {they}."
            )

    def sentence(self) -> str:
        """Return the one line that says what was written, and what was lost."""
        said = "Would export" if self.dry_run else "Exported"
        what = count(self.documents, "document")
        if "spans" in self.format.keeps | self.format.partly.keys():
            what += f", {count(self.layers, 'layer')} and {count(self.spans, 'span')}"
        line = f"{said} {what} to {self.out} ({self.format.title})."
        if self.parts:
            line += f" Split: {', '.join(f'{n:,} {part}' for part, n in self.parts.items())}."
        if self.card is not None and not self.dry_run:
            line += f" Its card is {self.card.name}."
        if self.losses:
            return f"{line} The format loses {'; '.join(map(str, self.losses))}."
        chosen = " of what was chosen" if self.unchosen else ""
        return f"{line} Nothing{chosen} is lost."

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "out": str(self.out),
            "format": self.format.name,
            "dry_run": self.dry_run,
            "files": self.files,
            "documents": self.documents,
            "layers": self.layers,
            "spans": self.spans,
            "losses": [
                {
                    "feature": loss.feature,
                    "count": loss.count,
                    "what": loss.what,
                    "examples": list(loss.examples),
                }
                for loss in self.losses
            ],
            "split": self.parts or None,
            "card": None if self.card is None else str(self.card),
            "warnings": self.warnings,
        }


def survey(report: ExportReport, source: ExportSource) -> None:
    """Count what is chosen, and write down what deserves a warning."""
    layers = [layer for head in source.wanted for layer in head.layers]
    report.documents, report.layers = len(source.wanted), len(layers)
    report.spans = source.spans()
    report.parts = {part: len(heads) for part, heads in source.parts.items() if part}
    unfinished = Counter(
        layer.status for layer in layers if layer.kind == "annotations" and layer.status != "done"
    )
    unfinished.pop("skipped", None)
    if unfinished:
        parts = ", ".join(f"{number:,} {status}" for status, number in sorted(unfinished.items()))
        report.warnings.append(f"Some layers are not finished: {parts}.")
    _say_not_chosen(report, source)
    _say_astray(report, source)
    waiting = waiting_in(source.connection, [layer.number for layer in layers])
    if waiting:
        waits, is_not = ("waits", "is") if waiting == 1 else ("wait", "are")
        report.warnings.append(
            f"{count(waiting, 'mark')} {waits} in the repair list and {is_not} not in the export."
        )
        report.unchosen += waiting
    _say_other_labels(report, source)


def _say_other_labels(report: ExportReport, source: ExportSource) -> None:
    left_out = source.all_spans() - report.spans
    if not left_out:
        return
    verb = "was" if left_out == 1 else "were"
    line = f"{count(left_out, 'span')} of other labels {verb} left out"
    hanging = zip(source.hanging(), ("relation", "comment"), strict=True)
    with_them = " and ".join(count(number, noun) for number, noun in hanging if number)
    more = f", and {with_them} with {'it' if left_out == 1 else 'them'}" if with_them else ""
    report.warnings.append(f"{line}{more}.")
    report.unchosen += left_out


def _say_astray(report: ExportReport, source: ExportSource) -> None:
    """Warn of gold that is not what the decisions say, as files of earlier versions may have."""
    gold = [head.id for head in source.wanted if any(each.kind == GOLD for each in head.layers)]
    if not gold or value(source.connection, BUNDLE_FOR) is not None:
        return
    missing = missing_decisions(source.connection, DECISIONS)
    if missing is not None:
        report.warnings.append(
            f"{cut_words(missing)} Merge a backup or another copy of the project before you rely "
            "on this gold."
        )
    number = sum(
        any(change.kind != "layer" for change in changes)
        for _document, changes in astray(source.connection, gold)
    )
    if number:
        report.warnings.append(
            f"Gold of {count(number, 'document')} is not what the decisions say. A ruling there "
            "makes gold follow; export again then."
        )


def _decisions(source: ExportSource) -> int:
    return sum(len(source.decisions.get(head.id, ())) for head in source.wanted)


def _say_not_chosen(report: ExportReport, source: ExportSource) -> None:
    every = sum(len(head.layers) for head in source.all_heads)
    if every > report.layers:
        report.warnings.append(
            f"{count(every - report.layers, 'layer')} of the project "
            f"{'was' if every - report.layers == 1 else 'were'} not chosen for this export."
        )
    missing = len(source.all_heads) - report.documents
    if missing:
        report.warnings.append(
            f"{count(missing, 'document')} without such a layer "
            f"{'was' if missing == 1 else 'were'} left out."
        )
    decisions = source.all_decisions - _decisions(source)
    if decisions:
        report.warnings.append(
            f"{count(decisions, 'decision')} {'was' if decisions == 1 else 'were'} not chosen for "
            "this export. Choose all layers to have them."
        )
    report.unchosen = every - report.layers + missing + decisions
