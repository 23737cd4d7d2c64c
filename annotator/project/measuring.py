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
from annotator.compare.links import RELATIONS
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
    units look at spans all the same. It may be a kind of relation too, for relation-f1. Measures
    of links are made by name, or for a kind of relation. Raises Problem for an unknown name or
    attribute, and for a measure that needs an order where there is none.
    """
    kind = attribute if attribute in {each.id for each in schema.relations} else None
    named = attribute is not None and bool(attributes_named(schema, attribute))
    if attribute is not None and not named and kind is None:
        raise _no_attribute(schema, attribute)
    if not names:
        about = attribute if named else None
        values = attribute is None or named
        fitting = [each for each in measures() if values and _fits(schema, each, about)]
        of_kind = [Wanted(each, kind) for each in measures() if each.numbers == RELATIONS]
        return [Wanted(each, about) for each in fitting] + (of_kind if kind else [])
    chosen = []
    for measure in dict.fromkeys(measure_named(name) for name in names):
        if measure.takes == "links":
            chosen.append(Wanted(measure, kind if measure.numbers == RELATIONS else None))
            continue
        if kind is not None and not named and measure.takes != "units":
            raise Problem(
                f"{measure.name} looks at values, and {kind} is a kind of relation.",
                _UNCHANGED,
                "Use relation-f1.",
            )
        _check_order(schema, measure, attribute)
        about = None if measure.takes == "units" else attribute
        chosen.append(Wanted(measure, about))
    return chosen


def _no_attribute(schema: Schema, attribute: str) -> Problem:
    known = sorted({each.id for label in schema.labels for each in label.attributes})
    kinds = ", ".join(each.id for each in schema.relations)
    return Problem(
        f"There is no attribute {attribute} in this project's schema.",
        _UNCHANGED,
        f"Its attributes are {', '.join(known) or 'none yet'}"
        + (f", its kinds of relations {kinds}." if kinds else "."),
    )


def _fits(schema: Schema, measure: Measure, attribute: str | None) -> bool:
    if measure.numbers == RANKS:
        return attribute is not None and _has_numbers(schema, attribute)
    if measure is SETS:
        return attribute is not None
    if measure.takes == "links":
        return False
    return attribute is None or measure.takes != "units"


def has_links(schema: Schema, measure: Measure) -> bool:
    """Return whether a schema has what a measure of links looks at."""
    if measure.numbers == RELATIONS:
        return any(each.enabled for each in schema.relations)
    return any(label.definition.get("entity") for label in schema.enabled_labels)


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
    if wanted.measure.takes in ("units", "links"):
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
