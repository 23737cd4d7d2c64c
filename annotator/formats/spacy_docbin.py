"""spaCy DocBin (.spacy)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from annotator.formats.entity_names import take_names
from annotator.formats.format import FileDocument, Format, Item
from annotator.formats.jsonl_reading import read_document
from annotator.formats.jsonl_values import object_in
from annotator.formats.library_errors import until_broken
from annotator.formats.merging import merged
from annotator.formats.notes import Notes
from annotator.formats.spacy_writing import GROUP, OWN, spacy_losses, write_spacy

#: How large a file may be unpacked, beside its packed size.
_SMALL, _RATIO = 256 << 20, 200
_WITH_SPAN = "unless the span itself is lost"


def read_spacy(path: Path, name: str) -> Iterator[Item]:
    """Yield the documents: span groups, or the ents where there are none. Raises OSError."""
    notes = Notes(name)
    data = path.read_bytes()
    docs = until_broken(_docs(data, notes), notes)
    for document in merged(_documents(docs, notes), notes):
        yield document
        yield from notes.take()
    yield from notes.take_all()
    yield notes.placed()


def _docs(data: bytes, notes: Notes) -> Iterator[Any]:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    if _is_bomb(data):
        notes.add("archive", "Unpacked, it would be beyond measure.", "The file was left out.")
        return
    bin = DocBin(store_user_data=True).from_bytes(data)
    yield from bin.get_docs(Vocab())


def _is_bomb(data: bytes) -> bool:
    unpacked, limit = 0, max(_SMALL, _RATIO * len(data))
    engine = zlib.decompressobj()
    piece = engine.decompress(data, 1 << 20)
    while piece and unpacked <= limit:
        unpacked += len(piece)
        piece = engine.decompress(engine.unconsumed_tail, 1 << 20)
    return unpacked > limit


def _documents(docs: Iterator[Any], notes: Notes) -> Iterator[FileDocument]:
    for number, doc in enumerate(docs, 1):
        notes.line, notes.document = number, None
        # A Doc that cannot be read costs no other: spaCy looks at it only when asked for a part.
        for ours in until_broken(map(partial(_ours, notes=notes), (doc,)), notes):
            document = read_document(ours, "codepoint", notes)
            if document is not None:
                yield document
    notes.line = None


def _ours(doc: Any, notes: Notes) -> dict[str, Any]:
    own = object_in(doc.user_data.get(OWN))
    layer, key = own.pop("layer", None), own.pop("key", None)
    spans = _spans(doc, notes)
    ours = {**own, "id": key, "text": doc.text}
    if not isinstance(layer, dict):
        return {**ours, "layers": [{"spans": [*spans.values()]}] if spans else []}
    more = layer.pop("more", None)
    for id, span in spans.items():
        added = more.get(id) if isinstance(more, dict) else None
        span |= {**(added if isinstance(added, dict) else {}), "label": span["label"], "id": id}
    take_names(spans.values(), notes)
    relations = layer.get("relations")
    layer["relations"] = [
        each
        for each in (relations if isinstance(relations, list) else ())
        if isinstance(each, dict) and each.get("from") in spans and each.get("to") in spans
    ]
    return {**ours, "layers": [{**layer, "spans": [*spans.values()]}]}


def _spans(doc: Any, notes: Notes) -> dict[str, dict[str, Any]]:
    """Return the spans by id; those of one id and label are fragments of one."""
    groups = [doc.spans[GROUP]] if GROUP in doc.spans else [*doc.spans.values()]
    found: dict[str, dict[str, Any]] = {}
    for number, each in enumerate([span for group in groups or [doc.ents] for span in group]):
        said, entity = (_word(each, name, notes) for name in ("id", "kb_id"))
        label = _word(each, "label", notes)
        id = said or f"span-{number + 1}"
        quote = doc.text[each.start_char : each.end_char]
        # A label without its word keeps its number: people may say which one it is.
        label = str(each.label) if label is None else label
        span = found.setdefault(
            id, {"id": said or None, "label": label, "fragments": [], "quote": []}
        )
        span["origin"] = "import"
        span["fragments"].append([each.start_char, each.end_char])
        span["quote"].append(quote)
        if entity:
            span["entity"] = entity
    return found


def _word(span: Any, name: str, notes: Notes) -> str | None:
    """Return the word of an id, entity or label; None with a finding where the file lacks it.

    Older versions of spaCy did not keep those of ids and entities (spaCy #12407).
    """
    try:
        return str(getattr(span, f"{name}_"))
    except KeyError:
        notes.count(
            "word-missing",
            "id, entity or label of which it has a number, and not the word",
            "ids, entities and labels of which it has numbers, and not the words",
            "The marks were kept: labels as these numbers, without the others.",
        )
        return None


FORMAT = Format(
    name="spacy",
    title="spaCy DocBin",
    suffixes=(".spacy",),
    keeps=frozenset(("texts", "keys", "titles", "languages", "metadata", "sources", "excluded"))
    | {"layers", "people", "kinds", "statuses", "nested", "labels", "decisions"},
    partly={
        "spans": "all that hold a token",
        "widened": "edges of tokens",
        "fragments": "edges of tokens",
        **dict.fromkeys(("attributes", "mentions", "doubts", "notes", "origins"), _WITH_SPAN),
        **dict.fromkeys(("scores", "times", "extras"), _WITH_SPAN),
        "ids": _WITH_SPAN,
        "relations": "between spans that are kept",
        "relation_attributes": "of relations that are kept",
        "comments": "unless their span is lost",
    },
    read=read_spacy,
    write=write_spacy,
    losses=spacy_losses,
    needs=("spacy",),
    extra="spacy",
    remarks="A Doc for each layer: spans in the group sc, and as ents where they do not overlap.",
)
