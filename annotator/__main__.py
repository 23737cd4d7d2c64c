"""annotator, python -m annotator: a command goes to the command line, the rest to the window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import annotator
from annotator.cli.commands import COMMANDS

_HELP = ("--help", "-h")
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the window, and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:
        print(f"annotator, version {annotator.__version__}")
        return 0
    if given and (given[0] in COMMANDS or given[0] in _HELP):
        from annotator.cli.main import main as run_command

        return run_command(given, _open_window)
    if given and _looks_like_a_command(given[0]):
        return _unknown_command(given[0])
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
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        return _no_screen()
    # Nothing made during start-up is garbage; looking for it would cost 3 % of it.
    gc.disable()
    # Qt is only loaded once there is something to show.
    from annotator.app.application import run

    return run(project, document)


def _looks_like_a_command(word: str) -> bool:
    """Return whether somebody rather mistyped a command than named a project file."""
    path = Path(word)
    bare = path.name == word and not word.startswith("-") and not path.suffix
    return bare and not path.exists()


def _unknown_command(word: str) -> int:
    from difflib import get_close_matches

    near = get_close_matches(word, COMMANDS, 1)
    hint = f"The nearest command is “{near[0]}”; " if near else ""
    print(
        "Usage: annotator [PROJECT] [--document KEY], or annotator COMMAND …\n"
        f"There is no command and no project “{word}”. {hint}“annotator --help” lists all "
        "commands.",
        file=sys.stderr,
    )
    return 2


def _no_screen() -> int:
    from annotator.domain.problem import Problem

    problem = Problem(
        "There is no screen on which the window could be shown.",
        "Nothing was changed.",
        "Start Annotator from a desktop session, or use a command: “annotator --help” lists them.",
    )
    print(problem, file=sys.stderr)
    return 1


def _wrong_usage(argument: str) -> int:
    print(
        "Usage: annotator [PROJECT] [--document KEY], or annotator COMMAND …\n"
        f"“{argument}” is not understood. “annotator --help” lists the commands.",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
