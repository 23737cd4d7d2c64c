"""annotator agreement: how far people agree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.saying import any_path, bar, json_option, remark, say

if TYPE_CHECKING:
    from annotator.compare.figures import Row


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


@click.command(name="agreement")
@click.argument("project", type=any_path)
@click.option(
    "--measure", metavar="NAMES", default="", help="As “annotator measures” lists; else all."
)
@click.option("--label", metavar="IDS", default="", help="A figure for each of these labels.")
@click.option("--attribute", metavar="ID", help="Compare the values of this attribute.")
@click.option("--by", metavar="label,pair,document", default="", help="Part the figures by these.")
@click.option("--people", metavar="A,B", default="", help="Only the layers of these people.")
@click.option(
    "--status",
    type=click.Choice(["started", "done", "skipped"]),
    help="Only layers of this status; otherwise unfinished ones count, with a warning.",
)
@json_option
def command(
    project: Path,
    measure: str,
    label: str,
    attribute: str | None,
    by: str,
    people: str,
    status: str | None,
    as_json: bool,
) -> None:
    """Say how far people agree: figures with 95 % intervals, and of how much they are.

    Example: annotator agreement work.sqlite --measure strict-f1,alpha-u --by label,pair
    """
    from annotator.project.comparing import AgreementOptions, agreement

    options = AgreementOptions(
        _names(measure), _names(label), attribute, _names(by), _names(people), status
    )
    with bar("Comparing") as progress:
        found = agreement(project, options, progress)
    remark(found.warnings)
    say(_table(found.rows), found.as_json(), as_json)


def _table(rows: Sequence[Row]) -> str:
    """Return the figures as lines: measure, what of, figure, interval, coverage and numbers."""
    cells = [
        (
            row.measure,
            ", ".join(
                part
                for part in (
                    row.label,
                    row.attribute,
                    " and ".join(row.pair) if row.pair else None,
                    row.document,
                )
                if part
            )
            or "all",
            "n/a" if row.value is None else f"{row.value:.3f}",
            "" if row.low is None or row.high is None else f"{row.low:.3f} to {row.high:.3f}",
            "" if row.coverage is None else f"covers {row.coverage:.0%}",
            f"{row.spans:,} spans, {row.documents:,} documents",
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )
