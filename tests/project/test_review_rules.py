"""What a rule decides, and what it leaves to a person."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.span import Span
from annotator.project import editing, history
from annotator.project.beside_gold import beside_gold
from annotator.project.decision_record import Ruling
from annotator.project.review_gold import gold_records
from annotator.project.review_queue import ReviewQueue
from annotator.project.reviewing import DEFER, EDITED, decide, rebuild, rule
from annotator.storage.compared import ComparedReader
from annotator.storage.connection import open_to_read
from tests.planned import ANA, KYIV, TEXT, document, layer, planned
from tests.projects import documents_of, exported, faults
from tests.reviews import case, content, gold, opened, review, state, target


def test_a_relation_on_one_persons_word_is_not_unanimous(tmp_path: Path) -> None:
    link = {"id": "ana-r", "label": "said_by", "from": "ana-0", "to": "ana-1"}
    layers = [{**layer("ana", ANA[:2]), "relations": [link]}]
    layers += [layer(person, ANA[:1]) for person in ("ben", "cy")]
    project = opened(planned(tmp_path / "p.sqlite", document("a", *layers)))
    rule(project, review(project).documents, "unanimous")
    speaker = target(review(project), "a", "missing", "minister")
    decide(project, [(speaker, Ruling.accept(case(speaker[1]).choices[-1]))])
    for which in ("unanimous", "majority"):
        assert rule(project, review(project).documents, which) == []
    wanted = target(review(project), "a", "relation")
    assert wanted[1].state == "open"
    queue = ReviewQueue(review(project))
    assert case(wanted[1]).id in queue.order
    assert queue.standing().agreed == 0
    decide(project, [(wanted, Ruling.accept(case(wanted[1]).choices[0]))])
    assert state(review(project), wanted) == "decided"
    project.close()


def test_a_rule_decides_again_what_it_decided_on_other_readings(tmp_path: Path) -> None:
    marks = [(KYIV, "location")]
    path = planned(tmp_path / "p.sqlite", document("a", layer("ana", marks), layer("ben", marks)))
    project = opened(path)
    rule(project, review(project).documents, "unanimous")
    (doc,) = review(project).documents
    for person in ("ana", "ben"):
        project.close()
        project = opened(path, person, person)
        (mine,) = project.open_document(doc.id).spans
        editing.move(project, doc.id, mine, [(33, 40)])
    ((_doc, each),) = review(project).judged()
    assert each.state == "stale"
    assert len(rule(project, review(project).documents, "unanimous")) == 1
    assert content(gold(project, doc.id)) == {("location", ((33, 40),))}
    # What a person ruled is the person's to decide again.
    ((_doc, each),) = review(project).judged()
    by_hand = Span("", "location", (KYIV,), ("Kyiv",))
    decide(project, [((doc, each), Ruling(EDITED, (), (by_hand,)))])
    editing.move(project, doc.id, mine, [(32, 40)])
    assert [each.state for _doc, each in review(project).judged()] == ["stale"]
    assert rule(project, review(project).documents, "majority") == []
    assert content(gold(project, doc.id)) == {("location", (KYIV,))}
    project.close()


@pytest.mark.parametrize("which", ["unanimous", "majority"])
def test_where_all_found_nothing_gold_has_no_marks_once_that_is_ruled(
    tmp_path: Path, which: str
) -> None:
    def layers_of_gold() -> dict[str, list[tuple[str, int]]]:
        project.settle()
        return {
            each["id"]: [(one["status"], len(one["spans"])) for one in each["layers"]]
            for each in documents_of(exported(path, layer="gold"))
        }

    path = planned(
        tmp_path / "p.sqlite",
        document("a", layer("ana", []), layer("ben", [])),
        document("b", layer("ana", []), layer("ben", [], "started"), text=f"{TEXT} B"),
        document("c", layer("ana", ANA), layer("ben", ANA), text=f"{TEXT} C"),
    )
    project = opened(path, via="window")
    assert rebuild(project, review(project).documents) == 0
    assert layers_of_gold() == {"a": [], "b": [], "c": []}
    assert len(rule(project, review(project).documents, which)) == 3
    assert layers_of_gold() == {"a": [("done", 0)], "b": [], "c": [("done", 3)]}
    # It counts for the report, as any gold does.
    with closing(open_to_read(path)) as connection, closing(ComparedReader(connection)) as reader:
        complete = [each.head.key for each in beside_gold(reader) if each.complete]
    assert complete == ["a", "c"]
    assert rebuild(project, review(project).documents) == 0
    history.undo(project)
    assert layers_of_gold() == {"a": [("new", 0)], "b": [], "c": [("new", 0)]}
    project.close()
    assert faults(path) == []


def test_an_article_in_which_nothing_is_left_has_gold_without_marks(tmp_path: Path) -> None:
    marks = [(KYIV, "location")]
    path = planned(tmp_path / "p.sqlite", document("a", layer("ana", marks), layer("ben", [])))
    project = opened(path)
    ((doc, each),) = review(project).judged()
    decide(project, [((doc, each), Ruling(DEFER))])
    assert gold_records(project, doc.id).layer.get("status") is None
    decide(project, [(review(project).find(case(each).id), Ruling.none())])
    assert gold_records(project, doc.id).layer["status"] == "done"
    project.close()
