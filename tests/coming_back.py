"""Writing with a format, reading it again, and counting what did not come back.

The counting knows nothing of how a format counts its losses: it only compares what went in with
what came out. So the two can be held against each other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.domain.entity import Entity
from annotator.domain.person import Person
from annotator.domain.span import SPAN_DEFAULTS
from annotator.formats.features import PARENT, fragments_of, quotes_of_row
from annotator.formats.format import FileDocument, FileLayer, Finding, Format, Header, Item, Placed
from annotator.formats.jsonl_reading import read_jsonl
from annotator.formats.losses import LossCount
from annotator.formats.written import WrittenDocument, WrittenLayer
from annotator.project.export_writing import write_file, write_folder
from annotator.project.import_files import find_files
from annotator.storage.rows import comment_row, relation_row, span_row
from tests.projects import write_lines

#: Ways in which a span does not come back as it was: which of them it is, nobody sees after.
GONE = ("spans", "nested", "widened", "fragments", "labels")


@dataclass
class Content:
    """A header and documents, as writers take them."""

    header: Header
    documents: list[WrittenDocument]


@dataclass
class Returned:
    """What a reader yielded, documents of one text made one as an import does."""

    header: Header = field(default_factory=Header)
    documents: dict[str, FileDocument] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)


def _json(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None


def _layer(layer: FileLayer) -> WrittenLayer:
    def split(row: tuple[Any, ...], fields: dict[str, Any], id: str | None) -> tuple[Any, ...]:
        label, start, end, quote, fragments, *rest = row
        quote = fields["quote"] if fragments else quote
        return (start, -end, label, id, quote, fragments, *rest, 0)

    return WrittenLayer(
        layer.person,
        layer.kind or "annotations",
        layer.status,
        layer.reason,
        _json(layer.extra),
        sorted(split(span_row(fields), fields, id) for id, fields in layer.spans),
        [(id, *relation_row(fields), 0) for id, fields in layer.relations],
        [(id, *comment_row(fields), 0) for id, fields in layer.comments],
    )


def content_of_items(items: Iterable[Item]) -> Content:
    """Return what a reader of Annotator JSONL yields, as writers take it."""
    header, documents = Header(), []
    for item in items:
        if isinstance(item, Header):
            header = item
        elif isinstance(item, FileDocument):
            documents.append(
                WrittenDocument(
                    item.key or "key",
                    item.title or "",
                    item.frozen.text,
                    item.frozen.text_sha256,
                    item.language,
                    _json([list(each) for each in item.excluded]),
                    item.source,
                    _json(item.meta),
                    _json(item.extra),
                    [_layer(each) for each in item.layers],
                    [(id or "", json.dumps(fields)) for id, fields in item.decisions],
                )
            )
    return Content(header, sorted(documents, key=lambda each: each.key))


def content_of(folder: Path, *lines: Any) -> Content:
    """Return the content of an Annotator JSONL file with these lines."""
    path = write_lines(folder / "content.jsonl", *lines)
    return content_of_items(read_jsonl(path, path.name))


def write(format: Format, content: Content, folder: Path) -> Path:
    """Write with a format, and return the file or folder."""
    if format.many_files:
        write_folder(format, content.header, content.documents, folder / "out")
        return folder / "out"
    out = folder / f"out{format.suffixes[0]}"
    write_file(format, content.header, lambda _: content.documents, out)
    return out


def read(path: Path, format: Format | None = None) -> Returned:
    """Read a file or folder as an import does; with `format`, as that."""
    found, findings = find_files([path], None if format is None else format.name)
    returned = Returned(findings=list(findings))
    for file in found:
        assert format is None or file.format.read is format.read
        assert file.format.read is not None
        for item in file.format.read(file.path, file.name):
            if isinstance(item, FileDocument):
                _take(returned, item, file.key)
            elif isinstance(item, Finding):
                returned.findings.append(item)
            elif isinstance(item, Placed):
                returned.placed.append(item)
            else:
                _take_header(returned, item)
    return returned


def _take(returned: Returned, document: FileDocument, key: str) -> None:
    known = returned.documents.get(document.frozen.text)
    if known is None:
        document.key = document.key or key
        returned.documents[document.frozen.text] = document
    else:
        known.layers += document.layers
        known.decisions += document.decisions


def _take_header(returned: Returned, header: Header) -> None:
    before = returned.header
    returned.header = Header(
        header.title or before.title,
        header.schema or before.schema,
        header.guideline or before.guideline,
        [*before.people, *(each for each in header.people if each not in before.people)],
        [*before.entities, *(each for each in header.entities if each not in before.entities)],
        header.extra or before.extra,
    )


def announced(format: Format, content: Content) -> Counter[str]:
    """Return what the format says it loses, the ways in which spans go made one."""
    losses = LossCount(format, content.header)
    for document in content.documents:
        losses.look(document)
    counts = Counter[str]()
    for loss in losses.losses():
        counts["spans" if loss.feature in GONE else loss.feature] += loss.count
    return counts


def missing(format: Format, content: Content, returned: Returned) -> Counter[str]:
    """Return what did not come back; raises AssertionError for what was invented."""
    counts = _missing_of_header(content.header, returned.header)
    by_letters = {_letters(text): each for text, each in returned.documents.items()}
    carried = format.keeps | format.partly.keys()
    for document in content.documents:
        other = by_letters.pop(_letters(document.text))
        counts += _missing_of_document(document, other, carried)
    assert not by_letters, "documents were invented"
    return Counter(
        {name: n for name, n in counts.items() if n and PARENT.get(name, name) in (name, *carried)}
    )


def _letters(text: str) -> str:
    return "".join(text.split())


def _missing_of_header(header: Header, returned: Header) -> Counter[str]:
    def gone(before: Sequence[Entity | Person], after: Sequence[Entity | Person]) -> int:
        return len([each for each in before if each not in after])

    return Counter(
        entities=gone(header.entities, returned.entities),
        roster=gone(header.people, returned.people),
        schema=int(header.schema is not None and returned.schema != header.schema),
        guideline=int(header.guideline is not None and returned.guideline != header.guideline),
        project=int((header.title or None, header.extra) != (returned.title, returned.extra)),
    )


def _missing_of_document(
    document: WrittenDocument, returned: FileDocument, carried: Collection[str]
) -> Counter[str]:
    excluded = [tuple(each) for each in json.loads(document.excluded or "[]")]
    meta, extra = json.loads(document.meta or "{}"), json.loads(document.extra or "{}")
    source = (document.source.name, document.source.sha256)
    back = returned.source
    counts = Counter(
        texts=int(document.text != returned.frozen.text),
        keys=int(document.key != returned.key),
        titles=int(document.title != (returned.title or "")),
        languages=int(document.language != returned.language),
        metadata=int((meta, extra) != (returned.meta, returned.extra)),
        sources=int(any(source) and source != (back.name, back.sha256)),
        excluded=len([each for each in excluded if each not in returned.excluded]),
        decisions=len(
            [
                id
                for id, fields in document.decisions
                if (id, json.loads(fields)) not in returned.decisions
            ]
        ),
    )
    for layer, other in _pairs(document.layers, returned.layers):
        counts += _missing_of_layer(layer, other, carried, (document.text, returned.frozen.text))
    if "layers" in carried and "people" not in carried:
        # All of a text become one where they come in: nothing says whose they are.
        counts["layers"] += len(document.layers[1:])
    return counts


def _pairs(
    before: Sequence[WrittenLayer], after: Sequence[FileLayer]
) -> list[tuple[WrittenLayer, FileLayer | None]]:
    left = list(after)
    chosen: dict[int, FileLayer] = {}
    for exact in (True, False):
        for place, layer in enumerate(before):
            if place in chosen:
                continue
            for other in left:
                same = (other.person, other.kind or "annotations") == (layer.person, layer.kind)
                if same or not exact:
                    chosen[place] = other
                    left.remove(other)
                    break
    assert not any(each.spans or each.relations or each.comments for each in left), "invented"
    return [(layer, chosen.get(place)) for place, layer in enumerate(before)]


def _missing_of_layer(
    layer: WrittenLayer,
    returned: FileLayer | None,
    carried: Collection[str],
    texts: tuple[str, str],
) -> Counter[str]:
    from tests.coming_back_spans import missing_of_spans

    other = returned or FileLayer()
    default = ("started" if layer.spans else "new", None)
    state = (layer.status, layer.reason)
    # Where a format has no status, the default may happen to be the right one: lost all the same.
    same = "statuses" in carried and state == (other.status, other.reason)
    counts = Counter(
        layers=int(returned is None),
        people=int(layer.person is not None and other.person != layer.person),
        kinds=int(layer.kind != "annotations" and other.kind != layer.kind),
        statuses=int(not same and state != default),
        extras=int(json.loads(layer.extra or "{}") != other.extra),
    )
    return counts + missing_of_spans(layer, other, carried, texts)


def span_fields_of(row: tuple[Any, ...]) -> dict[str, Any]:
    """Return a written span as the record that a reader of our own format gives."""
    names = ("attributes", "entity", "uncertain", "note", "origin", "score", "because")
    values = dict(zip((*names, "created", "updated", "extra"), row[6:16], strict=True))
    fields: dict[str, Any] = {
        "label": row[2],
        "fragments": [list(each) for each in fragments_of(row)],
        "quote": quotes_of_row(row),
    }
    for name, value in values.items():
        if value is not None and name in ("attributes", "extra"):
            value = json.loads(value)
        if name == "uncertain":
            value = bool(value)
        if value is not None and value != SPAN_DEFAULTS[name]:
            fields[name] = value
    return fields
