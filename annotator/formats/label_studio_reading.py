"""Label Studio JSON: reading tasks, each with the annotations and predictions it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from annotator.formats.foreign_lines import marks_in, objects_of
from annotator.formats.format import Item
from annotator.formats.json_items import read_items
from annotator.formats.jsonl_reading import read_document
from annotator.formats.label_studio_dialogue import Dialogue, dialogue_in, unit_of
from annotator.formats.label_studio_min import task_of
from annotator.formats.label_studio_regions import results_of
from annotator.formats.label_studio_writing import OWN
from annotator.formats.notes import Notes

_TEXTS = ("text", "content", "body", "article", "html", "Text")
#: What is kept of an annotation beside who made it.
_ABOUT = ("lead_time", "created_at", "updated_at")
#: What a file of our own has of an article.
_OURS = frozenset(("text", "key", "title"))
#: Of so few words a name or a topic has.
_FEW_WORDS = 4
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*://|data:|/data/|/static/)\S*\s*", re.IGNORECASE)


class _Text(NamedTuple):
    """The key of the text in a task's data, the text (None for none), and its paragraphs if any."""

    name: str
    text: Any
    dialogue: Dialogue | None = None


def read_label_studio(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield a document for each task. Raises OSError when the file cannot be read."""
    notes = Notes(name, wanted_unit=unit)
    for task in read_items(path, notes):
        notes.document = None
        if isinstance(task, dict) and not isinstance(task.get("data"), dict):
            task = task_of(task)
        if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
            notes.add("broken", "An entry is not a task: it has no data.", "It was left out.")
        elif (found := _text_of(task, notes)) is not None:
            counted = None if found.dialogue is None else found.dialogue.unit
            document = read_document(_document(task, found, notes), counted, notes)
            if document is not None:
                yield document
        yield from notes.take()
    notes.document = None
    yield from notes.take_all()
    yield notes.placed()


def _document(task: dict[str, Any], found: _Text, notes: Notes) -> dict[str, Any]:
    data, meta = dict(task["data"]), task.get("meta")
    own = meta.get(OWN) if isinstance(meta, dict) else None
    data.pop(found.name, None)
    if found.dialogue is not None and any(found.dialogue.said):
        data[found.name] = [*found.dialogue.said]
    ours: dict[str, Any] = {"id": data.pop("key", None) or task.get("id"), "text": found.text}
    if isinstance(data.get("title"), str):
        ours["title"] = data.pop("title")
    if isinstance(own, dict):
        ours |= {**own, "meta": own.get("meta", {})}
    else:
        ours["meta"] = data
        if meta:
            ours["task"] = meta
    ours["layers"] = [*_layers(task, found, notes)]
    return ours


def texts_in(data: dict[str, Any]) -> bool:
    """Return whether the data of a task holds a text, or a dialogue, and not only addresses."""
    texts = [each for each in data.values() if isinstance(each, str)]
    return dialogue_in(data) is not None or not all(map(_ADDRESS.fullmatch, texts))


def _text_of(task: dict[str, Any], notes: Notes) -> _Text | None:
    """Return the text of a task, or None, with a finding, where the file does not have it."""
    data = task["data"]
    texts = {key: value for key, value in data.items() if isinstance(value, str)}
    if data.keys() == _OURS and "text" in texts:
        return _Text("text", texts["text"])
    read = {key: value for key, value in texts.items() if not _ADDRESS.fullmatch(value)}
    values = [*_values(task)]
    in_paragraphs = [each for each in values if "paragraphlabels" in each]
    usual = [key for key in _TEXTS if key in read]
    dialogue = dialogue_in(data)
    if dialogue is not None and (in_paragraphs or not usual):
        placed = [each for each in values if "startOffset" in each]
        unit = unit_of(dialogue, placed, notes.wanted_unit)
        dialogue = Dialogue(dialogue.name, dialogue.paragraphs, dialogue.said, unit)
        return _Text(dialogue.name, dialogue.text, dialogue)
    if usual:
        return _Text(usual[0], read[usual[0]])
    name = max(read, key=lambda key: len(read[key]), default="text")
    elsewhere = [value for key, value in texts.items() if key not in read]
    if in_paragraphs or (elsewhere and not _is_text(read.get(name, ""), values)):
        notes.document = None if task.get("id") is None else str(task["id"])
        said = "Its marks stand in the paragraphs of a dialogue, which is not in the file."
        if not in_paragraphs:
            said = f"Its text is not in the file, only an address: {elsewhere[0].strip()[:60]}."
        notes.add("no-text", said, "It was left out, the others kept.")
        return None
    return _Text(name, read.get(name))


def _is_text(text: str, values: list[dict[str, Any]]) -> bool:
    """Return whether a string beside an address is a text: by its words, or marks quote it."""
    quotes = (each.get("text") for each in values)
    quoted = any(isinstance(each, str) and each and each in text for each in quotes)
    return quoted or len(text.split()) > _FEW_WORDS


def _values(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the values of all regions of a task."""
    for name in ("annotations", "completions", "predictions", "drafts"):
        for annotation in objects_of(task.get(name)):
            for result in objects_of(annotation.get("result")):
                if isinstance(result.get("value"), dict):
                    yield result["value"]


def _layers(task: dict[str, Any], found: _Text, notes: Notes) -> Iterator[dict[str, Any]]:
    text = found.text if isinstance(found.text, str) else ""
    given = marks_in(task.get("annotations"), notes) or marks_in(task.get("completions"), notes)
    for annotation in given:
        layer = results_of(annotation, text, found.dialogue, notes)
        own = annotation.get(OWN)
        if isinstance(own, dict):
            yield _with_own(layer, own)
            continue
        about = {name: annotation[name] for name in _ABOUT if annotation.get(name) is not None}
        layer["extra"] = {**layer["extra"], **about}
        skipped = bool(annotation.get("was_cancelled"))
        layer["person"] = _person(annotation.get("completed_by"))
        layer["kind"] = "gold" if annotation.get("ground_truth") else "annotations"
        yield {**layer, "status": "skipped" if skipped else "done"}
    for draft in _drafts(task, bool(given), notes):
        layer = results_of(draft, text, found.dialogue, notes)
        person = _person(draft.get("user") or draft.get("created_username"))
        yield {**layer, "person": person, "kind": "annotations", "status": "started"}
    yield from _predicted(task, text, found.dialogue, notes)


def _with_own(layer: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    extra = own.get("extra")
    if isinstance(extra, dict):
        return {**layer, **own, "extra": {**layer["extra"], **extra}}
    return {**layer, **own}


def _drafts(task: dict[str, Any], beside: bool, notes: Notes) -> list[dict[str, Any]]:
    """Return the drafts of a task that are read: none beside annotations, which is counted."""
    drafts = [each for each in marks_in(task.get("drafts"), notes) if each.get("result")]
    where = f"in task {task.get('id')}"
    for _ in drafts:
        if beside:
            kept = "They were left out, since their tasks have annotations."
            notes.count("drafts", "draft that nobody submitted", "drafts that nobody submitted",
                        kept, where)  # fmt: skip
        else:
            kept = "They were read, as layers that are started."
            notes.count("drafts", "draft that nobody submitted, and no annotation beside it",
                        "drafts that nobody submitted, and no annotation beside them",
                        kept, where)  # fmt: skip
    return [] if beside else drafts


def _predicted(
    task: dict[str, Any], text: str, dialogue: Dialogue | None, notes: Notes
) -> Iterator[dict[str, Any]]:
    foreign: dict[str, Any] = {"kind": "suggestions", "spans": [], "relations": []}
    for prediction in marks_in(task.get("predictions"), notes):
        layer, own = results_of(prediction, text, dialogue, notes), prediction.get(OWN)
        if isinstance(own, dict):
            yield _with_own(layer, own)
            continue
        model = prediction.get("model_version") or "label-studio"
        for span in layer["spans"]:
            foreign["spans"].append({**span, "origin": f"suggestion:{model}"})
        foreign["relations"] += layer["relations"]
        _count_left_out(prediction, layer["extra"], f"{model} in task {task.get('id')}", notes)
    if foreign["spans"]:
        yield foreign


def _count_left_out(
    prediction: dict[str, Any], extra: dict[str, Any], whose: str, notes: Notes
) -> None:
    """Count what is left out of a prediction: what it says of the whole text."""
    if isinstance(prediction.get("score"), int | float):
        notes.count("predictions", "score of a whole prediction", "scores of whole predictions",
                    "They were left out; those of single marks were kept.", f"that of {whose}",
                    )  # fmt: skip
    for name in extra:
        notes.count("predictions", "prediction about a whole text",
                    "predictions about whole texts", "They were left out.", f"“{name}” of {whose}",
                    )  # fmt: skip


def _person(completed_by: Any) -> str | None:
    if isinstance(completed_by, dict):
        completed_by = completed_by.get("email") or completed_by.get("id")
    return None if completed_by is None else str(completed_by)
