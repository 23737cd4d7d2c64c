"""The agreement of a project as a page shows it: figures, cases, trend, people, all at once.

It computes for seconds in a large project, so a window has it made in another process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from annotator.compare.alignment import align
from annotator.compare.cases import DOCUMENT, cases_of
from annotator.compare.document_counts import open_layers
from annotator.compare.figures import Row, Slices, Wanted, rows
from annotator.compare.gathered import Gathered
from annotator.compare.measure import Text
from annotator.compare.standing import Point, trend
from annotator.project import agreement_remarks as remarks
from annotator.project.agreement_people import Progressed, progressed_people
from annotator.project.comparing import (
    LABEL,
    PAIR,
    Agreement,
    AgreementOptions,
    Comparison,
    comparison,
    reader_of,
)
from annotator.project.export_source import chosen_people
from annotator.project.figure_names import MEASURES
from annotator.project.gold_report import AgainstGold, against_gold
from annotator.project.job import Job, ProcessJob
from annotator.project.kept_figures import to_keep
from annotator.project.progress import Progress
from annotator.project.said_of_spans import SaidOfSpans, SayingCases, said_measures
from annotator.project.weeks import newest_marks, week_of
from annotator.storage.compared import ComparedReader
from annotator.storage.kept_counts import keep_counts

#: What disputes, trend and standing are told by.
TOLD_BY = MEASURES[0]
#: Documents of which the spans are in memory at a time.
_PORTION = 50
#: At most so many disputed documents are shown.
_DISPUTED = 6


class Filter(NamedTuple):
    """What is looked at: people by id and an ISO week, everything by default; and a status."""

    people: tuple[str, ...] = ()
    week: str | None = None
    status: str | None = None


EVERYTHING = Filter()


def page_options(times: int, chosen: Filter = EVERYTHING) -> AgreementOptions:
    """Return what the page asks for: as `annotator agreement --by label,pair` would."""
    weeks = () if chosen.week is None else (chosen.week,)
    return AgreementOptions(
        MEASURES, by=(LABEL, PAIR), people=chosen.people, weeks=weeks, status=chosen.status,
        times=times,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Disputed:
    """A document (by id and key) on which people differ: its figure and how many cases."""

    id: str
    key: str
    value: float | None
    cases: int


@dataclass(slots=True)
class Overview:
    """Everything that the page shows; plain values, so that they can come from another process.

    `weeks` are figures of documents by the week of their newest mark ("2026-W48"), `versions`
    by the version of the guideline that was in force then ("003"); `inside` has the ids of the
    documents of each such group, `guidelines` is week → the version written in it. `undated`
    counts documents without any time, `against_gold` is everybody beside gold, `said` what
    people say of spans: attributes, entities, relations.
    """

    agreement: Agreement
    names: Mapping[str, str]
    gathered: Gathered
    weeks: list[Point] = field(default_factory=list)
    versions: list[Point] = field(default_factory=list)
    inside: Mapping[str, list[str]] = field(default_factory=dict)
    guidelines: Mapping[str, int] = field(default_factory=dict)
    undated: int = 0
    disputed: list[Disputed] = field(default_factory=list)
    people: list[Progressed] = field(default_factory=list)
    against_gold: list[AgainstGold] = field(default_factory=list)
    said: list[SaidOfSpans] = field(default_factory=list)

    @property
    def named_weeks(self) -> list[str]:
        """The weeks of which there are figures."""
        return sorted({point.group for point in self.weeks})


def overview(progress: Progress, project: Path, options: AgreementOptions) -> Overview:
    """Return the agreement of a project; raises as `agreement` does."""
    with reader_of(project) as reader:
        found = comparison(reader, options, progress, further=said_measures)
        if found is None:
            raise AssertionError("everything may be counted, so nothing is missing")
        saying = SayingCases(found.schema, _entity_names(reader), reader.merged_entities())
        gathered = _gathered(reader, found, progress, saying)
        worked, written = reader.worked(), reader.guideline_versions()
        chosen = chosen_people(options.people, list(found.people))
        people = [each for each in found.people if not chosen or each.id in chosen]
        told = against_gold(reader, found.schema, people, options.times, progress, options.weeks)
        progressed = progressed_people(reader, found, people, wanted_of(found), worked)
        agreement = found.agreement(options)
        kept = to_keep(reader, options, agreement)
    keep_counts(project, {**found.fresh, **kept})
    wanted = wanted_of(found)
    when = newest_marks(found.heads, worked)
    result = Overview(agreement, {each.id: each.name for each in found.people}, gathered)
    keys = remarks.approximate(found.documents)
    result.agreement.warnings += remarks.about_approximate(keys, "who says what and all cases")
    _tell_times(result, found, options, when, written)
    result.disputed = _disputed(found, wanted, gathered)
    result.people = progressed
    result.against_gold = told
    result.said = saying.told(found.documents, options.times, options.seed)
    return result


def _tell_times(
    result: Overview,
    found: Comparison,
    options: AgreementOptions,
    when: Mapping[str, str],
    written: Sequence[tuple[str, int]],
) -> None:
    """Tell how figures go over the weeks and the versions of the guideline."""
    wanted = wanted_of(found)
    labels: list[str | None] = [None, *(each.id for each in found.schema.enabled_labels)]
    weeks = {key: week_of(moment) for key, moment in when.items()}
    versions = {key: _version_at(moment, written) for key, moment in when.items()}
    result.weeks = trend(found.documents, weeks, wanted, labels, options.times, options.seed)
    result.versions = trend(found.documents, versions, wanted, labels, options.times, options.seed)
    result.inside = _inside(found, weeks, versions)
    result.guidelines = {week_of(moment): version for moment, version in written}
    result.undated = sum(each.key not in when for each in found.documents)


def wanted_of(found: Comparison) -> Wanted:
    """Return the measure that disputes, trend and standing are told by."""
    return next(each for each in found.wanted if each.measure.name == TOLD_BY)


def start_overview(project: Path, options: AgreementOptions) -> Job[Overview]:
    """Begin to make an overview in another process."""
    return ProcessJob("The comparison", overview, project, options)


def _entity_names(reader: ComparedReader) -> dict[str, str]:
    return {id: str(fields["name"]) for id, fields in reader.common().entities.items()}


def _gathered(
    reader: ComparedReader, found: Comparison, progress: Progress, saying: SayingCases
) -> Gathered:
    heads = [head for head in found.heads if len(head.layers) > 1]
    gathered = Gathered()
    for start in range(0, len(heads), _PORTION):
        progress.step(start, len(heads))
        portion = heads[start : start + _PORTION]
        numbers = [layer.number for head in portion for layer in head.layers]
        spans, drawn = reader.spans_of(numbers), reader.relations_of(numbers)
        for head in portion:
            layers = {layer.person: spans.get(layer.number, []) for layer in head.layers}
            relations = {layer.person: drawn.get(layer.number, []) for layer in head.layers}
            text = Text(head.characters, None, head.excluded)
            alignment = align(open_layers(text, layers), relations=relations)
            gathered.add(cases_of(head.id, alignment))
            saying.add(head.id, alignment)
    return gathered


def _version_at(moment: str, written: Sequence[tuple[str, int]]) -> str:
    """Return the version of the guideline that was in force, as it sorts: "003"."""
    return f"{max((version for when, version in written if when <= moment), default=0):03}"


def _inside(found: Comparison, *groupings: Mapping[str, str]) -> dict[str, list[str]]:
    """Return group → ids of its documents."""
    ids = {head.key: head.id for head in found.heads}
    inside: dict[str, list[str]] = {}
    for group_of in groupings:
        for document in found.documents:
            if document.key in group_of:
                inside.setdefault(group_of[document.key], []).append(ids[document.key])
    return inside


def _disputed(found: Comparison, wanted: Wanted, gathered: Gathered) -> list[Disputed]:
    ids = {head.key: head.id for head in found.heads}
    figures: list[Row] = rows(found.documents, [wanted], Slices(by_document=True, times=0))
    told = [
        Disputed(ids[row.document], row.document, row.value, gathered.counts[key])
        for row in figures
        if row.document is not None and (key := (DOCUMENT, ids[row.document])) in gathered.counts
    ]
    told.sort(key=lambda each: (each.value if each.value is not None else 2, -each.cases, each.key))
    return told[:_DISPUTED]
