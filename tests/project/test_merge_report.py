"""What is said of a merge: first what to look at."""

from __future__ import annotations

from pathlib import Path

from annotator.app.merge_words import merge_rows
from annotator.domain.edit import Edit, set_fields
from annotator.domain.stream import SCHEMA, layer_stream
from annotator.project import editing
from annotator.project.guideline import write_guideline
from annotator.project.merge_report import MergeReport
from annotator.project.removal import purge_document, remove
from annotator.project.renaming import rename_document
from annotator.project.sharing import assign_documents
from annotator.team.assignment import Plan
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
    assert report.remarks()[0].startswith(
        "The schema would become another one, as Benedikta changed it"
    )
    assert [each.document or each.stream for each in report.touched] == [SCHEMA, "a", "b"]
    assert merge_rows(report, {})[0][1] == "schema, by Benedikta"
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


def work_of(path: Path, prefix: str, *marks: str, done: bool = False) -> list[str]:
    """Mark in D-a as Benedikta, and set it done; return the ids of the spans."""
    project = reopen(path, prefix, me="Benedikta", device="lap")
    spans = [
        editing.mark(project, "D-a", label, [(place * 9, place * 9 + 5)]).id
        for place, label in enumerate(marks)
    ]
    if done:
        change = set_fields(layer_stream("D-a", "benedikta"), "layer", "", {}, status="done")
        project.apply(Edit("finish a", (change,)))
    project.close()
    return spans


def two_of(tmp_path: Path) -> tuple[Path, Path]:
    """Return a lead's project of which Benedikta has a copy."""
    project = make_project(tmp_path / "lead.sqlite", me="Lea")
    add_documents(project, {"a": "An article that is long enough for marks."})
    project.become("Benedikta")
    project.close()
    return project.path, copied(project.path, "copy")


def counts(report: MergeReport) -> tuple[int, int, int, int]:
    kinds = ("new", "changed", "removed", "conflicting")
    return tuple(report.total(kind) for kind in kinds)  # type: ignore[return-value]


def test_a_new_layer_counts_its_marks_and_nothing_else(tmp_path: Path) -> None:
    lead, copy = two_of(tmp_path)
    work_of(copy, "c", "quote", "claim", done=True)
    for dry_run in (True, False):
        assert counts(merge(lead, copy, dry_run=dry_run)) == (2, 0, 0, 0)
    work_of(copy, "d", "speaker")
    assert counts(merge(lead, copy)) == (1, 0, 0, 0)


def test_a_layer_that_is_only_finished_is_the_one_new_thing(tmp_path: Path) -> None:
    lead, copy = two_of(tmp_path)
    work_of(copy, "c", done=True)
    assert counts(merge(lead, copy)) == (1, 0, 0, 0)


def test_a_status_that_changes_counts_as_changed(tmp_path: Path) -> None:
    lead, copy = two_of(tmp_path)
    work_of(copy, "c", "quote")
    merge(lead, copy)
    work_of(copy, "d", done=True)
    assert counts(merge(lead, copy, dry_run=True)) == (0, 1, 0, 0)


def test_files_that_follow_each_other_are_counted_as_one(tmp_path: Path) -> None:
    lead, copy = two_of(tmp_path)
    first, second = work_of(copy, "c", "quote", "claim")
    early = copied(copy, "early")
    theirs = reopen(copy, "d", me="Benedikta", device="lap")
    editing.relabel(theirs, "D-a", [first], "claim")
    editing.delete(theirs, "D-a", [second])
    theirs.close()
    work_of(copy, "e", done=True)
    report = merge(lead, copy, early, dry_run=True)
    assert counts(report) == (1, 0, 0, 0)
    assert len(merge_rows(report, {})) == 1
    assert counts(merge(lead, early, copy)) == (1, 0, 0, 0)


def test_what_was_erased_here_is_not_told_as_new(tmp_path: Path) -> None:
    lead, copy = two_of(tmp_path)
    work_of(copy, "c", "quote", "claim")
    mine = reopen(lead, "l", me="Lea", device="desk")
    purge_document(mine, "D-a")
    mine.close()
    other = copied(copy, "other")
    report = merge(lead, copy)
    assert counts(report) == (0, 0, 0, 0)
    assert any("erased for good" in line for line in report.warnings())
    # A purge that comes is one thing less, and nothing of what it names is told as new.
    report = merge(other, lead)
    assert counts(report) == (0, 0, 1, 0)
    assert not any("not taken back" in line for line in report.warnings())


def test_a_fork_is_told_once(tmp_path: Path) -> None:
    lead, copy = two_of(tmp_path)
    for path, prefix in ((lead, "l"), (copy, "c")):
        work_of(path, prefix, "quote")
    apart = copied(lead, "apart")
    for here, there in ((lead, copy), (copy, apart)):
        assert merge(here, there).forks > 0
        for dry_run in (True, False):
            report = merge(here, there, dry_run=dry_run)
            assert (report.forks, report.edits) == (0, 0)
            assert report.warnings() == []


def test_changes_of_what_all_share_say_who_made_them_and_about_which_article(
    tmp_path: Path,
) -> None:
    """Assignments are nobody's edits, as Ctrl+Z is not for them: their device tells whose."""
    project = make_project(tmp_path / "lead.sqlite", me="Lea")
    add_documents(project, {"b": "A second article.", "c": "A third one."})
    project.become("Benedikta")
    project.close()
    lead = project.path
    copy = copied(lead, "copy")
    theirs = reopen(copy, "c", me="Benedikta", device="lap")
    remove(theirs, ["D-b"])
    rename_document(theirs, "c", "third")
    assign_documents(theirs, ["Ana"], Plan(1))
    write_guideline(theirs, "Mark all.")
    theirs.close()
    report = merge(lead, copy, dry_run=True)
    by = {each.stream: (each.by, each.about) for each in report.tallies}
    assert by == {
        "documents": (
            ["Benedikta"], ["b removed by Benedikta", "c renamed to third by Benedikta"],
        ),
        "work": (["Benedikta"], ["a to Ana", "third to Ana"]),
        "guideline": (["Benedikta"], []),
    }  # fmt: skip
    lines = report.remarks()
    assert any(
        each.startswith("everyone, documents: ")
        and each.endswith(
            "; by Benedikta (b removed by Benedikta, c renamed to third by Benedikta)"
        )  # fmt: skip
        for each in lines
    )
    rows = merge_rows(report, {})
    assert "articles, by Benedikta" in [row[1] for row in rows]
    assert any("a to Ana" in row[2] for row in rows)
