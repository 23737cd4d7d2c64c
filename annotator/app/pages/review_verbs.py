"""What a lead does on the review page; each ruling is one edit, and goes on to the next case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.app.pages.ruling_turns import RulingTurns, Turn
from annotator.compare.adjudication import DEFER, SEND_BACK
from annotator.compare.case import RELATION_CASE
from annotator.domain.guideline import rules
from annotator.domain.problem import Problem
from annotator.project.decision_record import Ruling
from annotator.project.guideline import guideline
from annotator.project.reviewing import Target

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.review_page import ReviewPage

_UNCHANGED = "Nothing was changed."
_LONGEST_RULE = 120


def rules_of(text: str) -> list[str]:
    """Return the rules of a guideline that can be given as reasons, each with its number."""
    return [f"{name} {words}"[:_LONGEST_RULE] for name, words in rules(text)]


class ReviewVerbs:
    """Rules on the present case of a page."""

    def __init__(self, page: ReviewPage, window: MainWindow) -> None:
        self._page = page
        self._window = window
        self.turns: RulingTurns = RulingTurns(page, window)

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
        self._take([], which, self._page.reason)

    def decide_present(self, ruling: Ruling) -> None:
        """Rule on the present case."""
        self._decide([(self._page.present(), ruling)])

    def _decide(self, rulings: list[tuple[Target, Ruling]], reason: str = "") -> None:
        self._window.identity.require()
        self._page.require_queue()
        self._page.editing.draft = None
        reason = reason or self._page.reason
        self._take(rulings, "", reason)

    def _take(self, rulings: list[tuple[Target, Ruling]], which: str, reason: str) -> None:
        page = self._page
        me = page.project.me
        self.turns.take(Turn(rulings, which, reason, me.id if me else None, page.key))
