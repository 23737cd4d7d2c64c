"""Which measures are made: by their names, or those that fit what is compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotator.compare.alpha_sets import MEASURE as SETS
from annotator.compare.figures import Wanted
from annotator.compare.judging import (
    Saying,
    attributes_named,
    has_order,
    label_said,
    rank_said,
    value_said,
)
from annotator.compare.measure import Measure
from annotator.compare.registry import measure_named, measures
from annotator.domain.problem import Problem
from annotator.domain.schema import Schema

#: The numbers of measures whose values need an order.
RANKS = "ranks"
_UNCHANGED = "Nothing was changed."


def wanted_measures(
    schema: Schema, names: Sequence[str], attribute: str | None = None
) -> list[Wanted]:
    """Return the measures of these names, without names those that fit.

    With an attribute (by id), measures of tokens and values look at its values; measures of
    units look at spans all the same. Raises Problem for an unknown name or attribute, and for
    a measure that needs an order where there is none.
    """
    if attribute is not None and not attributes_named(schema, attribute):
        known = sorted({each.id for label in schema.labels for each in label.attributes})
        raise Problem(
            f"There is no attribute {attribute} in this project's schema.",
            _UNCHANGED,
            f"Its attributes are {', '.join(known) or 'none yet'}.",
        )
    if not names:
        return [
            Wanted(measure, attribute)
            for measure in measures()
            if _fits(schema, measure, attribute)
        ]
    chosen = []
    for measure in dict.fromkeys(measure_named(name) for name in names):
        _check_order(schema, measure, attribute)
        about = None if measure.takes == "units" else attribute
        chosen.append(Wanted(measure, about))
    return chosen


def _fits(schema: Schema, measure: Measure, attribute: str | None) -> bool:
    if measure.numbers == RANKS:
        return attribute is not None and _has_numbers(schema, attribute)
    if measure is SETS:
        return attribute is not None
    return attribute is None or measure.takes != "units"


def _has_numbers(schema: Schema, attribute: str) -> bool:
    return all(each.kind == "number" for each in attributes_named(schema, attribute).values())


def _check_order(schema: Schema, measure: Measure, attribute: str | None) -> None:
    if measure.numbers != RANKS:
        return
    if attribute is None:
        raise Problem(
            f"{measure.name} needs values with an order, and labels have none.",
            _UNCHANGED,
            "Choose an attribute, or use alpha-nominal.",
        )
    if not has_order(attributes_named(schema, attribute).values()):
        raise Problem(
            f"{measure.name} needs values with an order, and those of {attribute} have none.",
            _UNCHANGED,
            "Use alpha-nominal.",
        )


def saying_of(schema: Schema, wanted: Wanted) -> Saying | None:
    """Return what spans say for a measure: their value, its rank, or their label."""
    if wanted.measure.takes == "units":
        return None
    if wanted.attribute is None:
        return label_said if wanted.measure.takes == "values" else None
    attributes = attributes_named(schema, wanted.attribute)
    make = rank_said if wanted.measure.numbers == RANKS else value_said
    return make(attributes, wanted.attribute)


def attribute_definition(schema: Schema, attribute: str | None) -> list[Any] | None:
    """Return what the figures of an attribute depend on, as plain values."""
    if attribute is None:
        return None
    return [
        [label, each.kind, list(each.values)]
        for label, each in sorted(attributes_named(schema, attribute).items())
    ]
