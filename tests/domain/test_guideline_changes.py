"""What changed between two versions of a guideline."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.guideline_changes import (
    ADDED,
    CHANGED,
    KEPT,
    MOVED,
    NEW,
    OLD,
    SAME,
    TAKEN_OUT,
    Passage,
    Piece,
    changes,
    summary,
)

BEFORE = """# How we annotate

Read the whole article first.

## Claim

Take the clause, not the sentence: it is
enough.

R7: Inside a quote, mark the claim within its marks.

R8: A prediction cannot be checked.
"""


def told(old: str, new: str) -> list[tuple[str, str]]:
    """Return (what became of it, how it reads: [-out-], {+in+}) of each passage."""
    signs = {KEPT: "{}", NEW: "{{+{}+}}", OLD: "[-{}-]"}
    return [
        (each.kind, "".join(signs[piece.mark].format(piece.words) for piece in each.pieces))
        for each in changes(old, new)
    ]


def test_what_is_as_before_is_a_run_in_each_section() -> None:
    assert changes(BEFORE, BEFORE) == [
        Passage(SAME, "How we annotate"),
        Passage(SAME, "Claim", number=3),
    ]
    assert summary(changes(BEFORE, BEFORE)) == ""


def test_another_breaking_of_lines_is_no_change() -> None:
    assert summary(changes(BEFORE, BEFORE.replace("it is\nenough", "it\nis enough"))) == ""


def test_a_changed_rule_shows_its_words_and_its_number() -> None:
    found = changes(BEFORE, BEFORE.replace("mark the claim", "mark the whole claim"))
    (passage,) = [each for each in found if each.kind != SAME]
    assert (passage.kind, passage.rule, passage.section) == (CHANGED, "R7", "Claim")
    assert passage.pieces == (
        Piece(KEPT, "R7: Inside a quote, mark the "),
        Piece(NEW, "whole "),
        Piece(KEPT, "claim within its marks."),
    )


def test_words_that_changed_beside_each_other_stay_together() -> None:
    new = BEFORE.replace("the whole article", "every long story")
    assert told(BEFORE, new)[0] == (
        CHANGED, "Read [-the whole article-]{+every long story+} first.",
    )  # fmt: skip


def test_rules_that_come_and_go() -> None:
    new = BEFORE.replace("R8: A prediction cannot be checked.", "R9: A conditional is one claim.")
    assert told(BEFORE, new)[-2:] == [
        (TAKEN_OUT, "[-R8: A prediction cannot be checked.-]"),
        (ADDED, "{+R9: A conditional is one claim.+}"),
    ]
    assert summary(changes(BEFORE, new)) == "1 added, 1 taken out"


def test_a_rule_under_its_number_is_the_same_whatever_it_says_now() -> None:
    found = changes("R1: Leave out titles.", "R1: Everything else is another thing.")
    assert [each.kind for each in found] == [CHANGED]


def test_a_renamed_heading_is_changed_and_what_is_under_it_is_not() -> None:
    new = BEFORE.replace("## Claim", "## Claims")
    assert told(BEFORE, new)[1] == (CHANGED, "[-Claim-]{+Claims+}")
    assert summary(changes(BEFORE, new)) == "1 changed"


def test_what_stands_elsewhere_now_is_moved_and_told_once() -> None:
    new = (
        BEFORE.replace("Read the whole article first.\n\n", "")
        + "\nRead the whole article first.\n"
    )
    assert summary(changes(BEFORE, new)) == "1 moved"
    assert told(BEFORE, new)[-1] == (MOVED, "Read the whole article first.")


def test_what_comes_more_often_than_it_went_is_moved_once_and_added() -> None:
    old, new = "R1: a b c\n# One\n# One", "# One\n# One\nR1: a b c\nR1: a b c\nR1: a b c"
    assert summary(changes(old, new)) == "2 added, 1 moved"
    assert summary(changes(new, old)) == "1 moved, 2 taken out"


def test_from_nothing_and_to_nothing() -> None:
    assert changes("", "") == []
    assert {each.kind for each in changes("", BEFORE)} == {ADDED}
    assert {each.kind for each in changes(BEFORE, "")} == {TAKEN_OUT}


def test_too_much_to_compare_word_by_word_is_told_whole() -> None:
    old, new = (" ".join(f"{word}{n}" for n in range(1_100)) for word in ("a", "b"))
    (passage,) = changes(f"R1: {old}", f"R1: {new}")
    assert [each.mark for each in passage.pieces] == [OLD, NEW]


_TEXTS = st.lists(
    st.sampled_from(["# One", "## Two", "R1: a b c", "R2: d", "- an item", "", "some words", "b"])
).map("\n".join)


@given(_TEXTS, _TEXTS)
def test_both_versions_can_be_read_from_it(old: str, new: str) -> None:
    found = changes(old, new)
    number = sum(each.number for each in found if each.kind == SAME)
    for text, mark, other in ((old, OLD, TAKEN_OUT), (new, NEW, ADDED)):
        shown = [
            "".join(piece.words for piece in each.pieces if piece.mark in (KEPT, mark))
            for each in found
            if each.kind in (CHANGED, MOVED, other)
        ]
        words = "".join("".join(text.replace("#", "")).split())
        assert len("".join(shown).replace(" ", "")) <= len(words)
        assert all(each.replace(" ", "") in words for each in shown)
        assert number <= len([line for line in text.splitlines() if line.strip()])
