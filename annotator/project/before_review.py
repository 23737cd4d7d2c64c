"""The figures as they were measured before a review began, beside those of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.compare.figures import Row
from annotator.project.freezing import FIGURES, Frozen, frozen, frozen_from_fields
from annotator.storage.connection import open_to_read
from annotator.storage.counts import has_decisions
from annotator.storage.reading import records_of_kind

if TYPE_CHECKING:
    from annotator.project.project import Project

#: What tells a figure from the others of one comparison.
_Place = tuple[Any, ...]


def _place(row: Row) -> _Place:
    return (row.measure, row.label, row.attribute, row.pair, row.document)


@dataclass(frozen=True, slots=True)
class BeforeReview:
    """Figures of everything as they were at a time (ISO 8601), by what they are of.

    `begun` tells whether a review has begun since; otherwise they were only written down.
    """

    created: str
    begun: bool
    figures: Mapping[_Place, Row]

    @property
    def words(self) -> str:
        """When they are of: “as measured before review began, on 2026-11-20”."""
        what = "measured before review began, on" if self.begun else "frozen on"
        return f"as {what} {self.created[:10]}"

    def of(self, row: Row) -> Row | None:
        """Return what a figure was; None for one that was not written down."""
        return self.figures.get(_place(row))

    def rows_beside(self, rows: Iterable[Row]) -> list[Row]:
        """Return what each of some figures was, where it was written down."""
        return [was for row in rows if (was := self.of(row)) is not None]


def before_review(project: Project) -> BeforeReview | None:
    """Return the first figures that were frozen in an open project, None where none were."""
    found = frozen(project)
    return _of(found[0], project.reader.has_decisions()) if found else None


def before_review_in(path: Path) -> BeforeReview | None:
    """Return the same from a project's file."""
    with closing(open_to_read(path)) as opened:
        records = records_of_kind(opened.connection, FIGURES)
        begun = has_decisions(opened.connection)
    found = [frozen_from_fields(id, fields) for id, fields in records]
    first = min(found, key=lambda each: (each.created, each.id), default=None)
    return None if first is None else _of(first, begun)


def _of(first: Frozen, begun: bool) -> BeforeReview:
    return BeforeReview(first.created, begun, {_place(row): row for row in first.rows})
