"""Comparing: how far people agree, in the whole project or a part of it.

What a measure counts of a document is kept in the project file, with a stamp of what was
counted, so that other filters, and the next figures, cost no reading of texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from math import comb
from pathlib import Path
from typing import Any

from annotator.compare.alpha_sets import MEASURE as SETS
from annotator.compare.alpha_sets import some_are_sets
from annotator.compare.bootstrap import SEED, TIMES
from annotator.compare.figures import CountedDocument, Row, Slices, Wanted, rows
from annotator.domain.person import Person
from annotator.domain.problem import Problem
from annotator.domain.schema import Schema, schema_from_definition
from annotator.project import agreement_remarks as remarks
from annotator.project.agreement_counts import AgreementCounts
from annotator.project.agreement_remarks import Doubled
from annotator.project.export_source import chosen_people
from annotator.project.kept_figures import doubled_of, kept_figures, rows_of, to_keep
from annotator.project.measuring import wanted_measures
from annotator.project.progress import Progress
from annotator.project.weeks import newest_marks, week_of
from annotator.storage.compared import ComparedHead, ComparedReader, Kept
from annotator.storage.connection import open_to_read
from annotator.storage.kept_counts import keep_counts

LABEL, PAIR, DOCUMENT = "label", "pair", "document"
#: What figures can be parted by.
PARTS = (LABEL, PAIR, DOCUMENT)
#: Pairs of people in documents that are summed up while a window waits.
_SOON = 2500
NO_SCHEMA = {"schema": "empty", "version": 0, "labels": []}


@dataclass(frozen=True, slots=True)
class AgreementOptions:
    """What is compared; plain values, so that they can be sent to another process.

    `measures` are names, by default those that fit; `labels` ids, each then with figures of its
    own; `attribute` the id of one whose values are compared; `by` some of PARTS; `people` ids
    or names, `weeks` ISO weeks ("2026-W48"): only documents whose newest mark is of one of them. A
    layer counts when its owner finished it or marked something in it, with a `status` only those
    of it. `times` is how often chance draws documents for an interval (0
    for none), `seed` what chance starts from.
    """

    measures: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    attribute: str | None = None
    by: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    weeks: tuple[str, ...] = ()
    status: str | None = None
    times: int = TIMES
    seed: int = SEED


@dataclass(slots=True)
class Agreement:
    """The figures, and what deserves a warning, as sentences; `unfinished` counts layers.

    `doubled` tells where people marked the same more than once; `approximate` are the keys of
    documents whose spans were aligned approximately, where figures rest on that.
    """

    rows: list[Row] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unfinished: int = 0
    doubled: list[Doubled] = field(default_factory=list)
    approximate: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values, and what is to be known of them if there is any."""
        found: dict[str, Any] = {"unit": "codepoint", "rows": [row._asdict() for row in self.rows]}
        if self.doubled:
            found["doubled"] = [each._asdict() for each in self.doubled]
        if self.approximate:
            found["approximate"] = self.approximate
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """What figures are made of: every document with the layers that count, and the counts.

    `documents` are those that at least two people did; `fresh` is what is worth keeping.
    `practised` tells that somebody practised, which is not compared.
    """

    schema: Schema
    people: tuple[Person, ...]
    heads: tuple[ComparedHead, ...]
    wanted: tuple[Wanted, ...]
    documents: tuple[CountedDocument, ...]
    fresh: Mapping[tuple[str, str], Kept]
    practised: bool = False

    def agreement(self, options: AgreementOptions) -> Agreement:
        """Return the figures that are asked for."""
        slices = Slices(
            _labels(options, self.schema, self.documents),
            PAIR in options.by,
            DOCUMENT in options.by,
            options.times,
            options.seed,
        )
        wanted = self.wanted if options.measures else self._telling()
        found = rows(self.documents, wanted, slices)
        names = {each.id: each.name for each in self.people}
        # Only values are compared of spans that are aligned; the other measures match exactly.
        aligned = any(each.attribute or each.measure.takes == "values" for each in self.wanted)
        approximate = remarks.approximate(self.documents) if aligned else []
        doubled = remarks.doubled(self.documents)
        warnings = [
            *remarks.about_layers(
                self.heads, self.documents, options.times > 0, names, self._scope(options)
            ),
            *remarks.about_doubled(doubled, names),
            *remarks.about_approximate(approximate, "figures of values"),
        ]
        unfinished = remarks.unfinished(self.heads).total()
        return Agreement(found, warnings, unfinished, doubled, approximate)

    def _scope(self, options: AgreementOptions) -> remarks.Scope:
        part = bool(options.people or options.weeks)
        return remarks.Scope(options.status, part, self.practised)

    def _telling(self) -> list[Wanted]:
        """Return what is wanted, the alpha of sets only where some values are sets."""
        counts = [
            counts
            for document in self.documents
            for (name, _group), counts in document.counted.items()
            if any(name == each.numbers for each in self.wanted if each.measure is SETS)
        ]
        with_sets = some_are_sets(counts)
        return [each for each in self.wanted if with_sets or each.measure is not SETS]


