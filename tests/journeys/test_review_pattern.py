"""What Shift and a digit rule on, and what stays untold while names are hidden."""

from __future__ import annotations

import pytest

from annotator.project import commenting
from annotator.project.reviewing import OBJECT, Ruling, decide
from tests.journeys.ledger_file import saved
from tests.journeys.reviewing import at, reviewing
from tests.journeys.test_review import decisions
from tests.planned import ANA, KYIV, document, layer, planned
from tests.reviews import case, opened, review

OTHER = [*ANA[:1], ((19, 27), "speaker")]


def of_one_pattern(path):
    """Write three articles in which Ana and Ben differ in the same two ways."""
    texts = [f"“We will win,” the minister said in Kyiv.{' More.' * n}" for n in range(3)]
    return planned(path, *(
        document(key, layer("ana", ANA), layer("ben", OTHER), text=text)
        for key, text in zip("xyz", texts, strict=True)
    ))  # fmt: skip


def keys_of(page, words):
    return [key for key, (_document, each) in page.queue.targets.items()
            if each.case is not None and words in each.case.title]  # fmt: skip


@pytest.mark.parametrize("by", ["pattern", "document"])
def test_shift_rules_on_the_pattern_alone_and_passes_over_what_is_settled(
    start, qtbot, tmp_path, by
):
    path = of_one_pattern(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    page.group_by(by)
    places = keys_of(page, "Kyiv")
    assert len(places) == 3
    assert len({page.queue.targets[key][1].case.pattern for key in places}) == 1
    # One of the three is decided otherwise, by hand.
    page.go_to(places[1])
    lea.press("0")
    saved(lea)
    settled = decisions(path)
    assert [each["action"] for each in settled] == ["none"]
    page.go_to(places[0])
    number = next(n for n, choice in enumerate(page.present()[1].case.choices, 1) if choice.spans)
    lea.press(f"Shift+{number}")
    saved(lea)
    made = decisions(path)[1:]
    assert decisions(path)[:1] == settled
    # The other two and nothing else: neither the settled one nor those of another pattern.
    assert {each["item"]["id"] for each in made} == {places[0], places[2]}
    assert len(made) == 2
    assert all(each["spans"][0]["fragments"] == [list(KYIV)] for each in made)
    assert not any("supersedes" in each for each in made)
    assert all(page.queue.waits(key) for key in page.queue.order if key not in places)


def test_a_single_case_is_ruled_alone_by_shift_as_well(start, qtbot, tmp_path):
    path = planned(tmp_path / "p.sqlite", document("x", layer("ana", ANA), layer("ben", OTHER)))
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    waiting = [key for key in page.queue.order if page.queue.waits(key)]
    # They stand in one group, “Single cases”, and share no pattern.
    assert len(waiting) == len({page.queue.targets[key][1].case.pattern for key in waiting}) == 2
    assert all(map(page.rows.in_group, waiting))
    page.go_to(waiting[0])
    lea.press("Shift+0")
    saved(lea)
    assert [each["item"]["id"] for each in decisions(path)] == waiting[:1]
    assert page.queue.waits(waiting[1])


def remarked(path):
    """Have Ana comment on a mark, and object to what Lea ruled on it; return its words."""
    planned(path, document("b", layer("ana", ANA), layer("ben", OTHER)))
    project = opened(path)
    (id,) = [each.id for each in project.documents()]
    span = next(s for s in project.open_document(id).spans.values() if s.label == "speaker")
    commenting.comment(project, id, span.id, "With the article?")
    project.become("Lea")
    wanted = next(
        each for each in review(project).judged() if ("ana", span.id) in case(each[1]).members
    )
    decide(project, [(wanted, Ruling.accept(case(wanted[1]).choices[0]))])
    project.close()
    project = opened(path, prefix="late")
    wanted = review(project).find(case(wanted[1]).id)
    decide(project, [(wanted, Ruling(OBJECT))], "It belongs to it")
    project.close()
    return case(wanted[1]).id


def test_hidden_names_are_untold_in_comments_and_objections_too(start, qtbot, tmp_path):
    path = tmp_path / "p.sqlite"
    key = remarked(path)
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    page.go_to(key)
    assert page.present()[1].state == "objected"
    told = {"ana objects: It belongs to it", "ana: With the article?"}
    assert told <= set(page.bar._remarks)
    page.hide_names()
    hidden = {"An annotator objects: It belongs to it", "An annotator: With the article?"}
    assert hidden <= set(page.bar._remarks)
    everything = [*page.bar._remarks, page.bar.accessibleDescription(), page.bar._detail]
    assert not any("ana" in words.split() or "ana:" in words for words in everything)
    # Once it is decided it is told again.
    lea.press("1")
    page.go_to(key)
    assert "ana: With the article?" in page.bar._remarks
    at(page, "Kyiv")
