"""What of the ledger goes into a bundle: not what other annotators found."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.edit import Edit, add
from annotator.domain.entity import Entity
from annotator.domain.stream import LEDGER
from annotator.project import editing, entities, people
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.project.project import Project
from tests.merges import merge, wrong
from tests.project.test_bundling import DOC, handed_out, lead
from tests.projects import faults, session
from tests.samples import reopen

__all__ = ["lead"]


def test_what_another_annotator_found_stays_out_of_a_bundle_made_later(lead: Path) -> None:
    """Two people have the same articles: the ledger does not tell Ana what Ben saw in them."""
    bundle = handed_out(lead, FOR, "Ben")
    project = reopen(bundle, "ben")
    place = editing.mark(project, DOC, "location", [(0, 8)])
    made = entities.make_and_link(project, DOC, [place.id], "ZZBenFoundThis", "place")
    entities.add_alias(project, "E0", "ZZBenCallsItSo")
    entities.rename(project, made.id, "ZZBenFoundThisLater")
    project.close()
    merge(lead, handed_out(bundle, FROM, "Ben"))
    project = reopen(lead, "l", me="Lea")
    entities.set_fields(project, made.id, note="ZZBen: seen by the lead")
    project.close()
    assert b"ZZBen" in lead.read_bytes()
    out = handed_out(lead, FOR, "Ana")
    assert b"ZZBen" not in out.read_bytes()
    opened = reopen(out, "a")
    assert [each.name for each in opened.ledger.all()] == ["Mogilev"]
    span = editing.mark(opened, DOC, "location", [(0, 8)])
    entities.make_and_link(opened, DOC, [span.id], "Mogilev region", "place")
    opened.close()
    assert faults(out) == []
    merge(lead, handed_out(out, FROM, "Ana"))
    assert wrong(lead) == []
    names = {each.name for each in reopened_ledger(lead)}
    assert names >= {"Mogilev", "Mogilev region", "ZZBenFoundThisLater"}


def test_what_others_found_goes_along_where_the_person_names_it(lead: Path) -> None:
    """Linked in her own mark, or standing for what the lead merged into it."""
    project = reopen(lead, "b", me="Benedikta", device="lap")
    for id, name in (("E5", "Linked"), ("E6", "Merged into"), ("E7", "Standing"), ("E8", "Alone")):
        fields = {"kind": "place", "name": name}
        project.apply(Edit("make", (add(LEDGER, "entity", id, fields),)))
    project.become("Ana")
    span = editing.mark(project, DOC, "location", [(0, 8)])
    entities.link(project, DOC, [span.id], "E5")
    project.become("Lea")
    entities.merge(project, "E6", ["E5"])
    entities.merge(project, "E7", ["E0"])
    project.close()
    out = handed_out(lead, FOR, "Ana")
    assert b"Alone" not in out.read_bytes()
    opened = reopen(out, "a")
    assert {each.name for each in opened.ledger.all()} == {"Merged into", "Standing"}
    assert opened.ledger.name_of("E5") == "Merged into"
    opened.close()
    assert faults(out) == []


def test_what_a_lead_or_an_import_brought_goes_along_though_they_annotate_too(lead: Path) -> None:
    project = reopen(lead, "l", me="Lea")
    editing.mark(project, DOC, "quote", [(0, 8)])
    project.close()
    imported = Project.open(lead, device="desk", via="command")
    imported.become("Cleo")
    fields = {"kind": "place", "name": "From a gazetteer"}
    imported.apply(Edit("import", (add(LEDGER, "entity", "E9", fields),)))
    editing.mark(imported, DOC, "quote", [(0, 8)])
    imported.close()

    def carried(out: str) -> set[bytes]:
        make_bundle(lead, lead.with_name(out), FOR, "Ana", session(out), me="Lea")
        data = lead.with_name(out).read_bytes()
        return {each for each in (b"Mogilev", b'"Lukashenko"', b"From a gazetteer") if each in data}

    assert carried("one.sqlite") == {b"Mogilev", b"From a gazetteer"}, "who makes it leads"
    project = reopen(lead, "m", me="Lea")
    people.set_role(project, "benedikta", "lead")
    project.close()
    assert carried("two.sqlite") == {b'"Lukashenko"', b"From a gazetteer"}


@pytest.mark.parametrize("author", ["Ben", None])
def test_what_another_annotator_imports_in_a_bundle_stays_hers(
    lead: Path, author: str | None
) -> None:
    """An import of Ben's marks of an article that Ana has: its entities tell what he found."""
    bundle = handed_out(lead, FOR, "Ben")
    fields = {"kind": "place", "name": "ZZImported", "note": "ZZnoted"}
    project = Project.open(bundle, device="desk", via="command", me=author)
    edit = Edit("import", (add(LEDGER, "entity", "E9", fields),))
    project.apply(edit, mine=author is not None)
    span = editing.mark(project, DOC, "location", [(0, 8)])
    entities.link(project, DOC, [span.id], "E9")
    project.close()
    merge(lead, handed_out(bundle, FROM, "Ben"))
    assert b"ZZImported" in lead.read_bytes()
    out = handed_out(lead, FOR, "Ana")
    assert b"ZZ" not in out.read_bytes()
    assert faults(out) == []
    again = lead.with_name("again.sqlite")
    make_bundle(lead, again, FOR, "Ben", session("again"))
    assert b"ZZImported" in again.read_bytes(), "to himself it is known"


def reopened_ledger(path: Path) -> list[Entity]:
    """Return the entities of a closed project."""
    project = reopen(path, "look")
    found = list(project.ledger.all())
    project.close()
    return found
