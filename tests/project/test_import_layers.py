"""Relations that hang on marks whose label the schema does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.project.import_mapping import ImportMapping
from annotator.project.repair_list import repair_list
from tests.projects import bring, faults, new_project, write_lines
from tests.samples import reopen

LINE = {
    "id": "a",
    "text": "Ana said no in Kyiv.",
    "spans": [
        {"id": "s1", "label": "quote", "start": 4, "end": 11},
        {"id": "s2", "label": "planet", "start": 0, "end": 3},
    ],
    "relations": [{"id": "r1", "label": "said_by", "from": "s1", "to": "s2"}],
}


@pytest.mark.parametrize(
    ("labels", "waiting"),
    [({}, {"planet": "unknown-label", "said_by": "relation-loose"}), ({"planet": None}, {})],
)
def test_a_relation_waits_with_its_mark_and_goes_with_it(
    labels: dict[str, str | None], waiting: dict[str, str], tmp_path: Path
) -> None:
    path = new_project(tmp_path / "p.sqlite")
    mapping = ImportMapping(labels=labels)
    lines = write_lines(tmp_path / "x.jsonl", LINE)
    report = bring(path, lines, owner="Ana", mapping=mapping)
    project = reopen(path, "w")
    listed = {each.mark.label: each.mark.because for each in repair_list(project)}
    project.close()
    assert listed == waiting
    assert (report.spans, report.relations, report.unplaced) == (1, 0, len(waiting))
    assert faults(path) == []
