from __future__ import annotations

import json
from typing import Any

import pytest

from annotator.domain.problem import Problem
from annotator.domain.schema import schema_from_definition
from annotator.paths import resource

WRONG: list[tuple[Any, str]] = [
    ({}, "it has no “labels”"),
    ([], "it is not an object with labels"),
    ({"labels": 5}, "the “labels” are not a list"),
    ({"labels": None}, "the “labels” are not a list"),
    ({"labels": [], "relations": {}}, "the “relations” are not a list"),
    ({"labels": [], "version": None}, "its “version” is not a whole number"),
    ({"labels": [], "version": "x"}, "its “version” is not a whole number"),
    ({"labels": ["quote"]}, "label 1 is not an object"),
    ({"labels": [{"id": "a"}, {"name": "b"}]}, "label 2 has no “id”"),
    ({"labels": [{"id": 7}]}, "label 1 has no “id”"),
    ({"labels": [{"id": "a", "fragments": []}]}, "the “fragments” of label “a” are not a whole"),
    ({"labels": [{"id": "a", "attributes": 3}]}, "the “attributes” of label “a” are not a list"),
    ({"labels": [{"id": "a", "attributes": [{}]}]}, "attribute 1 has no “id”"),
    (
        {"labels": [{"id": "a", "attributes": [{"id": "t", "values": 4}]}]},
        "the “values” of attribute “t” are not a list",
    ),
    ({"labels": [], "relations": [{"id": "r", "from": 1}]}, "the “from” of relation “r” are not"),
    (
        {"labels": [{"id": "a", "attributes": [{"id": "t", "values": ["x", {}]}]}]},
        "value 2 of “values” of attribute “t” is not text (in label “a”)",
    ),
    (
        {"labels": [{"id": "a", "attributes": [{"id": "t", "values": [3]}]}]},
        "value 1 of “values” of attribute “t” is not text (in label “a”)",
    ),
    (
        {"labels": [{"id": "a", "attributes": [{"id": "t", "kind": ["choice"]}]}]},
        "the “kind” of attribute “t” is not text (in label “a”)",
    ),
    (
        {"labels": [{"id": "a", "attributes": [{"id": "t", "kind": "number", "min": "low"}]}]},
        "the “min” of attribute “t” is not a number (in label “a”)",
    ),
    (
        {"labels": [{"id": "a"}], "relations": [{"id": "r", "from": ["a", 5], "to": ["a"]}]},
        "entry 2 of “from” of relation “r” is not text",
    ),
    (
        {"labels": [], "relations": [{"id": "r", "to": [None]}]},
        "entry 1 of “to” of relation “r” is not text",
    ),
    ({"labels": [], "relations": [{"id": "r", "exclusive_with": "s"}]}, "the “exclusive_with” of"),
    ({"labels": [], "relations": [{"id": "r", "max": {}}]}, "the “max” of relation “r” is not"),
    ({"labels": [{"id": "a", "color": "red"}]}, "the “color” of label “a” is not a colour"),
    ({"labels": [{"id": "a", "name": {"en": "A"}}]}, "the “name” of label “a” is not text"),
    ({"labels": [{"id": "a", "key": 1}]}, "the “key” of label “a” is not text"),
    ({"labels": [{"id": "a", "entity": "place"}]}, "the “entity” of label “a” is not an object"),
    ({"labels": [{"id": "a", "entity": {"kinds": [1]}}]}, "the “kinds” of the “entity” of label"),
    ({"labels": [{"id": "a"}, {"id": "a"}]}, "two labels have the id “a”"),
    ({"labels": [], "relations": [{"id": "r"}, {"id": "r"}]}, "two relations have the id “r”"),
    ({"labels": [], "constraints": {}}, "the “constraints” are not a list"),
    ({"labels": [], "constraints": [{"rule": []}]}, "constraint 1 is not an object with a “rule”"),
    (
        {"labels": [], "constraints": [{"rule": "crossing", "labels": [{}]}]},
        "the “labels” of constraint 1 are not a list of texts",
    ),
]


@pytest.mark.parametrize(("definition", "words"), WRONG)
def test_what_is_wrong_is_said_in_words(definition: Any, words: str) -> None:
    with pytest.raises(Problem) as caught:
        schema_from_definition(definition)
    assert caught.value.happened.startswith(f"This is not a schema: {words}")
    assert "Error" not in str(caught.value)


def test_the_schema_that_ships_has_no_fault() -> None:
    definition = json.loads(resource("schemas/news.json").read_text(encoding="utf-8"))
    assert len(schema_from_definition(definition).labels) == 5
