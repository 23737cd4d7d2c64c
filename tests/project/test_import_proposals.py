from __future__ import annotations

from collections import Counter
from pathlib import Path

from annotator.project.import_mapping import Foreign, ImportMapping
from annotator.project.import_proposals import propose
from annotator.project.project import Project
from tests.projects import new_project


def test_usual_words_and_own_names_are_proposed_and_no_others(tmp_path: Path) -> None:
    project = Project.open(new_project(tmp_path / "p.sqlite"))
    schema = project.schema
    project.close()
    foreign = Foreign(
        Counter({"PER": 1, "Direct Quotation": 2, "LOCATION": 3, "ORG": 4}),
        Counter({"SAID_BY": 1, "coref": 1}),
        Counter({"Quote-Type": 1, "odd": 2}),
    )
    assert propose(foreign, schema, ImportMapping()) == ImportMapping(
        {"PER": "speaker", "Direct Quotation": "quote", "LOCATION": "location"},
        {"SAID_BY": "said_by"},
        {"Quote-Type": "quote_type"},
    )
    # What a person has decided stands.
    known = ImportMapping({"PER": None, "ORG": "speaker"})
    assert propose(foreign, schema, known).labels == {
        "PER": None,
        "ORG": "speaker",
        "Direct Quotation": "quote",
        "LOCATION": "location",
    }
