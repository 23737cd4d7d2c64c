from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.doccano import FORMAT
from tests.coming_back import Returned, content_of, read, write
from tests.projects import write_lines
from tests.rich_content import rich

TEXT = "🎉🎉 Kyiv said no to Odesa, said Jane. "


def returned(folder: Path, *lines: Any) -> Returned:
    return read(write_lines(folder / "x.jsonl", *lines), FORMAT)


def spans(found: Returned) -> list[tuple[str, str]]:
    return [
        (fields["label"], "".join(fields["quote"]))
        for document in found.documents.values()
        for layer in document.layers
        for _, fields in layer.spans
    ]


def test_what_is_no_mark_is_counted(tmp_path: Path) -> None:
    label = [[3, 7, "LOC"], [1], None, "war", 5, [6, 11], {}]
    found = returned(tmp_path, {"id": 1, "text": TEXT, "label": label, "relations": [3, {}]})
    assert spans(found) == [("LOC", "Kyiv")]
    (document,) = found.documents.values()
    assert document.meta == {"label": ["war"]}
    assert [(each.kind, each.message) for each in found.findings] == [
        ("no-label", "A span has no label."),
        ("no-label", "A relation has no label."),
        ("no-mark", "It has 5 entries where marks should be that are none, such as [1]."),
    ]


@pytest.mark.parametrize("label", ["war", 5, {"start": 3}])
def test_a_label_by_itself(tmp_path: Path, label: Any) -> None:
    found = returned(tmp_path, {"id": 1, "text": TEXT, "label": label, "entities": [[3, 7, "L"]]})
    (document,) = found.documents.values()
    assert document.meta.get("label") == (["war"] if label == "war" else None)
    assert len(found.findings) == (label != "war")


@pytest.mark.parametrize("name", ["label", "labels", "entities"])
@pytest.mark.parametrize("as_list", [True, False])
def test_every_way_of_writing_a_span(tmp_path: Path, name: str, as_list: bool) -> None:
    span: Any = [3, 7, "LOC"]
    if not as_list:
        span = {"id": 9, "label": "LOC", "start_offset": 3, "end_offset": 7}
    found = returned(tmp_path, {"id": 1, "text": TEXT, name: [span], "topic": "war"})
    assert spans(found) == [("LOC", "Kyiv")]
    (document,) = found.documents.values()
    assert (document.key, document.meta) == ("1", {"topic": "war"})


def test_relations_comments_and_labels_of_the_whole_text(tmp_path: Path) -> None:
    entities = [
        {"id": 5, "label": "A", "start_offset": 3, "end_offset": 7},
        {"id": 6, "label": "B", "start_offset": 20, "end_offset": 25},
    ]
    relations = [{"id": 1, "from_id": 5, "to_id": 6, "type": "near"}]
    more = {"Comments": ["hm"], "label": ["politics"]}
    line = {"id": 1, "text": TEXT, "entities": entities, "relations": relations, **more}
    (document,) = returned(tmp_path, line).documents.values()
    (layer,) = document.layers
    assert [(f["label"], f["from"], f["to"]) for _, f in layer.relations] == [("near", "5", "6")]
    assert [f["text"] for _, f in layer.comments] == ["hm"]
    assert document.meta == {"label": ["politics"]}


def test_old_exports_count_utf16_and_their_edges_tell(tmp_path: Path) -> None:
    places = [(5, 9, "A"), (10, 14, "B"), (21, 26, "C"), (33, 37, "D")]
    lines = [{"text": f"{TEXT}{n}", "label": [list(each) for each in places]} for n in range(3)]
    found = returned(tmp_path, *lines)
    assert spans(found)[:4] == [("A", "Kyiv"), ("B", "said"), ("C", "Odesa"), ("D", "Jane")]
    assert [str((p.unit, p.matched, p.quotes, p.what)) for p in found.placed] == [
        "('utf16', 24, 24, 'edges of words')"
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ({"text": TEXT, "label": [[3, 900, "A"]]}, "not-placed"),
        ({"text": TEXT, "label": [[7, 3, "A"]]}, "not-placed"),
        ({"text": TEXT, "label": [["3", "7", "A"]]}, "not-placed"),
        ({"text": TEXT, "label": [[3, 7, None]]}, "no-label"),
        ({"id": 4, "label": [[3, 7, "A"]]}, "no-text"),
        ({"text": TEXT, "relations": [{"from_id": 1, "to_id": 2, "type": "x"}]}, "relation-loose"),
        (b'{"text": "cut', "broken-line"),
    ],
)
def test_what_is_wrong_is_a_finding(tmp_path: Path, line: Any, kind: str) -> None:
    found = returned(tmp_path, {"text": "Good one.", "label": [[0, 4, "A"]]}, line)
    assert [each.kind for each in found.findings] == [kind]
    assert spans(found) == [("A", "Good")]


def test_what_doccano_asks_for_is_kept_to(tmp_path: Path) -> None:
    out = write(FORMAT, content_of(tmp_path, *rich()), tmp_path)
    lines = [json.loads(line) for line in out.read_bytes().splitlines()]
    ids = [each["id"] for line in lines for each in line["entities"]]
    assert len(ids) == len(set(ids))
    assert all(type(id) is int for id in ids)
    for line in lines:
        own = {each["id"] for each in line["entities"]}
        for each in line["entities"]:
            assert 0 <= each["start_offset"] < each["end_offset"] <= len(line["text"])
            assert each["label"]
        assert all({each["from_id"], each["to_id"]} <= own for each in line["relations"])
    assert [line.get("annotator") for line in lines[2:6]] == ["ana", "ben", None, None]
