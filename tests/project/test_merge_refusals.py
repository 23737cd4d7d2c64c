"""Files that go on after what a project has not got: whose work that is, and whom to ask."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.edit import Edit, add
from annotator.domain.problem import Problem
from annotator.domain.stream import LEDGER
from annotator.project import editing
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.storage.bundle_values import chain_starts, known_heads
from annotator.storage.connection import connect
from annotator.storage.journal import read_rows
from tests.merges import content, copied, forged, merge, wrong
from tests.project.test_bundling import DOC, handed_out, lead
from tests.projects import session
from tests.samples import reopen

__all__ = ["lead"]


def marked(path: Path, label: str, prefix: str) -> None:
    """Mark something in a bundle, as the one it is for."""
    project = reopen(path, prefix)
    editing.mark(project, DOC, label, [(0, 8)])
    project.close()


def again(path: Path, name: str, purpose: str) -> Path:
    """Make one more bundle of a kind beside a file, under another name."""
    out = path.with_name(f"{name}.sqlite")
    make_bundle(path, out, purpose, "Ana", session(name))
    return out


def test_a_predecessor_that_is_missing_is_named_and_may_come_along(lead: Path) -> None:
    old = copied(lead, "old")
    project = reopen(lead, "a", me="Lea")
    project.become("Ana")
    editing.mark(project, DOC, "claim", [(10, 20)])
    project.close()
    bundle = handed_out(lead, FOR, "Ana")
    marked(bundle, "quote", "work")
    back = handed_out(bundle, FROM, "Ana")
    before = content(old)
    with pytest.raises(Problem, match="goes on after changes") as caught:
        merge(old, back)
    assert content(old) == before
    said = caught.value.happened
    assert "1 change by ana in a" in said
    assert "to people and assignments" in said
    assert "It carries the work of ana and was made on 20" in said
    assert caught.value.next_step.startswith("Ask whoever handed ana the bundle")
    assert "rows 1 to" in caught.value.details
    assert "device" not in str(caught.value)
    assert merge(old, back, lead).files == ["lead.sqlite", back.name]
    assert wrong(old) == []


def test_a_bundle_is_no_whole_project(lead: Path) -> None:
    old = copied(lead, "old")
    project = reopen(lead, "c", me="Benedikta")
    fields = {"kind": "place", "name": "Elsewhere"}
    project.apply(Edit("make", (add(LEDGER, "entity", "E9", fields),)))
    project.become("Lea")
    project.close()
    bundle = handed_out(lead, FOR, "Ana")
    with pytest.raises(Problem, match="1 change to the ledger") as caught:
        merge(old, bundle)
    assert "It is a bundle for Ana and was made on 20" in caught.value.happened
    assert "Ask whoever made this bundle" in caught.value.next_step


def returned_twice(lead: Path) -> Path:
    """Return what Ana sends back the second time, once she knows that the first was merged."""
    bundle = handed_out(lead, FOR, "Ana")
    marked(bundle, "quote", "one")
    merge(lead, again(bundle, "first", FROM))
    merge(bundle, again(lead, "later", FOR))
    marked(bundle, "claim", "two")
    return again(bundle, "second", FROM)


def test_what_the_lead_has_is_not_sent_again(lead: Path) -> None:
    second = returned_twice(lead)
    with closing(connect(second)) as connection:
        rows = [row for row in read_rows(connection) if row.stream.startswith("layer/")]
        begun = chain_starts(connection)
    names = [row.payload["name"] for row in rows if row.payload]
    assert len(names) == 1
    assert "Claim" in names[0]
    assert [head.seq for chain, head in begun.items() if chain[0] == rows[0].stream] == [
        rows[0].seq - 1
    ]
    assert merge(lead, second).total("new") == 1
    assert wrong(lead) == []


def test_work_after_another_copy_is_refused(lead: Path) -> None:
    second = returned_twice(lead)

    def otherwise(payload: Any) -> Any:
        return {**payload, "name": "another edit"}

    copy = forged(lead, otherwise, which="stream LIKE 'layer/%/ana/%'")
    before = content(copy)
    with pytest.raises(Problem, match="both copies were worked on") as caught:
        merge(copy, second)
    assert "goes on after other changes" in caught.value.happened
    assert content(copy) == before


def test_work_comes_back_to_a_project_of_which_a_fork_was_repaired(lead: Path) -> None:
    """The rows that the bundle knows of are there, but under another device."""
    copy = copied(lead, "copy")
    for path, prefix, times in ((lead, "z", 3), (copy, "a", 1)):
        project = reopen(path, prefix, me="Lea")
        for number in range(times):
            fields = {"kind": "place", "name": f"{prefix}{number}"}
            made = add(LEDGER, "entity", f"{prefix}{number}", fields)
            project.apply(Edit("make", (made,)))
        project.close()
    bundle = handed_out(lead, FOR, "Ana")
    marked(bundle, "quote", "work")
    back = handed_out(bundle, FROM, "Ana")
    assert merge(lead, copy).forks == 1
    with closing(connect(lead)) as connection:
        last = max(row.seq for row in read_rows(connection, LEDGER) if row.device == "desk")
    with closing(connect(back)) as connection:
        assert last < known_heads(connection)[LEDGER, "desk"].seq
    assert merge(lead, back).total("new") == 1
    assert wrong(lead) == []
