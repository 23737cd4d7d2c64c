"""The queue of a review: its order, and that nothing of it stays when another takes its place."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project.project import Project
from annotator.project.review_queue import GROUPINGS, ReviewQueue
from tests.planned import planned
from tests.reviews import opened, review


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = opened(planned(tmp_path / "p.sqlite"))
    yield made
    made.close(lose_unsaved=True)


def test_a_queue_goes_without_a_search_for_garbage(project: Project) -> None:
    """What a review holds is left out of such searches, so that they hold no window."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        queue = ReviewQueue(review(project))
        for by, _words in GROUPINGS:
            assert queue.grouping(by).next_waiting(None, 1) is not None
        gone = weakref.ref(queue)
        del queue
        assert gone() is None
    finally:
        if enabled:
            gc.enable()


def test_cases_stand_by_rank_then_document_then_place(project: Project) -> None:
    queue = ReviewQueue(review(project))
    cases = [queue.targets[key] for key in queue.order]
    told = [
        (each.case.order[0], document.key, *each.case.order[1:])
        for document, each in cases
        if each.case is not None
    ]
    assert len(told) > 3
    assert told == sorted(told)
    for by, _words in GROUPINGS:
        assert sorted(queue.grouping(by).keys) == sorted(queue.order)
