"""A project in which so many marks overlap that they are aligned greedily, and some are doubled."""

from __future__ import annotations

from pathlib import Path

from annotator.compare.linking import LARGEST
from tests.planned import ANA, QUOTE, Marks, document, layer, planned

_TEXT = "word " * 200


def crowd(shift: int) -> Marks:
    """Return marks that all overlap, more than are matched exactly."""
    return [((start, 500 + start), "quote") for start in range(shift, shift + LARGEST + 5)]


def crowded(path: Path) -> Path:
    """Return a project: ana and ben crowd in d, cy does not; ana marked twice in a, ben in both."""
    return planned(
        path,
        document("a", layer("ana", [*ANA, ANA[0], ANA[0]]), layer("ben", [*ANA, (QUOTE, "quote")])),
        document(
            "d",
            layer("ana", crowd(0)),
            layer("ben", [*crowd(300), crowd(300)[0]]),
            layer("cy", ANA),
            text=_TEXT,
        ),
    )
