"""annotator formats: list what can be imported and exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotator.cli.saying import json_option, say

if TYPE_CHECKING:
    from annotator.formats.format import Format


@click.command(name="formats")
@json_option
def command(as_json: bool) -> None:
    """List the formats by their names, with what each does and its endings.

    Example: annotator formats --json
    """
    from annotator.formats.registry import formats

    every = formats()
    width = max(len(each.name) for each in every)
    lines = [f"{each.name:{width}}  {_does(each):15}  {_told(each)}" for each in every]
    say("\n".join(lines), {"formats": [_as_json(each) for each in every]}, as_json)


def _does(format: Format) -> str:
    return " and ".join(
        word for word, can in (("reads", format.reads), ("writes", format.writes)) if can
    )


def _told(format: Format) -> str:
    where = "a folder" if format.many_files else ", ".join(format.suffixes)
    missing = "" if format.missing() is None else f"; not installed: the extra “{format.extra}”"
    return f"{format.title} ({where}{missing})"


def _as_json(format: Format) -> dict[str, object]:
    return {
        "name": format.name,
        "title": format.title,
        "reads": format.reads,
        "writes": format.writes,
        "suffixes": list(format.suffixes),
        "folder": format.many_files,
        "extra": format.extra,
        "installed": format.missing() is None,
        "keeps": sorted(format.keeps),
        "partly": dict(format.partly),
    }
