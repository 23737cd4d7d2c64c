from __future__ import annotations

import annotator.formats
from annotator.domain.registered import registered
from annotator.formats.format import Format


def test_it_is_what_the_modules_declare_and_of_that_kind() -> None:
    found = registered(annotator.formats, "FORMAT", Format)
    assert {"annotator-jsonl", "csv", "spacy"} <= {each.name for each in found}
    assert registered(annotator.formats, "FORMAT", str) == []
    assert registered(annotator.formats, "NOTHING", Format) == []
