"""Trouble with the project's file that no verb expects: a damaged page, a vanished disk."""

from __future__ import annotations

from pathlib import Path

from annotator.domain.problem import Problem
from annotator.storage import refusal


def problem_of(error: BaseException, path: Path | None = None) -> Problem | None:
    """Return an error as a Problem where it is one of the file or its disk, None for a bug."""
    return error if isinstance(error, Problem) else refusal.trouble(error, path)
