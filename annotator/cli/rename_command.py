"""annotator rename: give a document another key."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from annotator.cli.saying import any_path, json_option, me_option, say


@click.command(name="rename")
@click.argument("project", type=any_path)
@click.argument("key")
@click.argument("new")
@me_option
@json_option
def command(project: Path, key: str, new: str, me: str | None, as_json: bool) -> None:
    """Give a document another key; its text and everybody's work stay as they are.

    For two articles that got the same key in two copies of a project: rename the one here, then
    merge. History in the window takes it back.

    Example: annotator rename work.sqlite article-17 article-17-kyiv
    """
    from annotator.project.project import Project
    from annotator.project.renaming import rename_document

    with closing(Project.open(project, me, via="command")) as opened:
        given = rename_document(opened, key, new)
    say(f"The document {key} is called {given} now.", {"document": given, "was": key}, as_json)
