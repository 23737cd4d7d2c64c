"""When a document was worked on: the time of its newest mark, and the week of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from annotator.storage.compared import ComparedHead


def week_of(moment: str) -> str:
    """Return the ISO week of a time (ISO 8601): "2026-W48"."""
    year, week, _day = date.fromisoformat(moment[:10]).isocalendar()
    return f"{year}-W{week:02}"


def newest_marks(
    heads: Iterable[ComparedHead], worked: Mapping[int, tuple[str | None, float]]
) -> dict[str, str]:
    """Return document key → when its newest mark was made; without those that have no time.

    `worked` is what `ComparedReader.worked` returns.
    """
    found = {}
    for head in heads:
        times = [worked.get(layer.number, (None, 0))[0] for layer in head.layers]
        newest = max((each for each in times if each), default=None)
        if newest is not None and _is_date(newest):
            found[head.key] = newest
    return found


def _is_date(moment: str) -> bool:
    try:
        date.fromisoformat(moment[:10])
    except ValueError:
        return False
    return True
