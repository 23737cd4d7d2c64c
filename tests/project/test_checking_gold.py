"""What a check finds of gold that does not follow from the decisions."""

from __future__ import annotations

from pathlib import Path

from annotator.domain.edit import Edit, delete
from annotator.domain.span import span_fields
from annotator.domain.validation import Finding
from annotator.project.checking import check
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.review_gold import gold_stream
from annotator.project.reviewing import rebuild, rule
from tests.planned import planned
from tests.reviews import gold, opened, review


def _told(path: Path, refold: bool = True) -> list[Finding]:
    return [each for each in check(path, refold) if each.kind == "gold"]


def _warned(path: Path) -> list[str]:
    """Return what an export of gold warns of, of gold itself."""
    out = path.with_suffix(".out.jsonl")
    report = export(path, out, ExportOptions(layer="gold", dry_run=True))
    assert export(path, out, ExportOptions(dry_run=True)).warnings != report.warnings
    return [each for each in report.warnings if each.startswith("Gold")]


def test_a_check_tells_of_gold_that_does_not_follow(tmp_path: Path) -> None:
    path = planned(tmp_path / "p.sqlite")
    project = opened(path)
    rule(project, review(project).documents, "unanimous")
    project.settle()
    assert _told(path) == []
    (doc, *_others) = review(project).documents
    first = gold(project, doc.id)[0]
    lost = (delete(gold_stream(doc.id), "span", first.id, span_fields(first)),)
    project.apply(Edit("lose", lost), mine=False)
    project.settle()
    (found,) = _told(path)
    assert (found.grade, found.where) == ("warning", f"document {doc.key}")
    assert "rebuilding gold" in found.message
    assert _told(path, refold=False) == []
    assert _warned(path) == [
        "Gold of 1 document is not what the decisions say. A ruling there makes gold follow; "
        "export again then."
    ]
    assert rebuild(project, review(project).documents) == 1
    project.settle()
    assert _told(path) == []
    assert _warned(path) == []
    project.close()
