"""annotator assign: hand documents out to people."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from annotator.cli.saying import any_path, json_option, me_option, remark, say


@click.command(name="assign")
@click.argument("project", type=any_path)
@click.option("--people", metavar="A,B,…", required=True, help="Ids or names; new ones are made.")
@click.option(
    "--overlap", type=int, default=1, show_default=True, help="How many people get a document."
)
@click.option("--per-person", type=int, help="At most so many documents a person.")
@click.option(
    "--calibration", type=int, default=0, show_default=True, help="Documents that everybody gets."
)
@click.option(
    "--training",
    type=int,
    default=0,
    metavar="N",
    help="Instead, N documents with gold for each to practise on.",
)
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Another one divides otherwise."
)
@me_option
@json_option
def command(
    project: Path,
    people: str,
    overlap: int,
    per_person: int | None,
    calibration: int,
    training: int,
    seed: int,
    me: str | None,
    as_json: bool,
) -> None:
    """Assign documents to people, the same number to each; what is assigned already stays.

    Example: annotator assign work.sqlite --people ana,ben,cy --overlap 2 --calibration 10
    """
    from annotator.project.project import Project
    from annotator.project.sharing import assign_documents
    from annotator.team.assignment import Plan

    if training and (overlap != 1 or per_person is not None or calibration):
        raise click.UsageError("--training stands alone: everybody gets so many documents.")
    names = [name.strip() for name in people.split(",") if name.strip()]
    with closing(Project.open(project, me, via="command")) as opened:
        done = assign_documents(
            opened, names, Plan(overlap, per_person, calibration, seed, training)
        )
    if done.made:
        remark([f"New in the project: {', '.join(done.made)}."])
    say(done.sentence(), done.as_json(), as_json)
