"""Propagation: the same text elsewhere, as a list to tick, marked in one Edit and one undo.

Searching the whole project takes long enough for a thread: take what is `wanted` on the thread of
the project, and `search` with a reader that the other thread has made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.document import Document
from annotator.domain.edit import ADD, RESTORE, Change, add
from annotator.domain.occurrences import Occurrence, occurrence_at, pattern_of, places_of
from annotator.domain.schema import Schema
from annotator.domain.span import Fragment, Span, quotes_of, span_fields, text_order
from annotator.domain.stream import LayerStream, parse_layer_stream
from annotator.project import unwritten
from annotator.project.layer_edit import edit_layers, refusal, spans_there, touches, writable
from annotator.project.naming import label_name, spans_name
from annotator.project.open_document import OpenDocument
from annotator.project.progress import Progress
from annotator.project.project import Project
from annotator.storage.project_reader import ProjectReader
from annotator.storage.reading import DocumentSummary, LayerRecords

__all__ = ["MOST", "Occurrence", "Occurrences", "Wanted", "occurrences", "propagate", "search",
           "wanted"]  # fmt: skip

#: How many occurrences are listed at most; the rest is counted.
MOST = 10_000


class Occurrences(list[Occurrence]):
    """Occurrences, those of the span's own document first; `more` were found than are listed."""

    def __init__(self, found: Iterable[Occurrence] = (), more: int = 0) -> None:
        super().__init__(found)
        self.more = more


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: a span's words, and what the project has in memory only.

    `opened` are documents in use (by id), with the spans of my layer; `unwritten` are places
    in others that were marked so a moment ago and are not on disk yet.
    """

    document: str
    words: str
    label: str
    person: str | None
    everywhere: bool
    opened: Mapping[str, tuple[Document, tuple[Span, ...]]]
    unwritten: frozenset[tuple[str, Fragment]] = frozenset()


def wanted(project: Project, document_id: str, span_id: str, everywhere: bool = False) -> Wanted:
    """Return what the propagation of a span looks for.

    Raises Problem when the span is gone, or in pieces: those do not stand elsewhere as they are.
    """
    opened = project.open_document(document_id)
    (span,) = spans_there(opened, [span_id])
    if len(span.fragments) > 1:
        raise refusal(
            "A mark in several pieces cannot be looked for elsewhere.",
            "Mark the other places by hand.",
        )
    in_use = {document_id: opened}
    if everywhere:
        for summary in project.documents():
            other = project.opened(project.layer_stream(summary.id))
            if other is not None:
                in_use[summary.id] = other
    return Wanted(
        document_id,
        span.quote[0],
        span.label,
        project.me.id if project.me else None,
        everywhere,
        {id: (each.document, tuple(each.spans.values())) for id, each in in_use.items()},
        frozenset(_unwritten(project, span.label)) if everywhere else frozenset(),
    )


def _unwritten(project: Project, label: str) -> Iterator[tuple[str, Fragment]]:
    for entry in project.saving.pending:
        for change in entry.edit.changes:
            layer = parse_layer_stream(change.stream)
            added = change.kind == "span" and change.op in (ADD, RESTORE)
            if layer is not None and added and change.value["label"] == label:
                start, end = change.value["fragments"][0]
                yield layer.document, (start, end)


def occurrences(
    project: Project,
    document_id: str,
    span_id: str,
    everywhere: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int | None], None] = lambda _done, _total: None,
) -> Occurrences:
    """Return where a span's words stand elsewhere in its document, or in all of them.

    Left out is what is marked so already and what is excluded from annotation. Ticked is what
    has the same case, is no part of a longer word and lies in no other span of that label. At
    most 10,000 are listed. Raises Cancelled when `cancelled()` says so.
    """
    asked = wanted(project, document_id, span_id, everywhere)
    return search(asked, project.reader, Progress(progress, cancelled))


def search(
    asked: Wanted,
    reader: ProjectReader,
    progress: Progress | None = None,
    take: Callable[[Sequence[Occurrence]], None] | None = None,
) -> Occurrences:
    """Return the occurrences of what is wanted; on any thread that has made the reader.

    `take` gets those of each document as soon as they are found, on that thread.
    """
    steps = progress or Progress()
    found = Occurrences()
    pattern = pattern_of(asked.words)
    ids = [asked.document]
    if asked.everywhere:
        longest = max(asked.words.split(), key=len)
        ids += [id for id in reader.documents_holding(longest) if id != asked.document]
    for number, id in enumerate(ids):
        steps.step(number, len(ids))
        known = asked.opened.get(id) or _read(reader, id, asked.person)
        if known is None:
            continue
        document, spans = known
        places = [
            (place, beside)
            for place, beside in _free_places(
                document, spans, asked.label, places_of(document.text, pattern)
            )
            if (id, place) not in asked.unwritten
        ]
        room = MOST - len(found)
        found.more += max(len(places) - room, 0)
        here = [
            occurrence_at(id, document.text, place, asked.words, beside)
            for place, beside in places[:room]
        ]
        found += here
        if take is not None and here:
            take(here)
    steps.step(len(ids), len(ids))
    return found


def _read(
    reader: ProjectReader, id: str, person: str | None
) -> tuple[Document, tuple[Span, ...]] | None:
    document = reader.document(id)
    if document is None:
        return None
    records = reader.layer_records(LayerStream(id, person, "annotations"))
    return document, tuple(records.spans)


def _free_places(
    document: Document, spans: Iterable[Span], label: str, places: Iterable[Fragment]
) -> Iterator[tuple[Fragment, list[Span]]]:
    """Yield places that are neither marked with the label nor excluded, and what overlaps them."""
    own = sorted((each for each in spans if each.label == label), key=text_order)
    waiting, near = 0, list[Span]()
    for start, end in places:
        # Both go through the text in order, so each span is looked at while it can matter.
        while waiting < len(own) and own[waiting].start < end:
            near.append(own[waiting])
            waiting += 1
        near = [each for each in near if each.end > start]
        if any(each.fragments == ((start, end),) for each in near):
            continue
        if touches([(start, end)], document.excluded):
            continue
        beside = [each for each in near if any(b < end and start < s for b, s in each.fragments)]
        yield (start, end), beside


def propagate(
    project: Project, document_id: str, span_id: str, chosen: Iterable[Occurrence]
) -> int:
    """Mark the chosen occurrences like a span, in whatever documents, as one Edit.

    They get its entity and those of its attributes that the schema lets be copied (all but those
    with `"copied": false`). What is marked so or excluded meanwhile is left as it is, and
    documents that are gone are left out. Returns how many were marked.
    """
    opened = writable(project, document_id)
    (span,) = spans_there(opened, [span_id])
    by_document: dict[str, list[Occurrence]] = {}
    for each in chosen:
        by_document.setdefault(each.document, []).append(each)
    there = {each.id: each for each in project.documents()}
    layers: list[tuple[OpenDocument, list[Change]]] = []
    for id, places in by_document.items():
        other = _layer(project, there[id], span.label) if id in there else None
        if other is not None:
            free = _still_free(other, [_like(project, span, each) for each in places])
            made = [add(other.stream, "span", each.id, span_fields(each)) for each in free]
            layers += [(other, made)] if made else []
    count = sum(len(made) for _, made in layers)
    if count:
        where = f" in {len(layers):,} articles" if len(layers) > 1 else ""
        many = f"{count:,} × " if count > 1 else ""
        name = label_name(project.schema, span.label)
        edit_layers(project, f"mark {many}{spans_name([span])} as {name}{where}", layers)
    return count


def _like(project: Project, span: Span, place: Occurrence) -> Span:
    return Span(
        project.session.new_id(),
        span.label,
        (place.fragment,),
        (place.words,),
        _copied(project.schema, span),
        span.entity,
        origin="rule",
        because="propagated",
        created=project.session.clock(),
    )


def _copied(schema: Schema, span: Span) -> dict[str, Any]:
    label = schema.label(span.label)
    kept = {
        each.id
        for each in (label.attributes if label else ())
        if each.definition.get("copied", True)
    }
    return {name: value for name, value in span.attributes.items() if name in kept}


def _layer(project: Project, summary: DocumentSummary, label: str) -> OpenDocument | None:
    """Return my layer of a document; of one that is not in memory only the spans of a label.

    None when the document is gone.
    """
    stream = project.layer_stream(summary.id)
    opened = project.opened(stream)
    if opened is not None:
        return opened
    document, layer = project.reader.document(summary.id), parse_layer_stream(stream)
    if document is None or layer is None:
        return None
    if unwritten.changes_in(project.saving.pending, stream):
        return unwritten.layer_of(project, layer)
    spans = project.reader.spans_of_label(layer, label)
    begun = {} if summary.status == "new" else {"status": summary.status}
    opened = OpenDocument(document, stream)
    opened.fill(document, stream, LayerRecords(begun, spans, [], [], [], set()))
    return opened


def _still_free(opened: OpenDocument, spans: Iterable[Span]) -> list[Span]:
    """Return the spans whose places are neither marked so nor excluded, each place once."""
    document = opened.document
    free: dict[tuple[Fragment, ...], Span] = {}
    for span in spans:
        there = opened.marked(span.label, span.fragments) is not None
        if there or touches(span.fragments, document.excluded):
            continue
        if span.quote == quotes_of(document.text, span.fragments):
            free.setdefault(span.fragments, span)
    return list(free.values())
