from __future__ import annotations

import pytest

from annotator.compare.document_counts import count_document, count_spans
from annotator.compare.figures import CountedDocument, Slices, Wanted, rows
from annotator.compare.measure import Text
from annotator.compare.registry import measure_named
from annotator.compare.standing import standings, trend
from annotator.domain.span import Span

STRICT = Wanted(measure_named("strict-f1"))


def counted(key, **marks):
    layers = {
        person: [
            Span(f"{n}", label, ((start, end),), ()) for n, (start, end, label) in enumerate(ms)
        ]
        for person, ms in marks.items()
    }
    numbers = count_document(Text(100), layers, [STRICT], {})
    return CountedDocument(key, tuple(sorted(layers)), count_spans(Text(100), layers), numbers)


SAME, OTHER = [(0, 5, "quote")], [(0, 6, "quote")]
DOCUMENTS = [
    counted("a", ana=SAME, ben=SAME, cy=OTHER),
    counted("b", ana=SAME, ben=OTHER),
    counted("c", ana=SAME, ben=SAME),
]


def test_a_person_stands_with_all_others_pooled():
    found = standings(DOCUMENTS, STRICT)
    # ana: with ben 1 of 1, with cy 0 of 1, with ben 0 and 1 of 1.
    assert found["ana"].value == pytest.approx(2 / 4)
    assert found["cy"].value == 0
    assert (found["ana"].spans, found["ana"].documents) == (3, 3)
    assert (found["cy"].spans, found["cy"].documents) == (1, 1)


def test_nobody_stands_alone():
    found = standings([counted("a", ana=SAME)], STRICT)
    assert found["ana"] == (None, 0, 0)


def test_a_measure_of_all_at_once_gives_no_standing():
    with pytest.raises(ValueError, match="alpha-u is no sum"):
        standings(DOCUMENTS, Wanted(measure_named("alpha-u")))


def test_the_figure_of_a_group_is_that_of_its_documents_alone():
    weeks = {"a": "2026-W02", "c": "2026-W02", "b": "2026-W01"}
    points = trend(DOCUMENTS, weeks, STRICT, times=0)
    assert [point.group for point in points] == ["2026-W01", "2026-W02"]
    alone = rows([DOCUMENTS[0], DOCUMENTS[2]], [STRICT], Slices(times=0))
    assert [points[1].row] == alone
    assert points[0].row.value == 0


def test_a_document_without_a_group_is_left_out():
    (point,) = trend(DOCUMENTS, {"b": "x"}, STRICT, times=0)
    assert point.row.documents == 1
