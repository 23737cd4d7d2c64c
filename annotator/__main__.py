"""annotator, python -m annotator: a command goes to the command line, the rest to the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

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

        return run_command(given, _open_window)
    return _open_window(given)


def _open_window(arguments: list[str]) -> int:
    project, document = None, None
    rest = list(arguments)
    while rest:
        each = rest.pop(0)
        if each == "--document" and rest:
            document = rest.pop(0)
        elif each.startswith("--document="):
            document = each.removeprefix("--document=")
        elif each.startswith("-") or project is not None:
            return _wrong_usage(each)
        else:
            project = Path(each)
    # Nothing made during start-up is garbage; looking for it would cost 3 % of it.
    gc.disable()
    # Qt is only loaded once there is something to show.
    from annotator.app.application import run

    return run(project, document)


def _wrong_usage(argument: str) -> int:
    print(
        "Usage: annotator [PROJECT] [--document KEY], or annotator COMMAND …\n"
        f"“{argument}” is not understood. “annotator --help” lists the commands.",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
