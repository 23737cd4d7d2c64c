"""What becomes of a Problem that a reader meets: it is about that file and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annotator.domain.problem import Problem
from annotator.formats.format import FileDocument, Finding, Item

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
