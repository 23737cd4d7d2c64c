"""Labelled articles for the measurements, as writers take them."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from annotator.domain.document import Source
from annotator.formats.written import WrittenDocument, WrittenLayer
from tests.bench.articles import make_spans, make_texts


def documents(texts: list[str], number: int | None = None) -> Iterator[WrittenDocument]:
    """Yield documents with 20 spans and 3 relations each.

    `number` of them, in which the texts come again and again; else one a text.
    """
    for place in range(len(texts) if number is None else number):
        yield _document(place, texts[place % len(texts)])


def some_documents(number: int) -> list[WrittenDocument]:
    """Return documents with texts of about 3,000 characters, no two alike."""
    return list(documents(make_texts(number)))


def _document(place: int, text: str) -> WrittenDocument:
    spans = [
        (
            *(each["fragments"][0][0], -each["fragments"][0][1], each["label"], each["id"]),
            *(each["quote"][0], None, orjson.dumps(each["attributes"]).decode()),
            *(each["entity"], None, None, "hand", None, None, each["created"], None, None, 0),
        )
        for each in make_spans(text, place, 20)
    ]
    relations = [
        (f"r{n}", "said_by", spans[n][3], spans[n + 1][3], None, "hand", None, 0) for n in range(3)
    ]
    layer = WrittenLayer("ana", "annotations", "done", None, None, spans, relations)
    source = Source("a.txt", None, "utf-8", "lf")
    key = f"article-{place:06}"
    return WrittenDocument(key, "T", text, "0", "en", None, source, None, None, [layer])
