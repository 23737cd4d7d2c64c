"""A Problem: an error whose message is for the person."""

from __future__ import annotations


class Problem(Exception):
    """Something the person must know: what happened, what is safe, what to do next.

    The window shows the three parts as three rows; the command line prints them on
    stderr and exits with 1. Anything else that is raised is a bug of ours.
    """

    def __init__(self, happened: str, safe: str, next_step: str, details: str = "") -> None:
        super().__init__(happened)
        self.happened = happened
        self.safe = safe
        self.next_step = next_step
        self.details = details

    def __str__(self) -> str:
        return "\n".join(part for part in (self.happened, self.safe, self.next_step) if part)
