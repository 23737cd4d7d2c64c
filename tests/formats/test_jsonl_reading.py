from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.problem import Problem
from annotator.formats.format import FileDocument, Finding, Header
from annotator.formats.jsonl_reading import read_jsonl

TEXT = "Hi 🎉 Kyiv, “no” says Ana. Hi again.\n"
KYIV = TEXT.index("Kyiv")


def read(tmp_path: Path, *lines: Any) -> tuple[list[FileDocument], list[Finding], list[Header]]:
    path = tmp_path / "f.jsonl"
    parts = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(parts) + b"\n")
    items = list(read_jsonl(path, "f.jsonl"))
    return (
        [item for item in items if isinstance(item, FileDocument)],
        [item for item in items if isinstance(item, Finding)],
        [item for item in items if isinstance(item, Header)],
    )


def spans_of(tmp_path: Path, *spans: Any, header: Any = None, text: str = TEXT) -> Any:
    lines = [] if header is None else [{"annotator": 1, **header}]
    documents, findings, _ = read(tmp_path, *lines, {"id": "d", "text": text, "spans": list(spans)})
    (document,) = documents
    return [span for layer in document.layers for span in layer.spans], findings


def test_the_shortest_form_is_enough(tmp_path: Path) -> None:
    spans, findings = spans_of(tmp_path, {"start": KYIV, "end": KYIV + 4, "label": "location"})
    assert spans == [
        (
            None,
            {
                "label": "location",
                "fragments": [[KYIV, KYIV + 4]],
                "quote": ["Kyiv"],
                "origin": "import",
            },
        )
    ]
    assert findings == []


def test_a_broken_line_in_the_middle_costs_that_line_only(tmp_path: Path) -> None:
    documents, findings, _ = read(tmp_path, {"text": "one"}, b'{"text": "tw', {"text": "three"})
    assert [document.frozen.text for document in documents] == ["one", "three"]
    assert [(each.kind, each.line) for each in findings] == [("broken-line", 2)]
    assert str(findings[0]).startswith("f.jsonl, line 2: ")


@pytest.mark.parametrize("line", [b"[1]", b"7", b'"text"', b"{}", b'{"text": 5}', b'{"text": ""}'])
def test_a_line_that_is_no_document_is_a_finding(tmp_path: Path, line: bytes) -> None:
    documents, findings, _ = read(tmp_path, line)
    assert documents == []
    assert len(findings) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "cut o', "The line is cut off or damaged: it cannot be read from its"),
        (b"[1, 2]", "The line holds no article between { and }, but [1,2]."),
        (b'{"text": "a", "layers": [{"kind": "golden"}]}', 'the kind "golden"; known are annot'),
        (b'{"text": "a", "layers": [5]}', "“layers” holds an entry that is not fields"),
        (b'{"text": "a", "title": 5}', "“title” should be a text."),
        (b'{"text": "a", "excluded": [7]}', "7 does not say where it begins and ends."),
        (b'{"text": "ab", "spans": [{"label": "a", "fragments": [[0]]}]}', "[0] does not say"),
        (
            b'{"text": "ab", "spans": [{"label": "a", "start": 0, "end": 1, "note": 7}]}',
            "something unexpected as “note”: 7.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_words_of_a_user(tmp_path: Path, line: bytes, said: str) -> None:
    _, (finding,), _ = read(tmp_path, line)
    assert said in finding.message


def test_invalid_utf8_is_a_broken_line(tmp_path: Path) -> None:
    documents, findings, _ = read(tmp_path, b'{"text": "\xff\xfe"}', {"text": "good"})
    assert [document.frozen.text for document in documents] == ["good"]
    assert findings[0].kind == "broken-line"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (0, 4000, "outside the text"),
        (-3, 4, "outside the text"),
        (8, 5, "behind the end"),
        (5, 5, "empty"),
        (1.5, 3, "two whole numbers, and one is 1.5."),
        (3, "5", 'two whole numbers, and one is "5".'),
        (True, 3, "two whole numbers, and one is true."),
        (None, 3, "does not say where it begins."),
        (3, None, "does not say where it ends."),
        (None, None, "does not say where it begins and ends."),
    ],
)
def test_a_span_without_a_place_is_left_out_and_said(
    tmp_path: Path, start: Any, end: Any, said: str
) -> None:
    good = {"start": 0, "end": 2, "label": "claim"}
    spans, findings = spans_of(tmp_path, {"start": start, "end": end, "label": "claim"}, good)
    assert [fields["quote"] for _, fields in spans] == [["Hi"]]
    (finding,) = findings
    assert finding.kind == "not-placed"
    assert said in finding.message
    assert finding.document == "d"


