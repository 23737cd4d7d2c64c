"""Fleiss' kappa: any number of people's labels of the same tokens, or values of units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from annotator.compare.measure import (
    ALL,
    Compared,
    Counts,
    Measure,
    Numbers,
    by_label,
    labels_in,
    pooled,
)
from annotator.compare.tokens import token_labels, tokens
from annotator.compare.unit import units
from annotator.compare.values import Rows, judgements


def fleiss(rows: Rows) -> float | None:
    """Return Fleiss' (1971) kappa of values that people gave the same units.

    `rows` is a row a unit, a column a person, None where a person did not judge. Units with
    fewer than two values are left out; each of the others counts the same, however many
    values it has. None where everybody always gave one and the same value.
    """
    return value([{ALL: _numbers((tuple(row), 1) for row in rows)}], None)


def token_fleiss(
    people: Mapping[object, Iterable[object]] | Iterable[Iterable[object]], text: str
) -> float | None:
    """Return Fleiss' kappa over the tokens of a text, those without a span included.

    Tokens are `\\w+|[^\\w\\s]`; `people` are everybody's spans, as of `strict_f1`.
    """
    given = people.values() if isinstance(people, Mapping) else people
    places = tokens(text)
    return fleiss(zip(*(token_labels(places, units(each)) for each in given), strict=True))


def count(compared: Compared) -> dict[str, Numbers]:
    """Count tokens, or units, by the labels or values that people gave them."""
    if compared.rows is not None:
        return by_label(compared.rows, lambda rows: _numbers((row, 1) for row in rows))
    places = compared.text.tokens
    columns = [token_labels(places, layer) for layer in compared.layers]
    given = Counter(zip(*columns, strict=True))
    result = {ALL: _numbers(given.items())}
    labels = {label for row in given for part in row for label in labels_in(part)} - {""}
    for label in labels:
        result[label] = _numbers(
            (tuple(label if label in labels_in(part) else "" for part in row), times)
            for row, times in given.items()
        )
    return result


def _numbers(rows: Iterable[tuple[Sequence[Hashable], int]]) -> Numbers:
    numbers: Numbers = defaultdict(float)
    for row, times in rows:
        there = judgements(row)
        given = there.total()
        if given < 2:
            continue
        numbers[("units",)] += times
        agreeing = sum(n * (n - 1) for n in there.values())
        numbers[("agree",)] += times * agreeing / (given * (given - 1))
        for each, n in there.items():
            numbers[("share", each)] += times * n / given
    return dict(numbers)


def value(groups: Sequence[Counts], label: str | None) -> float | None:
    """Return the kappa of summed numbers."""
    numbers = pooled(groups, label)
    units = numbers.get(("units",), 0)
    if not units:
        return None
    shares = [number / units for name, number in numbers.items() if name[0] == "share"]
    expected = sum(share * share for share in shares)
    # One value alone gives 1, up to how floats add up.
    if len(shares) < 2:
        return None
    return (numbers[("agree",)] / units - expected) / (1 - expected)


MEASURE = Measure(
    name="fleiss",
    title="Fleiss' kappa",
    says="Labels of tokens, or an attribute's values, of any number of people beyond chance.",
    takes="tokens",
    numbers="shares",
    pairs=False,
    count=count,
    value=value,
)
