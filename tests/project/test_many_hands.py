"""What goes wrong where several people share a project: where each case is tested, and the rest.

| case | test |
|---|---|
| a bundle from another project, cut off, newer, edited by hand | test_merging: damaged, altered … |
| of an older version | test_merging: a project of the first layout |
| half written | test_bundling: nothing is left of a bundle …; test_killed_merges |
| of a person unknown | test_merging: new people; test_bundling: unknown people |
| twice | test_merging_properties; test_bundles (journeys): a bundle that brings nothing |
| out of order | test_merging: a predecessor that is missing; test_merging_properties |
| texts that differ in one character | test_merging: a text that differs, another text under … |
| a person removed | test_leaving; test_merging: a purge travels |
| 0 or 1 annotators | test_agreement_page (journeys): nobody to compare |
| an annotator who changed the schema | here |
| overlapping assignments | here |
| a lead who annotates too | here |
| documents nobody finished | here |
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotator.domain.edit import Edit, set_fields
from annotator.domain.stream import SCHEMA
from annotator.project import editing, history
from annotator.project.agreement_overview import overview, page_options
from annotator.project.bundling import FOR, FROM
from annotator.project.progress import Progress
from annotator.project.project import Project
from annotator.project.sharing import assign_documents, assigned
from annotator.project.team_overview import team
from annotator.team.assignment import Plan
from tests.merges import content, copied, merge, wrong
from tests.planned import document, layer, planned
from tests.project.test_bundling import DOC, handed_out, lead
from tests.samples import reopen

__all__ = ["lead"]


def change_schema(project: Project, label: str) -> dict[str, Any]:
    """Add a label to the schema, and return what it is then."""
    before = project.fields_of(SCHEMA, "schema", "schema") or {}
    old = before["definition"]
    new = {**old, "version": old["version"] + 1,
           "labels": [*old["labels"], {"id": label, "name": label.title()}]}  # fmt: skip
    change = set_fields(SCHEMA, "schema", "schema", before, definition=new)
    project.apply(Edit(f"add the label {label}", (change,)), mine=False)
    return new


def test_a_schema_that_an_annotator_changed_travels_as_an_edit(lead: Path) -> None:
    bundle = handed_out(lead, FOR, "Ana")
    theirs = reopen(bundle, "ana")
    changed = change_schema(theirs, "rumour")
    editing.mark(theirs, DOC, "rumour", [(0, 8)])
    theirs.close()
    report = merge(lead, handed_out(bundle, FROM, "Ana"))
    told = [(each.stream, each.changed, each.conflicting) for each in report.tallies]
    assert ("schema", 1, 0) in told
    project = reopen(lead, "l", me="Lea")
    assert project.fields_of(SCHEMA, "schema", "schema") == {"definition": changed}
    assert "rumour" in [each.id for each in project.schema.labels]
    # History takes it back like any other edit, and the mark stays as it is.
    edits = {each.name: each.edit_id for each in project.reader.edits(20)}
    history.undo_edit(project, edits["add the label rumour"])
    assert project.schema.label("rumour") is None
    project.close()
    assert wrong(lead) == []


def test_two_who_changed_the_schema_are_told_so_and_end_alike(lead: Path) -> None:
    bundle = handed_out(lead, FOR, "Ana")
    theirs = reopen(bundle, "ana")
    change_schema(theirs, "rumour")
    theirs.close()
    ours = reopen(lead, "l", me="Lea")
    change_schema(ours, "threat")
    ours.close()
    other = copied(lead, "other")
    back = handed_out(bundle, FROM, "Ana")
    report = merge(lead, back)
    assert [each.stream for each in report.tallies if each.conflicting] == ["schema"]
    project = reopen(other, "o", me="Lea")
    editing.mark(project, DOC, "quote", [(10, 20)])
    project.close()
    merge(other, back)
    assert content(lead)["records"] == content(other)["records"]
    assert (wrong(lead), wrong(other)) == ([], [])


def test_two_leads_who_assign_the_same_mean_the_same(lead: Path) -> None:
    other = copied(lead, "other")
    for path, device, names in ((lead, "l", ["Ana", "Cy"]), (other, "o", ["Ana", "Dora"])):
        project = reopen(path, device, me="Lea")
        assign_documents(project, names, Plan(overlap=2))
        project.close()
    merge(lead, other)
    merge(other, lead)
    assert content(lead)["records"] == content(other)["records"]
    project = reopen(lead, "l", me="Lea")
    named = {each.id: each.key for each in project.documents()}
    whose, _calibration = assigned(project, named)
    assert {key: sorted(people) for key, people in whose.items()} == {
        "a": ["ana", "cy", "dora"], "b": ["ana", "cy", "dora"],
    }  # fmt: skip
    loads = {each.person.id: each.assigned for each in team(project).members}
    assert (loads["ana"], loads["cy"], loads["dora"]) == (2, 2, 2)
    project.close()
    assert wrong(lead) == []


def test_a_lead_who_annotates_too_is_hidden_from_others_and_compared(lead: Path) -> None:
    project = reopen(lead, "l", me="Lea")
    editing.mark(project, DOC, "claim", [(0, 8)])
    editing.set_status(project, DOC, "done")
    project.close()
    bundle = handed_out(lead, FOR, "Ana")
    theirs = reopen(bundle, "ana")
    assert theirs.open_document(DOC).spans == {}
    assert b'"lea"' not in bundle.read_bytes()
    editing.mark(theirs, DOC, "claim", [(0, 8)])
    editing.set_status(theirs, DOC, "done")
    theirs.close()
    merge(lead, handed_out(bundle, FROM, "Ana"))
    found = overview(Progress(), lead, page_options(0))
    strict = {row.pair: row.value for row in found.agreement.rows
              if (row.measure, row.label) == ("strict-f1", None)}  # fmt: skip
    assert strict["ana", "lea"] == 1
    assert {"ana", "lea"} <= {each.person for each in found.people}
    assert wrong(lead) == []


def test_documents_that_nobody_finished_are_no_agreement(tmp_path: Path) -> None:
    path = planned(
        tmp_path / "p.sqlite",
        document("a", layer("ana", [], "started"), layer("ben", [], "new")),
        document("b", layer("ana", [], "skipped"), layer("ben", [], "started"), text="Another."),
    )
    found = overview(Progress(), path, page_options(0))
    assert all(row.value is None for row in found.agreement.rows)
    assert "nobody has finished or marked anything" in found.agreement.warnings[0]
    assert (found.people, found.disputed, found.weeks) == ([], [], [])
    # As soon as both have finished, to find nothing is an answer.
    project = Project.open(path)
    for person in ("ana", "ben"):
        project.become(person)
        editing.set_status(project, project.documents()[0].id, "done")
    project.close()
    found = overview(Progress(), path, page_options(0))
    assert [(each.person, each.done) for each in found.people] == [("ana", 1), ("ben", 1)]
    row = found.agreement.rows[0]
    assert (row.value, row.documents) == (None, 1)
