from __future__ import annotations

import json
from dataclasses import replace

import pytest

from annotator.domain.annotation import Comment, Relation
from annotator.domain.layer import Layer
from annotator.domain.schema import schema_from_definition
from annotator.domain.span import Span
from annotator.domain.validation import fragment_fault, layer_findings
from annotator.paths import resource

SCHEMA = schema_from_definition(
    json.loads(resource("schemas/news.json").read_text(encoding="utf-8"))
)
TEXT = "“Go,” said Ana."
QUOTE = Span("q", "quote", ((0, 5),), ("“Go,”",))
SPEAKER = Span("s", "speaker", ((11, 14),), ("Ana",))
SAID = Relation("r", "said_by", "q", "s")


def kinds(*spans: Span, **given: tuple[object, ...]) -> list[tuple[str, str]]:
    layer = replace(Layer("d", "ana", spans=spans), **given)  # type: ignore[arg-type]
    return [(each.kind, each.grade) for each in layer_findings(layer, TEXT, SCHEMA, "d")]


def test_a_sound_layer_has_no_findings() -> None:
    assert kinds(QUOTE, SPEAKER, relations=(SAID,)) == []


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (QUOTE._replace(fragments=((0, 99),)), [("bounds", "error")]),
        (QUOTE._replace(quote=("Go",)), [("quote", "error")]),
        (QUOTE._replace(label="nonsense"), [("label", "error")]),
        (QUOTE._replace(attributes={"quote_type": "direct"}), []),
    ],
)
def test_what_is_wrong_with_a_span_is_named(span: Span, expected: list[tuple[str, str]]) -> None:
    assert kinds(span) == expected


def test_relations_and_comments_need_their_spans() -> None:
    assert kinds(QUOTE, relations=(SAID,)) == [("relation", "error")]
    other = replace(SAID, label="nonsense")
    assert kinds(QUOTE, SPEAKER, relations=(other,)) == [("label", "error")]
    assert kinds(QUOTE, comments=(Comment("c", "gone", "ana", "?"),)) == [("comment", "warning")]
    assert kinds(QUOTE, comments=(Comment("c", None, "ana", "?"),)) == []


@pytest.mark.parametrize(
    ("fragments", "words"),
    [
        ([], "no text"),
        ([(2, 2)], "empty"),
        ([(3, 2)], "reversed"),
        ([(-1, 2)], "beyond"),
        ([(0, 11)], "beyond"),
        ([(4, 6), (0, 2)], "order"),
        ([(0, 4), (3, 6)], "overlap"),
    ],
)
def test_faults_of_fragments(fragments: list[tuple[int, int]], words: str) -> None:
    assert words in (fragment_fault(fragments, 10) or "")
    assert fragment_fault([(0, 4), (4, 10)], 10) is None
