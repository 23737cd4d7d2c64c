"""Annotator JSONL: layers with their relations and comments, and decisions."""

from __future__ import annotations

from typing import Any

from annotator.domain.layer import LAYER_KINDS, STATUSES
from annotator.domain.record_shape import wrong_fields
from annotator.domain.unplaced import RELATION, Unplaced, unplaced_fields
from annotator.formats.format import FileLayer, Record
from annotator.formats.jsonl_careful import ON_THE_LIST
from annotator.formats.jsonl_spans import read_spans, unique_ids
from annotator.formats.jsonl_values import extra_of, objects, take
from annotator.formats.notes import Notes
from annotator.formats.placing import Placing, shortly

_LAYER = frozenset(
    ("person", "kind", "status", "reason", "spans", "relations", "comments"),
)
_RELATION = frozenset(("id", "label", "from", "to", "attributes", "origin"))
_COMMENT = frozenset(("id", "span", "person", "text", "created", "reply_to", "resolved"))


def read_layer(raw: dict[str, Any], placing: Placing, notes: Notes) -> FileLayer:
    """Return one layer; what is wrong in it is left out with a finding."""
    extra = extra_of(raw, _LAYER)
    unplaced: list[Record] = []
    spans = read_spans(objects(raw, "spans", notes), placing, notes, unplaced)
    ids = {id for id, _ in spans if id is not None}
    layer = FileLayer(
        take(raw, "person", str, extra, notes) or None,
        _one_of(raw, "kind", LAYER_KINDS, notes),
        _one_of(raw, "status", STATUSES, notes) or ("started" if spans or unplaced else "new"),
        take(raw, "reason", str, extra, notes),
        spans,
        unplaced=unplaced,
    )
    if raw.get("relations"):
        relations = [
            relation
            for each in objects(raw, "relations", notes)
            if (relation := _relation(each, ids, notes, unplaced)) is not None
        ]
        layer.relations = unique_ids(relations, "relation", notes)
    if raw.get("comments"):
        comments = [
            comment
            for each in objects(raw, "comments", notes)
            if (comment := _comment(each, ids, notes)) is not None
        ]
        layer.comments = unique_ids(comments, "comment", notes)
    layer.extra = extra
    return layer


def _one_of(raw: dict[str, Any], name: str, allowed: tuple[str, ...], notes: Notes) -> str | None:
    value = raw.get(name)
    if value is None or value in allowed:
        return value
    notes.add(
        "wrong-value",
        f"A layer has the {name} {shortly(value)}; known are {', '.join(allowed)}.",
        f"The layer was kept as if it gave no {name}.",
    )
    return None


def _id(raw: dict[str, Any]) -> str | None:
    id = raw.get("id")
    return str(id) if id is not None and id != "" else None


def _relation(
    raw: dict[str, Any], spans: set[str], notes: Notes, unplaced: list[Record]
) -> Record | None:
    label, ends = raw.get("label"), (raw.get("from"), raw.get("to"))
    if not isinstance(label, str) or not label:
        notes.add("no-label", "A relation has no label.", "It was left out.")
        return None
    missing = [end for end in ends if not isinstance(end, str) or end not in spans]
    fields = _relation_fields(raw, label, notes)
    if missing:
        said = _loose(missing[0])
        reason = f"It {said}"
        notes.add("relation-loose", f"The relation {raw.get('id') or label} {said}", ON_THE_LIST)
        del fields["label"]
        mark = Unplaced("", RELATION, label, "relation-loose", reason=reason, file=notes.file or "",
                        fields=fields)  # fmt: skip
        unplaced.append((_id(raw), unplaced_fields(mark)))
        return None
    return (_id(raw), fields)


def _loose(end: Any) -> str:
    """Return what is said of a relation one end of which is no span."""
    if end is None:
        return "does not say which two spans it links."
    return f"links a span that is not there: {end if isinstance(end, str) else shortly(end)}."


def _relation_fields(raw: dict[str, Any], label: str, notes: Notes) -> dict[str, Any]:
    extra = extra_of(raw, _RELATION)
    fields: dict[str, Any] = {"label": label}
    fields |= {end: raw[end] for end in ("from", "to") if isinstance(raw.get(end), str)}
    if attributes := take(raw, "attributes", dict, extra, notes):
        fields["attributes"] = attributes
    origin = take(raw, "origin", str, extra, notes) or "import"
    if origin != "hand":
        fields["origin"] = origin
    if extra:
        fields["extra"] = extra
    return fields


def _comment(raw: dict[str, Any], spans: set[str], notes: Notes) -> Record | None:
    extra = extra_of(raw, _COMMENT)
    text = take(raw, "text", str, extra, notes)
    if text is None:
        notes.add("no-text", "A comment has no text.", "It was left out.")
        return None
    fields: dict[str, Any] = {"text": text}
    for name in ("span", "person", "created", "reply_to"):
        value = take(raw, name, str, extra, notes)
        if value is not None:
            fields[name] = value
    if "span" in fields and fields["span"] not in spans:
        notes.add(
            "comment-loose",
            f"A comment is on a span that is not there: {fields.pop('span')}.",
            "It was kept as a comment on the document.",
        )
    if take(raw, "resolved", bool, extra, notes):
        fields["resolved"] = True
    if extra:
        fields["extra"] = extra
    return (_id(raw), fields)


def read_decisions(raw: dict[str, Any], notes: Notes) -> list[Record]:
    """Return a document's decisions as they stand: all their keys are kept.

    What cannot stand where it does goes to their further fields, with a finding.
    """
    records: list[Record] = []
    for each in objects(raw, "decisions", notes):
        fields = {k: v for k, v in each.items() if k != "id" and v is not None}
        wrong = {name: fields.pop(name) for name in wrong_fields("decision", fields)}
        for name, value in wrong.items():
            said = f"A decision has something unexpected as “{name}”: {shortly(value)}."
            notes.add("wrong-type", said, "It was kept, unused.")
        if wrong:
            given = fields.get("extra", {})
            fields["extra"] = {**(given if isinstance(given, dict) else {"extra": given}), **wrong}
        records.append((_id(each), fields))
    return unique_ids(records, "decision", notes)
