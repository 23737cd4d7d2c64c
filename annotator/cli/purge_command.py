"""annotator purge: erase a document or a person for good."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from annotator.cli.saying import any_path, json_option, me_option, say


@click.command(name="purge")
@click.argument("project", type=any_path)
@click.option("--document", metavar="KEY", help="Erase this document: its text and all layers.")
@click.option("--person", metavar="P", help="Erase this person, by id or name, with their layers.")
@me_option
@json_option
def command(
    project: Path, document: str | None, person: str | None, me: str | None, as_json: bool
) -> None:
    """Erase a document or a person for good: out of the tables and out of the history.

    Only hashes stay, so that the rest still proves itself, and of a person the id, as what they did
    is filed under it. It travels with every merge. Backups, exports and bundles made before still
    hold the content. There is no undo.

    Example: annotator purge work.sqlite --document article-17
    """
    if (document is None) == (person is None):
        raise click.UsageError("Give one of --document and --person.")
    from annotator.project.people import require_person
    from annotator.project.project import Project
    from annotator.project.removal import (
        find_document,
        id_stays,
        purge_document,
        purge_person,
    )

    stays = ""
    with closing(Project.open(project, me, via="command")) as opened:
        if document is not None:
            purge_document(opened, find_document(opened, document))
        else:
            found = require_person(opened, person or "")
            purge_person(opened, found.id)
            stays = id_stays(found.id)
    what = f"the document {document}" if document is not None else f"the person {person}"
    said = f"Erased {what} for good. {stays}What was backed up or exported before still holds it."
    say(said, {"document": document, "person": person}, as_json)
