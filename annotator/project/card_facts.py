"""What a dataset card says, counted while the documents are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from annotator.compare.thread import IMPORTED, about, threads
from annotator.domain.person import Person
from annotator.formats.features import LABEL, ORIGIN
from annotator.formats.losses import Loss
from annotator.formats.written import WrittenDocument
from annotator.storage.journal_heads import JournalHeads, journal_heads

if TYPE_CHECKING:
    from annotator.project.export_report import ExportReport
    from annotator.project.export_source import ExportOptions, ExportSource
    from annotator.project.freezing import Frozen
    from annotator.project.progress import Progress

_HAND = "hand"
_RELATION_LABEL = 1


class WrittenFile(NamedTuple):
    """A file of the export: its name relative to the card, its bytes and their hash."""

    name: str
    size: int
    sha256: str


@dataclass(slots=True)
class Written:
    """What went by: documents and spans by part, layers by person, kind and status.

    `spans` counts by (label, origin), `relations` by label, `languages` documents, `rulings`
    those that hold by (category of the item, rule that decided it, or "" for by hand); `brought`
    are those of gold that an import brought, which nobody decided in the project.
    """

    documents: Counter[str] = field(default_factory=Counter)
    spans_of: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    layers: Counter[tuple[str | None, str, str]] = field(default_factory=Counter)
    spans: Counter[tuple[str, str]] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    decisions: int = 0
    rulings: Counter[tuple[str, str]] = field(default_factory=Counter)
    brought: int = 0

    def looking(self, documents: Iterable[WrittenDocument], part: str) -> Iterator[WrittenDocument]:
        """Yield the documents of a part and count them on the way."""
        for document in documents:
            self._look(document, part)
            yield document

    def _look(self, document: WrittenDocument, part: str) -> None:
        self.documents[part] += 1
        self.characters += len(document.text)
        self.languages[document.language or ""] += 1
        self.decisions += len(document.decisions)
        rulings = list(_rulings(document.decisions))
        self.rulings.update(each[:2] for each in rulings if not each[2])
        self.brought += sum(each[2] for each in rulings)
        for layer in document.layers:
            self.layers[(layer.person, layer.kind, layer.status)] += 1
            self.spans_of[part] += len(layer.spans)
            self.spans.update((row[LABEL], row[ORIGIN] or _HAND) for row in layer.spans)
            self.relations.update(row[_RELATION_LABEL] for row in layer.relations)


def _rulings(decisions: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, bool]]:
    """Yield (category, rule, whether an import brought it) of each ruling that holds."""
    for thread in threads({id: orjson.loads(fields) for id, fields in decisions}):
        if thread.ruling is not None:
            fields = thread.ruling[1]
            item = about(fields)
            category = str(item.get("category") or item.get("kind") or "")
            brought = fields.get("action") == IMPORTED
            yield category, str(fields.get("rule") or ""), brought


@dataclass(slots=True)
class CardFacts:
    """Everything that a dataset card says, as plain values.

    `frozen` are figures of agreement: those that were frozen, or where nobody has `decided`
    anything the present ones. `frozen_after` is whether something had been ruled before.
    """

    title: str
    format: str
    written: Written
    schema: Mapping[str, Any]
    guideline_version: int | None
    people: Sequence[Person]
    frozen: Frozen | None
    losses: Sequence[Loss]
    warnings: Sequence[str]
    split: str | None
    seed: int
    group: str | None
    licence: str
    files: Sequence[WrittenFile]
    heads: JournalHeads
    chosen: Sequence[str] = ()
    frozen_after: bool = False
    decided: bool = False


def card_facts(
    source: ExportSource,
    options: ExportOptions,
    report: ExportReport,
    written: Written,
    files: Sequence[WrittenFile],
    progress: Progress,
) -> CardFacts:
    """Return what the card of an export that was just written says; raises Cancelled."""
    from annotator.project.freezing import first_frozen, is_decided, measured

    frozen, after = first_frozen(source.connection) or (None, False)
    decided = is_decided(source.connection)
    if frozen is None and not decided:
        frozen = measured(source.connection, progress)
    guideline = source.header.guideline or {}
    return CardFacts(
        source.header.title or report.out.stem,
        report.format.title,
        written,
        source.header.schema or {},
        guideline.get("version"),
        source.header.people,
        frozen,
        report.losses,
        report.warnings,
        options.split,
        options.seed,
        options.group,
        options.licence,
        files,
        journal_heads(source.connection),
        _chosen(options, report.format.name),
        after,
        decided,
    )


def _chosen(options: ExportOptions, format: str) -> list[str]:
    """Return what was asked for, as the options of the command."""
    chosen = ["--format", format, "--layer", options.layer]
    chosen += ["--with-gold"] * options.with_gold
    if options.people:
        chosen += ["--people", ",".join(options.people)]
    for status in options.statuses:
        chosen += ["--status", status]
    if options.labels:
        chosen += ["--labels", ",".join(options.labels)]
    if options.split:
        chosen += ["--split", options.split, "--seed", str(options.seed)]
    if options.group:
        chosen += ["--group", options.group]
    if options.licence:
        chosen += ["--licence", options.licence]
    return [*chosen, "--card"]


def checksum(path: Path, folder: Path, below: str) -> WrittenFile:
    """Return a file's name, that in `folder` set below `below`, its size and its hash."""
    digest, size = sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
            size += len(piece)
    name = PurePosixPath(below, path.relative_to(folder).as_posix())
    return WrittenFile(str(name), size, digest.hexdigest())
