from __future__ import annotations

import pytest

from annotator.domain.attributes.kind import fits, kinds, wanted
from annotator.domain.schema import Attribute

CHOICE = Attribute("type", "Type", "choice", ("direct", "indirect"))
NUMBER = Attribute("weight", "Weight", "number", definition={"min": 0, "max": 5})


@pytest.mark.parametrize("name", sorted(kinds()))
def test_a_kind_says_what_fits_and_refuses_what_is_of_no_kind(name):
    attribute = Attribute("a", "A", name, ("x",))
    assert kinds()[name].name == name
    assert wanted(attribute)
    assert not fits(attribute, {"an": "object"})
    assert not fits(attribute, None)


@pytest.mark.parametrize(
    ("attribute", "value", "good"),
    [
        (CHOICE, "direct", True),
        (CHOICE, ["direct", "indirect"], True),
        (CHOICE, "loud", False),
        (CHOICE, True, False),
        (NUMBER, 5, True),
        (NUMBER, 5.5, False),
        (NUMBER, float("nan"), False),
        (NUMBER, True, False),
        (Attribute("f", "F", "flag"), False, True),
        (Attribute("f", "F", "flag"), "yes", False),
        (Attribute("t", "T", "text"), "words", True),
        (Attribute("t", "T", "text"), 3, False),
    ],
)
def test_what_fits(attribute, value, good):
    assert fits(attribute, value) is good


def test_a_kind_of_a_newer_schema_keeps_everything():
    assert fits(Attribute("d", "D", "date"), "2026-11-23")
    assert wanted(Attribute("d", "D", "date")) == "any value"


def test_messages_name_what_would_fit():
    assert wanted(CHOICE) == "one of direct, indirect"
    assert wanted(NUMBER) == "a number from 0 to 5"
