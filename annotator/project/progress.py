"""How long work tells how far it is, and is told to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


class Cancelled(Exception):
    """The person stopped the work; the project is as it was before."""


def _quiet(done: int, total: int | None) -> None:
    """Tell nobody."""


def _go_on() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Progress:
    """`tell(done, total)` is called now and then, total None when unknown.

    `cancelled()` is asked now and then; after True the work ends with Cancelled.
    """

    tell: Callable[[int, int | None], None] = _quiet
    cancelled: Callable[[], bool] = _go_on

    @property
    def heard(self) -> bool:
        """Whether anybody listens, so that an expected total is worth its price."""
        return self.tell is not _quiet

    def step(self, done: int, total: int | None) -> None:
        """Tell how far the work is; raises Cancelled when it is to stop."""
        if self.cancelled():
            raise Cancelled
        self.tell(done, total)
