"""annotator info: count what is in a project."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.saying import any_path, json_option, say


@click.command(name="info")
@click.argument("project", type=any_path)
@json_option
def command(project: Path, as_json: bool) -> None:
    """Count documents, people, layers, spans per label, relations, suggestions, decisions.

    Example: annotator info work.sqlite --json
    """
    from annotator.project.counting import count_project

    counts = count_project(project)
    say(counts.sentence(), counts.as_json(), as_json)
