"""Rich projects by chance, as the lines of an Annotator JSONL file."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from annotator.paths import resource

LABELS = ("quote", "speaker", "claim", "location", "cue")
WORDS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cs", "Cc"),
        exclude_characters="\u2029\ufeff" + "".join(map(chr, range(0xFDD0, 0xFDF0))),
    ),
    min_size=1,
    max_size=12,
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(-1e6, 1e6) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)
EXTRA = st.dictionaries(WORDS.map(lambda word: f"x-{word}"), VALUES, max_size=2)
WHEN = st.none() | st.just("2026-11-23T10:42:07Z")


@st.composite
def a_span(draw: st.DrawFn, id: str, text: str) -> dict[str, Any]:
    number = draw(st.integers(1, 3))
    places = sorted(
        draw(
            st.lists(
                st.integers(0, len(text)), min_size=2 * number, max_size=2 * number, unique=True
            )
        )
    )
    fragments = list(zip(places[::2], places[1::2], strict=True))
    return {
        "id": id,
        "label": draw(st.sampled_from(LABELS)),
        "fragments": [list(each) for each in fragments],
        "quote": [text[start:end] for start, end in fragments],
        "attributes": draw(st.dictionaries(WORDS, VALUES, max_size=2)),
        "entity": draw(st.none() | st.just("E1")),
        "uncertain": draw(st.booleans()),
        "note": draw(st.just("") | WORDS),
        "origin": draw(st.sampled_from(("hand", "import", "rule", "suggestion:quotes"))),
        "score": draw(st.none() | st.floats(0, 1)),
        "because": draw(st.none() | WORDS),
        "created": draw(WHEN),
        "updated": draw(WHEN),
        "extra": draw(EXTRA),
    }


@st.composite
def a_layer(draw: st.DrawFn, person: str | None, kind: str, text: str) -> dict[str, Any]:
    spans = [draw(a_span(f"s{n}", text)) for n in range(draw(st.integers(0, 4)))]
    names = [each["id"] for each in spans]
    relations = []
    if names:
        for number in range(draw(st.integers(0, 2))):
            ends = draw(st.tuples(st.sampled_from(names), st.sampled_from(names)))
            relations.append(
                {"id": f"r{number}", "label": "said_by", "from": ends[0], "to": ends[1]}
                | {"attributes": {}, "origin": "hand", "extra": draw(EXTRA)}
            )
    comments = [
        {
            "id": f"c{number}",
            "span": draw(st.none() | st.sampled_from(names)) if names else None,
            "person": draw(st.none() | st.just("ana")),
            "text": draw(WORDS),
            "created": draw(WHEN),
            "reply_to": None,
            "resolved": draw(st.booleans()),
        }
        for number in range(draw(st.integers(0, 2)))
    ]
    return {
        "person": person,
        "kind": kind,
        "status": draw(st.sampled_from(("new", "started", "done", "skipped"))),
        "reason": draw(st.none() | WORDS),
        "spans": spans,
        "relations": relations,
        "comments": comments,
        "round": draw(VALUES),
    }


@st.composite
def a_file(draw: st.DrawFn) -> list[dict[str, Any]]:
    header = {
        "annotator": 1,
        "offset_unit": "codepoint",
        "project": draw(WORDS),
        "schema": json.loads(resource("schemas/news.json").read_text("utf-8")),
        "guideline": draw(st.none() | st.just({"version": 3, "text": "Mark.", "by": "Lea"})),
        "people": [{"id": "ana", "name": "Ana", "role": "annotator"}, {"id": "Ben", "name": "B."}],
        "entities": [
            {"id": "E1", "kind": "place", "name": draw(WORDS), "aliases": draw(st.lists(WORDS))}
            | {"lat": draw(st.none() | st.integers(-90, 90) | st.floats(-90, 90)), "lon": 1}
            | draw(EXTRA)
        ],
        **draw(EXTRA),
    }
    lines = [header]
    for number in range(draw(st.integers(1, 3))):
        text = f"{number} begins 🎉. " + " ".join(draw(st.lists(WORDS, min_size=2)))
        layers = [
            draw(a_layer(person, kind, text))
            for person, kind in (("ana", "annotations"), ("Ben", "annotations"), (None, "gold"))
            if draw(st.booleans())
        ]
        lines.append(
            {
                "id": draw(WORDS) + str(number),
                "title": draw(st.just("") | WORDS),
                "text": text,
                "language": draw(st.none() | st.just("uk")),
                "excluded": [[0, 1]] if draw(st.booleans()) else [],
                "source": {"name": "a.txt", "sha256": None, "encoding": "x", "newline": "crlf"},
                "meta": draw(st.dictionaries(WORDS, VALUES, max_size=2)),
                "layers": layers,
                "decisions": [
                    {"id": f"d{number}", "action": "accept", "item": draw(VALUES), "mood": "x"}
                ],
                **draw(EXTRA),
            }
        )
    return lines
