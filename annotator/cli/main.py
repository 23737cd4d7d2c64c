"""The command `annotator`: finds the module of a command when it is asked for.

No command is imported before it is called, so that `annotator --version` and the window
do not wait for what they do not need.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

import annotator
from annotator.cli.commands import COMMANDS
from annotator.cli.option_words import in_options


class _Commands(click.Group):
    """A group whose commands are modules, imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"annotator.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="With no command, “annotator [PROJECT] [--document KEY]” opens the window.",
)
@click.version_option(annotator.__version__, prog_name="annotator")
def group() -> None:
    """Label news articles by hand: who said what, about what, where.

    Example: annotator new work.sqlite && annotator import work.sqlite articles
    """


def main(arguments: Sequence[str], open_window: Callable[[list[str]], int]) -> int:
    """Run a command and return the exit code: 0, 1 for a Problem, 2 for wrong usage.

    `open_window` shows the project of the given arguments, for commands that end in a window.
    """
    try:
        result: Any = group.main(
            list(arguments), prog_name="annotator", standalone_mode=False, obj=open_window
        )
    except click.exceptions.Abort:
        click.echo("Stopped; the project is as it was.", err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:
        from annotator.project.trouble import problem_of

        problem = problem_of(error)
        if problem is None:
            raise
        _show(problem)
        return 1
    return result if isinstance(result, int) else 0


def _show(problem: object) -> None:
    # What happened, what is safe, what to do next: one line each.
    sys.stdout.flush()
    click.echo(in_options(str(problem)), err=True)
