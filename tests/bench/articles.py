"""Articles for the measurements: 3 kB each, no two alike, labelled when asked for."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import orjson

_SENTENCE = (
    "the minister said on Thursday that talks in Kyiv had not ended while “we do not get "
    "involved” remained his answer to reporters from Odesa Minsk and Warsaw who asked about "
    "grain ports prices winter energy and the blockade of the southern route it’s costly"
)
_WORDS = _SENTENCE.split()


def make_texts(number: int, characters: int = 3000, seed: int = 7) -> list[str]:
    """Return distinct texts of about so many characters."""
    chance = random.Random(seed)
    texts = []
    for place in range(number):
        parts, length = [f"Article {place}.\n\n"], 0
        while length < characters:
            words = " ".join(chance.choices(_WORDS, k=24))
            parts.append(words + ".\n\n")
            length += len(words) + 3
        texts.append("".join(parts))
    return texts


def make_spans(text: str, number: int, count: int) -> list[dict[str, Any]]:
    """Return so many spans of a text, apart from each other; `number` makes their ids."""
    step = (len(text) - 80) // count
    spans = []
    for place in range(count):
        # At the edges of words, as people mark.
        start = text.rfind(" ", 0, place * step + number % 7 + 12) + 1
        end = text.find(" ", start + 15 + (number + place) % 50)
        label = ("quote", "speaker", "claim", "location")[place % 4]
        spans.append(
            {
                "id": f"{number:08x}{place:08x}{number * 31 + place:08x}",
                "label": label,
                "fragments": [[start, end]],
                "quote": [text[start:end]],
                "attributes": {"quote_type": "direct"} if label == "quote" else {},
                "entity": "E1" if label == "speaker" else None,
                "uncertain": False,
                "note": "",
                "origin": "hand",
                "score": None,
                "because": None,
                "created": "2026-11-23T10:42:07Z",
                "updated": None,
                "extra": {},
            }
        )
    return sorted(spans, key=lambda s: (s["fragments"][0][0], -s["fragments"][0][1], s["label"]))


def write_file(path: Path, number: int, spans: int, schema: dict[str, object]) -> None:
    """Write a file as the program itself would: header, then so many labelled articles."""
    header = {
        "annotator": 1,
        "offset_unit": "codepoint",
        "project": "bench",
        "schema": schema,
        "guideline": None,
        "people": [{"id": "ana", "name": "Ana", "role": "annotator"}],
        "entities": [],
    }
    with path.open("wb") as file:
        file.write(orjson.dumps(header) + b"\n")
        for place, text in enumerate(make_texts(number)):
            layers = []
            if spans:
                layers.append(
                    {
                        "person": "ana",
                        "kind": "annotations",
                        "status": "done",
                        "reason": None,
                        "spans": make_spans(text, place, spans),
                        "relations": [],
                        "comments": [],
                    }
                )
            document = {
                "id": f"article-{place:06}",
                "title": f"Article {place}",
                "text": text,
                "language": "en",
                "excluded": [],
                "source": {"name": "a.txt", "sha256": None, "encoding": "utf-8", "newline": "lf"},
                "meta": {},
                "layers": layers,
                "decisions": [],
                "extra": {},
            }
            file.write(orjson.dumps(document) + b"\n")


def schema() -> dict[str, object]:
    """Return the default schema."""
    from annotator.paths import resource

    definition: dict[str, object] = json.loads(resource("schemas/news.json").read_text("utf-8"))
    return definition