def test_a_text_that_is_frozen_takes_its_spans_along(tmp_path: Path) -> None:
    text = "\ufeffone\r\ntwo\rthree\u2029four \x00 five"
    start = text.index("three")
    span = {"start": start, "end": start + 10, "label": "claim", "quote": ["three\u2029four"]}
    documents, findings, _ = read(tmp_path, {"text": text, "spans": [span]})
    frozen = documents[0].frozen
    assert frozen.text == "one\ntwo\nthree\nfour \ufffd five"
    fields = documents[0].layers[0].spans[0][1]
    assert fields["quote"] == ["three\nfour"]
    ((first, last),) = fields["fragments"]
    assert frozen.text[first:last] == "three\nfour"
    assert [each.kind for each in findings] == ["replaced"]


def test_a_quote_elsewhere_is_placed_when_there_is_only_one_such_place(tmp_path: Path) -> None:
    spans, findings = spans_of(
        tmp_path,
        {"start": 0, "end": 4, "label": "location", "quote": "Kyiv"},
        {"start": 4, "end": 6, "label": "claim", "quote": "Hi"},
    )
    assert [fields["fragments"] for _, fields in spans] == [[[KYIV, KYIV + 4]]]
    assert [each.kind for each in findings] == ["quote-moved", "not-placed"]


def test_fragments_are_sorted_joined_and_never_overlap(tmp_path: Path) -> None:
    spans, findings = spans_of(
        tmp_path,
        {"fragments": [[5, 9], [0, 2]], "label": "a"},
        {"fragments": [[0, 2], [2, 4]], "label": "b"},
        {"fragments": [[0, 5], [3, 9]], "label": "c"},
    )
    assert [fields["fragments"] for _, fields in spans] == [[[0, 2], [5, 9]], [[0, 4]]]
    assert [each.kind for each in findings] == ["fragments-joined", "not-placed"]
    assert "overlap" in findings[1].message


def test_two_spans_of_one_id_are_both_kept(tmp_path: Path) -> None:
    spans, findings = spans_of(
        tmp_path,
        {"id": "s", "start": 0, "end": 2, "label": "a"},
        {"id": "s", "start": 5, "end": 9, "label": "b"},
    )
    assert [id for id, _ in spans] == ["s", None]
    assert [each.kind for each in findings] == ["duplicate-id"]


def test_unknown_keys_are_kept_as_extra_everywhere(tmp_path: Path) -> None:
    span = {"id": "s", "start": 0, "end": 2, "label": "a", "colour": "red", "extra": {"x": 1}}
    relation = {"id": "r", "label": "said_by", "from": "s", "to": "s", "sure": True}
    comment = {"id": "c", "text": "hm", "mood": "bad"}
    documents, findings, headers = read(
        tmp_path,
        {"annotator": 1, "tool": "x", "people": [{"id": "ana", "name": "Ana", "mail": "m"}]},
        {
            "text": TEXT,
            "page": 3,
            "layers": [
                {
                    "person": "ana",
                    "round": 2,
                    "spans": [span],
                    "relations": [relation],
                    "comments": [comment],
                }
            ],
        },
    )
    (document,) = documents
    (layer,) = document.layers
    assert headers[0].extra == {"tool": "x"}
    assert headers[0].people[0].extra == {"mail": "m"}
    assert document.extra == {"page": 3}
    assert layer.extra == {"round": 2}
    assert layer.spans[0][1]["extra"] == {"colour": "red", "x": 1}
    assert layer.relations[0][1]["extra"] == {"sure": True}
    assert layer.comments[0][1]["extra"] == {"mood": "bad"}
    assert findings == []


def test_values_of_a_wrong_type_are_kept_aside(tmp_path: Path) -> None:
    span = {"start": 0, "end": 2, "label": "a", "note": 5, "uncertain": "yes", "score": 1}
    spans, findings = spans_of(tmp_path, span)
    fields = spans[0][1]
    assert fields["extra"] == {"note": 5, "uncertain": "yes"}
    assert (fields["score"], type(fields["score"])) == (1.0, float)
    assert [each.kind for each in findings] == ["wrong-type", "wrong-type"]


