from __future__ import annotations

from annotator.domain.entity import Entity, joined
from annotator.team.merge import same_entities


def place(id: str, *names: str, merged_into: str | None = None) -> Entity:
    return Entity(id, "place", names[0], tuple(names[1:]), merged_into=merged_into)


def ids(ours: list[Entity], theirs: list[Entity]) -> list[tuple[str, str]]:
    return [(one.id, other.id) for one, other in same_entities(ours, theirs)]


def test_names_in_another_case_or_spacing_may_be_the_same() -> None:
    assert ids([place("1", "New  York")], [place("2", "new york")]) == [("1", "2")]
    assert ids([place("1", "York")], [Entity("2", "person", "York")]) == []
    assert ids([place("1", "York", merged_into="9")], [place("2", "York")]) == []
    assert ids([place("1", "York")], [place("2", "York", merged_into="9")]) == []


def test_one_of_theirs_may_be_two_of_ours_and_all_are_one_set() -> None:
    pairs = ids([place("1", "Kyiv"), place("2", "Kiev")], [place("3", "Kyiv", "Kiev")])
    assert pairs == [("1", "3"), ("2", "3")]
    assert joined(pairs) == [("1", "3", "2")]


def test_two_of_theirs_are_offered_too() -> None:
    assert ids([], [place("1", "Kyiv"), place("2", "Kyiv")]) == [("1", "2")]
    assert ids([place("0", "Kyiv")], [place("1", "Kyiv"), place("2", "Kyiv")]) == [
        ("0", "1"), ("0", "2"),
    ]  # fmt: skip


def test_groups_that_share_an_id_are_joined_in_order() -> None:
    assert joined([("a", "b"), ("c", "d"), ("e", "f"), ("d", "a")]) == [
        ("a", "b", "c", "d"), ("e", "f"),
    ]  # fmt: skip
    assert joined([]) == []
