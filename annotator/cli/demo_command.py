"""annotator demo: open the demo project."""

from __future__ import annotations

import click

from annotator.cli.saying import me_option


@click.command(name="demo")
@me_option
def command(me: str | None) -> int:
    """Open the demo project, made from the articles that come with the program.

    Example: annotator demo
    """
    from annotator.project.demo import demo_project

    path = demo_project(me)
    # Qt is only loaded once there is something to show.
    from annotator.app.application import run

    return run([str(path)])
