"""annotator remove: take documents out of a project, undoably."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from annotator.cli.saying import any_path, json_option, me_option, say


@click.command(name="remove")
@click.argument("project", type=any_path)
@click.argument("keys", nargs=-1, required=True, metavar="KEY…")
@me_option
@json_option
def command(project: Path, keys: tuple[str, ...], me: str | None, as_json: bool) -> None:
    """Take documents with their layers out of a project; History in the window brings them back.

    All of them, or none where a key is unknown. Nothing is erased: see annotator purge.

    Example: annotator remove work.sqlite article-17 article-18
    """
    from annotator.project.import_report import count
    from annotator.project.project import Project
    from annotator.project.removal import document_ids, remove

    with closing(Project.open(project, me, via="command")) as opened:
        removed = remove(opened, document_ids(opened, keys))
        left = len(opened.documents())
    said = f"Removed {count(removed, 'document')}; {left:,} left. History brings them back."
    say(said, {"removed": list(dict.fromkeys(keys)), "documents": left}, as_json)
