"""annotator agreement: how far people agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.saying import any_path, bar, json_option, me_option, remark, say

if TYPE_CHECKING:
    from annotator.compare.figures import Row
    from annotator.project.before_review import BeforeReview

_Command = Callable[..., Any]


def _names(context: click.Context, parameter: click.Parameter, text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _list_option(name: str, metavar: str, words: str) -> Callable[[_Command], _Command]:
    return click.option(name, metavar=metavar, default="", callback=_names, help=words)


@click.command(name="agreement")
@click.argument("project", type=any_path)
@_list_option("--measure", "NAMES", "As “annotator measures” lists; else all.")
@_list_option("--label", "IDS", "A figure for each of these labels.")
@click.option(
    "--attribute",
    metavar="ID",
    help="Compare the values of this attribute, or this kind of relation.",
)
@_list_option("--by", "label,pair,document", "Part the figures by these.")
@_list_option("--people", "A,B", "Only the layers of these people.")
@_list_option("--week", "2026-W48,…", "Only documents whose newest mark is of these weeks.")
@click.option(
    "--status",
    type=click.Choice(["started", "done", "skipped"]),
    help="Only layers of this status; otherwise unfinished ones count, with a warning.",
)
@click.option("--freeze", is_flag=True, help="Write all figures down, before decisions begin.")
@click.option("--frozen", is_flag=True, help="Show the figures that were frozen first.")
@me_option
@json_option
def command(
    project: Path, freeze: bool, frozen: bool, me: str | None, as_json: bool, **choice: Any
) -> None:
    """Say how far people agree: figures with 95 % intervals, and of how much they are.

    Example: annotator agreement work.sqlite --measure strict-f1,alpha-u --by label,pair
    """
    if freeze or frozen:
        _show_frozen(project, freeze, me, as_json, any(choice.values()))
        return
    from annotator.project.before_review import before_review_in
    from annotator.project.comparing import AgreementOptions, agreement

    options = AgreementOptions(
        measures=choice["measure"],
        labels=choice["label"],
        attribute=choice["attribute"],
        by=choice["by"],
        people=choice["people"],
        weeks=choice["week"],
        status=choice["status"],
    )
    with bar("Comparing") as progress:
        found = agreement(project, options, progress)
    remark(found.warnings)
    if found.unfinished:
        remark(["Use --status done to leave unfinished layers out."])
    # They were written down of everybody and everything.
    whole = not (choice["people"] or choice["week"] or choice["status"])
    before = before_review_in(project) if whole else None
    beside = [] if before is None else before.rows_beside(found.rows)
    values = found.as_json()
    if before is not None and beside:
        rows = [row._asdict() for row in beside]
        values["before_review"] = {"created": before.created, "begun": before.begun, "rows": rows}
        remark([f"Behind “was”: {before.words}."])
    say(_table(found.rows, before), values, as_json)


def _show_frozen(
    path: Path, freeze_now: bool, me: str | None, as_json: bool, filtered: bool
) -> None:
    from annotator.domain.problem import Problem
    from annotator.project.freezing import freeze, frozen
    from annotator.project.project import Project

    if filtered:
        raise click.UsageError("--freeze and --frozen are about all figures, so name no others.")
    with closing(Project.open(path, me, via="command")) as project:
        found = [freeze(project)] if freeze_now else frozen(project)
    if not found:
        raise Problem(
            "No figures of this project were frozen.",
            "Nothing was changed.",
            "Freeze them with --freeze, before decisions begin.",
        )
    kept = found[0]
    sentence = f"{'Froze' if freeze_now else 'Frozen'} at {kept.created}: {len(kept.rows):,} rows."
    say(sentence if freeze_now else f"{_table(kept.rows)}\n{sentence}", kept.as_json(), as_json)


def _table(rows: Sequence[Row], before: BeforeReview | None = None) -> str:
    """Return the figures as lines: measure, what of, figure, interval, coverage and numbers.

    Behind each stands what it was `before` a review.
    """
    from annotator.project.import_report import count

    cells = [
        (
            row.measure,
            _about(row),
            "n/a" if row.value is None else f"{row.value:.3f}",
            "" if row.low is None or row.high is None else f"{row.low:.3f} to {row.high:.3f}",
            "" if row.coverage is None else f"covers {row.coverage:.0%}",
            f"{count(row.spans, 'span')}, {count(row.documents, 'document')}",
            _was(row, before),
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )


def _was(row: Row, before: BeforeReview | None) -> str:
    was = None if before is None else before.of(row)
    if was is None:
        return ""
    return "was n/a" if was.value is None else f"was {was.value:.3f}"


def _about(row: Row) -> str:
    pair = " and ".join(row.pair) if row.pair else None
    return (
        ", ".join(part for part in (row.label, row.attribute, pair, row.document) if part) or "all"
    )
