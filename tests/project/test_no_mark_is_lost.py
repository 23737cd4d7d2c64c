"""Whatever a file says of its marks: each is in the layer or in the repair list afterwards."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.problem import Problem
from annotator.project import history, repairing
from annotator.project.repair_list import places_of, repair_list
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines
from tests.samples import reopen

TEXT = "“No,” said Ana in Kyiv.\r\nAna saw 🎉 Kyiv again."
NUMBERS = st.integers(-2, len(TEXT) + 9) | st.sampled_from((10**12, "3", None, 2.5))
LABELS = st.sampled_from(("quote", "speaker", "location", "GPE", "", None, 7))
IDS = st.sampled_from(("a", "b", "c", "d", None))
QUOTES = st.sampled_from((None, "Ana", "Kyiv", "again", "nowhere", "", ["Ana", "Kyiv"], [7]))


@st.composite
def spans(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a span that may be wrong in any way that files are."""
    span: dict[str, Any] = {"label": draw(LABELS), "quote": draw(QUOTES), "id": draw(IDS)}
    if draw(st.booleans()):
        span |= {"start": draw(NUMBERS), "end": draw(NUMBERS)}
    else:
        pairs = st.lists(NUMBERS, min_size=1, max_size=3)
        span["fragments"] = draw(st.lists(pairs, max_size=3) | st.just("none"))
    return {name: value for name, value in span.items() if value is not None}


@st.composite
def relations(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a relation between marks that may not be there."""
    ends = st.sampled_from(("a", "b", "c", "nobody", None, 4))
    label = draw(st.sampled_from(("said_by", "speaks")))
    # A link from a mark to itself is none: it is left out, with a finding.
    start, end = draw(st.tuples(ends, ends).filter(lambda each: each[0] != each[1]))
    return {"label": label, "from": start, "to": end}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_project(tmp_path_factory.mktemp("bare") / "p.sqlite")


@given(st.lists(spans(), min_size=1, max_size=6), st.lists(relations(), max_size=4))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_mark_of_a_file_is_placed_or_listed(
    bare: Path, tmp_path: Path, drawn: list[dict[str, Any]], links: list[dict[str, Any]]
) -> None:
    path = tmp_path / "p.sqlite"
    for each in tmp_path.glob("p.sqlite*"):
        each.unlink()
    path.write_bytes(bare.read_bytes())
    line = {"id": "x", "text": TEXT, "spans": drawn, "relations": links}
    report = bring(path, write_lines(tmp_path / "f.jsonl", line), owner="Ana")
    project = reopen(path, "w", me="Ana")
    listed = Counter(each.mark.what for each in repair_list(project))
    assert report.spans + listed["span"] == len(drawn)
    assert report.relations + listed["relation"] == len(links)
    assert report.unplaced == sum(listed.values())
    before = exported(path)
    for each in repair_list(project):
        repair(project, each)
    project.settle()
    placed = sum(len(layer["spans"]) for d in documents_of(exported(path)) for layer in d["layers"])
    assert placed >= report.spans
    assert faults(path) == []
    while history.undo_name(project):
        history.undo(project)
    project.settle()
    assert exported(path) == before
    assert Counter(each.mark.what for each in repair_list(project)) == listed
    project.close()
    assert faults(path) == []


def repair(project: Any, waiting: Any) -> None:
    """Place a mark where it most likely belongs, or dismiss it when that cannot be."""
    try:
        if waiting.mark.is_relation:
            ids = sorted(project.open_document(waiting.document).spans)
            repairing.link(project, waiting, ids[0] if ids else "", "said_by")
        else:
            (place, *_) = places_of(project, waiting) or [()]
            known = project.schema.label(waiting.mark.label) is not None
            repairing.place(project, waiting, place, None if known else "claim")
    except Problem:
        if any(each.mark.id == waiting.mark.id for each in repair_list(project)):
            repairing.dismiss(project, waiting)
