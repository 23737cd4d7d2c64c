"""From figures to what the agreement page draws: cells, bars and points, with their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from annotator.app.pages.agreement_cases import Names
from annotator.compare.cases import BUCKETS, LABELS, SHIFT, Pair
from annotator.compare.figures import Row
from annotator.domain.schema import Label, Schema
from annotator.project.agreement_overview import Disputed, Overview
from annotator.project.agreement_people import COMPARED, FINISHED, TAKEN, TIMED, Progressed
from annotator.project.agreement_text import shown
from annotator.project.before_review import BeforeReview
from annotator.project.import_report import count
from annotator.widgets.figures.grid import Cell, Column, GridRow
from annotator.widgets.figures.histogram import Bar

#: Further measures beside the one that is chosen, with their titles.
_BESIDE = (
    ("strict-f1", "strict"),
    ("overlap-f1", "overlap"),
    ("char-f1", "character"),
    ("alpha-u", "uα"),
)
Grid = tuple[str, list[Column], list[GridRow]]


class Figures:
    """The rows of one comparison by measure, pair and label; `before` is what they were."""

    def __init__(self, rows: Iterable[Row], before: BeforeReview | None = None) -> None:
        self.before = before
        self.rows = list(rows)
        self._by = {(row.measure, row.pair, row.label): row for row in self.rows}
        pairs = {row.pair for row in self.rows if row.pair is not None}
        self.pairs: list[Pair] = sorted(pairs)

    def row(self, measure: str, pair: Pair | None, label: str | None) -> Row | None:
        """Return a figure, None where there is none."""
        return self._by.get((measure, pair, label))


def used_labels(schema: Schema, figures: Figures) -> list[Label]:
    """Return the labels in the order of the schema that have figures."""
    there = {row.label for row in figures.rows}
    return [label for label in schema.labels if label.id in there]


def in_full(row: Row, what: str, before: BeforeReview | None = None) -> str:
    """Return everything that there is to say of a figure, and what it was before a review."""
    parts = [f"{what}: {shown(row.value)}"]
    if row.low is not None and row.high is not None:
        parts.append(f"95 % interval {shown(row.low)} to {shown(row.high)}")
    if row.coverage is not None:
        parts.append(f"covers {row.coverage:.0%}")
    parts += [count(row.spans, "span"), count(row.documents, "document")]
    was = None if before is None else before.of(row)
    if before is not None and was is not None:
        parts.append(f"{before.words}: {shown(was.value)}")
    return ", ".join(parts)


def pairs_grid(figures: Figures, measure: str, labels: Sequence[Label], names: Names) -> Grid:
    """Return the heat map: pairs down, labels across."""
    columns = [*(Column(label.name) for label in labels), Column("All"), Column("spans", 0.8)]
    cells = [[figures.row(measure, pair, each) for each in _ids(labels)] for pair in figures.pairs]
    values = [row.value for line in cells for row in line if row and row.value is not None]
    low = int(min(values, default=0.0) * 10) / 10
    low = min(low, 0.9)
    grid = []
    for pair, line in zip(figures.pairs, cells, strict=True):
        who = names.pair(pair)
        shown_cells = []
        for row, label in zip(line, _ids(labels), strict=True):
            what = f"{who}, {names.label(label) if label else 'all'}"
            shown_cells.append(_heat(row, ("pair", pair, label), what, low, figures.before))
        last = line[-1]
        number = last.spans if last else 0
        opens = ("pair", pair, None) if number else None
        shown_cells.append(Cell(f"{number:,}", opens, f"{who}: {count(number, 'span')}", soft=True))
        grid.append(GridRow(who, shown_cells, names=names.both(pair)))
    return "Pair", columns, grid


def _ids(labels: Sequence[Label]) -> list[str | None]:
    return [*(label.id for label in labels), None]


def _heat(
    row: Row | None, key: tuple[object, ...], what: str, low: float, before: BeforeReview | None
) -> Cell:
    if row is None or row.value is None:
        return Cell("n/a", soft=True)
    strength = (row.value - low) / (1 - low)
    return Cell(shown(row.value), key, in_full(row, what, before), strength)


def labels_grid(figures: Figures, measure: str, title: str, labels: Sequence[Label]) -> Grid:
    """Return the table of labels: the chosen measure with its interval, then others, then n."""
    beside = [each for each in _BESIDE if each[0] != measure]
    columns = [
        Column(f"{title}, 95 % interval", 2.35 if figures.before else 2.6),
        Column("", 0.8),
        *([Column("before", 0.9)] if figures.before else ()),
        *(Column(name, 1 + max(len(name) - 7, 0) / 12) for _measure, name in beside),
        Column("spans"),
    ]
    grid = []
    for label in (*labels, None):
        id, name = (label.id, label.name) if label else (None, "All")
        row = figures.row(measure, None, id)
        if row is None:
            continue
        value, words = row.value, in_full(row, f"{name}, {title}", figures.before)
        plot = Cell("n/a", soft=True)
        if value is not None:
            plot = Cell("", interval=(row.low, value, row.high))
        cells = [plot, Cell(shown(value), ("label", id), words)]
        if figures.before is not None:
            was = figures.before.of(row)
            # What is behind a figure of then is not kept.
            cells.append(Cell("–" if was is None else shown(was.value), soft=True))
        for other, called in beside:
            found = figures.row(other, None, id)
            what = "n/a" if found is None else shown(found.value)
            more = "" if found is None else in_full(found, f"{name}, {called}")
            cells.append(Cell(what, ("label", id), more))
        opens = ("label", id) if row.spans else None
        spans = Cell(f"{row.spans:,}", opens, f"{name}: {count(row.spans, 'span')}", soft=True)
        grid.append(GridRow(name, [*cells, spans], label))
    return "Label", columns, grid


def scale_of(figures: Figures, measure: str, labels: Sequence[Label]) -> tuple[float, float]:
    """Return the ends of the scale that holds all intervals of a table of labels."""
    rows = [figures.row(measure, None, each) for each in _ids(labels)]
    lows = [each for row in rows if row for each in (row.low, row.value) if each is not None]
    return (max(-1.0, min(int(min(lows, default=0.0) * 10) / 10, 0.8)), 1.0)


def matrix_grid(
    overview: Overview, labels: Sequence[Label], names: Names, scope: Pair | None
) -> Grid:
    """Return the confusion matrix of a pair, or of all pairs; agreed cells are grey."""
    counts: dict[tuple[str | None, str | None], int] = {}
    for key, number in overview.gathered.counts.items():
        if key[0] == LABELS and scope in (None, key[1]):
            cell: tuple[str | None, str | None] = (key[2], key[3])  # type: ignore[assignment]
            counts[cell] = counts.get(cell, 0) + number
    known = [label.id for label in labels]
    further = sorted({each for cell in counts for each in cell if each} - set(known))
    ids: list[str | None] = [*known, *further, None]
    most = max((number for (a, b), number in counts.items() if a != b), default=0) or 1
    by_id = {label.id: label for label in labels}
    grid = [
        GridRow(
            names.label(one),
            [_confused(one, other, counts.get((one, other), 0), most, names) for other in ids],
            by_id.get(one or ""),
        )
        for one in ids
    ]
    first, second = map(names.person, scope) if scope else ("first", "second")
    return f"{first} ↓  {second} →", [Column(names.label(each)) for each in ids], grid


def _confused(one: str | None, other: str | None, number: int, most: int, names: Names) -> Cell:
    if one is None and other is None:
        return Cell("")
    words = f"{names.label(one)} against {names.label(other)}: {count(number, 'case')}"
    key = ("cell", one, other) if number else None
    if one == other:
        return Cell(f"{number:,}", key, words, grey=True, soft=True)
    if not number:
        return Cell("0", soft=True)
    return Cell(f"{number:,}", key, words, number / most)


def boundaries(number: int) -> str:
    """Return a number of boundaries with its noun."""
    return f"{number:,} boundar{'y' if number == 1 else 'ies'}"


def bars(overview: Overview, scope: Pair | None) -> list[Bar]:
    """Return how far boundaries differ, a bar a bucket."""
    counts = dict.fromkeys(BUCKETS, 0)
    for key, number in overview.gathered.counts.items():
        if key[0] == SHIFT and scope in (None, key[1]):
            counts[str(key[2])] += number
    return [
        Bar(name, number, ("shift", name), f"{name} characters: {boundaries(number)}")
        for name, number in counts.items()
    ]


def titles_told_apart(documents: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    """Return what to call documents, each given as (id, title, key): the title, or the key.

    Where several have one title, the key stands behind it.
    """
    given = list(documents)
    times = Counter(title for _id, title, _key in given)
    return {
        id: (title, key) if title and times[title] > 1 else (title or key,)
        for id, title, key in given
    }


def disputed_grid(disputed: Sequence[Disputed], titles: Mapping[str, tuple[str, ...]]) -> Grid:
    """Return the most disputed documents, with their figure and how many cases there are."""
    grid = []
    for each in disputed:
        names = titles.get(each.id) or (each.key,)
        title = ", ".join(names)
        key = ("document", each.id, title)
        words = f"{title}: strict F1 {shown(each.value)}, {count(each.cases, 'case')}"
        cells = [Cell(shown(each.value), key, words), Cell(f"{each.cases:,}", key, words)]
        grid.append(GridRow(title, cells, names=names))
    return "Document", [Column("strict F1"), Column("cases")], grid


def people_grid(people: Sequence[Progressed]) -> Grid:
    """Return how far and how fast people are, and how they agree with the others."""
    columns = [
        Column("documents", 1.15),
        Column("an hour", 0.9),
        Column("spans", 0.8),
        Column("as suggested", 1.5),
        Column("agreement", 1.2),
    ]
    grid = []
    for each in people:
        key, stand = ("person", each.person), each.standing
        pace = "–" if each.pace is None else f"{each.pace:,.0f}"
        words = (
            f"{each.name}: strict F1 with the others {shown(stand.value)}, "
            f"{count(stand.spans, 'span')}, {count(stand.documents, 'document')}"
        )
        done = f"{each.done:,} of {each.of:,}"
        beside = f"{count(stand.spans, 'span')} beside others'"
        cells = [
            _of_own(each, FINISHED, done, f"{done} documents finished"),
            _of_own(each, TIMED, pace, f"{pace} spans an hour"),
            _of_own(each, COMPARED, f"{stand.spans:,}", beside),
            _taken(each),
            Cell(shown(stand.value), key if stand.documents else None, words),
        ]
        grid.append(GridRow(each.name, cells))
    return "Person", columns, grid


def _of_own(person: Progressed, which: str, text: str, words: str) -> Cell:
    there = which in person.own and person.own[which].total > 0
    key = ("own", person.person, which) if there else None
    return Cell(text, key, f"{person.name}: {words}", soft=text == "–")


def _taken(person: Progressed) -> Cell:
    """Return which share of the suggestions that a person met stands as it was suggested."""
    met, share = person.suggested, person.suggested.share
    words = (
        f"{met.as_they_are:,} of {met.met:,} suggestions taken as they are, {met.changed:,} "
        f"changed, {met.refused:,} refused"
    )
    return _of_own(person, TAKEN, "–" if share is None else f"{100 * share:.0f} %", words)
