"""How a person asks formats to read: options by name, some with a value."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.problem import Problem
from annotator.formats.registry import formats
from annotator.formats.unit_option import unit_said


def read_options(given: Iterable[str]) -> dict[str, str]:
    """Return options typed as NAME or NAME=VALUE. Raises Problem for one that no format has."""
    known = {name: format for format in formats() for name in format.options}
    options = {}
    for each in given:
        name, _, value = each.partition("=")
        if name not in known:
            raise Problem(
                f"No format is read with an option “{name}”.",
                "Nothing was imported.",
                "Use one of " + ", ".join(sorted(known)) + ".",
            )
        options[name] = unit_said(value) if name == "unit" else value
    return options
