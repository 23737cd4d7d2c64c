"""Saying that one is done with a document, which its problems may forbid."""

from __future__ import annotations

from itertools import islice

from annotator.domain.problem import Problem
from annotator.domain.span import Span
from annotator.project.editing import set_status
from annotator.project.layer_edit import writable
from annotator.project.naming import shortened
from annotator.project.problems import ERROR, WARNING, LayerProblem, Problems
from annotator.project.project import Project

#: More messages are not put into the details of a Problem.
_MOST_DETAILS = 200


class Unfinished(Problem):
    """A document that cannot be called done yet.

    With `errors` (how many) it cannot at all; with only `warnings` a reason is needed. `first` is
    where to begin.
    """

    def __init__(self, found: Problems, spans: dict[str, Span]) -> None:
        self.errors, self.warnings = found.count(ERROR), found.count(WARNING)
        grade = ERROR if self.errors else WARNING
        of_grade = (each for each in found.in_order() if each.grade == grade)
        first_ones = list(islice(of_grade, _MOST_DETAILS))
        self.first = first_ones[0]
        number = self.errors or self.warnings
        more = f"; F8 goes on to {number - 1:,} more" if number > 1 else ""
        # Short, as one line of the window has to hold it.
        super().__init__(
            f"Not finished: {self.first.message}",
            "All marks are kept; it is not called done.",
            f"Put it right{more}." if self.errors else "Put it right, or say why it may stay so.",
            "\n".join(_with_words(each, spans) for each in first_ones),
        )


def finish(
    project: Project,
    document_id: str,
    reason: str | None = None,
    known: Problems | None = None,
) -> None:
    """Check a document and say that I am done with it.

    `known` are its problems where somebody has kept them up to date. Raises Unfinished, with
    nothing changed, where a constraint is broken that is an error, and where one is a warning and
    no `reason` is given.
    """
    opened = writable(project, document_id)
    reason = (reason or "").strip() or None
    found = known or Problems(project, document_id)
    found.ask_all()
    if found.count(ERROR) or (found.count(WARNING) and reason is None):
        raise Unfinished(found, opened.spans)
    set_status(project, document_id, "done", reason)


def _with_words(problem: LayerProblem, spans: dict[str, Span]) -> str:
    span = spans.get(problem.span or "")
    if span is None:
        return problem.message
    return f"{shortened(' … '.join(span.quote))}: {problem.message}"
