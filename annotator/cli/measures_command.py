"""annotator measures: list the measures of agreement."""

from __future__ import annotations

import click

from annotator.cli.saying import json_option, say


@click.command(name="measures")
@json_option
def command(as_json: bool) -> None:
    """List the measures of agreement and what each of them says.

    Example: annotator measures
    """
    from annotator.compare.registry import measures

    found = measures()
    width = max(len(measure.name) for measure in found)
    lines = [f"{measure.name:{width}}  {measure.says}" for measure in found]
    values = {
        "measures": [
            {
                "name": measure.name,
                "title": measure.title,
                "takes": measure.takes,
                "pairs": measure.pairs,
                "says": measure.says,
            }
            for measure in found
        ]
    }
    say("\n".join(lines), values, as_json)
