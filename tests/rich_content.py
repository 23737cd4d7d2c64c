"""Content that has everything in it that formats stumble over."""

from __future__ import annotations

import json
from typing import Any

from annotator.paths import resource

TEXT = (
    "Kyiv 🎉 said “no”.\n\nНі, сказав він у Києві.\n"
    "  Family 👩‍👩‍👧 of Jane;  北京大学 said so\u00a0— twice.\n"
    "שלום 'New York' \u200bx e\u0301tait\u2028end\t.\n"
)
TIME = "2026-11-23T10:42:07Z"


def span(id: str, label: str, *quotes: str, text: str = TEXT, **more: Any) -> dict[str, Any]:
    """Return a span on the first place of each quote after that of the one before."""
    fragments, place = [], 0
    for quote in quotes:
        start = text.index(quote, place)
        place = start + len(quote)
        fragments.append([start, place])
    return {
        "id": id,
        "label": label,
        "fragments": fragments,
        "quote": list(quotes),
        "origin": "hand",
        **more,
    }


def header(**more: Any) -> dict[str, Any]:
    """Return a header line with the schema of news."""
    return {
        "annotator": 1,
        "offset_unit": "codepoint",
        "project": "Rich",
        "schema": json.loads(resource("schemas/news.json").read_text("utf-8")),
        "guideline": {"version": 3, "text": "Mark it.\nAll of it."},
        "people": [
            {"id": "ana", "name": "Ana Kovač", "role": "annotator"},
            {"id": "ben", "name": "Ben", "role": "lead"},
        ],
        "entities": [
            {"id": "E1", "kind": "person", "name": "Jane", "aliases": ["J."], "lat": None},
            {"id": "G7", "kind": "place", "name": "Kyiv", "reference": "geonames:703448"}
            | {"lat": 50.4, "lon": 30.5},
        ],
        **more,
    }


def simple() -> list[dict[str, Any]]:
    """Return the lines of a file with nothing but spans that do not touch each other."""
    spans = [span("s1", "location", "Kyiv"), span("s2", "quote", "no"), span("s3", "claim", "Ні")]
    layer = {"person": "ana", "kind": "annotations", "status": "started", "spans": spans}
    return [header(), {"id": "simple", "title": "S", "text": TEXT, "layers": [layer]}]


def _spans() -> list[dict[str, Any]]:
    return [
        span("a", "quote", "said “no”", attributes={"quote_type": "direct", "mode": "speech"}),
        span("b", "quote", "“no”", attributes={"quote_type": "scare"}, created=TIME, updated=TIME),
        span("c", "location", "Kyiv", entity="G7", attributes={"usage": "literal", "n": 3}),
        span("d", "location", "Kyiv", origin="suggestion:names", score=0.5, because="a list"),
        span("e", "quote", "Ні", "сказав він", attributes={"nil_reason": "not there, sadly"}),
        span("f", "claim", "він у Києві.\n  Family 👩‍👩‍👧 of", uncertain=True),
        span("g", "claim", "Ні,", " сказав"[1:], "він", note="first\nsecond\tthird “x”"),
        span("h", "speaker", "ane", entity="E1", attributes={"mention_type": "name"}),
        span("i", "location", "北京", note="=1+1", extra={"x": [1, {"y": None}]}),
        span("j", "cue", "🎉", attributes={"flag": True, "off": False, "many": ["a", "b"]}),
        span("k", "speaker", "'New York'", origin="import", attributes={"number": 1.5}),
        span("l", "speaker", "New York", note="-1"),
        span("m", "cue", "x e\u0301tait\u2028end\t"),
        span("n", "claim", "no”.", "Ні", note="over an empty line"),
        span("o", "cue", "\u200bx"),
    ]


def rich() -> list[dict[str, Any]]:
    """Return the lines of a file with all there is: layers, relations, comments, decisions …"""
    relations = [
        {"id": "r1", "label": "said_by", "from": "a", "to": "h", "origin": "hand"},
        {"id": "r2", "label": "said_by", "from": "b", "to": "k", "origin": "import"}
        | {"attributes": {"sure": "yes"}, "extra": {"z": 1}},
        {"id": "r3", "label": "nested_in", "from": "b", "to": "b", "origin": "hand"},
    ]
    comments = [
        {"id": "k1", "span": "a", "person": "ben", "text": "Why?\nReally.", "created": TIME},
        {"id": "k2", "span": "a", "person": "ana", "text": "Because", "reply_to": "k1"}
        | {"resolved": True},
        {"id": "k3", "text": "On the whole"},
    ]
    layers: list[dict[str, Any]] = [
        {"person": "ana", "kind": "annotations", "status": "done", "spans": _spans()}
        | {"relations": relations, "comments": comments, "round": 2},
        {"person": "ben", "kind": "annotations", "status": "skipped", "reason": "too long"},
        {"person": None, "kind": "gold", "status": "started", "spans": [_spans()[2]]},
        {"person": None, "kind": "suggestions", "status": "new"}
        | {"spans": [span("p", "quote", "no", origin="suggestion:quotes", score=0.25)]},
    ]
    decision = {"id": "d1", "action": "accept", "item": {"start": 0}, "person": "ben"}
    source = {"name": "a.txt", "sha256": "00", "encoding": "cp1251", "newline": "crlf"}
    first = {
        "id": "folder/a key: “odd”?",
        "title": "=SUM(A1)",
        "text": TEXT,
        "language": "uk",
        "excluded": [[0, 4], [10, 12]],
        "source": source,
        "meta": {"url": "x", "id": 7, "text": "no", "deep": {"a": [1.5, None, True]}},
        "layers": layers,
        "decisions": [decision],
        "more": "x",
    }
    long = "Word, and “more” of it. " * 1500 + "\n\n" + "The end.\n"
    second = {
        "id": "long",
        "title": "",
        "text": long,
        "layers": [
            {"person": "ben", "kind": "annotations", "status": "started"}
            | {"spans": [span("s", "quote", "The end.", text=long, note="n")]}
        ],
    }
    third = {"id": "bare", "title": "Bare", "text": "  = just a text\n", "layers": []}
    fourth = {
        "id": "empty layer",
        "title": "T",
        "text": "Nobody.",
        "layers": [{"person": "ana", "kind": "annotations", "status": "new"}],
    }
    return [header(), first, second, third, fourth]
