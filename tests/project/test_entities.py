from __future__ import annotations

import math
import sqlite3
from pathlib import Path

import pytest

from annotator.domain.edit import Edit, set_fields
from annotator.project import entities, history
from annotator.project.project import Project
from tests.ledgers import clean, linked, refused, speaker
from tests.samples import make_project


def test_an_entity_is_made_changed_and_deleted_each_with_one_undo(project: Project) -> None:
    made = entities.make(project, " Alexander  Lukashenko ", "person", aliases=["L.", "L.", ""])
    assert made.name == "Alexander Lukashenko"
    assert made.aliases == ("L.",)
    entities.rename(project, made.id, "A. Lukashenko")
    entities.add_alias(project, made.id, "Lukashenko")
    entities.set_fields(project, made.id, reference="wikidata:Q2866", note="president")
    changed = project.ledger.entity(made.id)
    assert changed is not None
    assert changed.names == ("A. Lukashenko", "L.", "Lukashenko")
    assert (changed.reference, changed.note) == ("wikidata:Q2866", "president")
    entities.delete(project, made.id)
    assert project.ledger.entity(made.id) is None
    history.undo(project)
    assert project.ledger.entity(made.id) == changed
    for _ in range(3):
        history.undo(project)
    assert project.ledger.entity(made.id) == made
    history.undo(project)
    assert project.ledger.all() == []
    for _ in range(4):
        history.redo(project)
    assert project.ledger.entity(made.id) == changed
    clean(project)


def test_names_of_edits_read_well(project: Project) -> None:
    one = entities.make(project, "Minsk", "place")
    two = entities.make(project, "Mensk", "place")
    said = [history.undo_name(project)]
    entities.set_fields(project, one.id, lat=53.9, lon=27.5)
    said.append(history.undo_name(project))
    entities.merge(project, one.id, [two.id])
    said.append(history.undo_name(project))
    entities.split(project, two.id)
    said.append(history.undo_name(project))
    assert said == [
        "make the place Mensk", "change coordinates of Minsk", "merge Mensk into Minsk",
        "split Mensk from Minsk",
    ]  # fmt: skip


def test_a_merged_entity_is_resolved_when_read_and_no_layer_changes(project: Project) -> None:
    span = speaker(project, "Lukashenko")
    full = entities.make(project, "Alexander Lukashenko", "person")
    short = entities.make_and_link(project, "D-a", [span], "Lukashenko", "person")
    entities.merge(project, full.id, [short.id])
    assert project.open_document("D-a").spans[span].entity == short.id
    assert linked(project, span) == "Alexander Lukashenko"
    assert [each.id for each in project.ledger.all()] == [full.id]
    assert [each.id for each in project.ledger.search("lukashenko")] == [full.id]
    assert project.ledger.ids(full.id) == (full.id, short.id)
    entities.split(project, short.id)
    assert linked(project, span) == "Lukashenko"
    history.undo(project)
    assert linked(project, span) == "Alexander Lukashenko"
    clean(project)


def test_merging_keeps_what_only_the_other_had(project: Project) -> None:
    bare = entities.make(project, "Minsk", "place")
    full = entities.make(project, "Minsk", "place", reference="geonames:625144", lat=53.9, lon=27.5)
    entities.merge(project, bare.id, [full.id])
    merged = project.ledger.entity(full.id)
    assert merged is not None
    assert (merged.id, merged.reference, merged.lat, merged.lon) == (
        bare.id, "geonames:625144", 53.9, 27.5,
    )  # fmt: skip
    history.undo(project)
    assert project.ledger.entity(bare.id) == bare


def test_chains_rings_and_what_is_left_after_a_deletion(project: Project) -> None:
    a, b, c = (entities.make(project, name, "person").id for name in "ABC")
    entities.merge(project, b, [a])
    entities.merge(project, c, [b])
    assert project.ledger.name_of(a) == "C"
    assert refused(entities.merge, project, a, [c]).happened.startswith("“A” was merged into “C”")
    entities.delete(project, c)
    assert project.ledger.all() == []
    history.undo(project)
    entities.split(project, b)
    assert project.ledger.name_of(a) == "B"
    assert [each.name for each in project.ledger.all()] == ["B", "C"]
    clean(project)


def test_sets_are_merged_in_one_edit_whatever_happened_meanwhile(project: Project) -> None:
    one, two, three, four, gone = (entities.make(project, f"N{n}", "person") for n in range(5))
    entities.merge(project, two.id, [three.id])
    entities.delete(project, gone.id)
    sets = [(one.id, three.id), (two.id, four.id), (gone.id, one.id), ("unknown", one.id)]
    before = len(history.list_edits(project))
    assert entities.merge_sets(project, sets) == 1
    assert [each.id for each in project.ledger.all()] == [one.id]
    assert len(history.list_edits(project)) == before + 1
    assert entities.merge_sets(project, sets) == 0
    assert len(history.list_edits(project)) == before + 1
    history.undo(project)
    assert {each.id for each in project.ledger.all()} == {one.id, two.id, four.id}
    clean(project)


def test_two_people_who_merge_into_each_other_make_a_ring_that_stands(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p.sqlite")
    a, b = (entities.make(project, name, "person").id for name in "AB")
    assert project.flush()
    # As another copy of the project would, before they are brought together.
    for one, other in ((a, b), (b, a)):
        change = set_fields("ledger", "entity", one, {}, merged_into=other)
        project.apply(Edit("merge", (change,)))
    smallest = min(a, b)
    assert {project.ledger.stands_for(id) for id in (a, b)} == {smallest}
    assert [each.id for each in project.ledger.all()] == [smallest]
    assert project.flush()
    rows = dict(sqlite3.connect(project.path).execute("SELECT id, entity FROM merged_entities"))
    assert rows == {a: smallest, b: smallest}
    entities.split(project, max(a, b))
    assert [each.name for each in project.ledger.all()] == ["B"] if smallest == b else ["A", "B"]
    project.close()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"lat": 91.0, "lon": 0.0}, "latitude 91 is out of range"),
        ({"lat": 0.0, "lon": -180.5}, "longitude -180.5 is out of range"),
        ({"lat": math.nan, "lon": 0.0}, "out of range"),
        ({"lat": math.inf, "lon": 0.0}, "out of range"),
        ({"lat": 1.0}, "no longitude"),
        ({"lon": 1.0}, "no latitude"),
        ({"name": " \n"}, "needs a name"),
        ({"kind": "planet"}, "no kind"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    project: Project, fields: dict[str, object], said: str
) -> None:
    before = entities.make(project, "Minsk", "place")
    name = history.undo_name(project)
    assert said in refused(entities.set_fields, project, before.id, **fields).happened
    assert project.ledger.all() == [before]
    assert history.undo_name(project) == name
    given = {"name": "Brest", "kind": "place", **fields}
    assert said in refused(entities.make, project, **given).happened
    assert project.ledger.all() == [before]


def test_undoing_a_merge_names_what_changed_since(project: Project) -> None:
    a, b, c = (entities.make(project, name, "person").id for name in "ABC")
    entities.merge(project, a, [b])
    edit_id = project.past.undo.tip  # type: ignore[union-attr]
    entities.split(project, b)
    entities.merge(project, c, [b])
    problem = refused(history.undo_edit, project, edit_id)
    assert "changed since by “merge B into C”" in problem.happened
