"""What the import dialog says about a dry run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from annotator.formats.registry import format_named
from annotator.project.finding_words import words_of
from annotator.project.import_report import Detected, ImportReport, count
from annotator.project.previewing import Preview, PreviewMark

_NEWLINES = {
    "crlf": "line ends CRLF, kept as LF",
    "cr": "line ends CR, kept as LF",
    "mixed": "line ends of several kinds, kept as LF",
}
#: Findings that are told apart elsewhere.
_TOLD = ("duplicate", "unknown-label")


def source_words(paths: Sequence[Path]) -> str:
    """Return which files are imported."""
    more = f" and {count(len(paths) - 1, 'more file')}" if len(paths) > 1 else ""
    return f"{paths[0].name}{more}"


def seen_words(detected: Sequence[Detected]) -> str:
    """Return as which formats the files are read, and why they are taken for these."""
    seen: dict[str, list[str]] = {}
    for each in detected:
        evidence = seen.setdefault(format_named(each.format).title, [])
        if each.evidence not in evidence:
            evidence.append(each.evidence)
    shown = [f"{title}, seen: {'; '.join(each[:2])}" for title, each in list(seen.items())[:2]]
    more = count(len(seen) - 2, "more format")
    return " · ".join([*shown, more] if len(seen) > 2 else shown)


class UnitEvidence(NamedTuple):
    """What positions count as it looks, and how many of `total` quotes fit each unit.

    `heading` is rich text.
    """

    heading: str
    units: tuple[str, ...]
    fits: Mapping[str, int]
    total: int


def unit_words(detected: Sequence[Detected]) -> UnitEvidence | None:
    """Return in which unit the positions count, with the evidence; None without positions."""
    units = dict.fromkeys(
        unit.strip() for each in detected if each.unit for unit in each.unit.split(",")
    )
    if not units:
        return None
    quotes, matched = sum(e.quotes for e in detected), sum(e.matched for e in detected)
    what = next((each.what for each in detected if each.quotes), "quotes")
    said = (
        f"{what} matched: {matched:,} of {quotes:,}"
        if quotes
        else "the file has no quotes to check against"
    )
    fits, ends = Counter[str](), Counter[str]()
    for each in detected:
        fits.update(each.fits)
        ends.update(each.line_ends)
    if ends:
        (how, number), (other, less) = ends.most_common(2)
        said += f"; CRLF counts as {how}, {number:,} fit, and as {other} {less:,}"
    heading = f"<b>Unit of the positions</b>&nbsp; {escape(said)}"
    return UnitEvidence(heading, tuple(units), fits, sum(each.weighed for each in detected))


def first_words(first: Preview) -> tuple[Sequence[PreviewMark], str, str]:
    """Return the marks that are shown of the first article, its heading, and a note under it.

    Of several layers the first one with marks is shown.
    """
    marked = [each for each in first.layers if each.marks]
    layer = marked[0] if marked else None
    notes = [] if first.newline is None else [_NEWLINES.get(first.newline, "")]
    if first.excluded:
        notes.insert(0, "what is grey is proposed as excluded")
    if layer is not None:
        whose = f" of {layer.whose}" if layer.whose else f" of {layer.kind}"
        others = f" and {count(len(marked) - 1, 'more layer')}" if len(marked) > 1 else ""
        notes.insert(0, count(len(layer.marks), "mark") + whose + others)
    heading = f"First article: {first.title}" if first.title else "First article"
    return () if layer is None else layer.marks, heading, " · ".join(filter(None, notes))


def finding_lines(report: ImportReport) -> list[str]:
    """Return a line for each finding but articles that were there already."""
    lines = [str(each) for each in report.findings if each.kind != "duplicate"]
    unsaid = report.found - len(report.findings)
    return [*lines, f"… and {unsaid:,} more that are not listed."] if unsaid else lines


def report_rows(report: ImportReport) -> list[tuple[int, str, str]]:
    """Return (number, what comes in or does not, more about it)."""
    rows = [(report.documents, _one_or_more(report.documents, "new article"), "")]
    if report.duplicates:
        rows.append((report.duplicates, "already here, same text", "only their layers are added"))
    if report.layers:
        rows.append((report.layers, _one_or_more(report.layers, "layer"), ""))
        rows.append((report.spans, f"{_one_or_more(report.spans, 'span')} placed", ""))
    if report.relations:
        rows.append((report.relations, _one_or_more(report.relations, "relation"), ""))
    if report.carried:
        carried = f"{_one_or_more(report.carried, 'span')} carried over"
        rows.append((report.carried, carried, "their words did not change"))
    if report.unplaced:
        rows.append((report.unplaced, "into the repair list", "kept until you place them"))
    for kind, number in sorted(report.kinds.items()):
        if kind not in _TOLD:
            first = next((each for each in report.findings if each.kind == kind), None)
            said = "" if first is None else above(str(first))
            rows.append((number, words_of(kind, number), said))
    return rows


def _one_or_more(number: int, word: str) -> str:
    return word if number == 1 else f"{word}s"


def above(words: str) -> str:
    """Return words that send a person to the import dialog as they read in it."""
    return words.replace("in the import dialog (Ctrl+I)", "above")
