"""annotator info: count what is in a project."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.saying import any_path, json_option, remark, say


@click.command(name="info")
@click.argument("project", type=any_path)
@json_option
def command(project: Path, as_json: bool) -> None:
    """Count documents, people, layers, spans per label, relations, suggestions, decisions.

    Also says who has which bundle, and since when.

    Example: annotator info work.sqlite --json
    """
    from annotator.project.counting import count_project

    counts = count_project(project)
    if not as_json:
        remark(counts.outstanding())
    say(counts.sentence(), counts.as_json(), as_json)
