"""Patterns: disagreements that repeat, wherever they stand."""

from __future__ import annotations

from annotator.compare.alignment import align
from annotator.compare.pattern import ALIKE, NOTHING, Pattern, pattern_of
from annotator.domain.span import Span
from tests.compare.spans import parts, span

TEXT = "He said in Kyiv, she said in Kyiv, and nobody in Minsk."


def _pattern(*several: Span | None, text: str = TEXT) -> Pattern:
    layers = {f"p{n}": [] if each is None else [each] for n, each in enumerate(several)}
    (item,) = align(layers, text).items
    labels = tuple(sorted({each.label for each in several if each is not None}))
    return pattern_of(text, item.readings(), item.categories[0] if item.categories else "agreed",
                      labels)  # fmt: skip


def test_the_same_words_in_or_out_are_one_pattern_wherever_they_stand() -> None:
    one = _pattern(span(8, 15, "location"), span(11, 15, "location"))
    other = _pattern(span(26, 33, "location"), span(29, 33, "location"))
    assert one.key is not None
    assert (one.key, sorted(one.signatures)) == (other.key, sorted(other.signatures))
    assert one.title == "“in” in or out"
    assert _pattern(span(4, 15, "location"), span(11, 15, "location")).key != one.key


def test_marked_or_not_is_told_by_the_words() -> None:
    kyiv, again = _pattern(span(11, 15), None), _pattern(span(29, 33), None)
    assert kyiv.key == again.key
    assert kyiv.title == "“Kyiv”, marked or not"
    assert NOTHING in kyiv.signatures
    assert _pattern(span(49, 54), None).key != kyiv.key
    assert _pattern(span(11, 15, "claim"), None).key != kyiv.key


def test_labels_and_values_are_named() -> None:
    found = _pattern(span(11, 15, "location"), span(11, 15, "speaker"))
    assert found.title == "location or speaker: “Kyiv”"
    direct, mixed = (span(0, 7, attributes={"quote_type": value}) for value in ("direct", "mixed"))
    found = _pattern(direct, mixed)
    assert found.title == "quote_type: direct or mixed"
    # What stands there does not matter to it.
    elsewhere = [each._replace(fragments=((17, 25),)) for each in (direct, mixed)]
    assert _pattern(*elsewhere).key == found.key
    assert _pattern(direct, span(0, 7)).key != found.key


def test_what_all_did_alike_and_long_words_repeat_nowhere() -> None:
    alike = _pattern(span(11, 15), span(11, 15))
    assert (alike.key, alike.title, list(alike.signatures)) == (None, ALIKE, [""])
    long = _pattern(span(0, 55), None)
    assert long.key is None
    assert "…" in long.title
    edge = "a" * 41
    assert _pattern(span(0, 40), None, text=edge).key is not None
    assert _pattern(span(0, 41), None, text=edge).key is None


def test_a_word_that_is_cut_counts_whole() -> None:
    # “iv” is no word that is in or out.
    found = _pattern(span(8, 15), span(8, 13))
    assert found.title == "“in Kyiv” against “in Ky”"


def test_extents_in_pieces_have_no_common_core() -> None:
    found = _pattern(parts((0, 2), (11, 15)), span(0, 15))
    assert found.title == "“He … Kyiv” against “He said in Kyiv”"
