"""What the export dialog says about a survey."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.project.export_preview import Preview
from annotator.project.export_survey import ExportSurvey
from annotator.project.import_report import count

#: What people decided with their own hands.
_WORK = frozenset(
    ("spans", "nested", "widened", "fragments", "labels", "attributes", "mentions", "doubts")
) | frozenset(("notes", "relations", "relation_attributes", "comments", "decisions"))


def heading(survey: ExportSurvey) -> str:
    """Return the line over the losses, as rich text."""
    chosen = (
        f"{survey.documents:,} of {count(survey.total, 'article')}, "
        f"{count(survey.layers, 'layer')}, {count(survey.spans, 'span')}"
    )
    if not survey.documents:
        return "<b>Nothing to export.</b>&nbsp; No article has such a layer."
    if not survey.losses:
        of_it = " of what was chosen" if survey.unchosen else ""
        return f"<b>Nothing{of_it} is lost</b>&nbsp; {chosen}"
    return f"<b>What this format cannot hold</b>&nbsp; of {chosen}"


def loss_rows(survey: ExportSurvey) -> list[tuple[int, str, str]]:
    """Return (number, what is lost, an example) for each loss, those of people's work first."""
    ordered = sorted(survey.losses, key=lambda loss: loss.feature not in _WORK)
    return [
        (loss.count, loss.what, _example(loss.examples[0]) if loss.examples else "")
        for loss in ordered
    ]


def _example(named: str) -> str:
    """Return an example with the mark before the key of its article, which may be cut off."""
    key, colon, mark = named.partition(": “")
    return f"“{mark} in {key}" if colon else named


def preview_note(preview: Preview) -> str:
    """Return how the lines of the preview differ from those of the file."""
    notes = []
    if preview.broken:
        notes.append("Shown with line breaks; … stands for what is left out here")
    if preview.shortened:
        notes.append("the beginning of a long article")
    said = "; ".join(notes)
    return said[:1].upper() + said[1:]


def split_words(parts: Mapping[str, int]) -> str:
    """Return how many documents each part has."""
    return ", ".join(f"{part} {number:,}" for part, number in parts.items())
