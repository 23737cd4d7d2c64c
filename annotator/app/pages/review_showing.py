"""The decision bar of the review: who had which reading, and what was said and ruled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.app.pages.case_showing import UNKNOWN, CaseShowing
from annotator.compare.adjudication import Judged, ruled_spans
from annotator.compare.case import Case, Choice
from annotator.domain.span import Fragment
from annotator.project.review_reading import ReviewedDocument
from annotator.project.review_words import (
    earlier_words,
    label_words,
    ruled_by,
    state_words,
    words_of,
)
from annotator.widgets.decision_bar import ReadingRow

if TYPE_CHECKING:
    from annotator.app.pages.review_page import ReviewPage

_REMARKS = {"object": "objects", "send_back": "sent it back", "defer": "deferred it"}


def _of_people(readings: int, people: int) -> str:
    words = f"{readings:,} reading{'s' * (readings != 1)} by {people:,}"
    return f"{words} {'person' if people == 1 else 'people'}"


class ReviewShowing(CaseShowing):
    """Shows cases that wait for a ruling."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self._review = page

    def show_bar(self, document: ReviewedDocument, each: Judged) -> None:
        """Show the readings of a case, who had them, and what was said and ruled."""
        page, case = self._review, each.case
        reason = page.reason or (each.thread.ruling[1].get("reason") if each.thread.ruling else "")
        remarks = self._remarks(document, each)
        if case is None:
            rows, extent = self._as_ruled(each)
            page.bar.show_case("The marks of this item are gone", each.state, rows, extent,
                               reason=reason or "", remarks=remarks)  # fmt: skip
            return
        people = len({person for choice in case.choices for person in choice.people})
        state = "" if each.state == "open" else f" · {state_words(each)}"
        place, of = page.rows.place_in_group(page.key or "")
        same = page.require_queue().alike(page.key) if page.key else 1
        page.bar.show_case(
            f"{label_words(page.project.schema, case.labels)}, {case.category}",
            f"{_of_people(len(case.choices), people)} · case {place} of {of}{state}"
            f"{self._standing_of_mine(case)}",
            [
                self.row(document, case, choice, self._people(case, choice, settled=each.settled))
                for choice in case.choices
            ],
            (case.start, case.end),
            reason=reason or "",
            same=f"the same for all {same:,} cases, one undo" if same > 1 else "",
            remarks=remarks,
            ruled=self.ruled(each),
        )

    def _as_ruled(self, each: Judged) -> tuple[list[ReadingRow], Fragment]:
        """Return the one reading of an item without marks, what was ruled, and its extent."""
        if each.thread.ruling is None:
            return [], (0, 1)
        fields, schema = each.thread.ruling[1], self._page.project.schema
        spans = ruled_spans(fields)
        parts = [part for span in spans for part in span.fragments]
        names = [span.label for span in spans]
        names += [str(link.get("label")) for link in fields.get("relations") or ()]
        label = schema.label(names[0]) if names else None
        row = ReadingRow(
            words_of(spans) or label_words(schema, names) or "nothing here",
            f"{label_words(schema, names)}, as it was ruled".removeprefix(", "),
            f"ruled by {self._page.name_of(str(fields.get('person') or ''))}",
            UNKNOWN if label is None else label.color,
            tuple(parts),
            style="fill" if label is None else label.style,
        )
        return [row], (min(parts)[0], max(end for _, end in parts)) if parts else (0, 1)

    def _standing_of_mine(self, case: Case) -> str:
        """Return that whoever decides is one of those who are compared, and what is hidden."""
        me = self._me()
        mine = " · you annotated it too" if me is not None and me in case.everyone else ""
        return mine + " · names hidden" * self._review.names_hidden

    def _me(self) -> str | None:
        me = self._review.project.me
        return None if me is None else me.id

    def _people(self, case: Case, choice: Choice, *, settled: bool) -> str:
        if self._review.names_hidden and not settled:
            return f"{len(choice.people)} of {len(case.everyone)}"
        me = self._me()
        return ", ".join(
            f"{self._page.name_of(person)}{' (you)' * (person == me)}" for person in choice.people
        )

    @property
    def _names(self) -> dict[str, str]:
        return self._page.require_queue().review.names

    def _remarks(self, document: ReviewedDocument, each: Judged) -> list[str]:
        """Return what annotators said at the marks, open remarks, and a ruling gone stale."""
        page, case = self._review, each.case
        found = []
        hidden = page.names_hidden and not each.settled and case is not None
        for _id, fields in each.thread.remarks:
            person = fields.get("person") or ""
            # Of the leads it may be told: their words are no reading.
            unnamed = hidden and case is not None and person in case.everyone
            who = "An annotator" if unnamed else page.name_of(person)
            verb = _REMARKS.get(fields.get("action") or "", "says")
            about = earlier_words(document, each, fields, self._names)
            verb += f" {about}" if about else ""
            found.append(f"{who} {verb}: {fields.get('reason') or 'no reason given'}")
        if case is not None:
            for who, text in page.comments_at(case)[:3]:
                name = "An annotator" if hidden else page.name_of(who)
                found.append(f"{name}: {' '.join(text.split())}")
        if each.state in ("stale", "contested"):
            rulings = (fields for _id, fields in each.thread.rulings)
            found += [f"Ruled by {ruled_by(fields, self._names)}" for fields in rulings]
        return found[:5]
