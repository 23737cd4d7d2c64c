"""Searching the texts and titles of all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.storage.search import Hit

if TYPE_CHECKING:
    from annotator.project.project import Project
    from annotator.storage.project_reader import ProjectReader

__all__ = ["Hit", "indexing", "search", "searcher"]


def search(project: Project, query: str, limit: int = 50) -> list[Hit]:
    """Return documents that hold the query, each with an excerpt, best first.

    The last word may be the beginning of one. While the index is being built (see
    `indexing`) only what is in it is found, besides titles.
    """
    return project.reader.search(query, limit)


def searcher(project: Project) -> ProjectReader:
    """Return a reader of its own, to search on another thread: make it there, close it there."""
    return project.another_reader()


def indexing(project: Project) -> tuple[int, int] | None:
    """Return how many texts of how many are indexed while that goes on, or None when done."""
    done, total = project.reader.search_progress()
    return None if done >= total else (done, total)
