"""What the import dialog says about a dry run."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from annotator.project.finding_words import words_of
from annotator.project.import_report import Detected, ImportReport, count

_UNITS = {
    "codepoint": "code points",
    "utf16": "UTF-16 units",
    "byte": "UTF-8 bytes",
    "grapheme": "characters as seen",
}
#: Findings that are told apart elsewhere.
_TOLD = ("duplicate", "unknown-label")


def source_words(paths: Sequence[Path]) -> str:
    """Return which files are imported."""
    more = f" and {count(len(paths) - 1, 'more file')}" if len(paths) > 1 else ""
    return f"{paths[0].name}{more}"


def seen_words(detected: Sequence[Detected]) -> str:
    """Return why the files are taken for their format."""
    seen = dict.fromkeys(each.evidence for each in detected)
    return f"seen: {'; '.join(list(seen)[:2])}" if seen else ""


def unit_words(detected: Sequence[Detected]) -> str:
    """Return in which unit the positions count, with the evidence, as rich text."""
    units = dict.fromkeys(
        unit.strip() for each in detected if each.unit for unit in each.unit.split(",")
    )
    if not units:
        return ""
    names = ", ".join(_UNITS.get(unit, unit) for unit in units)
    quotes, matched = sum(e.quotes for e in detected), sum(e.matched for e in detected)
    what = next((each.what for each in detected if each.quotes), "quotes")
    evidence = (
        f"{what} matched: {matched:,} of {quotes:,}"
        if quotes
        else "the file has no quotes to check against"
    )
    return f"<b>Unit of the positions</b>&nbsp; {escape(names)}; {escape(evidence)}"


def finding_lines(report: ImportReport) -> list[str]:
    """Return a line for each finding but articles that were there already."""
    lines = [str(each) for each in report.findings if each.kind != "duplicate"]
    unsaid = report.found - len(report.findings)
    return [*lines, f"… and {unsaid:,} more that are not listed."] if unsaid else lines


def report_rows(report: ImportReport) -> list[tuple[int, str, str]]:
    """Return (number, what comes in or does not, more about it)."""
    rows = [(report.documents, "new articles", "")]
    if report.duplicates:
        rows.append((report.duplicates, "already here, same text", "only their layers are added"))
    rows.append((report.layers, "layers", ""))
    rows.append((report.spans, "spans placed", ""))
    if report.relations:
        rows.append((report.relations, "relations", ""))
    if report.carried:
        rows.append((report.carried, "spans carried over", "their words did not change"))
    if report.unplaced:
        rows.append((report.unplaced, "into the repair list", "kept until you place them"))
    for kind, number in sorted(report.kinds.items()):
        if kind not in _TOLD:
            first = next((each for each in report.findings if each.kind == kind), None)
            rows.append((number, words_of(kind, number), "" if first is None else str(first)))
    return rows
