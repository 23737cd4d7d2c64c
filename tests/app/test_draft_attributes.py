from __future__ import annotations

import pytest

from annotator.app.pages.draft_attributes import offers, with_attribute
from annotator.domain.problem import Problem
from annotator.domain.schema import Attribute, Label
from annotator.domain.span import Span

LABEL = Label(
    "quote", "Quote", "#000000",
    attributes=(
        Attribute("quote_type", "Type", "choice", ("direct", "indirect, free"), required=True),
        Attribute("topics", "Topics", "choice", ("war", "trade")),
        Attribute("ironic", "Ironic", "flag"),
        Attribute("certainty", "Certainty", "number", definition={"min": 0, "max": 1}),
        Attribute("why", "Why", "text", definition={"enabled_when": "ironic == yes"}),
    ),
)  # fmt: skip
SPAN = Span("s", "quote", ((0, 4),), ("“So”",), {"topics": "war", "quote_type": "direct"})


def test_what_can_be_said_is_offered_and_only_what_is_asked_for() -> None:
    assert offers(LABEL, SPAN) == [
        "Type: direct", "Type: indirect, free",
        "Topics: war", "Topics: trade", "Topics: nothing",
        "Ironic: yes", "Ironic: no", "Ironic: nothing",
        "Certainty: ", "Certainty: nothing",
    ]  # fmt: skip
    assert offers(None, SPAN) == []


@pytest.mark.parametrize(("line", "id", "value"), [
    ("Type: INDIRECT, free", "quote_type", "indirect, free"),
    ("topics : trade , war", "topics", ["trade", "war"]),
    ("ironic: Yes", "ironic", True),
    ("Certainty: 0.5", "certainty", 0.5),
    ("certainty: 1", "certainty", 1),
])  # fmt: skip
def test_a_line_sets_an_attribute_by_name_or_id(line: str, id: str, value: object) -> None:
    made = with_attribute(LABEL, SPAN, line)
    assert made.attributes[id] == value
    assert {**made.attributes, id: None} == {**SPAN.attributes, id: None}


def test_nothing_takes_an_attribute_away_that_is_not_required() -> None:
    assert "topics" not in with_attribute(LABEL, SPAN, "Topics: nothing").attributes
    with pytest.raises(Problem, match="does not fit"):
        with_attribute(LABEL, SPAN, "Type: nothing")


@pytest.mark.parametrize(("line", "words"), [
    ("nonsense", "names no attribute"), ("Colour: red", "names no attribute"),
    ("Topics: peace", "does not fit"), ("Topics: war, peace", "does not fit"),
    ("Certainty: high", "does not fit"), ("Certainty: 7", "does not fit"),
    ("Why: so", "not asked for"),
])  # fmt: skip
def test_what_does_not_fit_is_a_problem(line: str, words: str) -> None:
    with pytest.raises(Problem, match=words):
        with_attribute(LABEL, SPAN, line)
