"""annotator, python -m annotator: a command goes to the command line, the rest to the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import annotator
from annotator.cli.commands import COMMANDS

_HELP = ("--help", "-h")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the window, and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:
        print(f"annotator, version {annotator.__version__}")
        return 0
    if given and (given[0] in COMMANDS or given[0] in _HELP):
        from annotator.cli.main import main as run_command

        return run_command(given)
    from annotator.app.application import run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
