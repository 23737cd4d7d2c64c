"""Label Studio JSON: tasks with annotations and predictions, and the labelling interface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any, BinaryIO
from xml.sax.saxutils import quoteattr

import orjson

from annotator.formats.features import ID, LABEL, fragments_of, quotes_of_row
from annotator.formats.format import Header
from annotator.formats.span_json import (
    Names,
    document_json,
    layer_json,
    more_of_relation,
    more_of_span,
    names_of,
)
from annotator.formats.written import SpanRow, WrittenDocument, WrittenLayer

#: The names of the controls in the labelling interface.
LABELS, TEXT = "label", "text"
#: Where our own fields stand; Label Studio passes over them.
OWN = "annotator"


#: What the schema and the ledger say: attribute → its values, entity → its name.
_Said = tuple[dict[str, set[str]], Names]


def write_label_studio(header: Header, documents: Iterable[WrittenDocument], out: BinaryIO) -> None:
    """Write a list of tasks, one a line."""
    choices, names = _choices(header), names_of(header)
    results = count(1)
    out.write(b"[")
    for number, document in enumerate(documents, 1):
        out.write(b",\n" if number > 1 else b"\n")
        out.write(orjson.dumps(_task(document, number, results, (choices, names))))
    out.write(b"\n]\n")


def _choices(header: Header) -> dict[str, set[str]]:
    """Return attribute → its values, of those that are choices."""
    found: dict[str, set[str]] = {}
    for each in _attributes(header):
        if each.get("kind") == "choice":
            found.setdefault(each["id"], set()).update(map(str, each.get("values", ())))
    return found


def _attributes(header: Header) -> Iterator[Mapping[str, Any]]:
    for label in (header.schema or {}).get("labels") or ():
        yield from label.get("attributes", ())


def _task(
    document: WrittenDocument, number: int, results: Iterator[int], said: _Said
) -> dict[str, Any]:
    own = document_json(document)
    data = {"text": document.text, "key": document.key, "title": document.title}
    task: dict[str, Any] = {"id": number, "data": data, "annotations": [], "predictions": []}
    if own:
        task["meta"] = {OWN: own}
    for layer in document.layers:
        result = {
            "id": next(results),
            "result": [*_regions(layer, said)],
            OWN: layer_json(layer),
        }
        if layer.kind == "suggestions":
            task["predictions"].append({**result, "model_version": "suggestions"})
        else:
            gold, skipped = layer.kind == "gold", layer.status == "skipped"
            done = {"ground_truth": gold, "was_cancelled": skipped}
            task["annotations"].append({**result, **done})
    return task


def _regions(layer: WrittenLayer, said: _Said) -> Iterator[dict[str, Any]]:
    for row in layer.spans:
        yield from _span(row, said)
    for row in layer.relations:
        yield {
            "type": "relation",
            "from_id": row[2],
            "to_id": row[3],
            "direction": "right",
            "labels": [row[1]],
            OWN: {"id": row[0], **more_of_relation(row)},
        }


def _span(row: SpanRow, said: _Said) -> Iterator[dict[str, Any]]:
    """Yield a region for each fragment, and a result for each attribute of the first."""
    choices, names = said
    more = more_of_span(row, names)
    attributes = more.pop("attributes", {})
    native = {name: value for name, value in attributes.items() if _fits(value)}
    if len(native) < len(attributes):
        more["attributes"] = {n: value for n, value in attributes.items() if n not in native}
    score, meta = more.pop("score", None), _meta(more)
    id = row[ID]
    for number, ((start, end), quote) in enumerate(
        zip(fragments_of(row), quotes_of_row(row), strict=True), 1
    ):
        place = {"start": start, "end": end, "text": quote.replace("\n", "\\n")}
        region = _result(id if number == 1 else f"{id}#{number}", LABELS, "labels", place)
        region["value"]["labels"] = [row[LABEL]]
        if score is not None:
            region["score"] = score
        meta = meta if number == 1 else {OWN: {"part_of": id}}
        if meta:
            region["meta"] = meta
        yield region
    (start, end), *_ = fragments_of(row)
    for name, value in native.items():
        yield _attribute(id, name, value, {"start": start, "end": end}, choices)


def _meta(more: dict[str, Any]) -> dict[str, Any]:
    """Return the notes of a region, which Label Studio shows, and our own fields."""
    meta: dict[str, Any] = {"text": [more.pop("note")]} if "note" in more else {}
    return {**meta, OWN: more} if more else meta


def _result(id: str, name: str, kind: str, place: dict[str, Any]) -> dict[str, Any]:
    return {"id": id, "from_name": name, "to_name": TEXT, "type": kind, "value": dict(place)}


def _fits(value: Any) -> bool:
    return isinstance(value, str) or type(value) in (int, float)


def _attribute(
    id: str, name: str, value: Any, place: dict[str, Any], choices: dict[str, set[str]]
) -> dict[str, Any]:
    if not isinstance(value, str):
        result = _result(id, name, "number", place)
        result["value"]["number"] = value
    elif value in choices.get(name, ()):
        result = _result(id, name, "choices", place)
        result["value"]["choices"] = [value]
    else:
        result = _result(id, name, "textarea", place)
        result["value"]["text"] = [value]
    return result


def write_config(header: Header, documents: Iterable[WrittenDocument], out: BinaryIO) -> None:
    """Write the labelling interface that the tasks go with, made of the schema."""
    schema = header.schema or {}
    lines = ["<View>", f'  <Labels name="{LABELS}" toName="{TEXT}">']
    lines += [
        f"    <Label value={quoteattr(str(label['id']))} "
        f"background={quoteattr(str(label.get('color', '#999999')))}/>"
        for label in schema.get("labels") or ()
    ]
    lines += ["  </Labels>", f'  <Text name="{TEXT}" value="$text"/>']
    lines += _controls(header)
    relations = [each["id"] for each in schema.get("relations") or ()]
    if relations:
        lines.append("  <Relations>")
        lines += [f"    <Relation value={quoteattr(str(each))}/>" for each in relations]
        lines.append("  </Relations>")
    out.write("\n".join([*lines, "</View>", ""]).encode())


def _controls(header: Header) -> Iterator[str]:
    """Yield a control for each attribute; of one name in several labels only one."""
    labels: dict[str, list[str]] = {}
    first: dict[str, Mapping[str, Any]] = {}
    choices = _choices(header)
    for label in (header.schema or {}).get("labels") or ():
        for each in label.get("attributes", ()):
            labels.setdefault(each["id"], []).append(str(label["id"]))
            first.setdefault(each["id"], each)
    for id, each in first.items():
        when = f'whenTagName="{LABELS}" whenLabelValue={quoteattr(",".join(labels[id]))}'
        common = f'name={quoteattr(id)} toName="{TEXT}" perRegion="true" {when}'
        if id in choices:
            yield f"  <Choices {common}>"
            values = [str(value) for value in each.get("values", ())]
            values += sorted(choices[id] - set(values))
            for value in values:
                yield f"    <Choice value={quoteattr(value)}/>"
            yield "  </Choices>"
        elif each.get("kind") == "number":
            yield f"  <Number {common}/>"
        else:
            yield f"  <TextArea {common}/>"
