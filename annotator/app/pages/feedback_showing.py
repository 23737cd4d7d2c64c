"""The bar of the feedback: what I did, what gold says, who decided it when, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotator.app.pages.case_showing import CaseShowing
from annotator.compare.adjudication import OBJECTED, REMARKS, Judged
from annotator.compare.against_gold import GOLD
from annotator.domain.decision import OBJECT
from annotator.domain.guideline import rules
from annotator.project.guideline import guideline
from annotator.project.review_reading import ReviewedDocument
from annotator.project.review_words import earlier_words, label_words

if TYPE_CHECKING:
    from annotator.app.pages.feedback_page import FeedbackPage

_NAMED = re.compile(r"\bR\d+\b")
_DID = {
    "accept": "took a reading",
    "edited": "edited a reading",
    "new": "marked it anew",
    "none": "ruled that nothing is here",
    "imported": "brought gold in",
}
_MOST = 6


class FeedbackShowing(CaseShowing):
    """Shows cases in which gold differs from what I did."""

    def __init__(self, page: FeedbackPage) -> None:
        super().__init__(page)

    def show_bar(self, document: ReviewedDocument, each: Judged) -> None:
        """Show my reading and that of gold, and what was decided and said."""
        page, case = self._page, each.case
        assert case is not None
        place, of = page.rows.place_in_group(page.key or "")
        said = " · you object" if each.state == OBJECTED else ""
        ruling = each.thread.ruling
        page.bar.show_case(
            f"{label_words(page.project.schema, case.labels)}, {case.category}",
            f"{place} of {of}{said}",
            [
                self.row(document, case, choice, "gold" if GOLD in choice.people else "you")
                for choice in case.choices
            ],
            (case.start, case.end),
            reason=str(ruling[1].get("reason") or "") if ruling is not None else "",
            remarks=self._remarks(document, each),
        )

    def _remarks(self, document: ReviewedDocument, each: Judged) -> list[str]:
        page, ruling = self._page, each.thread.ruling
        found = ["Nobody has decided about this place; gold was made without it."]
        if ruling is not None:
            found = [self._decided(ruling[1])]
            reason = str(ruling[1].get("reason") or "")
            text = guideline(page.project).text
            found += [
                f"Guideline {name}: {words}"
                for name, words in rules(text)
                if name in _NAMED.findall(reason) and words not in reason
            ]
        me = page.project.me
        for _id, fields in each.thread.remarks:
            own = me is not None and fields.get("person") == me.id
            who = "You" if own else page.name_of(str(fields.get("person") or ""))
            if fields.get("action") in REMARKS:
                verb = ("object" if own else "objects") if fields["action"] == OBJECT else "said"
                about = earlier_words(document, each, fields, page.require_queue().review.names)
                verb += f" {about}" if about else ""
                found.append(f"{who} {verb}: {fields.get('reason') or 'no reason given'}")
        if each.case is not None:
            found += [
                f"{page.name_of(who)}: {' '.join(text.split())}"
                for who, text in page.comments_at(each.case)[:3]
            ]
        return found[:_MOST]

    def _decided(self, fields: Mapping[str, Any]) -> str:
        """Return who decided what, when, and by which rule and version of the guideline."""
        who = self._page.name_of(str(fields.get("person") or "")) or "Somebody"
        did = _DID.get(str(fields.get("action")), "decided")
        if fields.get("action") == "accept" and fields.get("from"):
            number = len(fields["from"])
            did = f"took the reading of {number} {'person' if number == 1 else 'people'}"
        parts = [f"{who} {did}", str(fields.get("created") or "")[:10]]
        if fields.get("rule"):
            parts.append(f"by the rule {fields['rule']}")
        if fields.get("guideline_version") is not None:
            parts.append(f"guideline {fields['guideline_version']}")
        return ", ".join(part for part in parts if part)
