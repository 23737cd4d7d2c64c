from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing, history, repairing
from annotator.project.project import Project
from annotator.project.repair_list import places_of, repair_count, repair_list
from annotator.project.repairing_many import Renamed, rename, start_rename
from tests.projects import bring, faults, new_project, write_lines
from tests.samples import reopen
from tests.unplaced import layer, lines, listed, project_with_repairs, waiting


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return project_with_repairs(tmp_path)


@pytest.fixture
def project(file: Path) -> Any:
    opened = reopen(file, "w", me="ana")
    yield opened
    opened.close(lose_unsaved=True)


def test_placing_brings_everything_of_the_mark_and_what_waited_for_it(
    file: Path, project: Project
) -> None:
    first, second = places_of(project, waiting(project, "s"))
    assert (first, second) == (((11, 14),), ((24, 27),))
    span = repairing.place(project, waiting(project, "s"), first)
    assert (span.id, span.quote, span.note, span.origin) == ("s", ("Ana",), "which?", "import")
    assert listed(project) == {"far", "p", "e", "n", "t", "u"}
    assert history.undo_name(project) == "place Ana as Speaker"
    project.settle()
    assert {each["id"] for each in layer(file)["spans"]} == {"q", "s"}
    (relation,) = layer(file)["relations"]
    assert (relation["id"], relation["from"], relation["to"]) == ("r", "q", "s")
    assert faults(file) == []


def test_undo_puts_it_back_on_the_list_and_it_can_be_placed_again(
    file: Path, project: Project
) -> None:
    repairing.place(project, waiting(project, "s"), [(24, 27)])
    history.undo(project)
    assert {"s", "r"} <= listed(project)
    project.settle()
    assert [each["id"] for each in layer(file)["spans"]] == ["q"]
    repairing.place(project, waiting(project, "s"), [(11, 14)])
    history.undo(project)
    history.redo(project)
    project.settle()
    (_, placed) = layer(file)["spans"]
    assert placed["fragments"] == [[11, 14]]
    assert faults(file) == []


def test_what_is_marked_already_is_not_marked_twice(file: Path, project: Project) -> None:
    own = editing.mark(project, waiting(project, "s").document, "speaker", [(11, 14)])
    assert repairing.place(project, waiting(project, "s"), [(11, 14)]).id == own.id
    assert "s" not in listed(project)
    project.settle()
    (relation,) = layer(file)["relations"]
    assert relation["to"] == own.id
    assert faults(file) == []


def test_an_unknown_label_asks_for_one(project: Project) -> None:
    with pytest.raises(Problem, match="called “GPE” in its file"):
        repairing.place(project, waiting(project, "p"), [(18, 22)])
    with pytest.raises(Problem, match="without a label"):
        repairing.place(project, waiting(project, "n"), [(24, 27)])
    span = repairing.place(project, waiting(project, "p"), [(18, 22)], "location")
    assert (span.label, span.quote) == ("location", ("Kyiv",))


@pytest.mark.parametrize("fragments", [[], [(3, 900)], [(5, 5)], [(0, 4), (6, 2)]])
def test_a_place_that_is_none_changes_nothing(project: Project, fragments: Any) -> None:
    before = listed(project)
    with pytest.raises(Problem):
        repairing.place(project, waiting(project, "s"), fragments)
    assert listed(project) == before


def test_dismissing_can_be_undone(file: Path, project: Project) -> None:
    repairing.dismiss(project, waiting(project, "far"))
    assert "far" not in listed(project)
    assert project.flush()
    assert "far" not in listed(project)
    history.undo(project)
    assert "far" in listed(project)
    assert waiting(project, "far").mark.fields["extra"] == {"k": 1}
    project.settle()
    assert "far" in listed(project)
    assert faults(file) == []


def test_a_relation_gets_the_end_that_it_misses(file: Path, project: Project) -> None:
    repairing.place(project, waiting(project, "s"), [(11, 14)])
    with pytest.raises(Problem, match="no mark has the focus"):
        repairing.link(project, waiting(project, "u"), "nobody")
    relation = repairing.link(project, waiting(project, "u"), "s")
    assert relation is not None
    assert (relation.from_span, relation.to_span) == ("q", "s")
    with pytest.raises(Problem, match="no relation “speaks”"):
        repairing.link(project, waiting(project, "t"), "")
    assert listed(project) == {"far", "p", "e", "n", "t"}
    project.settle()
    assert faults(file) == []


def test_others_marks_are_listed_and_left_alone(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    bring(path, write_lines(tmp_path / "f.jsonl", *lines("ana", "ben")))
    opened = reopen(path, "w", me="ben")
    bens, anas = (
        next(each for each in repair_list(opened) if (each.person, each.mark.id) == (who, "s"))
        for who in ("ben", "ana")
    )
    for verb in (
        lambda: repairing.place(opened, anas, [(11, 14)]),
        lambda: repairing.dismiss(opened, anas),
    ):
        with pytest.raises(Problem, match="one of Ana’s layer"):
            verb()
    repairing.place(opened, bens, [(11, 14)])
    assert repair_count(opened) == 14
    opened.close()
    assert faults(path) == []


def test_gold_is_repaired_by_whoever_leads(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    raw = lines("ana")
    raw[1]["layers"][0] |= {"person": None, "kind": "gold"}
    bring(path, write_lines(tmp_path / "f.jsonl", *raw))
    opened = reopen(path, "w", me="ben")
    mark = waiting(opened, "s")
    assert (mark.kind, mark.person) == ("gold", None)
    repairing.place(opened, mark, [(11, 14)])
    repairing.dismiss(opened, waiting(opened, "far"))
    history.undo(opened)
    opened.settle()
    assert listed(opened) == {"far", "p", "e", "n", "t", "u"}
    opened.close()
    assert {each["id"] for each in layer(path)["spans"]} == {"q", "s"}
    assert faults(path) == []


def test_all_of_one_foreign_label_at_once(file: Path, project: Project) -> None:
    done = rename(project, "GPE", "location")
    assert done == Renamed(1, 1)
    assert done.sentence("GPE", "Location").startswith("Placed 1 mark of GPE as Location; 1 more")
    assert waiting(project, "e").mark.label == "location"
    assert history.undo_name(project) == "place 1 × GPE as Location"
    project.settle()
    assert {each["id"] for each in layer(file)["spans"]} == {"q", "p"}
    history.undo(project)
    assert waiting(project, "p").mark.label == "GPE"
    for foreign, own in (("GPE", "nothing"), ("nobody", "location")):
        with pytest.raises(Problem):
            rename(project, foreign, own)
    project.settle()
    assert faults(file) == []


def test_a_process_of_its_own_does_the_same(file: Path, project: Project) -> None:
    state = start_rename(project, "GPE", "location").wait(60)
    assert state.result == Renamed(1, 1)
    project.poll()
    assert history.undo_name(project) == "place 1 × GPE as Location"
    assert listed(project) == {"s", "far", "e", "n", "r", "t", "u"}
    history.undo(project)
    assert "p" in listed(project)
