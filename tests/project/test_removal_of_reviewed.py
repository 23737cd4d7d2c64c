"""A purge of an article that was reviewed: none of its words stays in the file."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from annotator.domain.edit import Edit, add
from annotator.domain.problem import Problem
from annotator.domain.stream import layer_stream
from annotator.project import commenting, editing, removal
from annotator.project.bundling import FEEDBACK, FOR, make_bundle
from annotator.project.checking import check
from annotator.project.decision_record import Ruling
from annotator.project.freezing import frozen
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.people import rename_person
from annotator.project.project import Project
from annotator.project.review_gold import DECISION
from annotator.project.reviewing import EDITED, OBJECT, decide, rule
from annotator.project.session import Session
from annotator.project.sharing import assign_documents
from annotator.team.assignment import Plan
from tests.planned import ANA, TEXT, document, layer, planned
from tests.reviews import case, gold, opened, review

#: The same places as in the planned text, and other words everywhere.
SECRET = "“We vowzebu,” the xanaduist said in Oz12. “Quixote,” he added in Rhino on Wombat night."
SECRET = SECRET.ljust(len(TEXT), ".")
WORDS = ("vowzebu", "xanaduist", "Oz12", "Quixote", "Rhino", "Wombat", "mysterykey", "Kubla")


def left_in(*paths: Path) -> set[str]:
    content = b"".join(
        file.read_bytes() for path in paths for file in path.parent.glob(f"{path.name}*")
    ).lower()
    return {word for word in WORDS if word.lower().encode() in content}


def ruled(project: Project) -> None:
    """Decide about the secret in every way, also together with the other article."""
    rule(project, review(project).documents, "unanimous", "as R1")
    both = [
        (each, Ruling.accept(case(each[1]).choices[0]))
        for each in review(project).judged()
        if each[1].case is not None and each[1].state == "open"
    ]
    decide(project, both, "as R1 says")
    for each in list(review(project).judged()):
        if each[0].key == "mysterykey" and each[1].case is not None:
            decide(project, [(each, Ruling(OBJECT))], "Kubla objects: not Quixote")
            again = review(project).find(case(each[1]).id)
            span = case(each[1]).choices[0].spans[:1] or case(each[1]).choices[1].spans[:1]
            decide(project, [(again, Ruling(EDITED, (), span))], "then Kubla")


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    other = [*ANA[:1], ((19, 27), "speaker")]
    path = planned(
        tmp_path / "p.sqlite",
        document("mysterykey", layer("ana", ANA), layer("ben", other), text=SECRET),
        document("b", layer("ana", ANA), layer("ben", other)),
    )
    path.with_suffix(".jsonl").unlink()
    project = opened(path)
    (id,) = [each.id for each in project.documents() if each.key == "mysterykey"]
    span = next(iter(project.open_document(id).spans))
    commenting.comment(project, id, span, "Is Kubla meant?")
    editing.set_status(project, id, "done", "Kubla was long")
    ruled(project)
    project.close()
    assert left_in(path) == set(WORDS)
    return path


def test_no_word_of_it_stays_and_the_other_article_keeps_its_gold(reviewed: Path) -> None:
    project = opened(reviewed, prefix="later")
    ids = {each.key: each.id for each in project.documents()}
    before = gold(project, ids["b"])
    removal.purge_document(project, ids["mysterykey"])
    assert gold(project, ids["b"]) == before
    (doc,) = review(project).documents
    assert {span.extra[DECISION] for span in before} <= set(doc.decisions)
    project.close()
    assert left_in(reviewed) == set()
    assert [each for each in check(reviewed, refold=True) if each.grade == "error"] == []


def test_nor_in_a_bundle_that_takes_the_purge_in(reviewed: Path, tmp_path: Path) -> None:
    mine, told, after = (tmp_path / f"{name}.sqlite" for name in ("mine", "told", "after"))
    session = Session(via="command")
    make_bundle(reviewed, mine, FOR, "ana", session)
    make_bundle(reviewed, told, FEEDBACK, "ana", session)
    merge_files(mine, MergeOptions((told,), False), session)
    assert left_in(mine) >= {"Quixote", "Kubla"}
    project = opened(reviewed, prefix="later")
    (id,) = [each.id for each in project.documents() if each.key == "mysterykey"]
    removal.purge_document(project, id)
    project.close()
    make_bundle(reviewed, after, FEEDBACK, "ana", session)
    assert left_in(after) == set()
    merge_files(mine, MergeOptions((after,), False), session)
    assert left_in(mine) == set()
    assert [each for each in check(mine, refold=True) if each.grade == "error"] == []


def test_while_another_writes_it_is_said_that_something_may_remain(reviewed: Path) -> None:
    project = opened(reviewed, prefix="later")
    (id,) = [each.id for each in project.documents() if each.key == "mysterykey"]
    project.leave_nothing_erased()
    reading = sqlite3.connect(reviewed)
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM journal").fetchone()
    with pytest.raises(Problem, match="may still stand in unused parts of p.sqlite"):
        removal.purge_document(project, id)
    # It is purged all the same, and what is left goes with the next one.
    assert [each.key for each in project.documents()] == ["b"]
    reading.close()
    (other,) = [each.id for each in project.documents()]
    removal.purge_document(project, other)
    assert left_in(reviewed) == set()
    project.close()


def test_a_ruling_on_two_articles_at_once_keeps_no_word_of_the_purged_one(tmp_path: Path) -> None:
    text = "“We will zeb,” the President Zebulon said in Oz12."
    place = text.index("President Zebulon")
    marks = [[((place, place + 17), "speaker")], [((place + 10, place + 22), "speaker")]]
    path = planned(
        tmp_path / "p.sqlite",
        document("mysterykey", *map(layer, ("ana", "ben"), marks), text=text),
        document("b", layer("ana", ANA), layer("ben", [*ANA[:1], ((19, 27), "speaker")])),
    )
    path.with_suffix(".jsonl").unlink()
    project = opened(path)
    ids = {each.key: each.id for each in project.documents()}
    waiting = [each for each in review(project).judged() if not case(each[1]).unanimous]
    assert {each[0].key for each in waiting} == {"mysterykey", "b"}
    # The edit is named after the first case, and the gold of both articles carries that name.
    waiting.sort(key=lambda each: each[0].key != "mysterykey")
    decide(project, [(each, Ruling.accept(case(each[1]).choices[0])) for each in waiting])
    project.settle()
    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT name FROM edits").fetchall()
    connection.close()
    assert any("Zebulon" in name for (name,) in names)
    kept = gold(project, ids["b"])
    removal.purge_document(project, ids["mysterykey"])
    assert gold(project, ids["b"]) == kept != []
    project.close()
    assert b"zebulon" not in path.read_bytes().lower()
    assert left_in(path) == set()
    assert [each for each in check(path, refold=True) if each.grade == "error"] == []


HERS = ("Xylophone", "Marimba", "Glockenspiel", "Kovalenko")


def told_on(path: Path) -> Project:
    """Lea rules on what Anastasia did, Anastasia objects, comments, and rules herself."""
    project = opened(path, None, "lead")
    project.become("Lea")
    for each in list(review(project).judged()):
        decide(project, [(each, Ruling.accept(*case(each[1]).choices[:1]))], "R1")
    project.close()
    project = opened(path, "anastasia", "own")
    first, second, *_ = review(project).judged()
    decide(project, [(first, Ruling(OBJECT))], "Xylophone of mine")
    decide(project, [(second, Ruling.none())], "Marimba of mine")
    said = {"span": "ben-0", "person": "anastasia", "text": "Glockenspiel", "created": "2026"}
    stream = layer_stream(first[0].id, "ben", "annotations")
    project.apply(Edit("comment", (add(stream, "comment", "c1", said),)))
    project.close()
    project = opened(path, None, "again")
    project.become("Lea")
    assign_documents(project, ["Anastasia Kovalenko"], Plan())
    return project


@pytest.fixture
def with_anastasia(tmp_path: Path) -> Path:
    """Anastasia marks what nobody else does."""
    path = planned(
        tmp_path / "p.sqlite",
        document("a", layer("anastasia", [*ANA, ((67, 72), "location")]), layer("ben", ANA)),
        document("b", layer("ben", ANA[:2]), layer("cy", ANA), text="x" + TEXT[1:]),
    )
    path.with_suffix(".jsonl").unlink()
    project = opened(path, "ben", "n")
    rename_person(project, "anastasia", "Anastasia Kovalenko")
    project.close()
    return path


def test_a_purged_person_leaves_no_word_and_no_reading(with_anastasia: Path) -> None:
    path = with_anastasia
    project = told_on(path)
    project.settle()
    before = left_of_anastasia(path)
    assert before["words"] == set(HERS)
    assert before["readings"]
    assert before["figures"]
    held = {each.id: gold(project, each.id) for each in project.documents()}
    removal.purge_person(project, "anastasia")
    assert {each.id: gold(project, each.id) for each in project.documents()} == held
    project.close()
    assert left_of_anastasia(path) == {"words": set(), "readings": [], "figures": []}
    assert [each for each in check(path, refold=True) if each.grade == "error"] == []
    # The others' figures and readings are still there, and can be read.
    project = opened(path, "ben", "after")
    (figures,) = frozen(project)
    assert ("ben", "cy") in {row.pair for row in figures.rows}
    assert any(each[1].thread.ruling is not None for each in review(project).judged())
    project.close()


def test_nor_does_a_merge_bring_them_back(with_anastasia: Path, tmp_path: Path) -> None:
    project = told_on(with_anastasia)
    project.settle()
    project.close()
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(with_anastasia.read_bytes())
    project = opened(with_anastasia, "ben", "late")
    removal.purge_person(project, "anastasia")
    project.close()
    session = Session(via="command")
    for into, other in ((with_anastasia, copy), (copy, with_anastasia)):
        merge_files(into, MergeOptions((other,), False), session)
        assert left_of_anastasia(into) == {"words": set(), "readings": [], "figures": []}
        assert [each for each in check(into, refold=True) if each.grade == "error"] == []


def test_what_another_window_rules_later_names_her_no_more(with_anastasia: Path) -> None:
    project = told_on(with_anastasia)
    other = opened(with_anastasia, "ben", "o")
    each = next(each for each in review(other).judged() if each[0].key == "a")
    removal.purge_person(project, "anastasia")
    decide(other, [(each, Ruling.accept(case(each[1]).choices[0]))], "again")
    other.close()
    project.close()
    assert left_of_anastasia(with_anastasia)["readings"] == []
    assert [each for each in check(with_anastasia, refold=True) if each.grade == "error"] == []


def left_of_anastasia(path: Path) -> dict[str, object]:
    """Return her words in the file's bytes, and where decisions and figures name her."""
    content = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    with sqlite3.connect(path) as connection:
        payloads = connection.execute(
            "SELECT payload FROM journal WHERE stream = 'decisions' AND payload IS NOT NULL"
        ).fetchall()
        records = connection.execute("SELECT fields FROM records WHERE stream = 'decisions'")
        told = [fields for (fields,) in records]
    connection.close()
    for (payload,) in payloads:
        for _op, _kind, _id, value, was in json.loads(payload)["changes"]:
            told += [json.dumps(each) for each in (value, was) if each.keys() - {"person"}]
    named = [each for each in map(json.loads, told) if "anastasia" in json.dumps(each)]
    return {
        "words": {w for w in HERS if w.encode() in content},
        "readings": [each for each in named if "item" in each],
        "figures": [each for each in named if "rows" in each],
    }
