"""A purge of an article that was reviewed: none of its words stays in the file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import commenting, editing, removal
from annotator.project.bundling import FEEDBACK, FOR, make_bundle
from annotator.project.checking import check
from annotator.project.decision_record import Ruling
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.project import Project
from annotator.project.review_gold import DECISION
from annotator.project.reviewing import EDITED, OBJECT, decide, rule
from annotator.project.session import Session
from tests.planned import ANA, TEXT, document, layer, planned
from tests.reviews import case, gold, opened, review

#: The same places as in the planned text, and other words everywhere.
SECRET = "“We vow zeb,” the xanaduist said in Oz12. “Quixote,” he added in Rhino on Wombat night."
SECRET = SECRET.ljust(len(TEXT), ".")
WORDS = ("zeb", "xanaduist", "Oz12", "Quixote", "Rhino", "Wombat", "mysterykey", "Kubla")


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