def test_relations_and_comments_need_their_spans(tmp_path: Path) -> None:
    layer = {
        "person": "ana",
        "spans": [{"id": "s", "start": 0, "end": 2, "label": "a"}],
        "relations": [{"label": "said_by", "from": "s", "to": "gone"}],
        "comments": [{"span": "gone", "text": "why"}],
    }
    documents, findings, _ = read(tmp_path, {"text": TEXT, "layers": [layer]})
    assert documents[0].layers[0].relations == []
    assert documents[0].layers[0].comments == [(None, {"text": "why"})]
    assert [each.kind for each in findings] == ["relation-loose", "comment-loose"]


def test_lone_surrogates_become_replacement_characters(tmp_path: Path) -> None:
    span = b'{"start": 3, "end": 5, "label": "a", "quote": "cd"}'
    line = b'{"text": "a\\ud800bcd", "title": "\\udfff", "spans": [' + span + b"]}"
    documents, findings, _ = read(tmp_path, line)
    assert documents[0].frozen.text == "a\ufffdbcd"
    assert documents[0].title == "\ufffd"
    assert documents[0].layers[0].spans[0][1]["quote"] == ["cd"]
    assert [each.kind for each in findings] == ["replaced"]


def test_a_hash_that_is_wrong_is_said_and_the_text_kept(tmp_path: Path) -> None:
    documents, findings, _ = read(tmp_path, {"text": TEXT, "text_sha256": "00"})
    assert documents[0].frozen.text == TEXT
    assert [each.kind for each in findings] == ["hash-mismatch"]


def test_excluded_regions_are_united_and_bounded(tmp_path: Path) -> None:
    excluded = [[5, 9], [0, 2], [8, 12], [30, 4000], "x"]
    documents, findings, _ = read(tmp_path, {"text": TEXT, "excluded": excluded})
    assert documents[0].excluded == ((0, 2), (5, 12))
    assert [each.kind for each in findings] == ["not-placed", "not-placed"]


def test_wrong_kinds_and_statuses_are_said(tmp_path: Path) -> None:
    layer = {"kind": "silver", "status": "asleep", "spans": []}
    documents, findings, _ = read(tmp_path, {"text": TEXT, "layers": [layer]})
    assert documents[0].layers[0].kind is None
    assert documents[0].layers[0].status == "new"
    assert [each.kind for each in findings] == ["wrong-value", "wrong-value"]


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    for version in (2, 1.5, "1", "2.0"):
        with pytest.raises(Problem, match=rf"newer Annotator \(format {version}, not 1\)"):
            read(tmp_path, {"annotator": version})


@pytest.mark.parametrize("said", ["ana", {"key": "a", "title": None}, [2], None])
def test_an_annotator_who_is_no_version_is_of_no_newer_one(tmp_path: Path, said: Any) -> None:
    documents, findings, headers = read(tmp_path, {"annotator": said}, {"text": TEXT})
    assert ([each.frozen.text for each in documents], headers) == ([TEXT], [])
    assert [(each.kind, each.line) for each in findings] == [("no-text", 1)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "f.jsonl"
    path.write_bytes((json.dumps({"text": TEXT}, ensure_ascii=False) + "\r\n").encode(encoding))
    (document,) = [item for item in read_jsonl(path, "f") if isinstance(item, FileDocument)]
    assert document.frozen.text == TEXT


def test_the_short_way_and_the_careful_way_agree(tmp_path: Path) -> None:
    full = {
        "id": "s",
        "label": "claim",
        "fragments": [[KYIV, KYIV + 4]],
        "quote": ["Kyiv"],
        "attributes": {"b": 1, "a": [True, None]},
        "entity": "E1",
        "uncertain": True,
        "note": "n",
        "origin": "rule",
        "score": 0.0,
        "because": "b",
        "created": "c",
        "updated": "u",
        "extra": {"k": 1},
    }
    short, _ = spans_of(tmp_path, full)
    one_key_less = {name: value for name, value in full.items() if name != "extra"}
    careful, _ = spans_of(tmp_path, {**one_key_less, "k": 1})
    assert dict(short[0][1]) == dict(careful[0][1])
