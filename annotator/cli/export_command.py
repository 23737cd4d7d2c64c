"""annotator export: write documents and layers to a file or folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.saying import any_path, bar, json_option, remark, say

if TYPE_CHECKING:
    from annotator.formats.losses import Loss


@click.command(name="export")
@click.argument("project", type=any_path)
@click.argument("out", type=any_path)
@click.option("--format", "format_name", metavar="NAME", help="Otherwise from the name of OUT.")
@click.option("--people", metavar="A,B", default="", help="Only the layers of these people.")
@click.option(
    "--layer",
    type=click.Choice(["annotations", "gold", "suggestions", "all"]),
    default="annotations",
    show_default=True,
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["new", "started", "done", "skipped"]),
    help="Only layers of this status; may be given more than once.",
)
@click.option("--with-gold", is_flag=True, help="Gold as well, whoever's and of any status.")
@click.option("--labels", metavar="A,B", default="", help="Only spans of these labels (ids).")
@click.option(
    "--split",
    metavar="80/10/10",
    help="Write train, dev and test to the folder OUT, with these shares in per cent.",
)
@click.option(
    "--seed",
    type=int,
    help="With --split: another number divides otherwise; 0 without it.",
)
@click.option(
    "--group",
    metavar="FIELD",
    help="With --split: keep documents with the same value in this field of their metadata "
    "on one side.",
)
@click.option("--card", is_flag=True, help="Write a dataset card beside OUT.")
@click.option("--licence", metavar="TEXT", default="", help="The licence, for the card.")
@click.option("--as-of", metavar="EDIT", help="The project as it was after this edit (its id).")
@click.option("--dry-run", is_flag=True, help="Only say what would be written and lost.")
@json_option
def command(
    project: Path,
    out: Path,
    format_name: str | None,
    people: str,
    layer: str,
    statuses: tuple[str, ...],
    with_gold: bool,
    labels: str,
    split: str | None,
    seed: int | None,
    group: str | None,
    card: bool,
    licence: str,
    as_of: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Export to OUT: a file, or a folder for formats with a file a document or with --split.

    Example: annotator export work.sqlite work.jsonl --people ana,ben
    """
    from annotator.project.export_source import ExportOptions
    from annotator.project.exporting import export

    _check_together(split=split, seed=seed, group=group)
    _check_together(card=card or None, licence=licence or None)
    options = ExportOptions(
        format_name,
        _listed(people),
        layer,
        ",".join(statuses) or None,
        as_of,
        dry_run,
        split,
        seed or 0,
        with_gold,
        _listed(labels),
        group,
        card,
        licence,
    )
    with bar("Exporting") as progress:
        report = export(project, out, options, progress)
    if not as_json:
        remark(report.warnings)
        remark([_with_examples(each) for each in report.losses if each.examples])
    say(report.sentence(), report.as_json(), as_json)


def _check_together(**given: object) -> None:
    """Refuse options that say nothing without the first one of them."""
    (first, is_there), *others = given.items()
    for name, value in others:
        if value is not None and is_there is None:
            raise click.UsageError(f"--{name} goes with --{first}, which is not there.")


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


def _with_examples(loss: Loss) -> str:
    return f"Lost: {loss}, such as {'; '.join(loss.examples)}."
