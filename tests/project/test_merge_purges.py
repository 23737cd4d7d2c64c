"""Purges that come by a merge: an annotator's is a request, a lead's is told with its extent."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from annotator.project import editing
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.project.removal import purge_document, purge_person, remove
from tests.merges import content, copied, merge, wrong
from tests.project.test_bundling import DOC, handed_out, lead
from tests.projects import faults, session
from tests.samples import ARTICLE, reopen

__all__ = ["lead"]


_BACK = count()


def sent_back(bundle: Path) -> Path:
    """Return what Ben sends back from his bundle, each time as another file."""
    out = bundle.with_name(f"back-{next(_BACK)}.sqlite")
    make_bundle(bundle, out, FROM, "Ben", session(out.stem))
    return out


def purged_by_ben(lead: Path) -> Path:
    """Return Ben's bundle, in which he marked an article, sent that back and purged the article."""
    bundle = handed_out(lead, FOR, "Ben")
    project = reopen(bundle, "ben")
    editing.mark(project, DOC, "claim", [(3, 9)])
    project.close()
    merge(lead, sent_back(bundle))
    project = reopen(bundle, "more")
    editing.mark(project, DOC, "claim", [(10, 15)])
    editing.mark(project, "D-b", "claim", [(0, 8)])
    purge_document(project, DOC)
    editing.mark(project, "D-b", "quote", [(2, 8)])
    project.close()
    return bundle


def marks(path: Path, person: str) -> dict[str, int]:
    project = reopen(path, "look", me=person)
    found = {each.key: len(project.open_document(each.id).spans) for each in project.documents()}
    project.close()
    return found


@pytest.mark.parametrize("whole", [False, True], ids=["sent back", "the bundle itself"])
def test_an_annotators_purge_erases_nothing_and_is_told(lead: Path, whole: bool) -> None:
    bundle = purged_by_ben(lead)
    file = bundle if whole else sent_back(bundle)
    untouched = copied(lead, "untouched")
    for dry_run in (True, False):
        report = merge(lead, file, dry_run=dry_run)
        (line,) = (each for each in report.warnings() if "purge" in each)
        assert line.startswith("Ben purged a in a copy of their own; here it stays. annotator ")
        assert "annotator purge lead.sqlite --document a" in line
        assert report.total("removed") == 0
    assert marks(lead, "Benedikta") == {"a": 1, "b": 0}
    assert marks(lead, "Ben") == {"a": 1, "b": 2}, "what he did elsewhere comes"
    assert ARTICLE.encode() in lead.read_bytes()
    assert (wrong(lead), faults(lead)) == ([], [])
    again = merge(lead, file)
    assert (again.edits, len(again.requests)) == (0, 1)
    # The other way about, and by another lead's copy, it is the same.
    merge(untouched, lead)
    assert content(untouched) == content(lead)
    assert merge(lead, untouched).edits == 0
    assert faults(untouched) == []


def test_work_goes_on_after_a_purge_that_was_not_carried_out(lead: Path) -> None:
    bundle = purged_by_ben(lead)
    merge(lead, sent_back(bundle))
    project = reopen(bundle, "later")
    remove(project, ["D-b"])
    project.close()
    report = merge(lead, sent_back(bundle))
    assert report.total("removed") == 1
    assert marks(lead, "Ben") == {"a": 1}
    assert faults(lead) == []
    mine = reopen(lead, "p", me="Lea")
    purge_document(mine, DOC)
    mine.close()
    assert merge(lead, bundle).requests == []
    assert ARTICLE.encode() not in lead.read_bytes()
    assert (wrong(lead), faults(lead)) == ([], [])


def test_a_purge_of_somebody_else_is_not_carried_out(lead: Path) -> None:
    bundle = handed_out(lead, FOR, "Ben")
    project = reopen(bundle, "ben")
    project.become("Cleo")
    project.become("Ben")
    project.close()
    merge(lead, sent_back(bundle))
    project = reopen(bundle, "more")
    purge_person(project, "cleo")
    project.close()
    report = merge(lead, bundle)
    assert [(each.kind, each.called) for each in report.requests] == [("person", "Cleo")]
    assert b"Cleo" in lead.read_bytes()
    assert (wrong(lead), faults(lead)) == ([], [])


def test_a_leads_purge_says_what_goes_before_it_does(lead: Path) -> None:
    copy = copied(lead, "copy")
    project = reopen(copy, "c", me="Lea", device="lap")
    editing.mark(project, "D-b", "quote", [(0, 8)])
    purge_document(project, DOC)
    project.close()
    for dry_run in (True, False):
        report = merge(lead, copy, dry_run=dry_run)
        is_erased = "would be erased" if dry_run else "was erased"
        assert report.warnings()[0] == (
            f"a {is_erased} for good, with its text and 1 span of Benedikta: it was purged "
            "at the computer of Lea. There is no undo."
        )
        assert (b"Belarus" in lead.read_bytes()) == dry_run
    assert merge(lead, copy).purges == []
    assert (wrong(lead), faults(lead)) == ([], [])


def test_a_leads_purge_of_a_person_says_that_the_id_stays(lead: Path) -> None:
    copy = copied(lead, "copy")
    project = reopen(copy, "c", me="Lea", device="lap")
    purge_person(project, "benedikta")
    project.close()
    (line,) = merge(lead, copy, dry_run=True).warnings()
    assert line.startswith("Benedikta would be erased for good")
    assert line.endswith("There is no undo. The id, under which the work is filed, stays.")
