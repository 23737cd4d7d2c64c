"""Settling what people did differently: decisions, their gold, and what becomes stale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.domain.span import Span
from annotator.project import editing, history
from annotator.project.decision_record import Ruling
from annotator.project.freezing import frozen
from annotator.project.project import Project
from annotator.project.review_gold import DECISION
from annotator.project.reviewing import DEFER, EDITED, OBJECT, decide, rule
from tests.planned import KYIV, LOST, QUOTE, SPEAKER, document, layer, planned
from tests.projects import faults
from tests.reviews import case, content, gold, opened, review, state, target


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = opened(planned(tmp_path / "p.sqlite"))
    yield made
    made.close(lose_unsaved=True)


def test_items_come_with_their_readings_and_a_pattern(project: Project) -> None:
    _doc, each = target(review(project), "b", "missing", "minister")
    found = case(each)
    assert [choice.people for choice in found.choices] == [("ana",), ("ben",), ("cy",)]
    assert found.choices[2].spans == ()
    assert found.choices[0].spans[0].quote == ("the minister",)
    assert found.pattern is not None
    assert case(target(review(project), "a", "attribute")[1]).title == "quote_type: direct or mixed"


def test_accepting_a_reading_makes_gold_that_names_its_decision(project: Project) -> None:
    now = review(project)
    wanted = target(now, "b", "missing", "minister")
    (id,) = decide(project, [(wanted, Ruling.accept(case(wanted[1]).choices[1]))], "Title out.")
    (span,) = gold(project, wanted[0].id)
    assert (span.label, span.quote, span.extra[DECISION]) == ("speaker", ("minister",), id)
    fields = review(project).find(case(wanted[1]).id)[1].thread.ruling
    assert fields is not None
    kept = fields[1]
    assert (kept["action"], kept["from"], kept["reason"]) == ("accept", ["ben"], "Title out.")
    assert (kept["person"], kept["gold"], kept["own_layer"]) == ("ana", [span.id], True)
    assert state(review(project), wanted) == "decided"
    assert len(frozen(project)) == 1
    assert faults(project.path) == []


def test_nothing_here_is_a_decision(project: Project) -> None:
    wanted = target(review(project), "b", "missing", "They lost")
    decide(project, [(wanted, Ruling.none())])
    assert gold(project, wanted[0].id) == []
    assert state(review(project), wanted) == "decided"


def test_keeping_all_and_editing(project: Project) -> None:
    wanted = target(review(project), "b", "missing", "Kyiv")
    decide(project, [(wanted, Ruling.accept(*case(wanted[1]).choices))])
    assert content(gold(project, wanted[0].id)) == {
        ("location", (KYIV,)), ("speaker", (KYIV,)),
    }  # fmt: skip
    wanted = target(review(project), "b", "missing", "Kyiv")
    span = Span("", "location", ((33, 40),), ("in Kyiv",))
    decide(project, [(wanted, Ruling(EDITED, case(wanted[1]).choices[:1], (span,)))])
    (kept,) = gold(project, wanted[0].id)
    assert kept.fragments == ((33, 40),)
    # The first ruling is still there, superseded.
    actions = [f["action"] for f in review(project).documents[1].decisions.values()]
    assert sorted(actions) == ["accept", "edited"]


def test_rules_decide_what_nobody_did_and_never_a_persons_ruling(project: Project) -> None:
    now = review(project)
    wanted = target(now, "a", "agreed", "")
    decide(project, [(wanted, Ruling.none())])
    made = rule(project, review(project).documents, "unanimous")
    assert made
    found = review(project)
    assert state(found, wanted) == "decided"
    assert all(
        each.state == "decided" for _doc, each in found.judged()
        if each.case is not None and each.case.unanimous
    )  # fmt: skip
    assert SPEAKER not in {span.fragments[0] for span in gold(project, wanted[0].id)} or (
        case(wanted[1]).start != SPEAKER[0]
    )
    assert {span.origin for span in gold(project, wanted[0].id)} == {"rule"}
    rule(project, found.documents, "majority")
    # Two of three marked the quotation and the town; for the minister each had another reading.
    left = {case(each).title for _d, each in review(project).judged() if not each.settled}
    assert "“the minister”, marked or not" in left
    with pytest.raises(Problem, match="There is no rule"):
        rule(project, found.documents, "best")


def test_when_a_layer_changes_a_decision_is_confirmed_or_stale(project: Project) -> None:
    wanted = target(review(project), "b", "missing", "minister")
    decide(project, [(wanted, Ruling.accept(case(wanted[1]).choices[0]))])
    (mine,) = [s for s in project.open_document(wanted[0].id).spans.values() if s.start == 15]
    project.close()
    project = opened(project.path, "ben", "s")
    (his,) = [s for s in project.open_document(wanted[0].id).spans.values() if s.start == 19]
    editing.move(project, wanted[0].id, his.id, [(15, 27)])
    assert state(review(project), wanted) == "confirmed"
    project.close()
    project = opened(project.path, "ana", "t")
    editing.move(project, wanted[0].id, mine.id, [(19, 27)])
    project.close()
    project = opened(project.path, "ben", "u")
    editing.move(project, wanted[0].id, his.id, [(19, 27)])
    found = review(project)
    assert state(found, wanted) == "stale"
    old = found.find(case(wanted[1]).id)[1].thread.item["readings"]
    assert [each["people"] for each in old] == [["ana"], ["ben"], ["cy"]]
    (kept,) = gold(project, wanted[0].id)
    assert kept.fragments == (SPEAKER,)
    project.close()


def test_an_item_whose_members_vanished_keeps_its_gold(project: Project) -> None:
    wanted = target(review(project), "b", "missing", "They lost")
    decide(project, [(wanted, Ruling.accept(case(wanted[1]).choices[-1]))])
    spans = project.open_document(wanted[0].id).spans.values()
    (mine,) = [span for span in spans if span.fragments == (LOST,)]
    editing.delete(project, wanted[0].id, [mine.id])
    found = review(project)
    doc, each = found.find(case(wanted[1]).id)
    assert (each.case, each.state) == (None, "orphan")
    assert len(gold(project, doc.id)) == 1
    decide(project, [((doc, each), Ruling(OBJECT))], "It was a quotation.")
    assert review(project).find(case(wanted[1]).id)[1].state == "objected"
    with pytest.raises(Problem, match="There is no item"):
        found.find("nonsense")


def test_an_objection_reopens_and_a_ruling_answers_it(project: Project) -> None:
    wanted = target(review(project), "b", "missing", "Kyiv")
    decide(project, [(wanted, Ruling.accept(case(wanted[1]).choices[0]))])
    (before,) = gold(project, wanted[0].id)
    for action, expected in ((OBJECT, "objected"), (DEFER, "deferred")):
        again = review(project).find(case(wanted[1]).id)
        decide(project, [(again, Ruling(action))], "because")
        assert state(review(project), wanted) == expected
        assert gold(project, wanted[0].id) == [before]
    again = review(project).find(case(wanted[1]).id)
    decide(project, [(again, Ruling.accept(case(again[1]).choices[1]))])
    assert state(review(project), wanted) == "decided"
    (after,) = gold(project, wanted[0].id)
    # The gold mark keeps its id, so relations to it last.
    assert after.id == before.id
    assert after.extra != before.extra


def test_one_undo_takes_back_the_ruling_on_every_case(project: Project) -> None:
    project.close()
    project = opened(project.path, via="window")
    now = review(project)
    rulings = [
        ((doc, each), Ruling.accept(each.case.choices[0]))
        for doc, each in now.judged()
        if each.case is not None and each.case.kind == "span"
    ]
    assert len(rulings) > 4
    decide(project, rulings)
    assert sum(len(gold(project, doc.id)) for doc in now.documents) > 4
    history.undo(project)
    after = review(project)
    assert all(not doc.decisions for doc in after.documents)
    assert all(not gold(project, doc.id) for doc in now.documents)
    project.close()
    assert faults(project.path) == []


def test_nobody_cannot_decide(project: Project) -> None:
    wanted = target(review(project), "b", "missing", "Kyiv")
    project.me = None
    with pytest.raises(Problem):
        decide(project, [(wanted, Ruling.none())])


def test_two_leads_who_contradict_each_other_make_an_item(project: Project) -> None:
    wanted = target(review(project), "b", "missing", "Kyiv")
    doc, each = wanted
    decide(project, [(wanted, Ruling.accept(case(each).choices[0]))])
    # The other lead did not see that one.
    doc.decisions.clear()
    decide(project, [((doc, each), Ruling.none())])
    found = review(project).find(case(each).id)
    assert found[1].state == "contested"
    assert len(found[1].thread.rulings) == 2
    decide(project, [(found, Ruling.accept(case(each).choices[1]))])
    assert state(review(project), wanted) == "decided"
    assert {span.label for span in gold(project, doc.id)} == {
        case(each).choices[1].spans[0].label if case(each).choices[1].spans else ""
    } - {""}


def test_a_decision_whose_marks_are_gone_stays_when_what_is_around_it_is_ruled_again(
    tmp_path: Path,
) -> None:
    within = (3, 6)
    both = [(QUOTE, "quote"), (within, "location")]
    path = planned(tmp_path / "p.sqlite", document("a", layer("ana", both), layer("ben", both)))
    project = opened(path)
    rule(project, review(project).documents, "unanimous")
    (doc,) = review(project).documents
    for person in ("ana", "ben"):
        project.close()
        project = opened(path, person, person)
        spans = project.open_document(doc.id).spans.values()
        (mine,) = [each for each in spans if each.label == "location"]
        editing.delete(project, doc.id, [mine.id])
    found = {each.state: each for _doc, each in review(project).judged()}
    assert sorted(found) == ["decided", "orphan"]
    again = review(project).find(case(found["decided"]).id)
    decide(project, [(again, Ruling.accept(case(again[1]).choices[0]))])
    assert content(gold(project, doc.id)) == {
        ("quote", (QUOTE,)), ("location", (within,)),
    }  # fmt: skip
    project.close()


def test_a_mark_that_went_over_to_another_place_takes_no_ruling_along(tmp_path: Path) -> None:
    path = planned(
        tmp_path / "p.sqlite",
        document("a", layer("ana", [(KYIV, "location")]), layer("ben", [(KYIV, "location")])),
    )
    project = opened(path)
    rule(project, review(project).documents, "unanimous")
    (doc,) = review(project).documents
    (mine,) = project.open_document(doc.id).spans
    editing.move(project, doc.id, mine, [LOST])
    for _time in range(2):
        for wanted in list(review(project).judged()):
            choice = next(choice for choice in case(wanted[1]).choices if choice.spans)
            decide(project, [(wanted, Ruling.accept(choice))])
    assert [each.state for _doc, each in review(project).judged()] == ["decided", "decided"]
    assert content(gold(project, doc.id)) == {("location", (KYIV,)), ("location", (LOST,))}
    project.close()


def test_an_item_is_found_by_the_id_that_it_had_when_it_was_decided(tmp_path: Path) -> None:
    marks = [(KYIV, "location")]
    layers = (layer(person, marks) for person in ("ana", "ben", "cy"))
    project = opened(planned(tmp_path / "p.sqlite", document("a", *layers)))
    ((doc, each),) = review(project).judged()
    first = case(each).id
    decide(project, [((doc, each), Ruling.accept(case(each).choices[0]))])
    editing.delete(project, doc.id, ["ana-0"])
    ((doc, each),) = review(project).judged()
    second = case(each).id
    assert second != first
    found = review(project)
    for id in (first, first[:8], second, second[:8]):
        assert case(found.find(id)[1]).id == second
    # It was ruled on since under its new id, and then lost another mark.
    decide(project, [((doc, each), Ruling.none())])
    project.become("Ben")
    editing.delete(project, doc.id, ["ben-0"])
    found = review(project)
    ((_doc, each),) = found.judged()
    assert {case(found.find(id)[1]).id for id in (first, second)} == {case(each).id}
    assert case(each).id not in (first, second)
    with pytest.raises(Problem, match="There is no item 0000"):
        found.find("0000")
    project.close()
