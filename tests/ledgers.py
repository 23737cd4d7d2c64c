"""What tests of the ledger share."""

from __future__ import annotations

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing
from annotator.project.checking import check
from annotator.project.project import Project


def clean(project: Project) -> None:
    """Wait for the disk, and fail when the file is not what its journal says."""
    assert project.flush()
    assert [str(each) for each in check(project.path, refold=True) if each.grade == "error"] == []


def speaker(project: Project, words: str, nth: int = 0) -> str:
    """Mark the `nth` of these words in the article as a speaker and return the span."""
    text = project.open_document("D-a").document.text
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return editing.mark(project, "D-a", "speaker", [(start, start + len(words))]).id


def linked(project: Project, span: str) -> str:
    """Return the name of the entity that a span names, or nothing."""
    return project.ledger.name_of(project.open_document("D-a").spans[span].entity)


def refused(call: object, *arguments: object, **named: object) -> Problem:
    """Return the Problem that a call ends with; it must be a whole one."""
    with pytest.raises(Problem) as caught:
        call(*arguments, **named)  # type: ignore[operator]
    assert caught.value.safe
    assert caught.value.next_step
    return caught.value
