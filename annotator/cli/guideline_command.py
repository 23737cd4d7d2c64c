"""annotator guideline: show it, or set it from a file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from annotator.cli.saying import any_path, json_option, me_option, remark, say


@click.command(name="guideline")
@click.argument("project", type=any_path)
@click.argument("what", type=click.Choice(["show", "set"]))
@click.argument("file", type=any_path, required=False)
@me_option
@json_option
def command(project: Path, what: str, file: Path | None, me: str | None, as_json: bool) -> None:
    """Show the guideline, or set it from a Markdown file: a new version, kept in the history.

    Example: annotator guideline work.sqlite set guideline.md
    """
    if (what == "set") != (file is not None):
        raise click.UsageError("Give a FILE with “set”, and none with “show”.")
    from annotator.domain.guideline import RULE, entries, repeated_rules
    from annotator.project.guideline import guideline, read_text, write_guideline
    from annotator.project.project import Project

    text = None if file is None else read_text(file)
    with closing(Project.open(project, me, via="command")) as opened:
        before = guideline(opened)
        now = before if text is None else write_guideline(opened, text)
    found = entries(now.text)
    rules = {each.name: each.words for each in found if each.kind == RULE}
    values = {"version": now.version, "text": now.text, "rules": rules}
    if text is None:
        say(now.text or "There is no guideline yet.", values, as_json)
        return
    again = repeated_rules(found)
    if again:
        remark([f"Several rules have the number {', '.join(again)}."])
    same = " as before" if now == before else ""
    number = f"{len(rules):,} rule{'s' * (len(rules) != 1)}"
    say(f"The guideline has version {now.version}{same}, with {number}.", values, as_json)
