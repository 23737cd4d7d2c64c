"""annotator bundle: hand out work, send it back, give feedback."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.saying import any_path, json_option, me_option, remark, say


@click.command(name="bundle")
@click.argument("project", type=any_path)
@click.argument("out", type=any_path)
@click.option("--for", "for_whom", metavar="PERSON", help="Hand out work to this person.")
@click.option("--from", "from_whom", metavar="PERSON", help="Send this person's work back.")
@click.option("--feedback", metavar="PERSON", help="Give this person what was decided.")
@me_option
@json_option
def command(
    project: Path,
    out: Path,
    for_whom: str | None,
    from_whom: str | None,
    feedback: str | None,
    me: str | None,
    as_json: bool,
) -> None:
    """Make a bundle: a project file that carries work to a person, or back.

    Example: annotator bundle work.sqlite for-ana.sqlite --for Ana
    """
    from annotator.project.bundling import FEEDBACK, FOR, FROM, make_bundle
    from annotator.project.session import Session

    wanted = [(FOR, for_whom), (FROM, from_whom), (FEEDBACK, feedback)]
    given = [(purpose, person) for purpose, person in wanted if person is not None]
    if len(given) != 1:
        raise click.UsageError("Give one of --for, --from and --feedback.")
    purpose, person = given[0]
    report = make_bundle(project, out, purpose, person, Session(via="command"), me)
    if not as_json:
        remark(list(report.warnings))
    say(report.sentence(), report.as_json(), as_json)
