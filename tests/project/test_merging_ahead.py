"""A merge is worked out while others may write, and holds the file only to write it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing, merging, removal
from annotator.project.bundling import FOR, FROM
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.progress import Progress
from tests.merges import content, copied, merge, wrong
from tests.project.test_bundling import DOC, handed_out, lead
from tests.project.test_merging import back
from tests.projects import session
from tests.samples import reopen

__all__ = ["back", "lead"]


def can_write(path: Path) -> bool:
    """Return whether somebody else could write to a file at this moment."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        other.execute("ROLLBACK")
        return True


def meanwhile(path: Path, file: Path, act: Callable[[], object], times: int = 1) -> int:
    """Merge, and act each time when it has been worked out; return how often that was."""
    asked = []

    def tell(done: int, total: int | None) -> None:
        if done and done == total:
            asked.append(done)
            if len(asked) <= times:
                act()

    merge_files(path, MergeOptions((file,)), session("m"), Progress(tell))
    return len(asked)


def come(path: Path, before: list[Any]) -> list[tuple[str, str]]:
    """Return (person, label) of the spans that were not there before."""
    spans = [each for each in content(path)["spans"] if each not in before]
    return sorted((person, label) for _document, person, _id, label, *_more in spans)


def test_nobody_waits_while_files_are_verified_and_compared(
    lead: Path, back: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []
    take, write = merging.take_in, merging._write_taken

    def watched(*given: Any) -> Any:
        free.append(can_write(lead))
        return take(*given)

    def writing(*given: Any) -> None:
        free.append(can_write(lead))
        write(*given)

    monkeypatch.setattr(merging, "take_in", watched)
    monkeypatch.setattr(merging, "_write_taken", writing)
    assert merge(lead, back).total("new") == 1
    assert free == [True, False]


def test_a_look_at_what_would_come_needs_no_turn_at_the_file(lead: Path, back: Path) -> None:
    merge(copied(lead, "other"), back)
    with closing(sqlite3.connect(lead, isolation_level=None)) as holding:
        holding.execute("BEGIN IMMEDIATE")
        assert merge(lead, back, dry_run=True).total("new") == 1
        holding.execute("ROLLBACK")


def test_marking_goes_on_while_a_merge_holds_the_file(
    lead: Path, back: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The merge has the file locked until the mark was made; both are there afterwards."""
    held, marked = threading.Event(), threading.Event()
    write = merging._write_taken

    def holding(*given: Any) -> None:
        held.set()
        assert marked.wait(60)
        write(*given)

    monkeypatch.setattr(merging, "_write_taken", holding)
    before = content(lead)["spans"]
    window = reopen(lead, "w", me="Benedikta")
    opened = window.open_document(DOC)
    merge_in_thread = threading.Thread(target=merge, args=(lead, back))
    merge_in_thread.start()
    try:
        assert held.wait(60)
        span = editing.mark(window, DOC, "claim", [(10, 20)])
        assert span.id in opened.spans
        assert not can_write(lead)
    finally:
        marked.set()
        merge_in_thread.join()
    assert window.flush()
    window.close()
    assert wrong(lead) == []
    assert come(lead, before) == [("ana", "quote"), ("benedikta", "claim")]


def test_what_others_write_elsewhere_meanwhile_is_no_matter(lead: Path, back: Path) -> None:
    before = content(lead)["spans"]
    window = reopen(lead, "w", me="Benedikta")

    def mark() -> None:
        editing.mark(window, DOC, "claim", [(10, 20)])
        assert window.flush()

    assert meanwhile(lead, back, mark) == 1
    window.close()
    assert wrong(lead) == []
    assert come(lead, before) == [("ana", "quote"), ("benedikta", "claim")]


def test_what_others_write_to_the_same_layer_meanwhile_is_taken_into_account(
    lead: Path, back: Path
) -> None:
    before = content(lead)["spans"]
    window = reopen(lead, "w", me="Ana")

    def mark() -> None:
        editing.mark(window, DOC, "claim", [(10, 20)])
        assert window.flush()

    assert meanwhile(lead, back, mark) == 2
    window.close()
    assert wrong(lead) == []
    assert come(lead, before) == [("ana", "claim"), ("ana", "quote")]


def test_somebody_who_never_stops_writing_there_is_waited_for(lead: Path, back: Path) -> None:
    before = content(lead)["spans"]
    window = reopen(lead, "w", me="Ana")
    place = iter(range(0, 100, 10))

    def mark() -> None:
        at = next(place)
        editing.mark(window, DOC, "claim", [(at, at + 5)])
        assert window.flush()

    # It is worked out three times, and then while it is written.
    assert meanwhile(lead, back, mark, times=3) == 4
    window.close()
    assert wrong(lead) == []
    assert come(lead, before) == [("ana", "claim")] * 3 + [("ana", "quote")]


def test_an_article_that_is_removed_meanwhile_keeps_its_work_for_later(
    lead: Path, back: Path
) -> None:
    window = reopen(lead, "w", me="Lea")

    def remove() -> None:
        removal.remove(window, [DOC])
        assert window.flush()

    assert meanwhile(lead, back, remove) == 2
    window.close()
    assert wrong(lead) == []


def test_what_is_refused_half_way_leaves_nothing_of_the_files_before(
    lead: Path, back: Path
) -> None:
    bundle = handed_out(lead, FOR, "Cy")
    project = reopen(bundle, "cy")
    editing.mark(project, DOC, "quote", [(0, 8)])
    project.close()
    gap_before = handed_out(bundle, FROM, "Cy")
    other = copied(back, "hand")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("UPDATE journal SET payload = replace(payload, 'quote', 'claim')")
        connection.commit()
    before = content(lead)
    with pytest.raises(Problem, match="altered or is damaged"):
        merge(lead, gap_before, other)
    assert content(lead) == before
    assert merge(lead, gap_before, back).total("new") == 2
    assert wrong(lead) == []
