"""annotator guideline: show it, set it from a file or from one of its versions, list those."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.saying import any_path, json_option, me_option, remark, say

if TYPE_CHECKING:
    from annotator.project.project import Project


@click.command(name="guideline")
@click.argument("project", type=any_path)
@click.argument("what", type=click.Choice(["show", "set", "versions"]))
@click.argument("file", type=any_path, required=False)
@click.option(
    "--version", metavar="NAME", help="Of “show” and “set”: which of its versions, such as 2 or p1."
)
@me_option
@json_option
def command(
    project: Path, what: str, file: Path | None, version: str | None, me: str | None, as_json: bool
) -> None:
    """Show the guideline, set it from a Markdown file or an earlier version, or list its versions.

    What is set is a new version, and all of them are kept; in a bundle it is a proposal, which goes
    back with the work.

    Example: annotator guideline work.sqlite set guideline.md
    """
    given = (file is not None) + (version is not None)
    if given != 1 if what == "set" else file is not None or (what == "versions" and given):
        raise click.UsageError(
            "Give a FILE or a --version with “set”, perhaps a --version with “show”, and neither "
            "with “versions”."
        )
    from annotator.project.guideline import read_text
    from annotator.project.project import Project

    text = None if file is None else read_text(file)
    with closing(Project.open(project, me, via="command")) as opened:
        if what == "versions":
            _list(opened, as_json)
        elif what == "show":
            _show(opened, version, as_json)
        else:
            _set(opened, text, version, as_json)


def _show(opened: Project, version: str | None, as_json: bool) -> None:
    from annotator.project.guideline import guideline
    from annotator.project.guideline_writing import named, texts

    now, every = guideline(opened), texts(opened)
    found = every.current if version is None else named(every, version)
    number, text = (now.version, now.text) if found is None else (found.version, found.text)
    name = str(number) if found is None else found.name
    say(text or "There is no guideline yet.", _values(number, name, text), as_json)


def _set(opened: Project, text: str | None, version: str | None, as_json: bool) -> None:
    from annotator.domain.guideline import (
        HOW_RULES_ARE_WRITTEN,
        entries,
        is_numbered_without_rules,
        repeated_rules,
    )
    from annotator.project.guideline import guideline
    from annotator.project.guideline_writing import draft, proposes, take, texts, write

    before, is_proposed = guideline(opened), proposes(opened)
    if text is None:
        take(opened, version or "")
    else:
        write(opened, text)
    opened.settle()
    now, every = guideline(opened), texts(opened)
    name, shown = str(now.version) if every.current is None else every.current.name, draft(opened)
    values = _values(now.version, name, shown)
    rules = f"{len(values['rules']):,} rule{'s' * (len(values['rules']) != 1)}"
    again = repeated_rules(entries(shown))
    if again:
        remark([f"Several rules have the number {', '.join(again)}."])
    if is_numbered_without_rules(shown):
        remark([HOW_RULES_ARE_WRITTEN])
    if is_proposed and shown != now.text:
        said = (
            f"This is a bundle, so that is your proposal, with {rules}: it goes back with your "
            f"work. The guideline stays version {name}."
        )
        values["proposal"] = True
    else:
        same = " as before" if now == before else ""
        said = f"The guideline has version {name}{same}, with {rules}."
    say(said, values, as_json)


def _list(opened: Project, as_json: bool) -> None:
    from annotator.domain.text import text_sha256
    from annotator.project.guideline_writing import texts

    every, names = texts(opened), {each.id: each.name for each in opened.people}
    said = []
    for each in every.texts:
        by = f" by {names.get(each.by, each.by)}" if each.by else ""
        now = ", in force" if each == every.current else ""
        said.append(f"{each.title}{by}, {each.when[:10]}{now}")
    versions = [
        {
            "version": each.name,
            "person": each.by,
            "written": each.when,
            "text_sha256": text_sha256(each.text),
            "proposal": each.is_proposal,
            "in_force": each == every.current,
        }
        for each in every.texts
    ]
    say("\n".join(said) or "There is no guideline yet.", {"versions": versions}, as_json)


def _values(version: int, name: str, text: str) -> dict[str, Any]:
    from annotator.domain.guideline import RULE, entries

    rules = {each.name: each.words for each in entries(text) if each.kind == RULE}
    return {"version": version, "name": name, "text": text, "rules": rules}
