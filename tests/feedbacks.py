"""Projects that gold comes back from: a lead who has decided, and what an annotator gets."""

from __future__ import annotations

from pathlib import Path

from annotator.project.bundling import FEEDBACK, FOR, make_bundle
from annotator.project.feedback import read_feedback
from annotator.project.progress import Progress
from annotator.project.review_reading import Review
from annotator.project.reviewing import rule
from tests.merges import merge
from tests.planned import planned
from tests.projects import session
from tests.reviews import opened, review

REASON = "R4: it reads better"


def majority_ruled(path: Path, me: str) -> None:
    """Decide by rule what all or most agree on."""
    project = opened(path, me, f"ruled-{path.stem}")
    for which in ("unanimous", "majority"):
        rule(project, review(project).documents, which, REASON)
    project.close()


def lead_of_three(path: Path) -> Path:
    """Make a project of three people's work on which Lea has ruled by majority."""
    planned(path)
    project = opened(path, "ana", "role")
    project.become("Lea")
    project.close()
    majority_ruled(path, "lea")
    return path


def handed_back(lead: Path, person: str, bundle: Path | None = None) -> Path:
    """Return a person's bundle after its feedback was merged; a new bundle if none is given."""
    if bundle is None:
        bundle = lead.with_name(f"for {person}.sqlite")
        make_bundle(lead, bundle, FOR, person, session(f"for-{person}"))
    number = len(list(lead.parent.glob(f"feedback*{person}.sqlite")))
    told = lead.with_name(f"feedback {number} {person}.sqlite")
    make_bundle(lead, told, FEEDBACK, person, session(f"feedback-{number}-{person}"))
    merge(bundle, told)
    return bundle


def feedback(path: Path, person: str) -> Review:
    """Return what a person is told."""
    return read_feedback(Progress(), path, person)
