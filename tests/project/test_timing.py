"""Seconds of work, without pauses, kept with the layer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.project import editing, history
from annotator.project.checking import check
from annotator.project.project import Project
from annotator.project.timing import IDLE, Stopwatch, add_seconds, seconds_of
from tests.samples import reopen

DOC = "D-a"


def watch_over(times: list[float]) -> Stopwatch:
    """Return a stopwatch that was touched at these times."""
    steps = iter(times)
    watch = Stopwatch(lambda: next(steps))
    for _ in times:
        watch.touch()
    return watch


@pytest.mark.parametrize(
    ("times", "seconds"),
    [([5], 0), ([0, 10, 25], 25), ([0, 60], 60), ([0, 60.5], 0), ([0, 30, 3630, 3640], 40),
     ([10, 5, 6], 1)],
)  # fmt: skip
def test_only_short_gaps_are_work(times: list[float], seconds: float) -> None:
    assert watch_over(times).seconds == seconds


def test_nothing_counts_while_it_rests() -> None:
    steps = iter([0, 10, 40, 45])
    watch = Stopwatch(lambda: next(steps))
    watch.touch()
    watch.rest()
    watch.touch()
    watch.touch()
    assert watch.take() == 15


def test_parts_of_a_second_are_not_lost() -> None:
    watch = watch_over([0, 0.6])
    assert watch.take() == 0
    assert watch_over([0, 0.6, 1.2]).take() == 1
    assert watch.seconds == 0.6


@given(st.lists(st.floats(0, 200), max_size=20))
def test_it_is_the_sum_of_the_gaps_that_are_no_pauses(gaps: list[float]) -> None:
    times = [0.0]
    for gap in gaps:
        times.append(times[-1] + gap)
    watch = watch_over(times)
    expected = sum(b - a for a, b in zip(times, times[1:], strict=False) if b - a <= IDLE)
    assert watch.seconds == pytest.approx(expected)


def test_seconds_are_kept_and_are_no_step_of_undo(project: Project) -> None:
    span = editing.mark(project, DOC, "location", [(0, 5)])
    assert add_seconds(project, DOC, 40)
    assert add_seconds(project, DOC, 2)
    opened = project.open_document(DOC)
    assert seconds_of(opened) == 42
    assert history.undo_name(project) == "mark “To i as Location"
    history.undo(project)
    assert opened.spans == {}
    assert seconds_of(opened) == 42
    # The layer is blank again, so the next seconds wait.
    assert not add_seconds(project, DOC, 1)
    history.redo(project)
    assert add_seconds(project, DOC, 1)
    assert set(opened.spans) == {span.id}
    project.flush()
    assert check(project.path, refold=True) == []
    again = reopen(project.path, "again")
    assert seconds_of(again.open_document(DOC)) == 43
    again.close()


def test_a_blank_layer_stays_blank(project: Project) -> None:
    assert not add_seconds(project, DOC, 30)
    assert not add_seconds(project, DOC, 0)
    project.flush()
    assert project.documents()[0].status == "new"
    assert project.reader.fields_of(project.layer_stream(DOC), "layer", "") == {}


def test_a_skipped_document_keeps_its_time(project: Project) -> None:
    editing.set_status(project, DOC, "skipped", "an advertisement")
    assert add_seconds(project, DOC, 12)
    opened = project.open_document(DOC)
    assert (opened.status, opened.reason, seconds_of(opened)) == ("skipped", "an advertisement", 12)
