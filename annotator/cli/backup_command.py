"""annotator backup: a consistent copy of a project."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.saying import any_path, bar, json_option, say


@click.command(name="backup")
@click.argument("project", type=any_path)
@click.argument("out", type=any_path)
@json_option
def command(project: Path, out: Path, as_json: bool) -> None:
    """Make a consistent copy of a project, also while it is open.

    Example: annotator backup work.sqlite work-monday.sqlite
    """
    from annotator.project.copying import back_up_project

    with bar("Copying") as progress:
        size = back_up_project(project, out, progress)
    values = {"project": str(project), "out": str(out), "bytes": size}
    say(f"Copied {project} to {out} ({size:,} bytes).", values, as_json)
