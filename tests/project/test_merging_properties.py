"""Merging is a union: order, grouping and repetition make no difference."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.histories import DEVICES, Hand
from tests.merges import content, copied, merge, random_copies, work, wrong
from tests.storage.test_refold import fresh

#: All devices of their own, also with purges, and a project that was copied and worked on as one
#: device. In random histories one decision may be about two documents, of which one is purged.
GROUPS = ((DEVICES, False), (DEVICES, True), (("desk", "desk", "desk"), False))


@pytest.mark.parametrize(("devices", "purges"), GROUPS, ids=("devices", "purges", "forks"))
@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 10))
def test_any_order_and_grouping_gives_the_same(
    devices: tuple[str, ...], purges: bool, rng: Random, steps: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        start = fresh(folder)
        work(start, Hand(rng, prefix="s"), "desk", rng.randrange(4))
        one, two, three = random_copies(start, rng, devices, steps, purges)
        left, right, grouped = copied(one, "left"), copied(three, "right"), copied(two, "grouped")
        merge(left, two)
        assert wrong(left) == []
        merge(left, three)
        merge(right, two, one)
        both = copied(one, "both")
        merge(both, three)
        merge(grouped, both)
        expected = content(left)
        assert content(right) == expected
        assert content(grouped) == expected
        for path in (left, right, grouped):
            assert wrong(path) == []
        assert merge(left, one, two, three, grouped).edits == 0
        assert content(left) == expected


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_a_dry_run_says_the_same_and_changes_nothing(rng: Random, steps: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        start = fresh(folder)
        one, two, _three = random_copies(start, rng, DEVICES, steps)
        before = content(one)
        planned = merge(one, two, dry_run=True)
        assert content(one) == before
        assert merge(one, two).tallies == planned.tallies


def test_the_start_is_a_file(tmp_path: Path) -> None:
    assert wrong(fresh(str(tmp_path))) == []
