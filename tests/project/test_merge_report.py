"""What is said of a merge: first what to look at."""

from __future__ import annotations

from pathlib import Path

from annotator.app.merge_words import merge_rows
from annotator.domain.edit import Edit, set_fields
from annotator.domain.stream import SCHEMA
from annotator.project import editing
from tests.merges import copied, merge
from tests.samples import add_documents, make_project, reopen


def test_a_schema_that_somebody_changed_is_said_before_anything_else(tmp_path: Path) -> None:
    project = make_project(tmp_path / "lead.sqlite", me="Lea")
    add_documents(project, {"b": "A second article."})
    project.become("Benedikta")
    lead = project.path
    project.close()
    copy = copied(lead, "c")
    theirs = reopen(copy, "c", me="Benedikta", device="lap")
    before = theirs.fields_of(SCHEMA, "schema", "schema") or {}
    definition = dict(before["definition"])
    definition["labels"] = [each for each in definition["labels"] if each["id"] != "speaker"]
    change = set_fields(SCHEMA, "schema", "schema", before, definition=definition)
    theirs.apply(Edit("drop a label", (change,)))
    for document in ("D-a", "D-b"):
        editing.mark(theirs, document, "claim", [(2, 8)])
    theirs.close()
    report = merge(lead, copy, dry_run=True)
    assert report.remarks()[0].startswith("The schema would become another one")
    assert [each.document or each.stream for each in report.touched] == [SCHEMA, "a", "b"]
    assert merge_rows(report, {})[0][1] == "schema"
    assert merge(lead, copy).warnings()[0].startswith("The schema became another one")


def test_conflicts_come_before_what_is_merely_new(tmp_path: Path) -> None:
    project = make_project(tmp_path / "lead.sqlite", me="Ana")
    add_documents(project, {"b": "A second article."})
    span = editing.mark(project, "D-b", "quote", [(2, 8)])
    lead = project.path
    project.close()
    copy = copied(lead, "c")
    here, there = reopen(lead, "l", me="Ana"), reopen(copy, "c", me="Ana", device="lap")
    editing.relabel(here, "D-b", [span.id], "claim")
    editing.relabel(there, "D-b", [span.id], "speaker")
    editing.mark(there, "D-a", "quote", [(2, 8)])
    for each in (here, there):
        each.close()
    report = merge(lead, copy, dry_run=True)
    assert [each.document for each in report.touched] == ["b", "a"]
