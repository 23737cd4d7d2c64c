"""A queue in groups: what waits, and what comes next, against counting it all again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.project.review_grouping import Group, Grouping

SIZES = st.lists(st.integers(1, 4), min_size=1, max_size=6)


def made(sizes: list[int], waiting: dict[str, bool]) -> Grouping:
    groups = []
    for number, size in enumerate(sizes):
        keys = tuple(f"{number}.{place}" for place in range(size))
        groups.append(Group(f"g{number}", "", "", keys))
    waiting.update({key: True for group in groups for key in group.keys})
    return Grouping(groups, waiting.__getitem__)


@given(SIZES, st.data())
def test_what_waits_is_counted_as_it_changes(sizes: list[int], data: st.DataObject) -> None:
    waiting: dict[str, bool] = {}
    grouping = made(sizes, waiting)
    for key in data.draw(st.lists(st.sampled_from(grouping.keys), max_size=12)):
        grouping.count([key, "of no group"], -1)
        waiting[key] = not waiting[key]
        grouping.count([key, "of no group"], 1)
    assert grouping.waiting == [sum(waiting[key] for key in each.keys) for each in grouping.groups]


@given(SIZES, st.data(), st.sampled_from((1, -1)))
def test_the_next_that_waits_is_found_as_by_looking_at_each(
    sizes: list[int], data: st.DataObject, direction: int
) -> None:
    waiting: dict[str, bool] = {}
    grouping = made(sizes, waiting)
    for key in data.draw(st.sets(st.sampled_from(grouping.keys))):
        grouping.count([key], -1)
        waiting[key] = False
    here = data.draw(st.one_of(st.none(), st.sampled_from(grouping.keys)))
    keys = grouping.keys if direction > 0 else grouping.keys[::-1]
    at = -1 if here is None else keys.index(here)
    ahead = [key for key in keys[at + 1 :] + keys[: at + 1] if waiting[key] and key != here]
    assert grouping.next_waiting(here, direction) == (ahead[0] if ahead else None)
