"""Small projects for tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from annotator.domain.edit import Edit, add
from annotator.domain.stream import DOCUMENTS
from annotator.domain.text import text_sha256
from annotator.project.layer_edit import set_on_spans
from annotator.project.project import Project, create_project
from annotator.storage.connection import connect

ARTICLE = (
    "“To involve Belarus would be a mistake,” Lukashenko said in Odessa on Monday. "
    "Lukashenko added that Odessa was quiet. “You started it,” he said."
)


def put_text(connection: sqlite3.Connection, text: str) -> str:
    """Store a text and return its hash."""
    sha256 = text_sha256(text)
    connection.execute("INSERT OR IGNORE INTO texts (sha256, text) VALUES (?, ?)", (sha256, text))
    return sha256


def ticking_clock(begin: int = 0) -> Callable[[], str]:
    """Return a clock that is a second later at every look, from so many seconds on."""
    seconds = count(begin)
    return lambda: f"2026-11-23T10:{(s := next(seconds)) // 60 % 60:02}:{s % 60:02}Z"


def counted_ids(prefix: str) -> Callable[[], str]:
    """Return a maker of ids PREFIX1, PREFIX2, …"""
    numbers = count(1)
    return lambda: f"{prefix}{next(numbers)}"


def add_documents(project: Project, texts: Mapping[str, str]) -> None:
    """Add documents by key, as an import would; document ids are D-KEY."""
    connection = connect(project.path)
    changes = []
    for key, text in texts.items():
        fields: dict[str, Any] = {"key": key, "title": key.title()}
        fields["text_sha256"] = put_text(connection, text)
        changes.append(add(DOCUMENTS, "document", f"D-{key}", fields))
    connection.close()
    project.apply(Edit(f"import {len(changes)} documents", tuple(changes)), mine=False)
    assert project.flush()


def make_project(path: Path, me: str | None = "Ana", prefix: str = "x", **given: Any) -> Project:
    """Return an open new project with one article, "a", and a person."""
    given = {"clock": ticking_clock(), "new_id": counted_ids(prefix), "device": "desk", **given}
    project = create_project(path, "Sample", me=me, **given)
    add_documents(project, {"a": ARTICLE})
    return project


def reopen(path: Path, prefix: str, **given: Any) -> Project:
    """Open a project as another window would, with ids of its own."""
    given = {"clock": ticking_clock(), "new_id": counted_ids(prefix), "device": "desk", **given}
    return Project.open(path, **given)


def set_span_fields(
    project: Project, document: str, span_ids: Iterable[str], name: str, **fields: Any
) -> None:
    """Set fields of spans (attributes, entity, note) as one edit; None empties one."""
    opened = project.open_document(document)
    spans = [opened.spans[id] for id in span_ids]
    set_on_spans(project, opened, spans, name, lambda _span: dict(fields))
