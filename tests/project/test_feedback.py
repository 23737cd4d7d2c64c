"""Feedback: gold goes to the annotators with its reasons, and objections come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.compare.against_gold import GOLD
from annotator.domain.problem import Problem
from annotator.project import editing
from annotator.project.bundling import FEEDBACK, FROM, make_bundle
from annotator.project.decision_record import Ruling
from annotator.project.freezing import frozen
from annotator.project.review_commands import objection_to
from annotator.project.review_words import answer_words, earlier_words, state_words
from annotator.project.reviewing import OBJECT, decide, rule
from annotator.storage.connection import connect
from tests.feedbacks import REASON, feedback, handed_back, lead_of_three
from tests.merges import merge, wrong
from tests.planned import KYIV, LOST, SPEAKER, document, layer, planned
from tests.projects import faults, session
from tests.reviews import case, gold, opened, review, state, target


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    """Three people's work on which a lead has ruled: most agree on the quotation and the town."""
    return lead_of_three(tmp_path / "lead.sqlite")


def decide_speaker(path: Path, person: str = "ben") -> str:
    """Take a person's reading of the speaker in b; return the id of the item."""
    project = opened(path, "lea", "speaker")
    wanted = target(review(project), "b", "missing", "minister")
    taken = next(c for c in case(wanted[1]).choices if person in c.people)
    decide(project, [(wanted, Ruling.accept(taken))], "R1 No titles")
    project.close()
    return case(wanted[1]).id


def test_a_bundle_tells_as_much_as_the_project_itself(lead: Path) -> None:
    item = decide_speaker(lead)
    bundle = handed_back(lead, "ana")
    told, here = (list(feedback(path, "ana").judged()) for path in (bundle, lead))
    assert [each.case for _doc, each in told] == [each.case for _doc, each in here]
    (each,) = [each for _doc, each in told if case(each).start == SPEAKER[0]]
    assert [(choice.people, choice.spans[0].fragments) for choice in case(each).choices] == [
        (("ana",), (SPEAKER,)), ((GOLD,), ((19, 27),)),
    ]  # fmt: skip
    assert each.thread.ruling is not None
    assert each.thread.item["id"] == item
    fields = each.thread.ruling[1]
    assert (fields["person"], fields["reason"]) == ("lea", "R1 No titles")
    assert feedback(bundle, "ana").names["lea"] == "Lea"
    assert faults(bundle) == []


def test_what_is_not_decided_yet_does_not_differ(lead: Path) -> None:
    project = opened(lead, "lea", "x")
    open_titles = {
        case(each).title for doc, each in review(project).judged() if not each.settled
    }  # fmt: skip
    project.close()
    assert any("minister" in title for title in open_titles)
    starts = {case(each).start for _doc, each in feedback(lead, "ben").judged()}
    assert SPEAKER[0] not in starts
    assert 19 not in starts


def test_imported_gold_counts_as_decided_by_the_import(tmp_path: Path) -> None:
    mine, theirs = layer("ana", [(KYIV, "location")]), layer("", [(LOST, "quote")])
    gold_layer = {**theirs, "person": None, "kind": "gold"}
    path = planned(tmp_path / "p.sqlite", document("a", mine, gold_layer))
    found = list(feedback(path, "ana").judged())
    assert [case(each).start for _doc, each in found] == [KYIV[0], LOST[0]]
    assert [each.thread.ruling and each.thread.ruling[1]["action"] for _doc, each in found] == [
        None, "imported",
    ]  # fmt: skip
    with pytest.raises(Problem, match="no decision here to object to"):
        objection_to(found[0][1])
    assert objection_to(found[1][1]).action == OBJECT


