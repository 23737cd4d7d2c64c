"""Cohen's kappa: two people's labels of the same tokens, or values of the same units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import zip_longest

from annotator.compare.measure import ALL, Compared, Counts, Measure, Numbers, by_label, labels_in
from annotator.compare.tokens import token_labels, tokens
from annotator.compare.unit import units
from annotator.compare.values import Rows, judgements


def kappa(rows: Rows) -> float | None:
    """Return Cohen's (1960) kappa of values that two people gave the same units.

    `rows` is a row a unit, a column a person, None where a person did not judge: such units
    are left out. Of more than two people, the kappa pooled over their pairs: mean observed
    and mean expected agreement (De Vries and others 2008), weighted by units. None where
    everybody always gave one and the same value.
    """
    columns = list(zip_longest(*rows))
    pairs = [
        {ALL: _numbers(zip(one, other, strict=True))}
        for place, one in enumerate(columns)
        for other in columns[place + 1 :]
    ]
    return value(pairs, None)


def token_kappa(
    a: Iterable[object], b: Iterable[object], text: str, label: str | None = None
) -> float | None:
    """Return Cohen's kappa over the tokens of a text, those without a span included.

    Tokens are `\\w+|[^\\w\\s]`; `a` and `b` are two people's spans, as of `strict_f1`. With a
    `label`, that label against everything else.
    """
    places = tokens(text)
    both = zip(token_labels(places, units(a)), token_labels(places, units(b)), strict=True)
    numbers = _numbers(both)
    return value([{ALL: numbers if label is None else _binary(numbers, str(label))}], None)


def count(compared: Compared) -> dict[str, Numbers]:
    """Count the tokens by the labels that two people gave them, or the units by values."""
    if compared.rows is not None:
        return by_label(compared.rows, lambda rows: _numbers((row[0], row[1]) for row in rows))
    places = compared.text.tokens
    one, other = (token_labels(places, layer) for layer in compared.layers)
    numbers = _numbers(zip(one, other, strict=True))
    labels = {label for name in numbers for part in name for label in labels_in(str(part))}
    return {ALL: numbers} | {label: _binary(numbers, label) for label in labels if label}


def _numbers(both: Iterable[tuple[Hashable, Hashable]]) -> Numbers:
    counted = Counter(both)
    return {pair: n for pair, n in counted.items() if judgements(pair).total() == 2}


def _binary(numbers: Numbers, label: str) -> Numbers:
    result: Counter[tuple[Hashable, ...]] = Counter()
    for name, number in numbers.items():
        key = tuple(label if label in labels_in(str(part)) else "" for part in name)
        result[key] += int(number)
    return dict(result)


def value(groups: Sequence[Counts], label: str | None) -> float | None:
    """Return the kappa of pairs, observed and expected agreement of each summed first."""
    total, same, expected = 0.0, 0.0, 0.0
    for counts in groups:
        numbers = counts.get(label or ALL, {})
        units = sum(numbers.values())
        if not units:
            continue
        rows: Counter[Hashable] = Counter()
        columns: Counter[Hashable] = Counter()
        for (one, other), number in numbers.items():
            rows[one] += number  # type: ignore[assignment]
            columns[other] += number  # type: ignore[assignment]
            same += number if one == other else 0
        total += units
        expected += sum(rows[each] * columns[each] for each in rows) / units
    return (same - expected) / (total - expected) if total > expected else None


MEASURE = Measure(
    name="kappa",
    title="Cohen's kappa",
    says="Labels of tokens, or an attribute's values, of two people beyond chance.",
    takes="tokens",
    numbers="confusions",
    pairs=True,
    count=count,
    value=value,
    pools=False,
)
