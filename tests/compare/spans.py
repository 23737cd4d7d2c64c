"""Spans and layers for tests of comparing, by hand and by chance."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from annotator.domain.span import Span

#: How long a text made by chance is, in code points.
LENGTH = 40
LABELS = ("quote", "claim", "speaker")


def span(start: int, end: int, label: str = "quote", id: str | None = None, **more: Any) -> Span:
    return Span(id or f"{label}-{start}-{end}", label, ((start, end),), ("",), **more)


def parts(*fragments: tuple[int, int], label: str = "quote", id: str = "parts") -> Span:
    return Span(id, label, fragments, ("",) * len(fragments))


@st.composite
def a_unit(draw: st.DrawFn, labels: tuple[str, ...] = LABELS) -> tuple[Any, str]:
    """A unit of one or two fragments, never empty."""
    count = draw(st.sampled_from((2, 2, 2, 4)))
    places = sorted(draw(st.sets(st.integers(0, LENGTH), min_size=count, max_size=count)))
    fragments = tuple(zip(places[::2], places[1::2], strict=True))
    return fragments, draw(st.sampled_from(labels))


def a_layer(labels: tuple[str, ...] = LABELS) -> st.SearchStrategy[list[tuple[Any, str]]]:
    return st.lists(a_unit(labels), max_size=5)


@st.composite
def a_flat_layer(draw: st.DrawFn) -> list[tuple[int, int, str]]:
    """Spans of one fragment that do not overlap."""
    places = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return [(start, end, draw(st.sampled_from(LABELS))) for start, end in pairs]


def some_people(least: int = 2, most: int = 4) -> st.SearchStrategy[dict[str, Any]]:
    """Person → layer."""
    names = st.sampled_from(("ana", "ben", "cy", "dora", "eva"))
    return st.dictionaries(names, a_layer(), min_size=least, max_size=most)