def test_an_objection_writes_nothing_but_itself(lead: Path) -> None:
    item = decide_speaker(lead)
    bundle = handed_back(lead, "ana")
    project = opened(bundle, "ana", "o")
    wanted = review(project).find(item)
    before = gold(project, wanted[0].id)
    assert before
    assert frozen(project) == []
    decide(project, [(wanted, objection_to(wanted[1]))], "The title is part of it.")
    project.settle()
    connection = connect(bundle)
    (streams,) = connection.execute(
        "SELECT group_concat(stream) FROM journal WHERE edit_id = "
        "(SELECT edit_id FROM journal ORDER BY position DESC LIMIT 1)"
    ).fetchone()
    connection.close()
    assert streams == "decisions"
    assert frozen(project) == []
    assert gold(project, wanted[0].id) == before
    project.close()
    assert [each.state for _doc, each in feedback(bundle, "ana").judged()].count("objected") == 1


def test_an_objection_travels_reopens_and_is_answered(lead: Path) -> None:
    item = decide_speaker(lead)
    bundle = handed_back(lead, "ana")
    project = opened(bundle, "ana", "o")
    wanted = review(project).find(item)
    decide(project, [(wanted, objection_to(wanted[1]))], "The title is part of it.")
    project.close()
    back = bundle.with_name("back.sqlite")
    make_bundle(bundle, back, FROM, "ana", session("back"))
    data = back.read_bytes()
    assert b"The title is part of it." in data
    assert REASON.encode() not in data, "the lead's own decisions stay where they are"
    assert faults(back) == []
    merge(lead, back)
    assert wrong(lead) == []
    project = opened(lead, "lea", "answer")
    doc, each = review(project).find(item)
    assert each.state == "objected"
    ((_id, remark),) = each.thread.remarks
    assert (remark["person"], remark["reason"]) == ("ana", "The title is part of it.")
    taken = next(c for c in case(each).choices if "ana" in c.people)
    decide(project, [((doc, each), Ruling.accept(taken))], "You are right.")
    assert state(review(project), (doc, each)) == "decided"
    project.close()
    # The answer comes with the next feedback; there she is no longer told that it differs.
    handed_back(lead, "ana", bundle)
    assert faults(bundle) == []
    told = feedback(bundle, "ana")
    assert SPEAKER[0] not in {case(each).start for _doc, each in told.judged()}
    ((key, answer),) = told.answers
    assert (key, answer.item, answer.state) == ("b", item, "upheld")
    assert answer.objection[1]["reason"] == "The title is part of it."
    assert answer.ruling[1]["reason"] == "You are right."
    assert answer.ruling[1]["spans"][0]["quote"] == ["the minister"]


def test_a_merge_of_feedback_says_that_objections_were_answered(lead: Path) -> None:
    item = decide_speaker(lead)
    bundle = handed_back(lead, "ana")
    project = opened(bundle, "ana", "o")
    for one in list(review(project).judged())[:2]:
        decide(project, [(one, objection_to(one[1]))], "No.")
    project.close()
    back = bundle.with_name("back.sqlite")
    make_bundle(bundle, back, FROM, "ana", session("back"))
    report = merge(lead, back)
    assert (report.answers, report.answered()) == ([], "")
    project = opened(lead, "lea", "answer")
    for doc, each in list(review(project).judged()):
        if each.state == "objected" and case(each).id == item:
            decide(project, [((doc, each), Ruling.none())], "Neither.")
        elif each.state == "objected":
            decide(project, [((doc, each), Ruling.accept(case(each).choices[0]))], "It stays.")
    project.close()
    told = bundle.with_name("told.sqlite")
    make_bundle(lead, told, FEEDBACK, "ana", session("told"))
    found = merge(bundle, told)
    states = [each.state for _key, each in feedback(bundle, "ana").answers]
    assert sorted(found.answers) == sorted(states)
    assert len(states) == 2
    assert "2 objections of yours were answered" in found.answered()
    assert merge(bundle, told).answers == []


def test_what_others_object_to_does_not_reach_her(lead: Path) -> None:
    item = decide_speaker(lead, "ana")
    project = opened(lead, "ben", "o")
    wanted = review(project).find(item)
    decide(project, [(wanted, Ruling(OBJECT))], "between-ben-and-lea")
    project.close()
    bundle = handed_back(lead, "ana")
    assert b"between-ben-and-lea" not in bundle.read_bytes()
    assert b"between-ben-and-lea" in handed_back(lead, "ben").read_bytes()


