"""Strict F1: the same fragments and the same label."""

from __future__ import annotations

from annotator.compare.f1 import F1Spans, f1, f1_of_documents
from annotator.compare.measure import ALL, Compared, Measure, Numbers
from annotator.compare.unit import Unit


def strict_f1(a: F1Spans, b: F1Spans, label: str | None = None) -> float | None:
    """Return 2·|A∩B| / (|A|+|B|) over spans that are the same in extent and label.

    `a` and `b` are two people's spans, each (start, end, label) or any other shape that
    `annotator.compare.unit` takes; or two mappings from documents to spans, whose counts are
    added up. None for nothing to compare, and for a person who is absent (None).

    Equal to positive specific agreement (Hripcsak and Rothschild 2005).
    """
    return f1_of_documents(count, a, b, label)


def count(compared: Compared) -> dict[str, Numbers]:
    """Count the units of two people, and those that both have, by label."""
    one, other = map(set, compared.layers)
    result: dict[str, Numbers] = {
        ALL: {("both",): len(one & other), ("all",): len(one) + len(other)}
    }
    for label in {each[1] for each in one} | {each[1] for each in other}:
        mine: set[Unit] = {each for each in one if each[1] == label}
        theirs: set[Unit] = {each for each in other if each[1] == label}
        result[label] = {("both",): len(mine & theirs), ("all",): len(mine) + len(theirs)}
    return result


MEASURE = Measure(
    name="strict-f1",
    title="Strict F1",
    says="Spans count as the same when fragments and label are the same.",
    takes="units",
    numbers="strict",
    pairs=True,
    count=count,
    value=f1,
)
