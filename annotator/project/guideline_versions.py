"""Two versions of the guideline beside each other, and how often its rules are cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.guideline import cited
from annotator.domain.guideline_changes import Passage, changes
from annotator.domain.guideline_texts import WrittenText
from annotator.project.comparing import reader_of
from annotator.project.job import Job, ThreadJob
from annotator.project.progress import Progress
from annotator.project.settled_job import SettledJob

if TYPE_CHECKING:
    from annotator.project.project import Project


@dataclass(frozen=True, slots=True)
class ComparedVersions:
    """What changed from one text to another, by name; both None while there are not two.

    `versions` are all of them, the oldest first, their text left out; `current` is the name of
    the one in force, `people` is id → name.
    """

    versions: tuple[WrittenText, ...]
    old: str | None
    new: str | None
    passages: tuple[Passage, ...]
    current: str | None = None
    people: Mapping[str, str] = field(default_factory=dict)


class Citations(NamedTuple):
    """How many comments and how many decisions cite a rule or a label's section."""

    comments: int
    decisions: int


def compare_versions(
    progress: Progress, project: Path, old: str | None, new: str | None
) -> ComparedVersions:
    """Return what changed from one version to another; by default, between the two newest."""
    progress.step(0, None)
    with reader_of(project) as reader:
        texts, current = reader.guideline_texts()
        people = {id: str(each["name"]) for id, each in reader.common().people.items()}
    named = {each.name: each for each in texts}
    known = list(named)
    versions = tuple(each._replace(text="") for each in texts)
    name = None if current is None else current.name
    if len(known) < 2:
        return ComparedVersions(versions, None, None, (), name, people)
    if new not in named:
        new = known[-1]
    if old not in named:
        # A proposal is held against what is in force.
        before = name if named[new].is_proposal else None
        old = before or known[max(known.index(new) - 1, 0)]
    found = tuple(changes(named[old].text, named[new].text))
    return ComparedVersions(versions, old, new, found, name, people)


def start_comparison(project: Project, old: str | None, new: str | None) -> Job[ComparedVersions]:
    """Begin to compare two versions, once what was typed is on disk."""
    return SettledJob(project, lambda: ThreadJob(compare_versions, project.path, old, new))


class Cited(NamedTuple):
    """How often each rule (R7) and each label's section (#claim) is cited.

    `current` is the text that is in force; its name tells it from others of its number.
    """

    times: Mapping[str, Citations]
    current: WrittenText | None


def citations(progress: Progress, project: Path) -> Cited:
    """Return how often the guideline is cited, and what its version is called."""
    progress.step(0, None)
    with reader_of(project) as reader:
        comments, reasons = map(_counted, reader.citing_texts())
        current = reader.guideline_texts().current
    times = {
        name: Citations(comments[name], reasons[name]) for name in comments.keys() | reasons.keys()
    }
    return Cited(times, current)


def start_citations(project: Project) -> Job[Cited]:
    """Begin to count citations, once everything done is on disk."""
    return SettledJob(project, lambda: ThreadJob(citations, project.path))


def _counted(texts: Iterable[str]) -> Counter[str]:
    """Count each text once for everything that it cites."""
    return Counter(name for text in texts for name in cited(text))
