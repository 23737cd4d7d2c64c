from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.text_objects.sentence import ends_of_lines, sentence_ends

WORDS = (
    "Mr.",
    "No.",
    "5",
    "the",
    "U.S.",
    "Ana",
    "end.",
    "end?!",
    "“So.”",
    "...",
    "。",
    " ",
    "\n",
    "—",
)


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from(("", " ")))
def test_a_text_ends_its_sentences_where_its_lines_do(words: list[str], between: str) -> None:
    text, wanted, start = between.join(words), [], 0
    for line in text.split("\n"):
        if line.strip():
            wanted += [start + end for end in sentence_ends(line, "en")]
        start += len(line) + 1
    assert ends_of_lines(text, "en") == wanted


def test_the_next_line_says_nothing_of_the_end_of_this_one() -> None:
    assert ends_of_lines("He left. —\nthen came\n\n\t\nMr. X.", "en") == [8, 10, 20, 30]
