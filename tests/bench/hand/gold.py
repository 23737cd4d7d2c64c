"""The gold: what is to be annotated, and a project in which nothing of it is yet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.importing import ImportOptions, import_files
from annotator.project.project import create_project
from annotator.project.session import Session
from tests.bench.hand.planning import Target

#: Labels that are left out, as the schema leaves them off.
_LEFT_OUT = frozenset(("cue",))


@dataclass(frozen=True)
class GoldDocument:
    """One annotated article; `said_by` joins quotes to speakers, `entities` are the speakers'."""

    key: str
    spans: tuple[Target, ...]
    said_by: tuple[tuple[Target, Target], ...]
    entities: dict[Target, str]

    @property
    def speakers_said(self) -> tuple[Target, ...]:
        """The speakers that a quote was said by, each once."""
        return tuple(dict.fromkeys(speaker for _, speaker in self.said_by))


@dataclass(frozen=True)
class Gold:
    """Documents with a layer, and the lines of a file that holds the same articles without."""

    documents: tuple[GoldDocument, ...]
    bare: tuple[dict[str, Any], ...]


def read_gold(path: Path) -> Gold:
    """Read a gold file in Annotator JSONL; one layer a document."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    header, documents = {"annotator": 1}, lines
    if "annotator" in lines[0]:
        header, documents = lines[0], lines[1:]
    bare = [{name: value for name, value in header.items() if name != "people"}]
    bare += [
        {name: value for name, value in each.items() if name != "layers"} for each in documents
    ]
    found = [_document(each) for each in documents if each.get("layers")]
    return Gold(tuple(found), tuple(bare))


def _without(line: dict[str, Any], name: str) -> dict[str, Any]:
    return {each: value for each, value in line.items() if each != name}


def _document(line: dict[str, Any]) -> GoldDocument:
    layer = line["layers"][0]
    spans = {
        span["id"]: Target(span["label"], tuple((a, b) for a, b in span["fragments"]))
        for span in layer["spans"]
        if span["label"] not in _LEFT_OUT
    }
    said_by = tuple(
        (spans[each["from"]], spans[each["to"]])
        for each in layer.get("relations", ())
        if each["label"] == "said_by"
    )
    entities = {
        spans[span["id"]]: span["entity"]
        for span in layer["spans"]
        if span["label"] == "speaker" and span.get("entity")
    }
    order = sorted(set(spans.values()), key=lambda target: (target.fragments, target.label))
    return GoldDocument(line["id"], tuple(order), said_by, entities)


def make_project(folder: Path, gold: Gold) -> Path:
    """Make a project with the articles and the ledger of the gold, and no mark in it."""
    path, file = folder / "hand.sqlite", folder / "bare.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in gold.bare), "utf-8")
    create_project(path, me="Ana").close()
    import_files(path, ImportOptions((file,), "Ana"), Session(via="command"))
    return path


def difference(project: Path, gold: Gold) -> list[str]:
    """Return what an export of the project says otherwise than the gold; nothing when equal.

    Compared are labels, fragments, `said_by` and the entities of speakers.
    """
    out = project.with_suffix(".exported.jsonl")
    export(project, out, ExportOptions())
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    found = {each["id"]: _document(each) for each in lines[1:] if each["layers"]}
    wrong = []
    for document in gold.documents:
        ours = found.get(document.key)
        if ours is None:
            wrong.append(f"{document.key} has no layer")
            continue
        for name, have, want in (
            ("span", set(ours.spans), set(document.spans)),
            ("said_by", set(ours.said_by), set(document.said_by)),
            ("entity", set(ours.entities.items()), set(document.entities.items())),
        ):
            wrong += [f"{name} too many: {each}" for each in have - want]
            wrong += [f"{name} missing: {each}" for each in want - have]
    return wrong
