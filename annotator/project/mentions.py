"""Where an entity is mentioned, over all documents of a project."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.person import Person
from annotator.domain.stream import parse_layer_stream
from annotator.project import unwritten
from annotator.storage.ledger import MentionRow
from annotator.storage.project_reader import ProjectReader

if TYPE_CHECKING:
    from annotator.project.open_document import OpenDocument
    from annotator.project.project import Project

_SPACES = re.compile(r"\s+")
#: Code points of text on either side of a mention, and how many mentions are read in one go.
CONTEXT, MOST = 80, 500


class Mention(NamedTuple):
    """A mention with the text around it, on one line each.

    `person` is whose layer it stands in, `kind` of which kind; positions are code points, half
    open. `words` are the fragments' texts, joined by “ … ”.
    """

    document_id: str
    key: str
    title: str
    person: str | None
    kind: str
    span_id: str
    label: str
    start: int
    end: int
    before: str
    words: str
    after: str


def mentions(
    project: Project,
    entity_id: str,
    everyone: bool = False,
    limit: int = MOST,
    reader: ProjectReader | None = None,
) -> list[Mention]:
    """Return the mentions of an entity and those merged into it, by document key and position.

    Mine and those of gold, so that nobody's work shows others what to do; with `everyone` also
    the others'. What is not on disk yet is among them. A `reader` of one's own is for another
    thread, with what is on disk.
    """
    ids = project.ledger.ids(entity_id)
    person = None if everyone else _me(project.me)
    changed = _changed(project) if reader is None else []
    rows = (reader or project.reader).mentions(ids, person, CONTEXT, limit + len(changed))
    fresh = {opened.stream for opened in changed}
    found = [_mention(row) for row in rows if _stream(row) not in fresh]
    for opened in changed:
        found += _in_memory(opened, ids)
    found.sort(key=lambda each: (each.key, each.document_id, each.start, each.end, each.span_id))
    return found[:limit]


def mention_counts(project: Project, entity_ids: Iterable[str]) -> dict[str, int]:
    """Return how often each entity is mentioned on disk, by me and in gold, merges followed."""
    wanted = {id: project.ledger.ids(id) for id in entity_ids}
    every = [each for ids in wanted.values() for each in ids]
    counts = project.reader.mention_counts(every, _me(project.me))
    return {id: sum(counts.get(each, 0) for each in ids) for id, ids in wanted.items()}


def _me(me: Person | None) -> str:
    return me.id if me else ""


def _changed(project: Project) -> list[OpenDocument]:
    """Return the layers with edits of mine which are not on disk yet, as they are with them."""
    found: dict[str, OpenDocument] = {}
    for entry in project.saving.pending:
        for stream in entry.edit.streams:
            layer = parse_layer_stream(stream)
            if layer is not None and stream not in found:
                found[stream] = project.opened(stream) or unwritten.layer_of(project, layer)
    return list(found.values())


def _stream(row: MentionRow) -> str:
    return f"layer/{row.document}/{row.person or ''}/{row.kind}"


def _mention(row: MentionRow) -> Mention:
    return Mention(
        row.document, row.key, row.title, row.person, row.kind, row.span, row.label, row.start,
        row.end, _one_line(row.before), _one_line(" … ".join(row.quote)), _one_line(row.after),
    )  # fmt: skip


def _in_memory(opened: OpenDocument, ids: Iterable[str]) -> list[Mention]:
    layer, document, wanted = parse_layer_stream(opened.stream), opened.document, set(ids)
    text = document.text
    return [
        Mention(
            document.id, document.key, document.title, layer.person if layer else None,
            layer.kind if layer else "", span.id, span.label, span.start, span.end,
            _one_line(text[max(span.start - CONTEXT, 0) : span.start]),
            _one_line(" … ".join(span.quote)),
            _one_line(text[span.end : span.end + CONTEXT]),
        )
        for span in opened.spans.values()
        if span.entity in wanted
    ]  # fmt: skip


def _one_line(text: str) -> str:
    # White space at the ends stays one space, as the words beside it are not part of it.
    return _SPACES.sub(" ", text)
