"""Feedback is blind: gold, its reason and one's own marks, and nothing of what others did."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.project.decision_record import Ruling
from annotator.project.review_commands import objection_to
from annotator.project.reviewing import OBJECT, decide
from tests.feedbacks import REASON, feedback, handed_back, majority_ruled
from tests.planned import DIRECT, document, layer, planned
from tests.projects import faults
from tests.reviews import case, opened, review


def _secretive(path: Path) -> Path:
    """Return a project in which what each person did can be told apart in the bytes of a file."""
    said = [
        ("zora", [((0, 14), "quote", DIRECT), ((15, 27), "speaker"), ((36, 40), "location")]),
        ("yusuf", [((0, 13), "quote", DIRECT), ((19, 27), "speaker"), ((67, 72), "location")]),
        ("xenia", [((1, 14), "quote", DIRECT), ((19, 27), "speaker"), ((36, 40), "location")]),
    ]
    made = planned(path, document("a", *(layer(person, marks) for person, marks in said)))
    project = opened(made, "zora", "role")
    project.become("Lea")
    project.close()
    majority_ruled(made, "lea")
    project = opened(made, "lea", "hand")
    for _ in range(2):
        for doc, each in list(review(project).judged()):
            if each.state == "open":
                taken = next(c for c in case(each).choices if "yusuf" in c.people)
                decide(project, [((doc, each), Ruling.accept(taken))], "R1 short")
    project.close()
    return made


def test_a_bundle_has_nothing_of_what_other_annotators_did(tmp_path: Path) -> None:
    lead = _secretive(tmp_path / "lead.sqlite")
    project = opened(lead, "lea", "p")
    (doc, *_others) = review(project).documents
    whole = json.dumps(doc.decisions)
    assert "yusuf" in whole and "xenia" in whole and "[0, 13]" in whole  # noqa: PT018
    project.close()
    bundle = handed_back(lead, "zora")
    told = bundle.with_name("feedback 0 zora.sqlite")
    for path in (bundle, told):
        assert faults(path) == []
        data = path.read_bytes()
        for secret in (b"yusuf", b"Yusuf", b"xenia", b"[1,14]"):
            assert secret not in data, path.name
    # Her own reading, what was ruled and why are there, and what she may object to.
    every = list(feedback(bundle, "zora").judged())
    assert {case(each).start for _doc, each in every} == {0, 15}
    for _doc, each in every:
        assert each.thread.ruling is not None
        fields = each.thread.ruling[1]
        assert fields["reason"] in ("R1 short", REASON)
        assert {tuple(m)[0] for m in each.thread.item["members"]} <= {"zora"}
        # How many readings were taken is said, and not whose.
        assert set(fields.get("from", ())) <= {"zora", ""}
        assert fields["action"] != "accept" or fields["from"]
        assert objection_to(each).action == OBJECT


def test_who_asks_in_the_project_itself_is_not_told_of_others_readings(tmp_path: Path) -> None:
    lead = _secretive(tmp_path / "lead.sqlite")
    project = opened(lead, "xenia", "o")
    wanted = next(each for each in review(project).judged() if case(each[1]).start == 0)
    decide(project, [(wanted, objection_to(wanted[1]))], "It has the sign.")
    project.close()
    every = list(feedback(lead, "zora").judged())
    said = json.dumps([[each.thread.rulings, each.thread.remarks] for _doc, each in every])
    assert "yusuf" not in said
    assert "xenia" not in said
    assert "zora" in said
    (own,) = [each for _doc, each in feedback(lead, "xenia").judged() if each.thread.remarks]
    assert own.state == "objected"


def test_a_newer_feedback_adds_to_what_was_told(tmp_path: Path) -> None:
    lead = _secretive(tmp_path / "lead.sqlite")
    bundle = handed_back(lead, "zora")
    project = opened(lead, "lea", "again")
    wanted = next(each for each in review(project).judged() if case(each[1]).start == 0)
    decide(project, [(wanted, Ruling.none())], "R9 not said")
    project.close()
    handed_back(lead, "zora", bundle)
    assert faults(bundle) == []
    assert b"xenia" not in bundle.read_bytes()
    (each,) = [each for _doc, each in feedback(bundle, "zora").judged() if case(each).start == 0]
    assert each.thread.ruling is not None
    assert each.thread.ruling[1]["reason"] == "R9 not said"
