"""Two versions of the guideline beside each other, and how often its rules are cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.guideline import cited
from annotator.domain.guideline_changes import Passage, changes
from annotator.project.comparing import reader_of
from annotator.project.job import Job, ThreadJob
from annotator.project.progress import Progress
from annotator.project.settled_job import SettledJob

if TYPE_CHECKING:
    from annotator.project.project import Project


@dataclass(frozen=True, slots=True)
class ComparedVersions:
    """What changed from version `old` to `new`; both None while there are not two.

    `versions` is each version with when it was last written (ISO 8601, UTC), the oldest first.
    """

    versions: tuple[tuple[int, str], ...]
    old: int | None
    new: int | None
    passages: tuple[Passage, ...]


class Citations(NamedTuple):
    """How many comments and how many decisions cite a rule or a label's section."""

    comments: int
    decisions: int


def compare_versions(
    progress: Progress, project: Path, old: int | None, new: int | None
) -> ComparedVersions:
    """Return what changed from one version to another; by default, between the two newest."""
    progress.step(0, None)
    with reader_of(project) as reader:
        texts = reader.guideline_texts()
    known = list(texts)
    versions = tuple((version, when) for version, (when, _text) in texts.items())
    if len(known) < 2:
        return ComparedVersions(versions, None, None, ())
    if new not in texts:
        new = known[-1]
    if old not in texts:
        old = max((each for each in known if each < new), default=known[0])
    return ComparedVersions(versions, old, new, tuple(changes(texts[old][1], texts[new][1])))


def start_comparison(project: Project, old: int | None, new: int | None) -> Job[ComparedVersions]:
    """Begin to compare two versions, once what was typed is on disk."""
    return SettledJob(project, lambda: ThreadJob(compare_versions, project.path, old, new))


def citations(progress: Progress, project: Path) -> Mapping[str, Citations]:
    """Return how often each rule (R7) and each label's section (#claim) is cited."""
    progress.step(0, None)
    with reader_of(project) as reader:
        comments, reasons = map(_counted, reader.citing_texts())
    return {
        name: Citations(comments[name], reasons[name]) for name in comments.keys() | reasons.keys()
    }


def start_citations(project: Project) -> Job[Mapping[str, Citations]]:
    """Begin to count citations, once everything done is on disk."""
    return SettledJob(project, lambda: ThreadJob(citations, project.path))


def _counted(texts: Iterable[str]) -> Counter[str]:
    """Count each text once for everything that it cites."""
    return Counter(name for text in texts for name in cited(text))
