"""What was marked by keys as `annotator export` writes it, to the letter."""

from __future__ import annotations

import hashlib

from annotator.paths import seeds
from tests.journeys.commands import check_is_clean, exported, run
from tests.journeys.conftest import SEED

TEXT = seeds().joinpath(f"{SEED}.txt").read_text(encoding="utf-8")


def mark_the_four(typist) -> None:
    for words, key in (
        ("To involve Belarus", "Q"),
        ("Lukashenko said: ", "S"),
        ("Odessa", "L"),
        ("You started it", "C"),
    ):
        typist.go_into(words)
        typist.press(key)


def plain_span(label: str, start: int, end: int, quote: str, **attributes: str) -> dict:
    return {
        "label": label,
        "fragments": [[start, end]],
        "quote": [quote],
        "attributes": attributes,
        "entity": None,
        "uncertain": False,
        "note": "",
        "origin": "hand",
        "score": None,
        "because": None,
        "extra": {},
    }


def test_the_four_spans_of_the_seed(typist, project_file):
    mark_the_four(typist)
    typist.window.close()
    document = exported(project_file)[SEED]
    assert document["text"] == TEXT
    assert document["text_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    (layer,) = document["layers"]
    assert (layer["person"], layer["kind"], layer["status"]) == ("ana", "annotations", "started")
    spans = []
    for span in layer["spans"]:
        assert span.pop("id")
        assert span.pop("created").endswith("Z")
        assert span.pop("updated") is None
        spans.append(span)
    assert spans == [
        plain_span(
            "quote",
            255,
            306,
            "“To involve Belarus… what will that give? Nothing,”",
            quote_type="direct",
            mode="speech",
        ),
        plain_span(
            "claim",
            1198,
            1212,
            "You started it",
            verifiability="verifiable",
            checkworthy="yes",
            polarity="affirmed",
        ),
        plain_span("location", 1552, 1558, "Odessa", usage="literal", resolution="todo"),
        plain_span("speaker", 1600, 1610, "Lukashenko", mention_type="name"),
    ]
    check_is_clean(project_file)


def test_out_and_in_again_gives_the_same_bytes(typist, project_file, tmp_path):
    mark_the_four(typist)
    typist.press("D")  # in doubt, so that a field with a value goes round too
    typist.window.close()
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    other = tmp_path / "other.sqlite"
    assert run("export", project_file, first) == 0
    assert run("new", other) == 0
    assert run("import", other, first) == 0
    assert run("export", other, second) == 0
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().count(b'"uncertain":true') == 1
    check_is_clean(other)
