"""What each format keeps and loses, as the tables of the help pages: made of the formats alone."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.formats.features import FEATURES
from annotator.formats.format import Format

#: What stands before the table in a help page; the rest of the page is the table.
HEADING = "## What is kept and what is lost"
_KEPT, _PARTLY, _LOST = "kept", "partly", "lost"


def fate(format: Format, feature: str) -> str:
    """Return whether a feature is kept, partly or lost."""
    if feature in format.keeps:
        return _KEPT
    return _PARTLY if feature in format.partly else _LOST


def table(format: Format) -> str:
    """Return the table of one format in Markdown."""
    if not format.writes:
        return "This format is only read. What in a file has no place here is told line by line.\n"
    lines = ["| | |", "|---|---|"]
    for feature, what in FEATURES.items():
        kept = fate(format, feature)
        detail = f": {format.partly[feature]}" if kept == _PARTLY else ""
        if feature in format.seen_as:
            detail += f"; other programs see {format.seen_as[feature]}"
        lines.append(f"| {what} | {kept}{detail} |")
    return "".join(f"{line}\n" for line in lines)


def overview(formats: Iterable[Format]) -> str:
    """Return one table of all formats that are written: ● kept, ◐ partly, ○ lost."""
    written = [format for format in formats if format.writes]
    signs = {_KEPT: "●", _PARTLY: "◐", _LOST: "○"}
    lines = [
        "| | " + " | ".join(format.name for format in written) + " |",
        "|---" * (len(written) + 1) + "|",
    ]
    for feature, what in FEATURES.items():
        cells = " | ".join(signs[fate(format, feature)] for format in written)
        lines.append(f"| {what} | {cells} |")
    return "".join(f"{line}\n" for line in lines)


def with_table(page: str, table: str) -> str:
    """Return a help page with this table under its heading, in place of the one it has."""
    return f"{page.split(HEADING)[0].rstrip()}\n\n{HEADING}\n\n{table}"
