"""Entities and relations on aligned spans, by hand."""

from __future__ import annotations

import pytest

from annotator.compare.document_counts import count_document, count_spans
from annotator.compare.figures import CountedDocument, Row, Slices, Wanted, rows
from annotator.compare.measure import Text
from annotator.compare.registry import measure_named
from annotator.domain.annotation import Relation
from annotator.domain.span import Span

Q, S, T, M = (0, 10), (20, 25), (30, 35), (40, 45)


def span(id: str, label: str, place: tuple[int, int], entity: str | None = None) -> Span:
    return Span(id, label, (place,), (), {}, entity)


ANA = [span("q", "quote", Q), span("s", "speaker", S, "E1"), span("t", "speaker", T, "E2"),
       span("m", "location", M, "P1")]  # fmt: skip
# The second speaker is somebody else, the place is a speaker and the same, one is not there.
BEN = [span("q", "quote", Q), span("s", "speaker", (20, 26), "E1"), span("t", "speaker", T, "E3"),
       span("m", "speaker", M, "P1")]  # fmt: skip


def figure(name: str, layers: dict[str, list[Span]], kind: str | None = None,
           label: str | None = None, **relations: list[Relation]) -> Row:  # fmt: skip
    wanted = [Wanted(measure_named(name), kind)]
    text = Text(100)
    counted = count_document(text, layers, wanted, {}, relations)
    document = CountedDocument("d", tuple(sorted(layers)), count_spans(text, layers), counted)
    (row,) = rows([document], wanted, Slices((label,), times=0))
    return row


def test_entities_are_compared_where_both_have_a_mention() -> None:
    row = figure("entity-f1", {"ana": ANA, "ben": BEN})
    assert (row.value, row.coverage) == (pytest.approx(2 * 2 / 6), 1)
    alone = figure("entity-f1", {"ana": ANA, "ben": BEN[:2]})
    assert (alone.value, alone.coverage) == (1, pytest.approx(2 / 4))
    # Of one label: the place is a speaker to Ben alone.
    assert figure("entity-f1", {"ana": ANA, "ben": BEN}, label="speaker").value == pytest.approx(
        2 * 1 / 5
    )
    assert figure("entity-f1", {"ana": ANA[:1], "ben": BEN[:1]}).value is None


def test_relations_are_compared_where_both_have_both_ends() -> None:
    said, relayed = Relation("1", "said_by", "q", "s"), Relation("2", "relayed_by", "q", "t")
    back = Relation("3", "said_by", "s", "q")
    layers = {"ana": ANA, "ben": BEN}
    both = figure("relation-f1", layers, ana=[said, relayed], ben=[said])
    assert both.value == pytest.approx(2 / 3)
    of_kind = figure("relation-f1", layers, "said_by", ana=[said, relayed], ben=[said])
    assert (of_kind.value, of_kind.attribute) == (1, "said_by")
    assert figure("relation-f1", layers, ana=[said], ben=[back]).value == 0
    # Ben has no such speaker, so that he could not draw it.
    fewer = {"ana": ANA, "ben": BEN[:2]}
    blocked = figure("relation-f1", fewer, ana=[said, relayed], ben=[said])
    assert (blocked.value, blocked.coverage) == (1, pytest.approx(2 / 3))
    assert figure("relation-f1", layers).value is None
