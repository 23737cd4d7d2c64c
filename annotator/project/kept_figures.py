"""Figures that were made before, kept in the project file as long as nothing is written to it.

What was counted of each document is kept too, but to sum it up takes long where many people did
many documents; what was summed up is at hand at once.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from annotator.compare.figures import Row
from annotator.project.agreement_counts import COUNTING
from annotator.project.agreement_remarks import Doubled
from annotator.storage.canonical import canonical_json
from annotator.storage.compared import WHOLE, ComparedReader, Kept

if TYPE_CHECKING:
    from annotator.project.comparing import Agreement, AgreementOptions


def figures_name(options: AgreementOptions) -> str:
    """Return the name under which the figures of these options are kept, whatever their draws."""
    asked = [
        options.measures, options.labels, options.attribute, options.by, options.people,
        options.weeks, options.status, options.seed,
    ]  # fmt: skip
    return f"figures {sha256(canonical_json(asked)).hexdigest()}"


def kept_figures(reader: ComparedReader, options: AgreementOptions) -> dict[str, Any] | None:
    """Return the figures that are kept, as plain values, with at least as many draws; or None."""
    name = figures_name(options)
    stamp, text = reader.kept_counts([name]).get((WHOLE, name), ("", ""))
    if stamp != _stamp(reader):
        return None
    values: dict[str, Any] = orjson.loads(text)
    return values if values["times"] >= options.times else None


def to_keep(
    reader: ComparedReader, options: AgreementOptions, found: Agreement
) -> dict[tuple[str, str], Kept]:
    """Return what is worth keeping of figures; nothing where they are kept already."""
    if "document" in options.by or kept_figures(reader, options) is not None:
        return {}
    values = {
        "times": options.times,
        "rows": [list(row) for row in found.rows],
        "warnings": found.warnings,
        "unfinished": found.unfinished,
        "doubled": [list(each) for each in found.doubled],
        "approximate": found.approximate,
    }
    return {(WHOLE, figures_name(options)): (_stamp(reader), values)}


def rows_of(values: dict[str, Any]) -> list[Row]:
    """Return the rows among kept figures."""
    rows = [Row(*row) for row in values["rows"]]
    return [
        row if row.pair is None else row._replace(pair=(row.pair[0], row.pair[1])) for row in rows
    ]


def doubled_of(values: dict[str, Any]) -> list[Doubled]:
    """Return who marked the same twice, among kept figures."""
    return [Doubled(*each) for each in values["doubled"]]


def _stamp(reader: ComparedReader) -> str:
    """Return what changes with everything that is written."""
    return f"{COUNTING}, row {reader.newest()}"
