"""The option of reading by which a person says what the positions of a file count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from annotator.domain.problem import Problem
from annotator.domain.units import UNITS, unit_named
from annotator.formats.format import Item, Reader

#: For `Format.options` of what has positions.
UNIT_OPTION = {"unit": f"what positions count: {', '.join(UNITS)}"}


class CountingReader(Protocol):
    """Reads a file whose positions count `unit`, or what it looks like with None."""

    def __call__(self, path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
        """Yield what the file holds."""
        ...


def reads_unit(read: CountingReader) -> Callable[[Mapping[str, str]], Reader]:
    """Return, for `Format.configure`, what makes the reader that takes positions as it is told."""
    return lambda options: partial(read, unit=unit_said(options["unit"]))


def unit_said(said: str) -> str:
    """Return the unit that a person names. Raises Problem where there is none of that name."""
    unit = unit_named(said)
    if unit is None:
        raise Problem(
            f"Positions cannot count “{said}”.",
            "Nothing was imported.",
            f"Use one of {', '.join(UNITS)}.",
        )
    return unit
