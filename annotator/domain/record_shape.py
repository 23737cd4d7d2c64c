"""What keeps the payload of a journal row from being changes, for rows that others wrote.

A hash proves only that a row was not altered since it was hashed. So what comes from elsewhere
is held against the fields that each kind of record has before anything is made of it. Fields
that no kind knows are let through, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from annotator.domain.edit import ADD, DELETE, PURGE, RECORD_KINDS, RESTORE, SET, SINGLE_KINDS
from annotator.domain.layer import STATUSES
from annotator.domain.schema_fault import schema_fault
from annotator.domain.span import SPAN_TYPES
from annotator.domain.stream import parse_layer_stream
from annotator.domain.unplaced import RELATION, SPAN

_Check = Callable[[Any], bool]
_OPS = frozenset((ADD, SET, DELETE, RESTORE))
#: No number beyond these fits into a table.
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


def payload_fault(stream: str, payload: Any) -> str | None:
    """Return what is wrong with the payload of a row of `stream`, or None; None is purged."""
    if payload is None:
        return None
    if not isinstance(payload, dict) or not isinstance(payload.get("changes"), list):
        return "a row without changes"
    if not isinstance(payload.get("name"), str):
        return "an edit without a name"
    if not all(each is None or isinstance(each, str) for each in _who_and_how(payload)):
        return "an edit that does not say by whom it is"
    layer = parse_layer_stream(stream)
    kinds = RECORD_KINDS.get("layer" if layer is not None else stream, ())
    if stream == "layer" or (layer is not None and layer.kind not in ("annotations", "gold")):
        kinds = ()
    for change in payload["changes"]:
        fault = _change_fault(kinds, change)
        if fault is not None:
            return fault
    return None


def wrong_fields(kind: str, fields: Mapping[str, Any]) -> list[str]:
    """Return the names of those fields of a record of a kind whose values cannot stand there."""
    checks = _FIELDS.get(kind, {})
    return [
        name
        for name, value in fields.items()
        if value is not None and name in checks and not checks[name](value)
    ]


def _who_and_how(payload: Mapping[str, Any]) -> tuple[Any, Any]:
    return payload.get("person", 0), payload.get("via", 0)


def _change_fault(kinds: tuple[str, ...], change: Any) -> str | None:
    if not isinstance(change, list) or len(change) != 5:
        return "a change that is none"
    op, kind, id, value, was = change
    if not isinstance(op, str) or op not in (_OPS if kind != PURGE else {ADD}):
        return f"the unknown change “{_shortly(op)}”"
    if not isinstance(kind, str) or kind not in kinds:
        return f"the unknown kind “{_shortly(kind)}”"
    if not isinstance(id, str) or (kind in SINGLE_KINDS and id != _single_id(kind)):
        return f"{_a(kind)} that is not called as it should be"
    if not isinstance(value, dict) or not isinstance(was, dict):
        return f"{_a(kind)} without fields"
    if kind == PURGE and not (value.get("document") or value.get("person")):
        return "a purge of nothing"
    return _missing(op, kind, value, was) or _fields_fault(kind, value) or _fields_fault(kind, was)


def _missing(op: str, kind: str, value: Mapping[str, Any], was: Mapping[str, Any]) -> str | None:
    """Return what is wrong where a record has not got, or loses, what it cannot be without."""
    whole = was if op == DELETE else value
    for name in _NEEDED.get(kind, ()):
        if whole.get(name) is None and (op != SET or name in value):
            return f"{_a(kind)} without “{name}”"
    return None


def _single_id(kind: str) -> str:
    return "" if kind == "layer" else kind


def _fields_fault(kind: str, fields: Mapping[str, Any]) -> str | None:
    checks = _FIELDS.get(kind, {})
    for name, value in fields.items():
        is_right = checks.get(name)
        if is_right is not None and value is not None and not is_right(value):
            if kind == "schema" and name == "definition":
                return f"a schema that is none: {schema_fault(value)}"
            return f"{_a(kind)} with “{_shortly(value)}” as “{name}”"
    return None


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _shortly(value: Any) -> str:
    words = str(value)
    return words if len(words) <= 40 else words[:39] + "…"


def _of(*types: type) -> _Check:
    def is_right(value: Any) -> bool:
        # By its class: True is no number here.
        if type(value) not in types:
            return False
        return type(value) is not int or _SMALLEST <= value <= _LARGEST

    return is_right


def _among(*words: str) -> _Check:
    return lambda value: isinstance(value, str) and value in words


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _quotes(value: Any) -> bool:
    return _texts(value) and bool(value)


def _stretches(value: Any) -> bool:
    """Return whether a value is stretches of a text; they may be empty and in any order."""
    return isinstance(value, list) and all(map(_is_stretch, value))


def _is_stretch(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 2:
        return False
    start, end = value
    # By its class: True is no number here.
    return type(start) is type(end) is int and 0 <= start <= end <= _LARGEST


def _fragments(value: Any) -> bool:
    if not _stretches(value) or not value:
        return False
    before = -1
    for start, end in value:
        if not before < start < end:
            return False
        before = end
    return True


def _objects(value: Any, is_right: Callable[[Mapping[str, Any]], bool]) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, dict) and is_right(each) for each in value
    )


def _marks(value: Any) -> bool:
    """Return whether a value is spans with their ids, as a ruling has them."""
    return _objects(value, partial(_is_whole, "span", ("id", *_NEEDED["span"])))


def _links(value: Any) -> bool:
    """Return whether a value is relations with their ids and the cases at their ends."""
    needed = ("id", *_NEEDED["relation"], "from_case", "to_case")
    return _objects(value, partial(_is_whole, "relation", needed))


def _is_whole(kind: str, needed: tuple[str, ...], fields: Mapping[str, Any]) -> bool:
    if any(fields.get(name) is None for name in needed) or wrong_fields(kind, fields):
        return False
    return all(isinstance(fields[name], str) for name in needed if name not in _FIELDS[kind])


def _item(value: Any) -> bool:
    """Return whether what a decision was made on can be read; other programs name theirs anyhow."""
    if not isinstance(value, dict):
        return True
    members, extents = value.get("members") or [], value.get("extents") or []
    if not isinstance(members, list) or not all(
        _texts(each) and len(each) == 2 for each in members
    ):
        return False
    if not isinstance(extents, list) or not all(map(_stretches, extents)):
        return False
    return _objects(
        value.get("readings") or [], lambda one: _objects(one.get("spans") or [], _shown)
    )


def _shown(span: Mapping[str, Any]) -> bool:
    """Return whether a span of a reading says what it is and where."""
    return _text(span.get("label")) and _stretches(span.get("fragments"))


def _texts_by_name(value: Any) -> bool:
    return isinstance(value, dict) and all(
        each is None or isinstance(each, str) for each in value.values()
    )


def _schema(value: Any) -> bool:
    return schema_fault(value) is None


_text, _object, _flag, _count = _of(str), _of(dict), _of(bool), _of(int)
_number = _of(int, float)
_ABOUT = {"document": _text, "person": _text}

#: Kind → the fields without which a record of it is none.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "span": ("label", "fragments", "quote"),
    "relation": ("label", "from", "to"),
    "comment": ("text",),
    "proposal": ("text",),
    "verdict": ("verdict",),
    "unplaced": ("what", "because"),
    "entity": ("kind", "name"),
    "person": ("name",),
    "document": ("key", "text_sha256"),
    "assignment": ("document", "person"),
}

#: Kind → field → whether a value may stand there.
_FIELDS: Mapping[str, Mapping[str, _Check]] = {
    "span": {
        "label": _text, "fragments": _fragments, "quote": _quotes, "extra": _object,
        **{name: _of(*types) for name, types in SPAN_TYPES.items()},
    },
    "relation": {
        "label": _text, "from": _text, "to": _text, "attributes": _object, "origin": _text,
        "extra": _object,
    },
    "comment": {
        "text": _text, "span": _text, "person": _text, "created": _text, "reply_to": _text,
        "resolved": _flag, "extra": _object,
    },
    "verdict": {"verdict": _text, "span": _text},
    "unplaced": {
        "what": _among(SPAN, RELATION), "label": _text, "because": _text, "quote": _texts,
        "said": _stretches, "reason": _text, "file": _text, "fields": _object,
    },
    "layer": {"status": _among(*STATUSES), "reason": _text, "extra": _object},
    "entity": {
        "kind": _text, "name": _text, "aliases": _texts, "reference": _text, "lat": _number,
        "lon": _number, "note": _text, "extra": _object, "merged_into": _text,
    },
    "person": {"name": _text, "role": _text, "extra": _object},
    "document": {
        "key": _text, "title": _text, "text_sha256": _text, "language": _text,
        "excluded": _stretches, "source": _texts_by_name, "meta": _object, "extra": _object,
    },
    "project": {"title": _text},
    "schema": {"definition": _schema},
    "guideline": {"text": _text, "version": _count},
    "proposal": {"text": _text, "base": _count, "person": _text, "created": _text},
    "assignment": {**_ABOUT, "calibration": _flag, "training": _flag},
    "bundle": {
        "person": _text, "purpose": _text, "made": _text, "returned": _text, "documents": _count,
    },
    "decision": {
        **_ABOUT, "item": _item, "action": _text, "reason": _text, "created": _text,
        "supersedes": _text, "objects_to": _text, "spans": _marks, "relations": _links,
        **dict.fromkeys(("answers", "apart", "from", "gold"), _texts),
    },
    "figures": {"created": _text, "person": _text, "columns": _texts, "rows": _of(list)},
    PURGE: _ABOUT,
}  # fmt: skip
