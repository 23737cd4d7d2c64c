from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import span_from_fields
from annotator.storage.rows import SHAPES, span_row
from annotator.storage.span_rows import span_of
from tests.histories import DOCUMENT_IDS, span_record

RECORDS = {
    "relation": [
        {"label": "said_by", "from": "a", "to": "b"},
        {"label": "x", "from": "a", "to": "b", "attributes": {"k": 1}, "origin": "import",
         "extra": {"e": []}},
    ],
    "comment": [
        {"text": "why?"},
        {"text": "", "span": "s", "person": "ana", "created": "2026", "reply_to": "c",
         "resolved": True, "extra": {"a": 1}},
    ],
    "entity": [
        {"kind": "place", "name": "Odessa"},
        {"kind": "place", "name": "O", "aliases": ["Odesa"], "reference": "wikidata:Q1874",
         "lat": 46.48, "lon": 0.0, "note": "n", "extra": {"a": 1}},
    ],
    "person": [
        {"name": "Ana", "role": "lead"},
        {"name": "A", "role": "annotator", "extra": {"a": 1}},
    ],
    "document": [
        {"key": "a", "title": "", "text_sha256": "0"},
        {"key": "a", "title": "A", "text_sha256": "0", "language": "en", "excluded": [[1, 2]],
         "source": {"name": "a.txt", "sha256": "1", "encoding": "utf-8", "newline": "crlf"},
         "meta": {"m": 1}, "extra": {"e": None}},
    ],
}  # fmt: skip


def test_records_come_back_from_their_rows() -> None:
    for kind, records in RECORDS.items():
        for fields in records:
            row = SHAPES[kind].row(fields)
            assert len(row) == len(SHAPES[kind].columns)
            assert SHAPES[kind].fields(row) == fields


@given(st.randoms(use_true_random=False), st.sampled_from(DOCUMENT_IDS))
def test_spans_come_back_from_their_rows_both_ways(rng: Random, document: str) -> None:
    fields = span_record(rng, document)
    row = span_row(fields)
    assert SHAPES["span"].fields(row) == fields
    assert span_of(("s", *row)) == span_from_fields("s", fields)
