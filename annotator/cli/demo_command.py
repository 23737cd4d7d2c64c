"""annotator demo: open the demo project."""

from __future__ import annotations

import click

from annotator.cli.saying import bar, json_option, me_option, say


@click.command(name="demo")
@me_option
@json_option
@click.pass_obj
def command(open_window: object, me: str | None, as_json: bool) -> int:
    """Open the demo project, made from the articles that come with the program.

    Example: annotator demo
    """
    from annotator.project.demo import demo_project

    with bar("Making the demo") as progress:
        path = demo_project(me, progress)
    say(f"Opening the demo project {path}.", {"project": str(path)}, as_json)
    # The window is handed in by __main__: this folder knows nothing of it.
    assert callable(open_window)
    code: int = open_window([str(path)])
    return code
