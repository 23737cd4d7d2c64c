"""Whatever stands in the fields of a file, the tables are what the journal says afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.paths import resource
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines

TEXT = "Bob said no to Ana"
ODD = (
    None, "", " ", "x", "hand", "import", 0, 1, 0.0, -0.0, 0.5, True, False, [], {}, [""], [[]],
    {"": ""}, {"a": None}, {"a": ""}, [None],
)  # fmt: skip
OPTIONAL: dict[str, tuple[str, ...]] = {
    "span": (
        *("id", "quote", "attributes", "entity", "uncertain", "note", "origin", "score"),
        *("because", "created", "updated", "extra", "fragments"),
    ),
    "relation": ("id", "attributes", "origin", "extra"),
    "comment": ("id", "span", "person", "created", "reply_to", "resolved", "extra", "text"),
    "layer": ("person", "kind", "status", "reason", "extra"),
    "document": (
        *("id", "title", "text_sha256", "language", "excluded", "source", "meta", "extra"),
        *("source.name", "source.sha256", "source.encoding", "source.newline", "decisions"),
    ),
    "decision": (
        *("id", "item", "action", "from", "gold", "reason", "rule", "guideline_version"),
        *("person", "created", "supersedes", "extra", "spans", "relations", "answers", "apart"),
    ),
    "header": ("offset_unit", "project", "guideline", "people", "entities", "extra"),
    "guideline": ("version", "text", "extra"),
    "person": ("id", "name", "role", "extra"),
    "entity": (
        *("id", "kind", "name", "aliases", "reference", "lat", "lon", "note", "merged_into"),
        "extra",
    ),
}
OF_ALL = [(what, name) for what in ("header", "guideline") for name in OPTIONAL[what]]
FIELDS = [(what, name) for what, names in OPTIONAL.items() for name in names]
FIELDS = [each for each in FIELDS if each not in OF_ALL]
SCHEMA = json.loads(resource("schemas/news.json").read_text("utf-8"))


Values = dict[tuple[str, str], Any]


def set_in(things: dict[str, dict[str, Any]], values: Values) -> None:
    for (what, name), value in values.items():
        outer, _, inner = name.partition(".")
        if what in things and not inner:
            things[what][name] = value
        elif what in things and isinstance(things[what].get(outer), dict):
            things[what][outer][inner] = value


def a_document(number: int, values: Values) -> dict[str, Any]:
    span = {"start": 0, "end": 3, "label": "speaker", "id": "s1"}
    others = [{"start": 4, "end": 8, "label": "quote", "id": "s2"}, {**span, "id": "s3"}]
    things: dict[str, dict[str, Any]] = {
        "span": span,
        "relation": {"label": "said_by", "from": "s2", "to": "s3"},
        "comment": {"text": "Sure?"},
        "decision": {"id": f"c{number}", "item": {}, "action": "accept"},
    }
    things["layer"] = {"person": "ana", "kind": "annotations", "spans": [span, *others]}
    things["layer"] |= {"relations": [things["relation"]], "comments": [things["comment"]]}
    things["document"] = {"id": f"d{number}", "text": f"{TEXT} {number}"}
    things["document"] |= {"source": {"name": "a.txt"}, "layers": [things["layer"]]}
    things["document"]["decisions"] = [things["decision"]]
    set_in(things, values)
    return things["document"]


def a_header(several: list[Values]) -> dict[str, Any]:
    """Return a header with somebody and something for each of these, the first for the rest."""
    header: dict[str, Any] = {"annotator": 1, "schema": SCHEMA, "people": [], "entities": []}
    header["guideline"] = {"version": 1, "text": "Mark."}
    for number, values in enumerate(several):
        person = {"id": f"p{number}", "name": f"Ben {number}"}
        entity = {"id": f"E{number}", "name": "Bob", "kind": "person"}
        set_in({"person": person, "entity": entity}, values)
        header["people"].append(person)
        header["entities"].append(entity)
    set_in({"guideline": header["guideline"]}, several[0])
    set_in({"header": header}, several[0])
    return header


def bring_in(folder: Path, several: list[Values]) -> None:
    """Import a document for each of these values, export it, and import that."""
    documents = [a_document(number, values) for number, values in enumerate(several)]
    file = write_lines(folder / "f.jsonl", a_header(several), *documents)
    project = new_project(folder / "p.sqlite")
    assert bring(project, file, me="Lea").documents > 0
    assert faults(project) == []
    (folder / "out.jsonl").write_bytes(exported(project))
    again = new_project(folder / "q.sqlite")
    bring(again, folder / "out.jsonl", me="Lea", prefix="j")
    assert faults(again) == []


@pytest.mark.parametrize("what", sorted(OPTIONAL.keys() - {"header", "guideline"}))
def test_each_field_with_any_value(tmp_path: Path, what: str) -> None:
    bring_in(tmp_path, [{each: value} for each in FIELDS if each[0] == what for value in ODD])


@pytest.mark.parametrize("field", OF_ALL, ids=" ".join)
def test_a_header_with_any_value(tmp_path: Path, field: tuple[str, str]) -> None:
    for number, value in enumerate(ODD):
        project = new_project(tmp_path / f"{number}.sqlite")
        file = write_lines(tmp_path / "f.jsonl", a_header([{field: value}]), a_document(0, {}))
        assert bring(project, file, me="Lea").documents == 1
        assert faults(project) == []


@pytest.mark.parametrize("way", ["simple", "canonical", "careful"])
def test_an_origin_that_says_nothing_is_that_of_an_import(tmp_path: Path, way: str) -> None:
    span: dict[str, Any] = {"label": "speaker", "origin": ""}
    span |= {"start": 0, "end": 3} if way == "simple" else {"fragments": [[0, 3]], "quote": ["Bob"]}
    if way == "canonical":
        rest = ("id", "attributes", "entity", "uncertain", "note", "score", "because", "created",
                "updated", "extra")  # fmt: skip
        span |= {**dict.fromkeys(rest), "id": "s", "attributes": {}, "uncertain": False}
        span |= {"note": "", "extra": {}}
    project = new_project(tmp_path / "p.sqlite")
    bring(project, write_lines(tmp_path / "f.jsonl", {"text": TEXT, "spans": [span]}), me="Lea")
    assert faults(project) == []
    (document,) = documents_of(exported(project))
    assert [each["origin"] for each in document["layers"][0]["spans"]] == ["import"]


@settings(max_examples=15)
@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(ODD)), min_size=5))
def test_any_of_them_together(several: list[Values]) -> None:
    with TemporaryDirectory() as folder:
        bring_in(Path(folder), several)
