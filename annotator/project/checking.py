"""Checking a project: is the file whole, and is what it says consistent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.domain.annotation import comment_from_fields, relation_from_fields
from annotator.domain.constraints.constraint import HINT
from annotator.domain.constraints.layer_ground import layer_problems
from annotator.domain.layer import Layer
from annotator.domain.schema import Schema
from annotator.domain.span import Fragment, text_order
from annotator.domain.stream import LayerStream
from annotator.domain.validation import ERROR, WARNING, Finding, layer_findings
from annotator.project.checking_gold import gold_findings
from annotator.project.checking_ledger import LedgerCheck
from annotator.project.facts import Facts
from annotator.project.progress import Progress
from annotator.storage.inspection import Inspection
from annotator.storage.integrity import UNREADABLE
from annotator.storage.reading import LayerRecords

__all__ = ["Finding", "check"]


def check(
    project_path: Path, refold: bool = False, progress: Progress | None = None
) -> list[Finding]:
    """Return everything that is wrong with the project at `project_path`; reads only.

    That is the SQLite file, hashes and chains of the journal, texts, quotes and bounds of spans,
    labels, entities, the constraints of the schema; with `refold` also whether the tables are
    what the journal says, and gold what follows from the decisions. `progress` hears of the
    layers. Raises Problem when the file is not a project that can be opened.
    """
    with Inspection(Path(project_path)) as inspection:
        findings = list(inspection.file_findings())
        if any(finding.kind == "file" for finding in findings):
            # Nothing else can be trusted in a file that SQLite cannot read.
            return findings
        findings += inspection.journal_findings()
        schema = Facts(inspection.reader).schema
        findings += _content_findings(inspection, schema, progress or Progress())
        # Rows of which the content is cut short cannot be folded.
        if refold and not any(finding.kind == UNREADABLE for finding in findings):
            findings += inspection.refold_findings()
            if not any(finding.grade == ERROR for finding in findings):
                layers = [stream for stream, _key in inspection.layers()]
                findings += gold_findings(inspection.reader, layers)
        return findings


def _content_findings(
    inspection: Inspection, schema: Schema, progress: Progress
) -> Iterator[Finding]:
    reader = inspection.reader
    document, of = None, None
    ledger = LedgerCheck(reader, schema)
    yield from ledger.entity_findings()
    layers = list(inspection.layers())
    for number, (stream, key) in enumerate(layers):
        progress.step(number, len(layers))
        if stream.document != of:
            document, of = reader.document(stream.document), stream.document
        text, excluded = (document.text, document.excluded) if document else ("", ())
        where = f"document {key}, {stream.kind} of {stream.person or 'nobody'}"
        layer = _layer(stream, reader.layer_records(stream))
        damage = list(layer_findings(layer, text, schema, where))
        yield from damage
        yield from ledger.mark_findings(layer, where)
        if not damage:
            yield from _constraint_findings(layer, text, excluded, schema, where)


def _constraint_findings(
    layer: Layer, text: str, excluded: Sequence[Fragment], schema: Schema, where: str
) -> Iterator[Finding]:
    """Yield what the schema does not want: for a person to look at, no damage, so warnings."""
    for problem in layer_problems(layer, text, excluded, schema):
        if problem.grade != HINT:
            place = f"{where}, span {problem.span}"
            yield Finding(problem.kind, place, problem.message, WARNING)


def _layer(stream: LayerStream, records: LayerRecords) -> Layer:
    return Layer(
        stream.document,
        stream.person,
        stream.kind,
        records.layer.get("status") or "new",
        spans=tuple(sorted(records.spans, key=text_order)),
        relations=tuple(relation_from_fields(id, each) for id, each in records.relations),
        comments=tuple(comment_from_fields(id, each) for id, each in records.comments),
    )
