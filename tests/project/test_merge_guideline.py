"""Two who write the guideline apart: which text is in force after a merge, and that it is said."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.app.merge_words import merge_rows
from annotator.domain.problem import Problem
from annotator.domain.text import text_sha256
from annotator.project import history
from annotator.project.bundling import FEEDBACK, FOR, FROM
from annotator.project.decision_record import common_fields
from annotator.project.guideline import guideline, write_guideline
from annotator.project.guideline_writing import draft, take, texts, write
from annotator.project.people import set_role
from annotator.project.removal import purge_person
from tests.merges import content, copied, merge, wrong
from tests.project.test_bundling import handed_out, lead
from tests.samples import reopen

__all__ = ["lead"]
FIRST, LEADS, ANAS = "R1: Mark.", "R1: Mark all.", "R1: Mark nothing."


def written(path: Path, prefix: str, text: str, me: str, device: str) -> None:
    """Write the guideline, or what is a proposal in a bundle, as somebody at a device."""
    project = reopen(path, prefix, me=me, device=device)
    write(project, text)
    project.close()


def named(path: Path) -> list[tuple[str, str]]:
    """Return (name, text) of all that the guideline ever was."""
    project = reopen(path, "n", me=None)
    found = [(each.name, each.text) for each in texts(project).texts]
    project.close()
    return found


def in_force(path: Path) -> str:
    project = reopen(path, "f", me=None)
    found = guideline(project).text
    project.close()
    return found


@pytest.mark.parametrize("also_the_lead", [True, False])
def test_what_is_written_in_a_bundle_is_a_proposal(lead: Path, also_the_lead: bool) -> None:
    written(lead, "g", FIRST, "Lea", "desk")
    bundle = handed_out(lead, FOR, "Ana")
    if also_the_lead:
        written(lead, "l", LEADS, "Lea", "desk")
    written(bundle, "a", ANAS, "Ana", "zzz")
    # In her bundle the guideline stays that of the project, too.
    assert in_force(bundle) == FIRST
    back = handed_out(bundle, FROM, "Ana")
    stands = LEADS if also_the_lead else FIRST
    tried = merge(lead, back, dry_run=True)
    report = merge(lead, back)
    assert in_force(lead) == stands
    said = "Ana proposes another guideline (p1); the one that is in force stays."
    for each in (tried, report):
        assert any(line.startswith(said) for line in each.warnings())
        assert any("among its versions as p1, where it can" in line for line in each.warnings())
    assert report.as_json()["guideline"]["came"] == [{"version": "p1", "person": "ana"}]
    assert report.guideline is not None
    assert report.guideline.shortly() == "Ana proposed another guideline."
    assert ("p1", ANAS) in named(lead)
    assert wrong(lead) == []
    assert merge(lead, back).guideline is None
    project = reopen(lead, "t", me="Lea")
    assert take(project, "p1").by == "ana"
    assert guideline(project).text == ANAS
    project.close()


def test_one_goes_on_with_ones_own_proposal_until_the_guideline_is_another(lead: Path) -> None:
    written(lead, "g", FIRST, "Lea", "desk")
    bundle = handed_out(lead, FOR, "Ana")
    project = reopen(bundle, "a", me="Ana", device="lap")
    assert draft(project) == FIRST
    assert write(project, FIRST) is None
    going = write(project, "R1: Mark no")
    assert write(project, ANAS, going) == going
    assert draft(project) == ANAS
    assert project.flush()
    with pytest.raises(Problem, match="This is a bundle"):
        take(project, "p1")
    project.close()
    assert named(bundle) == [("1", FIRST), ("p1", ANAS)]
    written(lead, "l", LEADS, "Lea", "desk")
    merge(bundle, handed_out(lead, FEEDBACK, "Ana"))
    project = reopen(bundle, "b", me="Ana", device="lap")
    assert (draft(project), guideline(project).text) == (LEADS, LEADS)
    project.close()


def test_what_was_not_changed_is_not_gone_on_with(lead: Path) -> None:
    written(lead, "g", FIRST, "Lea", "desk")
    project = reopen(lead, "l", me="Lea", device="desk")
    assert write(project, FIRST) is None
    # Typed and taken back, then typed on: the version in force is not written over.
    going = write(project, LEADS, write(project, FIRST))
    assert going == 2
    assert write(project, LEADS, going) == going
    assert write(project, ANAS, going) == going
    project.close()
    assert named(lead) == [("1", FIRST), ("2", ANAS)]


def test_somebody_who_goes_on_writing_rivals_nobody(lead: Path) -> None:
    written(lead, "g", FIRST, "Lea", "desk")
    copy = copied(lead, "copy")
    for number, text in enumerate((LEADS, ANAS, f"{LEADS} And more.")):
        written(copy, f"w{number}", text, "Lea", "desk")
    (said,) = [line for line in merge(lead, copy).warnings() if "guideline" in line]
    assert said.startswith("The guideline is now version 4 by Lea. Before it stood version 1")


def test_nobody_else_gets_a_proposal_in_their_bundle(lead: Path) -> None:
    written(lead, "g", FIRST, "Lea", "desk")
    bundle = handed_out(lead, FOR, "Ana")
    written(bundle, "a", ANAS, "Ana", "lap")
    merge(lead, handed_out(bundle, FROM, "Ana"))
    for_ben = handed_out(lead, FOR, "Benedikta")
    assert named(for_ben) == [("1", FIRST)]
    assert ANAS.encode() not in for_ben.read_bytes()


def test_a_takedown_of_a_person_takes_their_proposals(lead: Path) -> None:
    written(lead, "g", FIRST, "Lea", "desk")
    bundle = handed_out(lead, FOR, "Ana")
    written(bundle, "a", ANAS, "Ana", "lap")
    back, copy = handed_out(bundle, FROM, "Ana"), copied(lead, "copy")
    merge(lead, back)
    project = reopen(lead, "p", me="Lea")
    purge_person(project, "ana")
    project.close()
    assert named(lead) == [("1", FIRST)]
    assert ANAS.encode() not in lead.read_bytes()
    merge(copy, lead, back)
    merge(lead, back)
    for path in (lead, copy):
        assert wrong(path) == []
        assert ANAS.encode() not in path.read_bytes()


@pytest.mark.parametrize("later", ["Benedikta", "Lea"])
def test_two_copies_say_whose_text_is_in_force_and_which_was_before(lead: Path, later: str) -> None:
    written(lead, "g", FIRST, "Lea", "desk")
    project = reopen(lead, "r", me="Lea")
    set_role(project, "lea", "lead")
    project.close()
    copy = copied(lead, "copy")
    # At one and the same time the device decides.
    written(lead, "l", LEADS, "Lea", "b" if later == "Lea" else "a")
    written(copy, "c", ANAS, "Benedikta", "a" if later == "Lea" else "b")
    tried, report = merge(lead, copy, dry_run=True), merge(lead, copy)
    assert [name for name, _text in named(lead)] == ["1", "2", "2b"]
    assert {text for _name, text in named(lead)} == {FIRST, LEADS, ANAS}
    if later == "Lea":
        assert any(
            line.startswith("Benedikta wrote version 2 of the guideline too. Version 2b by Lea")
            for line in report.warnings()
        )
        again, other = "2", ANAS
    else:
        assert any(
            line.startswith(
                "The guideline is now version 2b by Benedikta, who is no lead. Before it stood "
                "version 2 by Lea, which stays among the versions"
            )
            for line in report.warnings()
        )
        assert any("would become version 2b" in line for line in tried.warnings())
        again, other = "2", LEADS
    assert "guideline, by Benedikta" in [row[1] for row in merge_rows(report, {})]
    project = reopen(lead, "t", me="Lea")
    assert take(project, again).text == other
    assert (guideline(project).version, guideline(project).text) == (3, other)
    assert project.flush()
    with pytest.raises(Problem, match="no version “9”") as caught:
        take(project, "9")
    assert caught.value.next_step == "Give one of these: 1, 2, 2b, 3."
    project.close()


def test_whatever_the_order_the_names_and_the_text_in_force_are_the_same(lead: Path) -> None:
    written(lead, "g", FIRST, "Lea", "desk")
    bundle = handed_out(lead, FOR, "Ana")
    copies = [copied(lead, f"copy-{number}") for number in range(2)]
    written(copies[0], "c", LEADS, "Lea", "a")
    written(copies[1], "d", "R1: Mark some.", "Benedikta", "b")
    written(bundle, "a", ANAS, "Ana", "c")
    back = handed_out(bundle, FROM, "Ana")
    found = []
    for number, order in enumerate(permutations([*copies, back])):
        here = copied(lead, f"here-{number}")
        for each in order:
            merge(here, each)
        assert wrong(here) == []
        found.append((named(here), in_force(here), content(here)))
    assert all(each == found[0] for each in found)
    assert [name for name, _text in found[0][0]] == ["1", "2", "2b", "p1"]


def test_a_text_that_an_older_version_wrote_in_a_bundle_is_said(lead: Path) -> None:
    written(lead, "g", FIRST, "Lea", "desk")
    bundle = handed_out(lead, FOR, "Ana")
    project = reopen(bundle, "a", me="Ana", device="zzz")
    write_guideline(project, ANAS)
    project.close()
    report = merge(lead, handed_out(bundle, FROM, "Ana"))
    assert any(
        line.startswith("The guideline is now version 2 by Ana") and "Before it stood" in line
        for line in report.warnings()
    )
    assert named(lead) == [("1", FIRST), ("2", ANAS)]


def test_versions_are_listed_shown_and_taken_by_command(lead: Path, capfd: Any) -> None:
    def said(*arguments: str) -> str:
        capfd.readouterr()
        assert main(["guideline", *arguments]) == 0
        return str(capfd.readouterr().out)

    written(lead, "g", FIRST, "Lea", "desk")
    bundle, file = handed_out(lead, FOR, "Ana"), lead.with_name("g.md")
    file.write_text(ANAS, encoding="utf-8")
    sentence = said(str(bundle), "set", str(file), "--me", "Ana")
    assert sentence == (
        "This is a bundle, so that is your proposal, with 1 rule: it goes back with your work. "
        "The guideline stays version 1.\n"
    )
    assert said(str(bundle), "show") == f"{FIRST}\n"
    merge(lead, handed_out(bundle, FROM, "Ana"))
    lines = said(str(lead), "versions").splitlines()
    assert [line.partition(",")[0] for line in lines] == ["version 1 by Lea", "proposal p1 by Ana"]
    assert lines[0].endswith(", in force")
    assert said(str(lead), "show", "--version", "p1") == f"{ANAS}\n"
    assert said(str(lead), "show") == f"{FIRST}\n"
    assert "has version 2, with 1 rule" in said(str(lead), "set", "--version", "p1", "--me", "Lea")
    assert said(str(lead), "show") == f"{ANAS}\n"
    listed = json.loads(said(str(lead), "versions", "--json"))["versions"]
    assert [(each["version"], each["in_force"]) for each in listed] == [
        ("1", False), ("p1", False), ("2", True),
    ]  # fmt: skip
    assert listed[0]["text_sha256"] == text_sha256(FIRST)
    for wrong_use in (["set"], ["set", str(file), "--version", "1"], ["versions", str(file)]):
        assert main(["guideline", str(lead), *wrong_use]) == 2
    assert main(["guideline", str(lead), "show", "--version", "7"]) == 1


def test_a_decision_says_by_which_of_two_texts_of_a_number_it_was_made(lead: Path) -> None:
    found = []
    for path, text in ((lead, LEADS), (copied(lead, "copy"), ANAS)):
        written(path, "g", text, "Lea", path.stem)
        project = reopen(path, "d", me="Lea")
        fields = common_fields(project)
        found.append((fields["guideline_version"], fields["guideline_sha256"]))
        project.close()
    assert found == [(1, text_sha256(LEADS)), (1, text_sha256(ANAS))]


def test_a_proposal_that_was_taken_back_is_gone_after_a_takedown_too(lead: Path) -> None:
    bundle = handed_out(lead, FOR, "Ana")
    project = reopen(bundle, "a", me="Ana", device="lap")
    write(project, ANAS)
    history.undo(project)
    project.close()
    merge(lead, handed_out(bundle, FROM, "Ana"))
    assert named(lead) == []
    project = reopen(lead, "p", me="Lea")
    purge_person(project, "ana")
    project.close()
    assert wrong(lead) == []
    assert ANAS.encode() not in lead.read_bytes()
