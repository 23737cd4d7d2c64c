"""A project of the seed articles in which several people disagree, by chance of a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator.paths import seeds
from tests.projects import bring, new_project, write_lines

LABELS = ("quote", "speaker", "claim", "location")
#: How sure people are of each label: the share that is marked as the others do.
_SURE = {"quote": 0.72, "speaker": 0.85, "claim": 0.6, "location": 0.94}


#: What is said of a span by its label: an attribute, and its values.
_ATTRIBUTES = {
    "quote": ("quote_type", ("direct", "indirect", "mixed")),
    "speaker": ("mention_type", ("name", "nominal", "pronoun")),
    "claim": ("verifiability", ("verifiable", "unverifiable")),
    "location": ("usage", ("literal", "metonymic")),
}
_ENTITIES = (
    ("E1", "person", "Maria Kalesnikava"), ("E2", "person", "Maxim Znak"), ("P1", "place", "Minsk"),
)  # fmt: skip


def disagreeing(
    path: Path, people: Sequence[str], documents: int = 24, spans: int = 24, said: bool = False
) -> Path:
    """Return a project in which people marked the same documents over eight weeks.

    With `said` they also gave attributes and entities, and drew relations.
    """
    rng = random.Random(7)
    files = [file.read_text("utf-8", "replace") for file in sorted(seeds().glob("*.txt"))]
    # Scripts without spaces would need other words.
    texts = [text for text in files if text.count(" ") > 60]
    roster = [{"id": f"p{n}", "name": name, "role": "annotator"} for n, name in enumerate(people)]
    lines = []
    for number in range(documents):
        text = f"{texts[number % len(texts)].strip()}\n{number}"
        base = _marks(rng, text, spans)
        sure = 0.75 + 0.3 * number / documents
        day = 7 * (number * 8 // documents)
        when = f"2026-{9 + (14 + day) // 30:02}-{1 + (14 + day) % 30:02}T10:00:00Z"
        layers = [
            _layer(rng, each["id"], _marked_again(rng, base, len(text), sure), when)
            for each in roster
        ]
        lines.append({"id": f"d{number:02}", "title": text.split("\n")[0], "text": text,
                      "layers": layers})  # fmt: skip
    head: dict[str, Any] = {"annotator": 1, "offset_unit": "codepoint", "people": roster}
    if said:
        head["entities"] = [{"id": id, "kind": kind, "name": n} for id, kind, n in _ENTITIES]
        for line in lines:
            for layer in line["layers"]:
                _say(random.Random(f"{line['id']} {layer['person']}"), layer)
    project = new_project(path)
    bring(project, write_lines(path.with_suffix(".jsonl"), head, *lines))
    return project


def _say(rng: random.Random, layer: dict[str, Any]) -> None:
    """Say something of each span of a layer: mostly what follows from where it is."""
    for span in layer["spans"]:
        start = span["fragments"][0][0]
        name, values = _ATTRIBUTES[span["label"]]
        sure = rng.random() < 0.85
        span["attributes"] = {name: values[start % len(values)] if sure else rng.choice(values)}
        if span["label"] in ("speaker", "location"):
            places = span["label"] == "location"
            span["entity"] = "P1" if places else _ENTITIES[(start + (rng.random() < 0.2)) % 2][0]
    quotes, speakers = (
        [each for each in layer["spans"] if each["label"] == label]
        for label in ("quote", "speaker")
    )
    layer["relations"] = [
        {"id": f"r{n}", "label": "said_by", "from": quote["id"], "to": one["id"]}
        for n, (quote, one) in enumerate(zip(quotes, speakers, strict=False))
        if rng.random() < 0.9
    ]


Marks = list[tuple[int, int, str]]


def _marks(rng: random.Random, text: str, number: int) -> Marks:
    words = [place for place, sign in enumerate(text) if sign == " "]
    found = set()
    for start in rng.sample(words[:-10], min(number, len(words) - 10)):
        label = rng.choice(LABELS)
        length = {"quote": 9, "claim": 7}.get(label, 2)
        end = words[words.index(start) + rng.randint(1, length)]
        found.add((start + 1, end, label))
    return sorted(found)


def _marked_again(rng: random.Random, base: Marks, length: int, sure: float) -> Marks:
    found = set()
    for start, end, label in base:
        if rng.random() < _SURE[label] * min(sure, 1):
            found.add((start, end, label))
            continue
        chance = rng.random()
        if chance < 0.45:
            moved = end + rng.choice((-1, 1, 1, 1, 2, 4, 12))
            found.add((start, min(max(moved, start + 1), length), label))
        elif chance < 0.6:
            found.add((start, end, rng.choice(LABELS)))
    return sorted(found)


def _origin(person: str, number: int) -> str:
    """Return for every third span that it was suggested, and for some that it was changed."""
    if number % 3:
        return "hand"
    return "suggestion:names" + ":edited" * (number % (7 + int(person[1:])) == 0)


def _layer(rng: random.Random, person: str, marks: Marks, when: str) -> dict[str, Any]:
    spans = [
        {
            "id": f"{person}-{n}",
            "label": label,
            "fragments": [[start, end]],
            "created": when,
            "origin": _origin(person, n),
        }
        for n, (start, end, label) in enumerate(marks)
    ]
    done = rng.random() < 0.93
    return {"person": person, "kind": "annotations", "status": "done" if done else "started",
            "extra": {"seconds": 40 * len(marks) // 3}, "spans": spans}  # fmt: skip
