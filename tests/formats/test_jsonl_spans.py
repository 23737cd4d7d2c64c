"""The short ways of reading a span say what the careful one says."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.text import freeze
from annotator.formats.jsonl_careful import careful_span
from annotator.formats.jsonl_spans import read_spans
from annotator.formats.notes import Notes
from annotator.formats.placing import placing

TEXT = "“No,” said Ana 🎉 in Kyiv."
PLACES = st.integers(-2, len(TEXT) + 2) | st.sampled_from((True, 2.0, "3", None))
VALUES = st.sampled_from(
    (None, "", "x", 0, 1, 1.5, True, False, "hand", "import", {}, {"a": 1}, [], ["x"])
)
NAMES = st.sampled_from(
    ("attributes", "entity", "uncertain", "note", "origin", "score", "because", "created")
    + ("updated", "extra", "fragments", "strange")
)


@st.composite
def spans(draw: st.DrawFn) -> dict[str, Any]:
    start, end = draw(PLACES), draw(PLACES)
    said = TEXT[start:end] if type(start) is type(end) is int else ""
    span = {
        "id": draw(st.sampled_from((None, "", "s1", 7))),
        "label": draw(st.sampled_from(("quote", "", None, 3))),
        "start": start,
        "end": end,
        "quote": draw(st.sampled_from((None, said, said, [said], "Kyiv"))),
    }
    span = {name: value for name, value in span.items() if draw(st.integers(0, 9))}
    return span | draw(st.dictionaries(NAMES, VALUES, max_size=3))


@given(spans())
def test_a_simple_span_is_read_as_with_care(raw: dict[str, Any]) -> None:
    place = placing(TEXT, freeze(TEXT), "codepoint")
    short, careful = Notes(), Notes()
    short_list: list[Any] = []
    careful_list: list[Any] = []
    records = read_spans([dict(raw)], place, short, short_list)
    record = careful_span(dict(raw), place, careful, careful_list)
    assert records == ([] if record is None else [record])
    assert (short, short_list) == (careful, careful_list)
