from __future__ import annotations

import pytest

from annotator.domain.guideline import (
    RULE,
    SECTION,
    Entry,
    entries,
    holding,
    is_numbered_without_rules,
    repeated_rules,
    section_of,
)

TEXT = """# How we annotate
Read the article first.

## Claim
Mark what is presented *as true*.

R7: Inside a quote, mark the claim
within its marks.

- **R8.** A prediction is a claim. See [the list](x.md).

```
# no heading
R9: no rule
```
## Quote ##
1. R10 A quote keeps its marks.
"""


def test_sections_and_rules_in_order():
    assert [(each.kind, each.name) for each in entries(TEXT)] == [
        (SECTION, "How we annotate"),
        (SECTION, "Claim"),
        (RULE, "R7"),
        (RULE, "R8"),
        (SECTION, "Quote"),
        (RULE, "R10"),
    ]
    rules = {each.name: each.words for each in entries(TEXT) if each.kind == RULE}
    assert rules == {
        "R7": "Inside a quote, mark the claim within its marks.",
        "R8": "A prediction is a claim. See the list.",
        "R10": "A quote keeps its marks.",
    }


def test_a_label_has_the_section_of_its_name_or_id():
    found = entries(TEXT)
    assert section_of(found, "CLAIM", "claim") == Entry(SECTION, "Claim", found[1].words, 2)
    assert "as true" in found[1].words
    assert section_of(found, "Location") is None
    # A rule is no section.
    assert section_of(found, "R7") is None


def test_search_is_for_all_words_in_name_or_text():
    found = entries(TEXT)
    assert [each.name for each in holding(found, "prediction claim")] == ["Claim", "R8"]
    assert [each.name for each in holding(found, "r10")] == ["Quote", "R10"]
    assert holding(found, "nothing of that") == []
    assert holding(found, "") == found


def test_numbers_that_several_rules_have():
    assert repeated_rules(entries(TEXT)) == []
    assert repeated_rules(entries("R1: one\n\nR2: two\n\nR1: three")) == ["R1"]


@pytest.mark.parametrize("text", ["", "\n\n", "R7", "Rx: no", "#nothing", "Ruling 7 is old."])
def test_what_is_no_heading_and_no_rule(text):
    assert entries(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1. Mark all.\n2. Mark some.", True),
        ("# 1. Claims\n\nMark them.", True),
        ("Text.\n\n3) Leave out the title.", True),
        ("2.1. Leave out the title.", True),
        ("1. Mark all.\n\nR1: Mark some.", False),
        ("1. R1: Mark all.", False),
        ("Mark all 3 of them. 1. of May.", False),
        ("```\n1. In a fence.\n```", False),
        ("- A list.\n- Of points.", False),
        ("", False),
    ],
)
def test_numbers_that_are_no_rules_are_noticed(text: str, wanted: bool) -> None:
    assert is_numbered_without_rules(text) is wanted
