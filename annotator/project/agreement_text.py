"""Figures as text to be pasted elsewhere: CSV, and a Markdown table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from annotator.compare.figures import Row
from annotator.project.agreement_overview import EVERYTHING, Filter


def shown(value: float | None) -> str:
    """Return a figure as tables show it: .78, 1.00, −.07; n/a for 0/0."""
    if value is None:
        return "n/a"
    words = f"{abs(value):.2f}"
    words = words[1:] if words.startswith("0") else words
    return f"−{words}" if value < 0 and words != ".00" else words


def as_csv(rows: Iterable[Row], chosen: Filter = EVERYTHING) -> str:
    """Return all figures with all their digits, a line each; a pair is two columns.

    The last columns say in every line what is chosen, and are empty where nothing is left out.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [name for name in Row._fields if name != "pair"]
    writer.writerow([*names, "person", "other_person", "only_people", "only_week", "only_status"])
    only = [" ".join(chosen.people), chosen.week or "", chosen.status or ""]
    for row in rows:
        values = row._asdict()
        pair = values.pop("pair") or ("", "")
        writer.writerow(["" if each is None else each for each in (*values.values(), *pair, *only)])
    return out.getvalue()


def as_markdown(
    rows: Sequence[Row], measure: str, labels: Mapping[str, str], names: Mapping[str, str]
) -> str:
    """Return the figures of a measure, pairs down and labels across, the intervals of all.

    `labels` is label id → name in the order of the columns, `names` person id → name.
    """
    mine = {(row.pair, row.label): row for row in rows if row.measure == measure}
    pairs = sorted({pair for pair, _label in mine if pair is not None})
    head = ["Pair", *labels.values(), "All", "Spans"]
    lines = [head, ["---", *["--:"] * (len(head) - 1)]]
    for pair in [*pairs, None]:
        who = " and ".join(names.get(each, each) for each in pair) if pair else "Everyone"
        cells = [mine.get((pair, label)) for label in (*labels, None)]
        last = cells[-1]
        figures = [_figure(cell, pair is None) for cell in cells]
        lines.append([who, *figures, f"{last.spans if last else 0:,}"])
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines) + "\n"


def _figure(row: Row | None, with_interval: bool) -> str:
    if row is None:
        return "n/a"
    if not with_interval or row.low is None or row.high is None:
        return shown(row.value)
    return f"{shown(row.value)} ({shown(row.low)} to {shown(row.high)})"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")
