"""Reviews for tests: the planned project, its items, and the gold that follows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotator.compare.adjudication import Judged
from annotator.compare.case import Case
from annotator.domain.span import Span
from annotator.project.progress import Progress
from annotator.project.project import Project
from annotator.project.review_gold import gold_records
from annotator.project.review_reading import Review, read_review
from annotator.project.reviewing import Target
from tests.projects import ids
from tests.samples import ticking_clock


def opened(path: Path, me: str = "ana", prefix: str = "r", **more: Any) -> Project:
    more = {"clock": ticking_clock(), "new_id": ids(prefix), "device": "desk", **more}
    return Project.open(path, me=me, **more)


def review(project: Project) -> Review:
    project.settle()
    return read_review(Progress(), project.path)


def target(review: Review, key: str, category: str, words: str = "") -> Target:
    """Return the first item of a document that differs so and has these words in its title."""
    return next(
        (doc, each)
        for doc, each in review.judged()
        if doc.key == key
        and each.case is not None
        and each.case.category == category
        and words in each.case.title
    )


def case(each: Judged) -> Case:
    assert each.case is not None
    return each.case


def state(review: Review, wanted: Target) -> str:
    (found,) = [
        each.state
        for _doc, each in review.judged()
        if each.case is not None and each.case.id == case(wanted[1]).id
    ]
    return found


def gold(project: Project, document: str) -> list[Span]:
    return gold_records(project, document).spans


def content(spans: list[Span]) -> set[tuple[str, Any]]:
    return {(span.label, span.fragments) for span in spans}
