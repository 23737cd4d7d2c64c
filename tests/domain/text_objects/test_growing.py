from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.problem import Problem
from annotator.domain.text_objects import KINDS, next_larger, next_smaller, text_object
from annotator.domain.text_objects.growing import ladder
from annotator.paths import seeds


def test_the_given_article_grows_from_a_word_to_the_whole() -> None:
    text = (seeds() / "000_4c3dfa78dd8f5e6c.txt").read_bytes().decode()
    anchor = text.index("Putin, ‘cover me")
    fragment = text_object("word", text, anchor)
    assert fragment is not None
    seen = [fragment]
    while (larger := next_larger(text, seen[-1], "en", anchor)) != seen[-1]:
        seen.append(larger)
    assert [text[start:end] for start, end in seen[:3]] == [
        "Putin",
        "This was due to a request by Putin",
        "This was due to a request by Putin, ‘cover me, please.’",
    ]
    assert seen[3:] == [(489, 765), (488, 766), (428, 810), (350, 810), (0, len(text))]
    for larger, smaller in zip(seen[:0:-1], seen[-2::-1], strict=True):
        assert next_smaller(text, larger, anchor, "en") == smaller
    assert next_smaller(text, seen[0], anchor, "en") == seen[0]


def test_an_unknown_kind_is_a_problem() -> None:
    with pytest.raises(Problem, match="sentense"):
        text_object("sentense", "a", 0)


@pytest.mark.parametrize("position", [-1, 4])
def test_a_position_outside_is_refused(position: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        text_object("word", "abc", position)


TEXTS = st.lists(
    st.sampled_from(
        [*"“”‘’«»\"'「」。.!?…,:— \n", "He ", "Anna ", "of ", "Mr. ", "\n\n", "e\u0301", "👩🏽"]
    )
    | st.characters(codec="utf-8"),
    max_size=40,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.data())
def test_growing_ends_at_the_text_and_shrinking_goes_the_same_way_back(
    text: str, data: st.DataObject
) -> None:
    anchor = data.draw(st.integers(0, len(text)))
    rungs = ladder(text, anchor)
    for smaller, larger in zip(rungs, rungs[1:], strict=False):
        assert larger[0] <= smaller[0] < smaller[1] <= larger[1]
        assert smaller != larger
        assert next_larger(text, smaller, anchor=anchor) == larger
        assert next_smaller(text, larger, anchor) == smaller
    if text:
        assert rungs[-1] == (0, len(text))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.data())
def test_any_range_grows_to_one_around_it(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    larger = next_larger(text, (start, end))
    assert larger[0] <= start <= end <= larger[1]
    assert larger != (start, end) or (start, end) == (0, len(text))
    smaller = next_smaller(text, (start, end), start)
    assert start <= smaller[0] <= smaller[1] <= end


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(KINDS), st.data())
def test_every_object_has_clean_edges(text: str, kind: str, data: st.DataObject) -> None:
    fragment = text_object(kind, text, data.draw(st.integers(0, len(text))))
    if fragment is not None:
        start, end = fragment
        assert 0 <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()


@pytest.mark.parametrize(
    "piece",
    [
        "“",
        "”",
        "“‘",
        "' ",
        "’ ",
        " ‘",
        "«»",
        "“a ",
        "“.” ",
        ". ",
        "J. ",
        "Anna-",
        "a",
        "田",
        "\u0301",
    ]
    + ["“\n\n", "“a\n\n“b”\n\n", "\n", "(", "A’s ", "\u200d", "🇺🇦", "「。"],
)
def test_forty_thousand_of_anything_is_no_trap(piece: str) -> None:
    # A search that looks at every mark for every mark would not come back from these.
    text = piece * (40_000 // len(piece))
    rungs = ladder(text, len(text) // 2)
    assert rungs[-1] == (0, len(text))
    for kind in KINDS:
        text_object(kind, text, len(text) // 2)
