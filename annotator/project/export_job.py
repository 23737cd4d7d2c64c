"""An export in a process of its own, so that the window never waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.job import ProcessJob
from annotator.project.progress import Progress


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the report's sentence, its warnings, and how many losses there were."""

    sentence: str
    warnings: tuple[str, ...]
    losses: int


def start_export(project: Path, out: Path, options: ExportOptions) -> ProcessJob[Exported]:
    """Begin an export in a spawned process and return at once."""
    return ProcessJob("The export", _export, project, out, options)


def _export(progress: Progress, project: Path, out: Path, options: ExportOptions) -> Exported:
    report = export(project, out, options, progress)
    return Exported(report.sentence(), tuple(report.warnings), len(report.losses))