def test_objections_come_from_whole_copies_as_well_and_only_once(lead: Path) -> None:
    """Somebody who works on a copy of the project, not in a bundle, sends the same back."""
    item = decide_speaker(lead)
    copy = lead.with_name("copy.sqlite")
    copy.write_bytes(lead.read_bytes())
    project = opened(copy, "ana", "c", device="laptop")
    wanted = review(project).find(item)
    decide(project, [(wanted, Ruling(OBJECT))], "The title is part of it.")
    project.close()
    back = lead.with_name("back.sqlite")
    make_bundle(copy, back, FROM, "ana", session("back"))
    assert REASON.encode() not in back.read_bytes()
    for _ in range(2):
        merge(lead, back)
    assert wrong(lead) == []
    project = opened(lead, "lea", "z")
    assert len(review(project).find(item)[1].thread.remarks) == 1
    project.close()


def test_a_mark_that_changes_since_is_compared_as_it_is_now(lead: Path) -> None:
    decide_speaker(lead)
    bundle = handed_back(lead, "ana")
    project = opened(bundle, "ana", "m")
    (b,) = [each.id for each in project.documents() if each.key == "b"]
    (mine,) = [s for s in project.open_document(b).spans.values() if s.start == SPEAKER[0]]
    editing.move(project, b, mine.id, [(19, 27)])
    project.close()
    (each,) = [each for _doc, each in feedback(bundle, "ana").judged() if case(each).start == 19]
    # What the program fills in with an edit, imported marks have not.
    assert case(each).category == "attribute"


def test_rules_do_not_answer_objections(lead: Path) -> None:
    item = decide_speaker(lead)
    project = opened(lead, "ana", "o")
    wanted = review(project).find(item)
    decide(project, [(wanted, Ruling(OBJECT))], "No.")
    project.close()
    project = opened(lead, "lea", "p")
    rule(project, review(project).documents, "majority")
    assert review(project).find(item)[1].state == "objected"
    project.close()


@pytest.mark.parametrize(("newer", "state_after"), [("ana", "decided"), ("cy", "objected")])
def test_an_objection_to_what_was_ruled_anew_meanwhile_says_to_which_ruling(
    lead: Path, newer: str, state_after: str
) -> None:
    item = decide_speaker(lead)
    bundle = handed_back(lead, "ana")
    project = opened(bundle, "ana", "o")
    wanted = review(project).find(item)
    (objection,) = decide(project, [(wanted, objection_to(wanted[1]))], "The title is part of it.")
    project.close()
    # Before it comes back the lead rules anew, without knowing it.
    project = opened(lead, "lea", "anew")
    doc, each = review(project).find(item)
    (first,) = [id for id, _fields in each.thread.rulings]
    taken = next(c for c in case(each).choices if newer in c.people)
    decide(project, [((doc, each), Ruling.accept(taken))], "R1 After all")
    project.close()
    back = bundle.with_name("back.sqlite")
    make_bundle(bundle, back, FROM, "ana", session("back"))
    merge(lead, back)
    assert wrong(lead) == []
    project = opened(lead, "lea", "then")
    read = review(project)
    doc, each = read.find(item)
    assert each.state == state_after
    ((id, remark),) = each.thread.remarks
    assert (id, remark["objects_to"]) == (objection, first)
    words = earlier_words(doc, each, remark, read.names)
    met = ", and the present one is what they did" if newer == "ana" else ""
    assert words.startswith("to an earlier ruling (Lea, ")
    assert words.endswith(f": “minister”){met}")
    assert state_words(each) == ("decided" if met else "objected to an earlier ruling")
    project.close()
    # Her next feedback tells of it where it was met; else it is open, as before.
    handed_back(lead, "ana", bundle)
    told = feedback(bundle, "ana")
    answered = [(answer.item, answer.state) for _key, answer in told.answers]
    assert answered == ([(item, "met")] if met else [])
    if met:
        said = answer_words(told.answers[0][1], told.names)
        assert "the ruling had been changed already, to “the minister”" in said
    else:
        (still,) = [one for _doc, one in told.judged() if one.state == "objected"]
        assert still.thread.remarks[0][0] == objection
