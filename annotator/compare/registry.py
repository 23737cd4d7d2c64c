"""Which measures there are: every module of this folder with a constant MEASURE is one."""

from __future__ import annotations

from functools import cache

import annotator.compare
from annotator.compare.measure import Measure
from annotator.domain.problem import Problem
from annotator.domain.registered import registered


@cache
def measures() -> tuple[Measure, ...]:
    """Return every measure, by name."""
    found = registered(annotator.compare, "MEASURE", Measure)
    return tuple(sorted(found, key=lambda measure: measure.name))


def measure_named(name: str) -> Measure:
    """Return the measure of that name; raises Problem when there is none."""
    wanted = name.strip().casefold().replace("_", "-").replace(" ", "-")
    for measure in measures():
        if measure.name == wanted:
            return measure
    raise Problem(
        f"There is no measure called {name}.",
        "Nothing was changed.",
        "Use one of " + ", ".join(measure.name for measure in measures()) + ".",
    )
