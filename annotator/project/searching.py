"""Searching the texts and titles of all documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.domain.problem import Problem
from annotator.storage.search import Hit

if TYPE_CHECKING:
    from annotator.project.project import Project
    from annotator.storage.project_reader import ProjectReader

__all__ = [
    "Hit",
    "indexing",
    "indexing_problem",
    "is_indexed",
    "search",
    "searcher",
    "when_indexed",
]


def search(project: Project, query: str, limit: int = 50) -> list[Hit]:
    """Return documents that hold the query, each with an excerpt, best first.

    The last word may be the beginning of one. While the index is being built (see
    `indexing`) only what is in it is found, besides titles.
    """
    return project.reader.search(query, limit)


def searcher(project: Project) -> ProjectReader:
    """Return a reader of its own, to search on another thread: make it there, close it there."""
    return project.another_reader()


def indexing_problem(project: Project) -> Problem | None:
    """Return why texts cannot be indexed now, or None; search finds only what is indexed."""
    details = project.indexing.problem
    if details is None:
        return None
    return Problem(
        "Search does not find everything: the texts cannot be indexed now.",
        "The articles and all marks are as they were.",
        "It is tried again by itself. If it stays so, check the project with annotator check.",
        details,
    )


def indexing(project: Project) -> tuple[int, int] | None:
    """Return how many texts of how many are indexed while that goes on, or None when done."""
    return None if is_indexed(project.reader) else project.reader.search_progress()


def is_indexed(reader: ProjectReader) -> bool:
    """Return whether every text can be found; asked before a search, it holds for that search."""
    done, total = reader.search_progress()
    return done >= total


def when_indexed(project: Project, then: Callable[[], None]) -> bool:
    """Call `then` once, on another thread, when all texts are indexed.

    Return whether that will be: not on a drive where nothing is, nor while it cannot be done.
    """
    return project.indexing.when_done(then)
