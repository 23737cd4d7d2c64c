"""annotator repair: what imports could not place, without a window."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.saying import any_path, bar, json_option, me_option, remark, say

if TYPE_CHECKING:
    from annotator.domain.unplaced import WaitingMark
    from annotator.project.project import Project


@click.group(name="repair", subcommand_metavar="COMMAND [ARGS]…")
@click.argument("project", type=any_path)
@click.pass_context
def command(context: click.Context, project: Path) -> None:
    """List the marks that imports could not place, save the list, place or dismiss them.

    Example: annotator repair work.sqlite save not-placed.csv
    """
    context.obj = project


def _opened(path: Path, me: str | None = None) -> Project:
    from annotator.project.project import Project

    return Project.open(path, me, via="command")


@command.command(name="list")
@json_option
@click.pass_obj
def list_marks(path: Path, as_json: bool) -> None:
    """List what waits for a place, by document.

    Example: annotator repair work.sqlite list --json
    """
    from annotator.project.repair_export import row_of

    with closing(_opened(path)) as project:
        marks = project.reader.waiting_marks()
    lines = [_line(each) for each in marks]
    lines.append(_count(marks))
    say("\n".join(lines), {"marks": [row_of(each) for each in marks]}, as_json)


def _count(marks: Sequence[WaitingMark]) -> str:
    if len(marks) == 1:
        return "1 mark is in the repair list."
    return f"{len(marks):,} marks are in the repair list."


def _line(waiting: WaitingMark) -> str:
    from annotator.project.naming import shortened

    mark = waiting.mark
    words = f" “{shortened(' … '.join(mark.quote))}”" if mark.quote else ""
    where = f" at {mark.said[0][0]}–{mark.said[-1][1]}" if mark.said else ""
    whose = waiting.person or waiting.kind
    called = mark.label or "no label"
    return f"{mark.id}  {waiting.key}, {whose}: {called}{words}{where}. {mark.reason}"


@command.command()
@click.argument("out", type=any_path)
@json_option
@click.pass_obj
def save(path: Path, out: Path, as_json: bool) -> None:
    """Save the list as a table (.csv) or as JSON lines (.jsonl).

    Example: annotator repair work.sqlite save not-placed.jsonl
    """
    from annotator.project.repair_export import save_list

    with closing(_opened(path)) as project:
        count = save_list(project.reader.waiting_marks(), out)
    marks = f"{count:,} mark{'s' * (count != 1)}"
    say(f"Saved {marks} to {out.name}.", {"marks": count, "out": str(out)}, as_json)


@command.command()
@click.argument("mark")
@click.argument("start", type=int)
@click.argument("end", type=int)
@click.option("--label", metavar="ID", help="The label, where the file's is none of the schema's.")
@me_option
@json_option
@click.pass_obj
def place(
    path: Path, mark: str, start: int, end: int, label: str | None, me: str | None, as_json: bool
) -> None:
    """Give a mark its place: START and END count code points, END is not part of it.

    Example: annotator repair work.sqlite place T3 120 131 --me ana
    """
    from annotator.project import repairing

    with closing(_opened(path, me)) as project:
        waiting = _found(project, mark)
        span = repairing.place(project, waiting, [(start, end)], label)
        project.settle()
    words = " … ".join(span.quote)
    values = {"span": span.id, "label": span.label, "quote": list(span.quote)}
    say(f"Placed “{words}” as {span.label} in {waiting.key}.", values, as_json)


@command.command()
@click.argument("foreign")
@click.argument("label")
@me_option
@json_option
@click.pass_obj
def rename(path: Path, foreign: str, label: str, me: str | None, as_json: bool) -> None:
    """Let all marks of yours that a file calls FOREIGN become LABEL; place those with a sure place.

    Later imports into the project remember it.

    Example: annotator repair work.sqlite rename PER speaker --me ana
    """
    from annotator.project.remembered_names import remember_label
    from annotator.project.remembering import not_remembered
    from annotator.project.repairing_many import rename as rename_all

    with closing(_opened(path, me)) as project, bar("Placing") as progress:
        done = rename_all(project, foreign, label, progress)
        project.settle()
        try:
            remember_label(project.id, foreign, label)
        except OSError as error:
            remark([not_remembered(error, f"that {foreign} is {label}")])
    values = {"placed": done.placed, "waiting": done.waiting}
    say(done.sentence(foreign, label), values, as_json)


@command.command()
@click.argument("mark")
@me_option
@json_option
@click.pass_obj
def dismiss(path: Path, mark: str, me: str | None, as_json: bool) -> None:
    """Take a mark off the list without placing it; History can bring it back.

    Example: annotator repair work.sqlite dismiss T3 --me ana
    """
    from annotator.project import repairing

    with closing(_opened(path, me)) as project:
        waiting = _found(project, mark)
        repairing.dismiss(project, waiting)
        project.settle()
    name = repairing.mark_name(waiting.mark)
    say(f"Dismissed {name} in {waiting.key}.", {"dismissed": mark}, as_json)


def _found(project: Project, id: str) -> WaitingMark:
    """Return the mark of that id, mine before those of others where several have it."""
    from annotator.domain.problem import Problem

    me = project.me.id if project.me else None
    found = [each for each in project.reader.waiting_marks() if each.mark.id == id]
    found.sort(key=lambda each: each.person != me)
    same = [each for each in found if (each.person == me) == (found[0].person == me)]
    if not found:
        raise Problem(
            f"No mark {id} is in the repair list.",
            "Nothing was changed.",
            "“annotator repair PROJECT list” shows the ids.",
        )
    if len(same) > 1:
        keys = ", ".join(each.key for each in same[:5])
        raise Problem(
            f"{len(same):,} marks have the id {id}, in {keys}.",
            "Nothing was changed.",
            "Open the repair list in the window, which tells them apart.",
        )
    return found[0]
