from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.prodigy import FORMAT
from tests.coming_back import Returned, content_of, read, write
from tests.projects import write_lines
from tests.rich_content import rich

TEXT = "Jane said no to Bob."
TOKENS = [
    {"text": word, "start": start, "end": start + len(word), "id": n, "ws": True}
    for n, (word, start) in enumerate(
        [("Jane", 0), ("said", 5), ("no", 10), ("to", 13), ("Bob", 16), (".", 19)]
    )
]


def returned(folder: Path, *lines: Any) -> Returned:
    return read(write_lines(folder / "x.jsonl", *lines))


def a_span(first: int, last: int, label: str) -> dict[str, Any]:
    place = {"start": TOKENS[first]["start"], "end": TOKENS[last]["end"]}
    return {**place, "token_start": first, "token_end": last, "label": label}


def task(**more: Any) -> dict[str, Any]:
    base = {"text": TEXT, "tokens": TOKENS, "meta": {"source": "x"}, "_task_hash": 5}
    return {**base, "spans": [a_span(0, 0, "PER"), a_span(4, 4, "PER")], **more}


def test_an_accepted_task(tmp_path: Path) -> None:
    found = returned(tmp_path, task(answer="accept", _annotator_id="news-ana", label="POLITICS"))
    (document,) = found.documents.values()
    (layer,) = document.layers
    assert (layer.person, layer.status) == ("news-ana", "done")
    assert [fields["quote"] for _, fields in layer.spans] == [["Jane"], ["Bob"]]
    assert document.meta == {"source": "x", "label": "POLITICS"}
    assert found.findings == []


def test_what_was_rejected_is_not_taken_for_true(tmp_path: Path) -> None:
    found = returned(tmp_path, task(answer="reject"))
    (document,) = found.documents.values()
    assert document.layers == []
    assert [each.kind for each in found.findings] == ["rejected"]


def test_a_label_that_was_rejected_is_none_of_the_text(tmp_path: Path) -> None:
    found = returned(tmp_path, task(answer="reject", label="POLITICS", accept=["A"], x=1))
    (document,) = found.documents.values()
    assert document.meta == {
        "source": "x",
        "x": 1,
        "rejected": {"label": "POLITICS", "accept": ["A"]},
    }
    assert [each.kept for each in found.findings] == [
        "The text was kept without its spans, with its “label” as “rejected”."
    ]


def test_a_span_that_was_rejected_is_left_out_and_told(tmp_path: Path) -> None:
    marks = [
        {**a_span(0, 0, "PER"), "answer": "reject"},
        {**a_span(4, 4, "PER"), "answer": "accept"},
    ]
    found = returned(tmp_path, task(answer="accept", spans=marks))
    (document,) = found.documents.values()
    assert [fields["quote"] for _, fields in document.layers[0].spans] == [["Bob"]]
    assert [each.message for each in found.findings] == [
        "It has 1 span that was rejected or passed over, such as PER at 0."
    ]


def test_what_was_ignored_is_skipped(tmp_path: Path) -> None:
    (document,) = returned(tmp_path, task(answer="ignore", spans=[])).documents.values()
    assert [each.status for each in document.layers] == ["skipped"]


def test_several_people_are_several_layers(tmp_path: Path) -> None:
    lines = [task(_session_id=name, answer="accept") for name in ("ana", "ben")]
    (document,) = returned(tmp_path, *lines).documents.values()
    assert [each.person for each in document.layers] == ["ana", "ben"]


@pytest.mark.parametrize("with_spans", [True, False])
def test_relations_by_spans_and_by_tokens(tmp_path: Path, with_spans: bool) -> None:
    relation: dict[str, Any] = {"head": 4, "child": 0, "label": "KNOWS"}
    if with_spans:
        relation |= {"head_span": a_span(4, 4, "PER"), "child_span": a_span(0, 0, "PER")}
    (document,) = returned(tmp_path, task(relations=[relation])).documents.values()
    (layer,) = document.layers
    quotes = {id: fields["quote"] for id, fields in layer.spans}
    ((_, link),) = layer.relations
    assert (quotes[link["from"]], link["label"], quotes[link["to"]]) == (["Bob"], "KNOWS", ["Jane"])


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"spans": [{"start": 0, "end": 400, "label": "X"}]}, "not-placed"),
        ({"spans": [{"start": 0, "end": 4}]}, "no-label"),
        ({"relations": [{"head": 2, "child": 0, "label": "X"}]}, "relation-loose"),
        ({"text": None}, "no-text"),
    ],
)
def test_what_is_wrong_is_a_finding(tmp_path: Path, change: dict[str, Any], kind: str) -> None:
    assert [each.kind for each in returned(tmp_path, task(**change)).findings] == [kind]


def test_tokens_and_spans_go_together(tmp_path: Path) -> None:
    out = write(FORMAT, content_of(tmp_path, *rich()), tmp_path)
    seen = 0
    for line in map(json.loads, out.read_bytes().splitlines()):
        text, tokens = line["text"], line["tokens"]
        assert [each["id"] for each in tokens] == list(range(len(tokens)))
        for token in tokens:
            assert text[token["start"] : token["end"]] == token["text"]
        for each in line["spans"]:
            if "token_start" in each:
                seen += 1
                assert tokens[each["token_start"]]["start"] == each["start"]
                assert tokens[each["token_end"]]["end"] == each["end"]
    assert seen > 8


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ({"head": 2}, "links a span that is not there: token 2."),
        ({}, "does not say which two spans it links."),
    ],
)
def test_a_relation_of_no_span_says_what_it_links(
    tmp_path: Path, head: dict[str, int], said: str
) -> None:
    found = returned(tmp_path, task(relations=[{**head, "child": 0, "label": "X"}]))
    assert [each.message for each in found.findings] == [f"The relation X {said}"]
