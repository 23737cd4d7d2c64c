"""What the merge dialog says about a try."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.domain.stream import DECISIONS, DOCUMENTS, GUIDELINE, LEDGER, SCHEMA, WORK
from annotator.project.import_report import count
from annotator.project.merge_report import MergeReport

#: What the streams that belong to nobody alone are called.
_SHARED = {
    DOCUMENTS: "articles",
    SCHEMA: "schema",
    GUIDELINE: "guideline",
    LEDGER: "entities",
    WORK: "people and work",
    DECISIONS: "decisions",
}


#: More rows than this say no more.
_MOST_ROWS = 200


def merge_summary(report: MergeReport) -> str:
    """Return the line above the rows, as rich text."""
    if report.brings_nothing:
        return "<b>Everything is here already.</b> There is nothing to merge."
    if not report.edits:
        return f"<b>{report.besides()}</b>"
    said = [f"{report.total('new'):,} new", f"{report.total('changed'):,} changed"]
    if report.total("removed"):
        said.append(f"{report.total('removed'):,} removed")
    if report.total("conflicting"):
        said.append(f"{report.total('conflicting'):,} changed on both sides; the later one stands")
    return f"<b>{count(report.edits, 'edit')}</b>&nbsp; {', '.join(said)}"


def merge_rows(report: MergeReport, names: Mapping[str, str]) -> list[tuple[int, str, str]]:
    """Return (number, whose and where, how many of which) for everything that would come."""
    rows = []
    for each in report.touched:
        number = each.new + each.changed + each.removed
        whose = names.get(each.person or "", each.person or "")
        where = each.document or _SHARED.get(each.stream, each.stream)
        where += f", by {', '.join(each.by)}" if each.by else ""
        kinds = ("new", "changed", "removed", "conflicting")
        counted = [f"{getattr(each, kind):,} {kind}" for kind in kinds if getattr(each, kind)]
        said = ", ".join(counted) + (f": {', '.join(each.about)}" if each.about else "")
        rows.append((number, f"{whose}: {where}" if whose else where, said))
    if len(rows) > _MOST_ROWS:
        more = sum(number for number, _where, _kinds in rows[_MOST_ROWS:])
        rows[_MOST_ROWS:] = [(more, f"in {len(rows) - _MOST_ROWS:,} more layers", "")]
    return rows
