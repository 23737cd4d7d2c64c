"""Label Studio JSON: reading tasks, each with the annotations and predictions it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.formats.foreign_lines import objects_of
from annotator.formats.format import Item
from annotator.formats.json_items import read_items
from annotator.formats.jsonl_reading import read_document
from annotator.formats.label_studio_writing import OWN
from annotator.formats.notes import Notes
from annotator.formats.span_json import SPAN_KEYS

_TEXTS = ("text", "content", "body", "article", "html", "Text")
_OWN_KEYS = frozenset((*SPAN_KEYS, "part_of"))
_LABEL_KEYS = ("labels", "hypertextlabels", "paragraphlabels")


def read_label_studio(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield a document for each task. Raises OSError when the file cannot be read."""
    notes = Notes(name, wanted_unit=unit)
    for task in read_items(path, notes):
        notes.document = None
        if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
            notes.add("broken", "An entry is not a task: it has no data.", "It was left out.")
        else:
            document = read_document(_document(task, notes), None, notes)
            if document is not None:
                yield document
        yield from notes.take()
    yield from notes.take()
    yield notes.placed()


def _document(task: dict[str, Any], notes: Notes) -> dict[str, Any]:
    data, meta = dict(task["data"]), task.get("meta")
    own = meta.get(OWN) if isinstance(meta, dict) else None
    name = _text_name(data)
    text = data.pop(name, None)
    ours: dict[str, Any] = {"id": data.pop("key", None) or task.get("id"), "text": text}
    if isinstance(data.get("title"), str):
        ours["title"] = data.pop("title")
    if isinstance(own, dict):
        ours |= {**own, "meta": own.get("meta", {})}
    else:
        ours["meta"] = data
        if meta:
            ours["task"] = meta
    ours["layers"] = [*_layers(task, text if isinstance(text, str) else "", notes)]
    return ours


def _text_name(data: dict[str, Any]) -> str:
    """Return the key of the text: a usual name, else the longest string."""
    texts = {key: value for key, value in data.items() if isinstance(value, str)}
    usual = [key for key in _TEXTS if key in texts]
    return usual[0] if usual else max(texts, key=lambda key: len(texts[key]), default="text")


def _layers(task: dict[str, Any], text: str, notes: Notes) -> Iterator[dict[str, Any]]:
    for annotation in objects_of(task.get("annotations")) or objects_of(task.get("completions")):
        layer = _results(annotation, text, notes)
        own = annotation.get(OWN)
        if isinstance(own, dict):
            yield {**layer, **own}
            continue
        skipped = bool(annotation.get("was_cancelled"))
        layer["person"] = _person(annotation.get("completed_by"))
        layer["kind"] = "gold" if annotation.get("ground_truth") else "annotations"
        yield {**layer, "status": "skipped" if skipped else "done"}
    foreign: dict[str, Any] = {"kind": "suggestions", "spans": [], "relations": []}
    for prediction in objects_of(task.get("predictions")):
        layer, own = _results(prediction, text, notes), prediction.get(OWN)
        if isinstance(own, dict):
            yield {**layer, **own}
            continue
        model = prediction.get("model_version") or "label-studio"
        for span in layer["spans"]:
            foreign["spans"].append({**span, "origin": f"suggestion:{model}"})
        foreign["relations"] += layer["relations"]
    if foreign["spans"]:
        yield foreign


def _person(completed_by: Any) -> str | None:
    if isinstance(completed_by, dict):
        completed_by = completed_by.get("email") or completed_by.get("id")
    return None if completed_by is None else str(completed_by)


def _results(annotation: dict[str, Any], text: str, notes: Notes) -> dict[str, Any]:
    """Return spans, relations and what is said of the whole text, of a list of results."""
    spans: dict[str, dict[str, Any]] = {}
    more: list[dict[str, Any]] = []
    relations, said = [], []
    for number, result in enumerate(objects_of(annotation.get("result"))):
        value = result.get("value")
        if result.get("type") == "relation":
            relations.append(_relation(result))
        elif isinstance(value, dict) and not value.keys().isdisjoint(_LABEL_KEYS):
            first, *others = _spans(result, value, text)
            id = str(result.get("id") or f"region-{number}")
            if id in spans:
                others = [{**first, "id": id}, *others]
            else:
                spans[id] = {**first, "id": id}
            more += others
        else:
            said.append(result)
    extra: dict[str, Any] = {}
    for result in said:
        target = spans.get(str(result.get("id")))
        if target is not None:
            _attributes(target, notes)[str(result.get("from_name"))] = _value(result)
        else:
            extra[str(result.get("from_name"))] = _value(result)
    return {**extra, "spans": [*_whole(spans), *more], "relations": relations}


def _attributes(span: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """Return the attributes of a span, to add to; what is there and is none goes aside."""
    given = span.setdefault("attributes", {})
    if isinstance(given, dict):
        return given
    notes.add(
        "wrong-type",
        "The “attributes” of a span should be fields between { and }.",
        "They were kept, unused.",
    )
    span["other_attributes"] = given
    span["attributes"] = made = dict[str, Any]()
    return made


def _spans(result: dict[str, Any], value: dict[str, Any], text: str) -> list[dict[str, Any]]:
    """Return a span for each label of a region; only the first has the region's id."""
    span: dict[str, Any] = {"start": value.get("start"), "end": value.get("end")}
    quote, score, meta = value.get("text"), result.get("score"), result.get("meta")
    if isinstance(quote, str):
        # Label Studio writes a line feed as a backslash and an n.
        as_it_is = "\\n" not in quote or quote in text
        span["quote"] = quote if as_it_is else quote.replace("\\n", "\n")
    if isinstance(score, (int, float)):
        span["score"] = score
    if isinstance(meta, dict):
        if notes := meta.get("text"):
            span["note"] = "\n".join(map(str, notes)) if isinstance(notes, list) else str(notes)
        own = meta.get(OWN)
        if isinstance(own, dict):
            span |= {key: own[key] for key in own if key in _OWN_KEYS}
    labels = next((value[name] for name in _LABEL_KEYS if name in value), None)
    several = labels if isinstance(labels, list) and labels else [None]
    return [{**span, "label": label} for label in several]


def _whole(spans: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Return the spans, those that were written in parts made whole."""
    for span in spans.values():
        first = spans.get(str(span.pop("part_of", None)))
        if first is not None and first is not span and "quote" in span and "quote" in first:
            parts = first.setdefault("fragments", [[first["start"], first["end"]]])
            parts.append([span["start"], span["end"]])
            quotes = first["quote"] if isinstance(first["quote"], list) else [first["quote"]]
            first["quote"] = [*quotes, span["quote"]]
            span["taken"] = True
    return (span for span in spans.values() if not span.pop("taken", False))


def _relation(result: dict[str, Any]) -> dict[str, Any]:
    labels = result.get("labels")
    own = result.get(OWN)
    ends = [result.get("from_id"), result.get("to_id")]
    if result.get("direction") == "left":
        ends.reverse()
    label = labels[0] if isinstance(labels, list) and labels else "related"
    relation = {"label": label, "from": ends[0], "to": ends[1]}
    return {**relation, **own} if isinstance(own, dict) else relation


def _value(result: dict[str, Any]) -> Any:
    """Return what a control says: the one choice, text or number, or a list of them."""
    value, kind = result.get("value"), str(result.get("type"))
    if not isinstance(value, dict):
        return value
    said = value.get("text" if kind == "textarea" else kind)
    return said[0] if isinstance(said, list) and len(said) == 1 else said
