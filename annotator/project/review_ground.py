"""Where decisions can be made: not in a bundle, and not where some were lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.problem import Problem
from annotator.project.identity import handed_to

if TYPE_CHECKING:
    from annotator.project.project import Project

_UNCHANGED = "Nothing was changed."
_MEND = (
    "Merge a backup or another copy of this project, which brings back what its journal has, or go "
    "on with that copy."
)


def check_reviews_here(project: Project) -> None:
    """Raise Problem in a bundle, which has one person's marks, and where decisions are missing."""
    if handed_to(project) is not None:
        raise Problem(
            "This is a bundle, with one person’s marks: nothing is decided in it, as gold follows "
            "from what everybody did.",
            _UNCHANGED,
            "Object to a decision instead, on the page Feedback (Ctrl+7).",
        )
    missing = project.reader.missing_decisions()
    if missing is not None:
        raise Problem(
            f"{cut_words(missing)} Gold would follow from what is left.",
            f"{_UNCHANGED} Decisions and gold show as they were.",
            _MEND,
        )


def cut_words(missing: str) -> str:
    """Return the sentence that says which decisions the journal lacks."""
    rows = {"all": "No decision is", "the newest": "The newest edits are not"}
    if missing in rows:
        return f"{rows[missing]} in the journal of this file any more: it is cut."
    gone = f"row {missing} is" if missing.isdecimal() else f"rows {missing} are"
    return f"The journal of this file is cut: of the decisions, {gone} missing."
