"""Making the index of the gazetteer in a process of its own, so that the window never waits."""

from __future__ import annotations

import multiprocessing
from typing import Any

from annotator.domain.problem import Problem
from annotator.project import gazetteer


class PlacesJob:
    """The index being made; started when it is made. `poll` tells when it is there."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_run, args=(sender,), name="annotator-places", daemon=True
        )
        self._process.start()
        sender.close()

    def poll(self, timeout: float = 0) -> bool:
        """Return whether it is done, waiting at most so many seconds; raises its Problem."""
        if not self._receiver.poll(timeout):
            return False
        try:
            problem = self._receiver.recv()
        except EOFError:
            problem = (
                "The list of places could not be made.",
                "Everything else works; places can be made by hand.",
                "Start Annotator again; if it happens once more, look at the memory in use.",
                "",
            )
        self._receiver.close()
        self._process.join()
        if problem is not None:
            raise Problem(*problem)
        return True


def _run(sender: Any) -> None:
    try:
        gazetteer.prepare()
    except Problem as problem:
        sender.send((problem.happened, problem.safe, problem.next_step, problem.details))
    else:
        sender.send(None)
    finally:
        sender.close()
