"""Filters of the document list, what comes next, and where problems are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.project import editing
from annotator.project.commenting import comment, set_resolved
from annotator.project.progress import Cancelled, Progress
from annotator.project.project import Project
from annotator.project.queue import (
    FILTERS,
    FINISHED,
    LayersToCheck,
    Marks,
    filter_of,
    filtered,
    find_problems,
    marks_of,
    next_not_done,
)
from annotator.storage.reading import DocumentSummary
from tests.samples import add_documents

STATUSES = ("new", "started", "done", "skipped")


def summary(id: str, status: str, reason: str | None = None) -> DocumentSummary:
    return DocumentSummary(id, id, id, status, reason, 0, 10, "en")


ROWS = [
    summary("a", "new"),
    summary("b", "done"),
    summary("c", "started"),
    summary("d", "skipped", "an advertisement"),
    summary("e", "done", "nobody knows"),
]
MARKS = Marks(frozenset("ab"), frozenset("b"), frozenset("c"), frozenset("de"))


@pytest.mark.parametrize(
    ("id", "kept"),
    [("all", "abcde"), ("not_done", "ac"), ("new", "a"), ("started", "c"), ("done", "be"),
     ("with_reason", "e"), ("skipped", "d"), ("unsure", "c"), ("comments", "b"),
     ("any_comments", "ab"), ("problems", "de"), ("nobody knows this one", "abcde")],
)  # fmt: skip
def test_filters_keep_what_their_name_says(id: str, kept: str) -> None:
    assert "".join(row.id for row in filtered(ROWS, filter_of(id), MARKS)) == kept


def test_filters_have_names_of_their_own() -> None:
    assert (
        len({each.id for each in FILTERS}) == len({each.name for each in FILTERS}) == len(FILTERS)
    )
    assert [each.id for each in FILTERS if each.needs_problems] == ["problems"]


@pytest.mark.parametrize(
    ("current", "direction", "following"),
    [("a", 1, "c"), ("c", 1, "a"), ("b", 1, "c"), ("e", 1, "a"), (None, 1, "a"), ("a", -1, "c"),
     ("c", -1, "a"), (None, -1, "c"), ("gone", 1, "a")],
)  # fmt: skip
def test_the_next_that_is_not_done(current, direction, following) -> None:
    assert next_not_done(ROWS, current, direction) == following


def test_there_is_no_next_when_only_the_current_one_is_left() -> None:
    assert next_not_done([summary("a", "new"), summary("b", "done")], "a") is None
    assert next_not_done([], None) is None


@given(st.lists(st.sampled_from(STATUSES), min_size=1, max_size=8), st.data())
def test_going_to_the_next_comes_to_all_that_are_not_done(statuses, data) -> None:
    rows = [summary(str(number), status) for number, status in enumerate(statuses)]
    waiting = {row.id for row in rows if row.status not in FINISHED}
    direction = data.draw(st.sampled_from((1, -1)))
    at = data.draw(st.sampled_from([row.id for row in rows]))
    seen = set()
    for _ in rows:
        following = next_not_done(rows, at, direction)
        if following is None:
            break
        seen.add(following)
        at = following
    assert seen | ({at} & waiting) == waiting


def test_comments_and_doubt_are_known_before_and_after_they_are_written(project: Project) -> None:
    add_documents(project, {"b": "Odessa is quiet.", "c": "Nothing here."})
    span = editing.mark(project, "D-a", "location", [(0, 5)])
    editing.set_uncertain(project, "D-a", [span.id], True)
    open_one = comment(project, "D-b", None, "why?")
    for _ in range(2):
        marks = marks_of(project, ["D-c"])
        assert marks == Marks(
            frozenset(["D-b"]), frozenset(["D-b"]), frozenset(["D-a"]), frozenset(["D-c"])
        )
        project.flush()
    set_resolved(project, "D-b", open_one.id, True)
    for _ in range(2):
        assert marks_of(project).with_open_comments == frozenset()
        assert marks_of(project).with_comments == {"D-b"}
        project.flush()
    editing.set_uncertain(project, "D-a", [span.id], False)
    assert marks_of(project).unsure == frozenset()


def test_problems_are_searched_over_all_documents(project: Project) -> None:
    add_documents(project, {"b": "“Yes,” said Ana.", "c": "“No,” said Ana.", "d": "Nothing."})
    for id in ("D-b", "D-c"):
        editing.mark(project, id, "quote", [(0, 6)])
    editing.set_status(project, "D-b", "done")
    project.flush()
    assert project.me is not None
    asked = LayersToCheck(("D-b", "D-c"), project.me.id, project.schema)
    told: list[tuple[int, int | None]] = []
    progress = Progress(lambda *step: told.append(step))
    # A quote without a speaker is a problem where the person says that all is done.
    assert find_problems(asked, project.reader, progress) == {"D-b"}
    assert told == [(0, 2), (1, 2), (2, 2)]
    with pytest.raises(Cancelled):
        find_problems(asked, project.reader, Progress(cancelled=lambda: True))