def agreement(
    project: Path, options: AgreementOptions, progress: Progress | None = None
) -> Agreement:
    """Return how far the people of a project agree.

    Raises Problem for a measure, label, attribute or person that there is not, and Cancelled;
    the project is as it was then.
    """
    with reader_of(project) as reader:
        found = comparison(reader, options, progress)
        if found is None:
            raise AssertionError("everything may be counted, so nothing is missing")
        told = found.agreement(options)
        kept = to_keep(reader, options, told)
    keep_counts(project, {**found.fresh, **kept})
    return told


def agreement_at_hand(project: Path, options: AgreementOptions) -> Agreement | None:
    """Return the figures if they are known, or soon summed up; None where that takes longer."""
    with reader_of(project) as reader:
        kept = kept_figures(reader, options)
        if kept is not None:
            doubled = doubled_of(kept)
            told = kept["warnings"], kept["unfinished"], doubled, kept["approximate"]
            return Agreement(rows_of(kept), *told)
        found = comparison(reader, options, only_kept=True)
    return None if found is None else found.agreement(options)


@contextmanager
def reader_of(project: Path) -> Iterator[ComparedReader]:
    """Give a reader of what is compared, all of it as of now."""
    with closing(open_to_read(project)) as opened, closing(ComparedReader(opened)) as reader:
        yield reader


def comparison(
    reader: ComparedReader,
    options: AgreementOptions,
    progress: Progress | None = None,
    only_kept: bool = False,
    further: Callable[[Schema], Sequence[Wanted]] | None = None,
) -> Comparison | None:
    """Count what is asked for.

    With `only_kept` return None where something was not counted yet, or summing up takes long.
    `further` measures are counted too, and take no part in the figures of the options.

    Raises as `agreement` does.
    """
    _check_parts(options.by)
    present = reader.common()
    schema = schema_from_definition(present.schema.get("definition") or NO_SCHEMA)
    people = [Person(id, fields["name"], fields["role"]) for id, fields in present.people.items()]
    chosen = chosen_people(options.people, people)
    heads = [_counting(head, chosen, options.status) for head in reader.heads()]
    if options.weeks:
        when = newest_marks(heads, reader.worked())
        heads = [
            each for each in heads if each.key in when and week_of(when[each.key]) in options.weeks
        ]
    wanted = wanted_measures(schema, options.measures, options.attribute)
    counts = AgreementCounts(reader, schema, [*wanted, *(further(schema) if further else ())])
    several = [head for head in heads if len(head.layers) > 1]
    if only_kept and sum(comb(len(head.layers), 2) for head in several) > _SOON:
        return None
    documents = counts.at_hand(several) if only_kept else counts.of(several, progress)
    if documents is None:
        return None
    return Comparison(
        schema, tuple(people), tuple(heads), tuple(wanted), tuple(documents), counts.fresh,
        bool(reader.practice()),
    )  # fmt: skip


def _check_parts(by: Sequence[str]) -> None:
    for each in by:
        if each not in PARTS:
            raise Problem(
                f"Figures cannot be parted by {each}.",
                "Nothing was changed.",
                f"Use one or several of {', '.join(PARTS)}.",
            )


def _counting(head: ComparedHead, people: frozenset[str], status: str | None) -> ComparedHead:
    """Return a document with the layers that count: finished ones, and any with a span."""
    layers = [
        layer
        for layer in head.layers
        if (not people or layer.person in people)
        and (layer.status == "done" or layer.span_count)
        and status in (layer.status, None)
    ]
    return head._replace(layers=layers)


def _labels(
    options: AgreementOptions, schema: Schema, documents: Iterable[CountedDocument]
) -> list[str | None]:
    """Return the labels that have figures of their own, None for all together."""
    known = [label.id for label in schema.labels]
    used = {
        label
        for document in documents
        for spans in document.spans.values()
        for label in spans
        if label
    }
    for label in options.labels:
        if label not in known and label not in used:
            raise Problem(
                f"There is no label {label} in this project.",
                "Nothing was changed.",
                f"Its labels are {', '.join(known) or 'none yet'}.",
            )
    if options.labels:
        return list(options.labels)
    if LABEL not in options.by:
        return [None]
    in_use = [label.id for label in schema.labels if label.enabled or label.id in used]
    return [None, *in_use, *sorted(used.difference(known))]
