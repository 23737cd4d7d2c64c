"""What a lead does on the review page; each ruling is one edit, and goes on to the next case."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import TYPE_CHECKING

from annotator.app.pages.ruling_many import RulingMany, ruled_words
from annotator.compare.adjudication import DEFER, REMARKS, SEND_BACK
from annotator.compare.case import RELATION_CASE
from annotator.compare.figures import Row
from annotator.domain.guideline import rules
from annotator.domain.problem import Problem
from annotator.project.decision_record import Ruling
from annotator.project.freezing import compared_attributes, figures_now, frozen, write_figures
from annotator.project.guideline import guideline
from annotator.project.job import Job, ProcessJob
from annotator.project.review_reading import id_of
from annotator.project.reviewing import Target, decide, rule
from annotator.project.ruling_job import MANY
from annotator.project.settled_job import SettledJob

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.review_page import ReviewPage

_UNCHANGED = "Nothing was changed."
_LONGEST_RULE = 120
#: A rule looks at all cases; at more than these beside the window.
MANY_CASES = 200


def rules_of(text: str) -> list[str]:
    """Return the rules of a guideline that can be given as reasons, each with its number."""
    return [f"{name} {words}"[:_LONGEST_RULE] for name, words in rules(text)]


class ReviewVerbs:
    """Rules on the present case of a page."""

    def __init__(self, page: ReviewPage, window: MainWindow) -> None:
        self._page = page
        self._window = window
        self._many = RulingMany(page, window)
        self._figures: Job[list[Row]] | None = None
        #: What follows once they are written down, by what it is about: the last word counts.
        self._following: dict[Hashable, Callable[[], None]] = {}
        # They are not mine to take back, so they stay.
        self._figures_kept = False

    def accept(self, number: int, *, everywhere: bool = False) -> None:
        """Take a reading by its number, 0 for “nothing here”; everywhere in the pattern."""
        page, each = self._page, self._page.present()[1]
        if number == 1 and each.case is None and each.thread.ruling is not None:
            # Its marks are gone: the one reading that is shown is what was ruled.
            self.decide_present(Ruling.keep(each.thread))
            return
        if number and (each.case is None or number > len(each.case.choices)):
            raise Problem(
                f"There is no reading {number} here.", _UNCHANGED, "Choose one that is shown."
            )
        # Of an item whose marks are gone no other has the pattern.
        if everywhere and each.case is not None:
            self._decide(page.same([number - 1] if number else []))
            return
        taken = [each.case.choices[number - 1]] if number and each.case is not None else []
        ruling = Ruling.accept(*taken) if taken else Ruling.none()
        self.decide_present(ruling)

    def keep_all(self) -> None:
        """Take every reading that marks something."""
        each = self._page.present()[1]
        if each.case is None or each.case.kind == RELATION_CASE:
            raise Problem(
                "There are no marks to keep side by side here.", _UNCHANGED, "Take one reading."
            )
        ruling = Ruling.accept(*(choice for choice in each.case.choices if choice.spans))
        self.decide_present(ruling)

    def defer(self) -> None:
        """Leave the case for later."""
        self.decide_present(Ruling(DEFER))

    def send_back(self) -> None:
        """Send the case back to the annotators with a comment."""
        target = self._page.present()

        def send(words: str) -> None:
            self._decide([(target, Ruling(SEND_BACK))], words)

        self._window.ask("Send back with this comment:", send)

    def ask_reason(self) -> None:
        """Choose the reason of the rulings to come, from the rules of the guideline."""
        self._page.present()
        offers = rules_of(guideline(self._page.project).text)
        self._window.ask("Reason:", self._page.set_reason, offers)

    def rule(self, which: str) -> None:
        """Decide by a rule what nobody has decided."""
        self._window.identity.require()
        self._page.require_queue()
        self._after_figures(which, lambda: self._rule(which))

    def _rule(self, which: str) -> None:
        page = self._page
        queue = page.require_queue()
        if len(queue.targets) > MANY_CASES:
            self._many.rule(which)
            return
        made = rule(page.project, list(queue.review.documents), which, page.reason)
        page.ruled([key for each in queue.review.documents for key in queue.refresh(each.id)])
        page.say(ruled_words(len(made), which))

    def decide_present(self, ruling: Ruling) -> None:
        """Rule on the present case."""
        self._decide([(self._page.present(), ruling)])

    def _decide(self, rulings: list[tuple[Target, Ruling]], reason: str = "") -> None:
        self._window.identity.require()
        self._page.require_queue()
        self._page.editing.draft = None
        reason = reason or self._page.reason
        about = tuple((document.id, id_of(each)) for (document, each), _ruling in rulings)
        self._after_figures(about, lambda: self._write(rulings, reason))

    def _after_figures(self, about: Hashable, then: Callable[[], None]) -> None:
        """Rule at once, or once it is written down how far people agreed before any ruling."""
        page = self._page
        project = page.project
        if self._figures_kept or frozen(project):
            self._figures_kept = True
            then()
            return
        if self._figures is not None and not self._figures.poll().ended:
            self._following[about] = then
            page.say("Your rulings follow when the figures of agreement are written down.")
            return
        self._following = {about: then}

        def keep(rows: list[Row]) -> None:
            write: Callable[[], object] = partial(write_figures, project, rows)
            for each in (write, *self._following.values()):
                try:
                    each()
                except Problem as problem:
                    self._window.say_problem(problem)
                    if each is write:
                        return

        project.check_writable()
        asked = (project.path, compared_attributes(project))
        self._figures = job = SettledJob(
            project, lambda: ProcessJob("The figures", figures_now, *asked)
        )
        self._window.background.watch(
            "figures", "Writing down how far people agreed before the first ruling", job, keep,
            "Nothing was ruled: the figures of agreement come first.",
        )  # fmt: skip

    def _write(self, rulings: list[tuple[Target, Ruling]], reason: str) -> None:
        page = self._page
        queue = page.require_queue()
        if len(rulings) > MANY:
            self._many.decide(rulings, reason)
            return
        page.deciding = True
        try:
            decide(page.project, rulings, reason)
        finally:
            page.deciding = False
        documents = {document.id for (document, _each), _ruling in rulings}
        changed = [key for id in documents for key in queue.refresh(id)]
        if len(rulings) > 1:
            page.say(f"The same ruling for {len(rulings):,} cases. Ctrl+Z takes all back.")
        if all(ruling.action in REMARKS for _target, ruling in rulings):
            page.deferred(changed)
        else:
            page.ruled(changed)
