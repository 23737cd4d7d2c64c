"""What is said where an import brings nothing, or not what it should."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.formats.format import Finding
from annotator.project.import_files import shown
from annotator.project.import_report import ImportReport


def check_brought(
    report: ImportReport,
    paths: Sequence[Path],
    successor_of: str | None,
    refused: Sequence[Problem],
) -> None:
    """Raise Problem where nothing came, or not the one article that corrects another.

    `refused` are the Problems of those of the files at `paths` that were refused.
    """
    if not (report.documents or report.layers or report.duplicates):
        _refuse_empty(report, paths, refused)
    if successor_of is not None and report.documents != 1:
        raise _not_one(successor_of, report)


def _not_one(key: str, report: ImportReport) -> Problem:
    held = "hold no new article"
    if report.documents:
        held = f"hold {report.documents:,} articles"
    elif report.duplicates:
        held = "hold only what is in the project already, word for word"
    return Problem(
        f"The files {held}, and exactly one can correct {key}.",
        "Nothing was imported; the project is as it was.",
        "Choose the one file with the corrected article.",
    )


def _refuse_empty(report: ImportReport, paths: Sequence[Path], refused: Sequence[Problem]) -> None:
    if len(report.findings) == len(refused) == 1:
        raise refused[0]
    names = ", ".join(shown(path.name) for path in paths[:3])
    if not report.findings:
        raise Problem(
            f"There is nothing to import in {names}.",
            "The project is as it was.",
            "Choose articles or a folder with some.",
        )
    first = report.findings[0]
    where = replace(first, file=None).place if first.file == names else first.place
    said = f"In {where}: {first.message}" if where else first.message
    raise Problem(
        f"Nothing in {names} could be imported. {said}",
        "The project is as it was.",
        _advice(report.findings),
        "\n".join(
            f"{finding} ({finding.details})" if finding.details else str(finding)
            for finding in report.findings
        ),
    )


def _advice(findings: Sequence[Finding]) -> str:
    """Return what findings about one file say to do; not what was kept, as nothing was."""
    said = _SENTENCE_END.split(findings[0].kept)
    advice = " ".join(each for each in said if not _KEPT.search(each))
    if len({each.file for each in findings}) == 1 and advice:
        return advice
    return "Look at the file, or choose its format under Format when importing."


#: How a sentence of a finding says what became of a file, or of parts of it.
_KEPT = re.compile(r"\b(?:left out|kept|repair list)\b")
_SENTENCE_END = re.compile(r"(?<=[.”])\s+(?=[A-Z])")
