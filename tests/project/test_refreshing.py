from __future__ import annotations

from contextlib import AbstractContextManager

import pytest

from annotator.project import editing
from annotator.project.project import Project
from annotator.storage.connection import connect
from tests.samples import reopen

DOC = "D-a"


@pytest.mark.parametrize("way", ["poll", "reload"])
def test_an_own_edit_written_meanwhile_does_not_come_on_top_again(
    project: Project, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    span = editing.mark(project, DOC, "quote", [(0, 5)])
    project.flush()
    project.poll()
    other = reopen(project.path, "o")
    lock = connect(project.path)
    lock.execute("INSERT INTO project VALUES ('a', 'b')")
    lock.execute("BEGIN IMMEDIATE")
    editing.relabel(project, DOC, [span.id], "claim")
    snapshot = project.reader.snapshot

    def both_commit_first() -> AbstractContextManager[None]:
        if lock.in_transaction:
            lock.execute("ROLLBACK")
            assert project.flush()
            other.poll()
            editing.relabel(other, DOC, [span.id], "location")
            assert other.flush()
        return snapshot()

    monkeypatch.setattr(project.reader, "snapshot", both_commit_first)
    project.poll() if way == "poll" else project.reload()
    assert not lock.in_transaction
    assert project.open_document(DOC).spans[span.id].label == "location"
    lock.close()
    other.close()
