from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.huggingface import FORMAT as FOLDER
from annotator.formats.parquet import FORMAT
from tests.coming_back import Returned, content_of, read, write
from tests.rich_content import header, rich

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
TEXT = "Jane 🎉 said no."


def returned(folder: Path, rows: list[dict[str, Any]], metadata: Any = None) -> Returned:
    table = pa.Table.from_pylist(rows)
    if metadata is not None:
        table = table.replace_schema_metadata(metadata)
    pq.write_table(table, folder / "x.parquet")
    return read(folder / "x.parquet")


def spans(found: Returned) -> list[tuple[str, str]]:
    return [
        (fields["label"], "".join(fields["quote"]))
        for document in found.documents.values()
        for layer in document.layers
        for _, fields in layer.spans
    ]


def test_a_column_of_nothing_has_its_type(tmp_path: Path) -> None:
    lines = [header(), {"id": "bare", "title": "B", "text": "Bare.", "layers": []}]
    table = pq.read_table(write(FORMAT, content_of(tmp_path, *lines), tmp_path))
    full = tmp_path / "full"
    full.mkdir()
    other = pq.read_table(write(FORMAT, content_of(tmp_path, *rich()), full))
    assert table.schema.equals(other.schema, check_metadata=True)
    assert "null" not in str(table.schema)
    assert b"huggingface" not in (table.schema.metadata or {})


def test_a_row_is_a_layer(tmp_path: Path) -> None:
    rows = pq.read_table(write(FORMAT, content_of(tmp_path, *rich()), tmp_path)).to_pylist()
    first = [row for row in rows if row["id"].startswith("folder")]
    assert [(row["person"], row["kind"]) for row in first] == [
        *(("ana", "annotations"), ("ben", "annotations"), (None, "gold"), (None, "suggestions"))
    ]
    for span in first[0]["spans"]:
        if span["fragments"] is None:
            assert first[0]["text"][span["start"] : span["end"]] == span["text"]
    assert json.loads(first[0]["spans"][0]["attributes"])


@pytest.mark.parametrize("as_lists", [True, False])
@pytest.mark.parametrize("name", ["spans", "entities"])
def test_spans_of_others(tmp_path: Path, as_lists: bool, name: str) -> None:
    given: Any = [{"start": 0, "end": 4, "label": "PER"}, {"start": 7, "end": 11, "label": "CUE"}]
    if as_lists:
        given = {key: [each[key] for each in given] for key in given[0]}
    found = returned(tmp_path, [{"doc_id": "d", "text": TEXT, name: given, "topic": "x"}])
    assert spans(found) == [("PER", "Jane"), ("CUE", "said")]
    (document,) = found.documents.values()
    assert (document.key, document.meta) == ("d", {"topic": "x"})


@pytest.mark.parametrize("numbered", [True, False])
def test_tokens_with_tags(tmp_path: Path, numbered: bool) -> None:
    tags: list[Any] = ["B-PER", "I-PER", "O"]
    metadata = None
    if numbered:
        feature = {"feature": {"names": ["O", "B-PER", "I-PER"], "_type": "ClassLabel"}}
        metadata = {"huggingface": json.dumps({"info": {"features": {"ner_tags": feature}}})}
        tags = [1, 2, 0]
    rows = [{"id": "1", "tokens": ["Jane", "Doe", "left"], "ner_tags": tags}]
    assert spans(returned(tmp_path, rows, metadata)) == [("PER", "Jane Doe")]


def test_rows_that_are_articles(tmp_path: Path) -> None:
    found = returned(tmp_path, [{"text": "One.", "url": "u"}, {"text": "Two.", "url": "v"}])
    assert [(d.frozen.text, d.meta) for d in found.documents.values()] == [
        ("One.", {"url": "u"}),
        ("Two.", {"url": "v"}),
    ]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"text": TEXT, "spans": [{"start": 0, "end": 99, "label": "X"}]}, "not-placed"),
        (
            {"text": TEXT, "spans": [{"start": 0, "end": 4, "label": "X", "text": "Bob"}]},
            "not-placed",
        ),
        ({"text": None, "spans": [{"start": 0, "end": 4, "label": "X"}]}, "no-text"),
    ],
)
def test_what_is_wrong_is_a_finding(tmp_path: Path, row: dict[str, Any], kind: str) -> None:
    found = returned(tmp_path, [{"text": "Good.", "spans": []}, row])
    assert [each.kind for each in found.findings] == [kind]


def test_what_json_has_not_becomes_text(tmp_path: Path) -> None:
    """Bytes where text should be, dates, amounts: a project keeps JSON and nothing else."""
    strange = {"seen": date(2026, 11, 23), "price": Decimal("1.50"), "raw": b"no \xff"}
    row = {"text": TEXT, "title": b"Said \xe9", "source": {"name": b"a.txt"}, **strange}
    (document,) = returned(tmp_path, [row]).documents.values()
    assert document.title == "Said \ufffd"
    kept = {"seen": "2026-11-23", "price": "1.50", "raw": "no \ufffd"}
    assert {name: document.meta[name] for name in kept} == kept
    rows = [{"headline": "A", "body": "An article of a table.", **strange}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "y.parquet")
    (document,) = read(tmp_path / "y.parquet").documents.values()
    assert document.meta == kept


def test_a_file_that_is_cut_off_is_a_finding(tmp_path: Path) -> None:
    out = write(FORMAT, content_of(tmp_path, *rich()), tmp_path)
    out.write_bytes(out.read_bytes()[:-50])
    assert [each.kind for each in read(out).findings] == ["broken"]


def test_the_folder_has_a_card(tmp_path: Path) -> None:
    out = write(FOLDER, content_of(tmp_path, *rich()), tmp_path)
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert names == ["README.md", "data/train-00000-of-00001.parquet"]
    card = (out / "README.md").read_text("utf-8")
    assert "path: data/train-00000-of-00001.parquet" in card
    assert "| quote | 5 |" in card


_OWN = {b"annotator": json.dumps({"annotator": 1}).encode()}


@pytest.mark.parametrize(
    "more",
    [
        {"spans": [{"label": "a", "fragments": [{"begin": 0}], "start": 0, "end": 4}]},
        {"spans": [{"label": "a", "fragments": [{"start": 0, "end": 4}]}]},
        {"spans": [{"label": "a", "fragments": [[0, 4]]}]},
        {"spans": [{"label": "a", "fragments": "0 4"}]},
        {"excluded": [{"begin": 0}]},
        {"excluded": "0 4"},
        {"layer_extra": "[1]"},
        {"extra": "[1]"},
        {"extra": 7},
    ],
)
@pytest.mark.parametrize("metadata", [_OWN, None, {b"huggingface": b'{"info": [1]}'}])
def test_columns_of_another_shape_cost_no_text(tmp_path: Path, more: Any, metadata: Any) -> None:
    row = {"id": "d", "text": TEXT, "kind": "annotations", **more}
    found = returned(tmp_path, [row], metadata)
    assert [each.frozen.text for each in found.documents.values()] == [TEXT]
    if metadata is _OWN and more.get("spans", [{}])[0].get("fragments") in (
        [{"start": 0, "end": 4}],
        [[0, 4]],
    ):
        assert spans(found) == [("a", "Jane")]
