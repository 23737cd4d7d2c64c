"""The queue of a review: its order, and that nothing of it stays when another takes its place."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.compare.case import RELATION_CASE
from annotator.project.project import Project
from annotator.project.review_queue import GROUPINGS, ReviewQueue
from annotator.project.reviewing import MAJORITY, rule
from tests.disputed import disputed
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


@pytest.fixture
def related(tmp_path: Path) -> Iterator[Project]:
    made = opened(disputed(tmp_path / "related.sqlite"))
    yield made
    made.close(lose_unsaved=True)


def test_what_waits_for_its_spans_is_neither_decided_nor_among_all(related: Project) -> None:
    queue = ReviewQueue(review(related))
    before = queue.standing()
    judged = [each for document in queue.review.documents for each in document.judged()]
    relations = [each for each in judged if each.case and each.case.kind == RELATION_CASE]
    assert relations
    assert (before.settled, before.by_rule + before.by_hand) == (0, 0)
    assert before.waiting == len(relations)
    assert before.all + before.waiting == len(judged)
    made = rule(related, queue.review.documents, MAJORITY)
    for document in queue.review.documents:
        queue.refresh(document.id)
    after = queue.standing()
    assert after.settled == after.by_rule == len(made)
    assert after.waiting < before.waiting
    assert after.all > before.all
    related.settle()
    assert ReviewQueue(review(related)).standing() == after


def test_what_is_noted_waits_no_more_and_is_not_decided_either(project: Project) -> None:
    queue = ReviewQueue(review(project))
    grouping, standing = queue.grouping("pattern"), queue.standing()
    before = list(grouping.waiting)
    key, document = queue.order[0], queue.targets[queue.order[0]][0]
    judged = queue.targets[key]
    queue.note([key, key, "unknown"])
    assert (queue.noted, queue.waits(key), queue.target(key)) == ({key}, False, judged)
    assert queue.targets[key][1].state == "noted"
    number = grouping.group_of[key]
    assert grouping.waiting[number] == before[number] - 1
    assert queue.standing() == standing
    assert key not in [t[1].case.id for t, _ in queue.same(
        queue.order[1], grouping.groups[number], []) if t[1].case]  # fmt: skip
    # It lasts while other decisions come in.
    queue.refresh(document.id)
    assert queue.noted == {key}
    queue.forget([key, "unknown"])
    assert (queue.noted, queue.waits(key), list(grouping.waiting)) == (set(), True, before)
    assert queue.targets[key][1].state == "open"
