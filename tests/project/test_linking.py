from __future__ import annotations

import json
from pathlib import Path

from annotator.project import editing, entities, history
from annotator.project.gazetteer import Place
from annotator.project.project import Project
from tests.ledgers import clean, linked, refused, speaker
from tests.projects import exported
from tests.samples import make_project, reopen

MINSK = Place("Minsk", "city", "Belarus", 1742124, 53.9, 27.56667, "geonames:625144")


def test_links_are_one_edit_and_fit_the_schema(project: Project) -> None:
    spans = [speaker(project, "Lukashenko"), speaker(project, "Lukashenko", 1)]
    made = entities.make_and_link(project, "D-a", spans, "Alexander Lukashenko", "person")
    assert [linked(project, span) for span in spans] == [made.name] * 2
    history.undo(project)
    assert [linked(project, span) for span in spans] == ["", ""]
    assert project.ledger.all() == []
    history.redo(project)
    entities.link(project, "D-a", spans[:1], None)
    assert [linked(project, span) for span in spans] == ["", made.name]
    place = entities.make(project, "Odessa", "place")
    assert "names no place" in refused(entities.link, project, "D-a", spans, place.id).happened
    claim = editing.mark(project, "D-a", "claim", [(0, 5)]).id
    assert "names no entity" in refused(entities.link, project, "D-a", [claim], made.id).happened
    assert "no longer there" in refused(entities.link, project, "D-a", ["gone"], made.id).happened
    clean(project)


def test_a_place_of_the_gazetteer_comes_into_the_ledger_once(project: Project) -> None:
    text = project.open_document("D-a").document.text
    start = text.index("Odessa")
    one = editing.mark(project, "D-a", "location", [(start, start + 6)]).id
    start = text.index("Odessa", start + 1)
    two = editing.mark(project, "D-a", "location", [(start, start + 6)]).id
    made = entities.link_place(project, "D-a", [one], MINSK)
    assert (made.kind, made.name, made.reference, made.lat) == (
        "place", "Minsk", "geonames:625144", 53.9,
    )  # fmt: skip
    spans = project.open_document("D-a").spans
    assert spans[one].attributes["resolution"] == "resolved"
    assert spans[two].attributes["resolution"] == "todo"
    again = entities.link_place(project, "D-a", [two], MINSK)
    assert again.id == made.id
    assert len(project.ledger.all()) == 1
    history.undo(project)
    history.undo(project)
    assert project.ledger.all() == []
    clean(project)


def test_one_entity_that_was_two_is_split_with_its_mentions(project: Project) -> None:
    spans = [speaker(project, "Lukashenko"), speaker(project, "Lukashenko", 1)]
    made = entities.make_and_link(project, "D-a", spans, "Lukashenko", "person")
    other = entities.split_off(project, made.id, [("D-a", spans[1])], "Viktor Lukashenko")
    assert project.past.undo is not None
    assert project.past.undo.name == "split Viktor Lukashenko from Lukashenko with 1 mention"
    assert [linked(project, span) for span in spans] == ["Lukashenko", "Viktor Lukashenko"]
    assert other.kind == "person"
    history.undo(project)
    assert [linked(project, span) for span in spans] == ["Lukashenko"] * 2
    assert "No mentions" in refused(entities.split_off, project, made.id, [], "X").happened
    clean(project)


def test_an_entity_deleted_in_one_window_and_used_in_another(tmp_path: Path) -> None:
    one = make_project(tmp_path / "p.sqlite")
    span = speaker(one, "Lukashenko")
    made = entities.make_and_link(one, "D-a", [span], "Lukashenko", "person")
    kept = entities.make(one, "Alexander Lukashenko", "person")
    assert one.flush()
    two = reopen(tmp_path / "p.sqlite", "y", me="Ana")
    assert two.ledger.name_of(made.id) == "Lukashenko"
    entities.delete(one, made.id)
    assert one.flush()
    # The other window has not looked yet, and still is told.
    for call in (entities.rename, entities.add_alias):
        assert "deleted meanwhile" in refused(call, two, made.id, "X").happened
    assert "deleted meanwhile" in refused(entities.link, two, "D-a", [span], made.id).happened
    assert "deleted meanwhile" in refused(entities.split, two, made.id).happened
    assert "deleted meanwhile" in refused(entities.merge, two, kept.id, [made.id]).happened
    assert linked(two, span) == ""
    history.undo(one)
    assert one.flush()
    two.poll()
    assert linked(two, span) == "Lukashenko"
    clean(one)
    two.close()
    one.close()


def test_an_entity_merged_in_one_window_while_another_shows_it(tmp_path: Path) -> None:
    one = make_project(tmp_path / "p.sqlite")
    full = entities.make(one, "Alexander Lukashenko", "person")
    short = entities.make(one, "Lukashenko", "person")
    span = speaker(one, "Lukashenko")
    assert one.flush()
    two = reopen(tmp_path / "p.sqlite", "y", me="Ana")
    assert two.ledger.name_of(short.id) == "Lukashenko"
    entities.merge(one, full.id, [short.id])
    assert one.flush()
    assert "merged into “Alexander" in refused(entities.rename, two, short.id, "X").happened
    # To link to it is not refused: it is clear who is meant.
    entities.link(two, "D-a", [span], short.id)
    assert two.open_document("D-a").spans[span].entity == full.id
    assert two.flush()
    one.poll()
    assert linked(one, span) == "Alexander Lukashenko"
    clean(one)
    two.close()
    one.close()


def test_a_mark_whose_entity_was_deleted_names_nobody_in_an_export(project: Project) -> None:
    text = project.open_document("D-a").document.text
    place = (text.index("Odessa"), text.index("Odessa") + 6)
    mark = editing.mark(project, "D-a", "location", [place]).id
    made = entities.link_place(project, "D-a", [mark], MINSK)

    def told() -> tuple[object, str, int]:
        assert project.flush()
        header, document = map(json.loads, exported(project.path).splitlines())
        (span,) = document["layers"][0]["spans"]
        return span["entity"], span["attributes"]["resolution"], len(header["entities"])

    assert told() == (made.id, "resolved", 1)
    entities.delete(project, made.id)
    assert told() == (None, "todo", 0)
    clean(project)
    history.undo(project)
    assert told() == (made.id, "resolved", 1)


def test_what_names_somebody_else_after_a_deletion_is_not_found_yet(project: Project) -> None:
    mark = editing.mark(project, "D-a", "location", [(0, 5)]).id
    made = entities.link_place(project, "D-a", [mark], MINSK)
    entities.delete(project, made.id)
    entities.make_and_link(project, "D-a", [mark], "Nowhere", "place")
    assert project.open_document("D-a").spans[mark].attributes["resolution"] == "todo"
    history.undo(project)
    history.undo(project)
    assert project.open_document("D-a").spans[mark].attributes["resolution"] == "resolved"
    clean(project)
