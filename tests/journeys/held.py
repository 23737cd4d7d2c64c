"""Work that goes on until a test lets it end, and rulings that wait for it."""

from __future__ import annotations

import pytest

from annotator.app.pages import figures_first, ruling_turns
from annotator.project.freezing import compared_attributes, figures_now
from annotator.project.job import JobState
from annotator.project.progress import Progress
from tests.disputed import disputed
from tests.journeys.ledger_file import saved
from tests.journeys.reviewing import go


class Held:
    """A job that goes on until it is cancelled, or ended with a state."""

    def __init__(self) -> None:
        self.state = JobState()

    def poll(self):
        return self.state

    def cancel(self):
        self.state = JobState(ended=True, cancelled=True)

    def wait(self, timeout=None):
        return self.state

    def end(self, **state):
        """End with a result or a Problem."""
        self.state = JobState(ended=True, **state)


class Gated:
    """A job that begins when the gate is opened; cancelled before, it never does."""

    def __init__(self, begin) -> None:
        self._begin, self.job = begin, Held()

    def poll(self):
        return self.job.poll()

    def cancel(self):
        self.job.cancel()

    def wait(self, timeout=None):
        return self.job.wait(timeout)

    def open(self):
        """Begin the work."""
        self.job = self._begin()


def hold_figures(patch):
    """Hold back the figures of agreement; return the job."""
    held = Held()
    patch.setattr(figures_first, "ProcessJob", lambda _name, *_given: held)
    return held


def let(figures, lead):
    """Let the figures be there."""
    project = lead.window.project
    figures.end(result=figures_now(Progress(), project.path, compared_attributes(project)))


def hold_large(patch):
    """Hold back rulings on many cases, of which two are many; return where their jobs will be.

    Each begins in a turn of its own.
    """
    patch.setattr(ruling_turns, "MANY", 1)
    start, gates = ruling_turns.start_ruling, []

    def gated(*given):
        gates.append(Gated(lambda: start(*given)))
        return gates[-1]

    patch.setattr(ruling_turns, "start_ruling", gated)
    return gates


def written(lead, qtbot):
    """Wait until every ruling is written or given up."""
    qtbot.waitUntil(lambda: not lead.window.book.page.unwritten, timeout=60_000)
    saved(lead)


def save_state(lead):
    """Return what the status line says of saving."""
    return lead.window.status.saved.text()


def waiting(page):
    """Return how many cases wait."""
    return sum(map(page.queue.waits, page.queue.order))


def of_a_pattern(page):
    """Go to a case of a pattern; return its key and those of the others."""
    first = next(key for key in page.queue.order if len(_same(page, key)) > 1)
    page.go_to(first)
    return first, [key for key in _same(page, first) if key != first]


def _same(page, key):
    page.go_to(key)
    return [target[1].case.id for target, _ruling in page.same([0])]


@pytest.fixture
def project_file(tmp_path):
    """A project in which people differ much, and nothing is frozen."""
    return disputed(tmp_path / "p.sqlite")


@pytest.fixture
def figures(monkeypatch):
    """The figures of agreement, which are not there before a test lets them be."""
    return hold_figures(monkeypatch)


@pytest.fixture
def lead(start, project_file, qtbot):
    """A lead at the review of the project."""
    typist = start(project_file)
    typist.window.project.become("Maria Lind")
    typist.window.ask_bar.hide()
    go(typist, qtbot)
    return typist
