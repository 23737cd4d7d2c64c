from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.conditions import parse_condition
from annotator.domain.schema_fault import schema_fault


@pytest.mark.parametrize(
    ("condition", "values", "holds"),
    [
        ("a == x", {"a": "x"}, True),
        ("a == x", {}, False),
        ("a != x", {}, True),
        ("a != x and b == y", {"a": "z", "b": "y"}, True),
        ("a == x or b == y and c == z", {"a": "x"}, True),
        ("a == x or b == y and c == z", {"b": "y"}, False),
        ('a == "two words"', {"a": "two words"}, True),
        ('a == ""', {}, True),
        ("a == yes", {"a": True}, True),
        ("a == false", {"a": False}, True),
        ("a == x", {"a": ["w", "x"]}, True),
        ("a == 3", {"a": 3}, True),
    ],
)
def test_a_condition_holds_for_values(condition: str, values: dict[str, object], holds: bool):
    assert parse_condition(condition).holds(values) is holds


@pytest.mark.parametrize(
    "condition",
    ["", "a", "a ==", "== x", "a = x", "a == x b == y", "a == x and", "a == x, b",
     "__import__('os')", "a == == ", 'a == "x'],
)  # fmt: skip
def test_what_is_no_condition_says_where(condition: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_condition(condition)
    if condition:
        definition = {"labels": [], "relations": [{"id": "r", "exempt": condition}]}
        assert "“exempt” of relation “r” is no condition" in str(schema_fault(definition))


_NAMES = st.sampled_from(["a", "b", "c"])
_COMPARISONS = st.tuples(_NAMES, st.booleans(), st.sampled_from(["x", "y"]))


@given(
    st.lists(st.lists(_COMPARISONS, min_size=1, max_size=3), min_size=1, max_size=3),
    st.dictionaries(_NAMES, st.sampled_from(["x", "y"])),
)
def test_a_written_condition_means_what_it_was_written_from(groups, values) -> None:
    written = " or ".join(
        " and ".join(f"{name} {'==' if equal else '!='} {value}" for name, equal, value in group)
        for group in groups
    )
    expected = any(
        all((values.get(name) == value) is equal for name, equal, value in group)
        for group in groups
    )
    assert parse_condition(written).holds(values) is expected
    assert parse_condition(written).attributes == {each[0] for group in groups for each in group}
