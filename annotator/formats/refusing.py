"""What becomes of a Problem or mistake that a reader meets: it is about that file and no other."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator

from annotator.domain.problem import Problem
from annotator.formats.format import FileDocument, Finding, Item
from annotator.formats.library_errors import place_of_mistake, said

#: The kind of a finding that tells of a fault in the program, not in the file.
OUR_MISTAKE = "our-mistake"
#: How the Problems of readers call the file.
_THIS = "This file"


def named(problem: Problem, name: str) -> Problem:
    """Return a reader's Problem with the name of its file in it."""
    happened = problem.happened
    if happened.startswith(_THIS):
        happened = name + happened.removeprefix(_THIS)
    elif name not in happened:
        happened = f"{name}: {happened}"
    return Problem(happened, problem.safe, problem.next_step, problem.details)


def until_refused(
    items: Iterator[Item], name: str, met: Callable[[Problem], object] = lambda _problem: None
) -> Iterator[Item]:
    """Yield what a reader gives; a Problem ends it with a finding, and `met` hears of it."""
    documents = 0
    try:
        for item in items:
            documents += isinstance(item, FileDocument)
            yield item
    except Problem as problem:
        met(named(problem, name))
        kept = "What came before was kept." if documents else "It was left out."
        yield Finding("refused", problem.happened, f"{kept} {problem.next_step}", name)


def until_mistaken(items: Iterator[Item], name: str) -> Iterator[Item]:
    """Yield what a reader gives; a mistake of ours ends it with a finding that asks to report it.

    For one file of several: of a file by itself the mistake goes to the report dialog.
    """
    while True:
        try:
            item = next(items)
        except StopIteration:
            return
        except (Problem, OSError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001  (said in the report, with its place)
            message = (
                f"Annotator made a mistake with it: {said(error)} ({place_of_mistake(error)})."
            )
            kept = "What came before and the other files were kept. Please report this mistake."
            details = "".join(traceback.format_exception(error))
            yield Finding(OUR_MISTAKE, message, kept, name, details=details)
            return
        yield item
