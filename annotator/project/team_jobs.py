"""Assigning, bundles and merges in a process of their own, beside an open window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.project.bundling import BundleReport, make_bundle
from annotator.project.job import Job, ProcessJob
from annotator.project.merge_report import MergeReport
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.progress import Progress
from annotator.project.session import Session
from annotator.project.settled_job import SettledJob
from annotator.project.sharing import Assignments, assign_documents
from annotator.team.assignment import Plan

if TYPE_CHECKING:
    from annotator.project.project import Project


def start_assignment(
    project: Project, people: tuple[str, ...], plan: Plan, dry_run: bool = False
) -> Job[Assignments]:
    """Begin to assign documents to people; with `dry_run` only say what would be assigned."""
    me = project.me.id if project.me else None
    given = (project.path, people, plan, dry_run, me, project.session.device)
    return SettledJob(project, lambda: ProcessJob("Assigning", _assign, *given))


def start_bundle(project: Project, out: Path, purpose: str, person: str) -> Job[BundleReport]:
    """Begin to make a bundle of an open project, with all that was done in it until now."""
    me = project.me.id if project.me else None
    given = (project.path, out, purpose, person, me, project.session.device)
    return SettledJob(project, lambda: ProcessJob("The bundle", _bundle, *given))


def start_merge(
    project: Project, files: tuple[Path, ...], dry_run: bool = False
) -> Job[MergeReport]:
    """Begin to merge files into an open project; with `dry_run` only say what would come."""
    given = (project.path, MergeOptions(files, dry_run), project.session.device)
    return SettledJob(project, lambda: ProcessJob("The merge", _merge, *given))


def _assign(
    _progress: Progress,
    path: Path,
    people: tuple[str, ...],
    plan: Plan,
    dry_run: bool,
    me: str | None,
    device: str,
) -> Assignments:
    from annotator.project.opened_beside import opened_beside

    with opened_beside(path, me, device, via="command") as project:
        return assign_documents(project, people, plan, dry_run)


def _bundle(
    _progress: Progress,
    path: Path,
    out: Path,
    purpose: str,
    person: str,
    me: str | None,
    device: str,
) -> BundleReport:
    return make_bundle(path, out, purpose, person, Session(device=device, via="command"), me)


def _merge(progress: Progress, path: Path, options: MergeOptions, device: str) -> MergeReport:
    return merge_files(path, options, Session(device=device, via="command"), progress)
