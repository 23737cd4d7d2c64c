"""annotator demo: open the demo project."""

from __future__ import annotations

import click

from annotator.cli.saying import me_option


@click.command(name="demo")
@me_option
@click.pass_obj
def command(open_window: object, me: str | None) -> int:
    """Open the demo project, made from the articles that come with the program.

    Example: annotator demo
    """
    from annotator.project.demo import demo_project

    path = demo_project(me)
    click.echo(f"Opening the demo project {path}.", err=True)
    # The window is handed in by __main__: this folder knows nothing of it.
    assert callable(open_window)
    code: int = open_window([str(path)])
    return code
