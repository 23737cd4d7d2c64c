"""From a project through a format into a new project: what differs is what was announced.

Both projects are compared by what they export as Annotator JSONL, which loses nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.features import FEATURES
from annotator.formats.format import Format
from annotator.formats.jsonl_reading import read_jsonl
from annotator.formats.losses import Loss
from annotator.formats.registry import formats
from annotator.paths import resource
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.review_gold import DECISION
from tests.coming_back import GONE, Content, content_of_items, missing, read
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines
from tests.rich_content import rich, span
from tests.samples import add_documents, make_project

BOTH = [each for each in formats() if each.reads and each.writes and each.missing() is None]
EVERY = pytest.mark.parametrize("format", BOTH, ids=lambda each: each.name)


_SHORT = {"sign": "🎉", "letter": "x", "family": "👩‍👩‍👧 é", "blank edges": "\n x 🎉\n"}


def _short() -> list[dict[str, Any]]:
    """Return documents of next to nothing: one astral sign, a mark on all there is."""
    documents = []
    for key, text in _SHORT.items():
        marks = [span("w", "claim", text.strip().split(" ")[0], text=text, origin="import")]
        layer = {"person": "ana", "kind": "annotations", "status": "started", "spans": marks}
        documents.append({"id": key, "title": "T", "text": text, "layers": [layer]})
    return documents


def _of_one_person(line: dict[str, Any]) -> dict[str, Any]:
    layers = [each for each in line["layers"] if each["person"] == "ana" and each.get("spans")]
    return {**line, "layers": layers}


def content_for(format: Format) -> list[dict[str, Any]]:
    """Return all that a project can have, nested, in fragments, related, astral and short.

    Where a format does not say whose a layer is, all of a text are the importer's and become one,
    as the import says: there it is one in the first place.
    """
    header, *documents = [*rich(), *_short()]
    carried = format.keeps | format.partly.keys()
    if "people" not in carried:
        documents = [_of_one_person(each) for each in documents]
        documents = [each for each in documents if each["layers"]]
    for each in documents if "titles" not in carried else ():
        each["title"] = each["title"] or "T"
    return [header, *documents]


def _other_schema() -> dict[str, Any]:
    """Return a schema with the labels of news that is another one all the same."""
    schema: dict[str, Any] = json.loads(resource("schemas/news.json").read_text("utf-8"))
    schema["labels"][0]["name"] += " (of ours)"
    return schema


def _without_decisions(path: Path) -> Path:
    """Take out of gold marks which decision made them: an import of gold without any decides."""
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    for line in lines[1:]:
        for layer in line.get("layers", ()):
            for each in (*layer["spans"], *layer["relations"]):
                each["extra"].pop(DECISION, None)
    return write_lines(path.with_name(f"plain-{path.name}"), *lines)


def _announced(losses: tuple[Loss, ...]) -> Counter[str]:
    said = Counter[str]()
    for loss in losses:
        said["spans" if loss.feature in GONE else loss.feature] += loss.count
    return said


def _mentions(content: Content) -> int:
    layers = [layer for document in content.documents for layer in document.layers]
    return sum(row[7] is not None for layer in layers for row in layer.spans)


def _entities(path: Path) -> list[Any]:
    entities: list[Any] = json.loads(path.read_bytes().splitlines()[0])["entities"]
    return entities


@EVERY
def test_what_two_projects_differ_by_was_announced(format: Format, tmp_path: Path) -> None:
    first = new_project(tmp_path / "first.sqlite")
    second = new_project(tmp_path / "second.sqlite", schema=_other_schema())
    bring(first, write_lines(tmp_path / "content.jsonl", *content_for(format)))
    out = tmp_path / ("out" if format.many_files else f"out{format.suffixes[0]}")
    written = export(first, out, ExportOptions(format.name, layer="all"))
    report = bring(second, out, prefix="j", owner="Lea")
    assert faults(second) == []
    before, after = tmp_path / "before.jsonl", tmp_path / "after.jsonl"
    before.write_bytes(exported(first))
    after.write_bytes(exported(second))
    carried = format.keeps | format.partly.keys()
    if "extras" in carried and "decisions" not in carried:
        before, after = _without_decisions(before), _without_decisions(after)
    content = content_of_items(read_jsonl(before, "before"))
    said = _announced(written.losses)
    if said["entities"] and "mentions" in carried and not _entities(after):
        # Without the entities the ids that marks name say nothing, as the loss is worded.
        said["mentions"] = _mentions(content)
    found = missing(format, content, read(after))
    assert {name: (found[name], said[name]) for name in FEATURES if found[name] != said[name]} == {}
    assert report.findings == []
    assert report.unplaced == 0


@EVERY
def test_two_layers_of_a_text_come_back_as_two_or_it_was_announced(
    format: Format, tmp_path: Path
) -> None:
    text = "Kyiv said no and Lviv said yes."
    layers = [
        {"person": person, "status": "started", "spans": [span("x", "location", name, text=text)]}
        for person, name in (("ana", "Kyiv"), ("ben", "Lviv"))
    ]
    first, second = new_project(tmp_path / "a.sqlite"), new_project(tmp_path / "b.sqlite")
    line = {"id": "d", "title": "T", "text": text, "layers": layers}
    bring(first, write_lines(tmp_path / "content.jsonl", line))
    out = tmp_path / ("out" if format.many_files else f"out{format.suffixes[0]}")
    written = export(first, out, ExportOptions(format.name, layer="all"))
    bring(second, out, prefix="j", owner="Lea")
    lost = _announced(written.losses)
    (document,) = documents_of(exported(second))
    assert len(layers) - len(document["layers"]) == lost["layers"]
    marks = [each["quote"] for layer in document["layers"] for each in layer["spans"]]
    assert len(marks) == 2 - lost["spans"]
    if 0 < lost["layers"] < len(layers):
        (told,) = [each for each in written.losses if each.feature == "layers"]
        assert told.examples == ("d: annotations of ben",)


@pytest.mark.parametrize(
    "format",
    [each for each in BOTH if "mentions" in each.keeps | each.partly.keys()],
    ids=lambda each: each.name,
)
def test_what_marks_name_is_known_by_its_name(format: Format, tmp_path: Path) -> None:
    first, second = new_project(tmp_path / "a.sqlite"), new_project(tmp_path / "b.sqlite")
    bring(first, write_lines(tmp_path / "content.jsonl", *content_for(format)))
    out = tmp_path / ("out" if format.many_files else f"out{format.suffixes[0]}")
    export(first, out, ExportOptions(format.name, layer="all"))
    report = bring(second, out, prefix="j", owner="Lea")
    assert "entity-loose" not in report.kinds
    assert "kind-not-said" not in report.kinds
    before, after = tmp_path / "before.jsonl", tmp_path / "after.jsonl"
    before.write_bytes(exported(first))
    after.write_bytes(exported(second))
    named = {
        each["entity"]
        for line in documents_of(before.read_bytes())
        for layer in line["layers"]
        for each in layer["spans"]
        if each["entity"]
    }
    told = {each["id"]: (each["kind"], each["name"]) for each in _entities(before)}
    again = {each["id"]: (each["kind"], each["name"]) for each in _entities(after)}
    assert named
    assert {id: again.get(id) for id in named} == {id: told[id] for id in named}
    assert "entity-loose" not in bring(first, out, owner="Lea").kinds


@EVERY
def test_an_empty_text_is_said_and_costs_no_other(format: Format, tmp_path: Path) -> None:
    """No import makes one; where a project has one all the same, it is lost aloud."""
    project = make_project(tmp_path / "p.sqlite")
    add_documents(project, {"empty": "", "blank": " \n"})
    project.close()
    out = tmp_path / ("out" if format.many_files else f"out{format.suffixes[0]}")
    written = export(project.path, out, ExportOptions(format.name, layer="all"))
    other = new_project(tmp_path / "q.sqlite")
    report = bring(other, out, owner="Lea")
    assert report.documents == 1
    announced = [each.count for each in written.losses if each.feature == "texts"]
    assert report.kinds["no-text"] + report.kinds["empty"] + sum(announced) == 2
    assert faults(other) == []
