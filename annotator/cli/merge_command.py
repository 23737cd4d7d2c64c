"""annotator merge: bring bundles and project files together."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.saying import any_path, bar, json_option, me_option, remark, say


@click.command(name="merge")
@click.argument("project", type=any_path)
@click.argument("files", nargs=-1, required=True, type=any_path, metavar="FILE…")
@click.option("--dry-run", is_flag=True, help="Only say what would be merged.")
@me_option
@json_option
def command(
    project: Path, files: tuple[Path, ...], dry_run: bool, me: str | None, as_json: bool
) -> None:
    """Merge bundles or project files into a project: all of them, or nothing.

    Merging again, or in another order, makes no difference. --me is not needed: what is merged
    stays the work of those who did it.

    Example: annotator merge work.sqlite from-ana.sqlite from-ben.sqlite
    """
    from annotator.project.merging import MergeOptions, merge_files
    from annotator.project.session import Session

    with bar("Merging") as progress:
        report = merge_files(
            project, MergeOptions(files, dry_run), Session(via="command"), progress
        )
    if not as_json:
        remark(report.remarks())
    say(report.sentence(), report.as_json(), as_json)
