"""What is said of lost marks beside the lines of a file and over the article."""

from __future__ import annotations

from annotator.app.lost_words import drawn_marks, fate_words, line_remarks, lost_labels
from annotator.domain.schema import Label
from annotator.project.lost_marks import CHANGED, LOST, POORER, LostMark

NAMES = {"claim": "Claim", "location": "Location", "quote": "Quote"}
PLACES = (None, (0, 4), (5, 6), (7, 11), (11, 12))


def test_a_remark_stands_where_the_mark_begins_and_all_its_lines_are_touched() -> None:
    marks = [
        LostMark("claim", ((0, 6),), LOST),
        LostMark("location", ((0, 4),), LOST),
        LostMark("quote", ((0, 4), (7, 11)), CHANGED),
        LostMark("quote", ((11, 12),), POORER),
        LostMark("quote", ((40, 44),), LOST),
    ]
    remarks, touched = line_remarks(marks, PLACES, NAMES)
    assert remarks == {1: "Claim and Location lost here, Quote changed here"}
    assert touched == {1, 2, 3}
    assert fate_words(marks) == "Of its marks 3 lost (dashed), 1 changed, 1 kept in part"
    assert fate_words(()) == ""


def test_the_tag_and_the_dashes_say_what_is_lost() -> None:
    label = Label("quote", "Quote", "#E69F00", "solid", key="q")
    labels = {each.id: each for each in lost_labels([label])}
    (lost, kept) = drawn_marks(
        [LostMark("quote", ((0, 4),), LOST), LostMark("quote", ((0, 4),), POORER)]
    )
    assert (labels[lost[0]].style, labels[lost[0]].key) == ("suggestion", "Q lost")
    assert labels[kept[0]] == label
