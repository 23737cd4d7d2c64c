"""Showing a case: the article with a lane for each reading, and the readings in the bar."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from annotator.app.pages.editing_reading import Draft
from annotator.compare.adjudication import Judged, outcome, ruled_spans
from annotator.compare.case import RELATION_CASE, Case, Choice, content_of
from annotator.compare.item import said_of
from annotator.domain.schema import Label
from annotator.domain.span import Span
from annotator.project.naming import shortened
from annotator.project.review_reading import ReviewedDocument
from annotator.project.review_words import (
    attributes_said,
    choice_said,
    choice_words,
    drawn_words,
    label_words,
)
from annotator.widgets.article_view.band import Band
from annotator.widgets.article_view.links import Link as ArcLink
from annotator.widgets.decision_bar import ReadingRow
from annotator.widgets.theme import mix

if TYPE_CHECKING:
    from annotator.app.pages.cases_page import CasesPage

#: The colour of a label that the schema does not know.
UNKNOWN = "#7F7F7F"
DRAFT = "draft"
#: How much of the article is shown before a case, and how much of a line beside it, in characters.
_BEFORE, _NOTE = 150, 30


def _band_of(readings: Sequence[Span]) -> Band | None:
    """Return the band behind all readings, with the number that each has in its label."""
    if not readings:
        return None
    first = min(span.start for span in readings)
    last = max(span.end for span in readings)
    labels = {span.id: span.label.split(":") for span in readings}
    numbers = {id: parts[1] for id, parts in labels.items() if parts[0] == "reading"}
    drafts = {id: "E" for id, parts in labels.items() if parts[0] == DRAFT}
    return Band((first, last), numbers | drafts)


def _stack_of(readings: Sequence[Span], draft: Draft | None) -> list[list[str]]:
    """Return whose lanes lie one below the other: a reading's, and the draft below its reading."""
    lanes: dict[tuple[int, bool], list[str]] = {}
    for span in readings:
        if span.label.startswith("reading:"):
            lanes.setdefault((int(span.label.split(":")[1]), False), []).append(span.id)
        elif draft is not None and span.id.startswith(DRAFT):
            lanes.setdefault((draft.number or len(readings), True), []).append(span.id)
    return [lanes[at] for at in sorted(lanes)]


def _choices(each: Judged) -> Sequence[Choice]:
    """Return the readings of a case; of one whose marks are gone what was ruled."""
    if each.case is not None:
        return each.case.choices
    ruled = () if each.thread.ruling is None else ruled_spans(each.thread.ruling[1])
    return (Choice((), tuple(ruled)),)


def _readings(choices: Sequence[Choice]) -> list[Span]:
    return [
        span._replace(id=f"reading-{number}-{part}", label=f"reading:{number}:{span.label}")
        for number, choice in enumerate(choices, 1)
        for part, span in enumerate(choice.spans)
    ]


class CaseShowing:
    """Brings the present case of a page to its widgets; keeps which document is shown."""

    def __init__(self, page: CasesPage) -> None:
        self._page = page
        self.document_id: str | None = None

    def show(self, document: ReviewedDocument, each: Judged) -> None:
        """Show a case in its article and in the bar."""
        # First the bar, because its height decides how much of the article there is.
        self.show_bar(document, each)
        layout = self._page.middle.layout()
        if layout is not None:
            layout.activate()
        self.show_article(document, each)

    @abstractmethod
    def show_bar(self, document: ReviewedDocument, each: Judged) -> None:
        """Show the readings of a case, who had them, and what was said and ruled."""

    # The article

    def show_article(
        self, document: ReviewedDocument, each: Judged, draft: Draft | None = None
    ) -> None:
        """Show the readings of a case among the other marks, which are grey."""
        page, case = self._page, each.case
        view = page.view
        content = page.project.open_document(document.id).document
        spans = self._others(document, case)
        choices = _choices(each)
        own = self._ends(document, case) if case else []
        own = own or _readings(choices)
        if draft is not None:
            own += [
                span._replace(
                    id=DRAFT if at == draft.at else f"{DRAFT}-{at}", label=f"{DRAFT}:{span.label}"
                )
                for at, span in enumerate(draft.spans)
            ]
        stack = _stack_of(own, draft)
        labels = [*self._labels_around(), *self._numbered_labels(choices, draft)]
        if self.document_id != document.id:
            self.document_id = document.id
            view.show_document(
                content.text, content.title, content.language, [*spans, *own], labels,
                content.excluded, stack=stack,
            )  # fmt: skip
        else:
            view.content.set_labels(labels)
            view.set_spans([*spans, *own], stack=stack)
        links = self._links(case, own)
        view.set_focused(own[0].id if links else None, (), False, links)
        view.set_band(_band_of(own), self._note(case))
        if draft is not None:
            view.set_focused(DRAFT, self._draft_note(case, draft))
        if draft is not None:
            view.reveal(draft.span.start)
        elif own:
            self.reveal(min(span.start for span in own), max(span.end for span in own))

    def reveal(self, start: int, end: int) -> None:
        """Bring a case into sight, its beginning in any case, with what stands before it."""
        for position in (end, max(0, start - _BEFORE), start):
            self._page.view.reveal(position)

    def _note(self, case: Case | None) -> list[str]:
        if case is None:
            return []
        schema = self._page.project.schema
        head = f"{label_words(schema, case.labels)}, {case.category}"
        said = partial(self._said, case)
        lines = [
            f"{number} {shortened(said(choice) or choice_words(case, choice, schema), _NOTE)}"
            for number, choice in enumerate(case.choices, 1)
        ]
        return [head, *lines]

    def _draft_note(self, case: Case | None, draft: Draft) -> list[str]:
        name = label_words(self._page.project.schema, [draft.span.label])
        lines = [f"Edit {draft.number or 'your own'}: {name}", "Alt and arrows move the ends"]
        if case is not None and sum(bool(choice.spans) for choice in case.choices) > 1:
            lines.append("Digits edit other readings")
        if len(draft.spans) > 1:
            lines.append(f"{draft.number} goes to its next mark")
        said = attributes_said(self._page.project.schema, draft.span)
        lines += [shortened(said[id], _NOTE) for id in said_of(draft.span)]
        return [*lines, "Enter takes it", "Esc leaves it"]

    def _said(self, case: Case, choice: Choice) -> str:
        return choice_said(case, choice, self._page.project.schema, self._entity_name)

    def _entity_name(self, id: str) -> str:
        entity = self._page.project.ledger.entity(id)
        return id if entity is None else entity.name

    def _ends(self, document: ReviewedDocument, case: Case) -> list[Span]:
        """Return the spans that a relation may join."""
        there = {each.id: each for each in document.cases}
        ends = [there[id] for id in case.ends or () if id in there]
        return [
            span._replace(id=f"end-{number}", label=f"end:{span.label}")
            for number, end in enumerate(ends)
            for span in end.choices[0].spans[:1]
        ]

    def _others(self, document: ReviewedDocument, present: Case | None) -> list[Span]:
        """Return one reading of every other case: what most people did."""
        ends = (present.ends or ()) if present is not None else ()
        return [
            span._replace(id=f"{case.id}-{part}", label=f"other:{span.label}")
            for case in document.cases
            if case is not present and case.kind != RELATION_CASE and case.id not in ends
            for choice in (next((c for c in case.choices if c.spans), None),)
            if choice is not None
            for part, span in enumerate(choice.spans)
        ]

    def _links(self, case: Case | None, ends: Sequence[Span]) -> list[ArcLink]:
        """Return an arrow for each relation that a reading has between these ends."""
        if case is None or case.kind != RELATION_CASE or len(ends) < 2:
            return []
        schema, first = self._page.project.schema, (case.ends or ("",))[0]
        drawn = dict.fromkeys(
            (link.label, link.from_case == first) for each in case.choices for link in each.links
        )
        return [
            ArcLink(ends[1].fragments, ends[1].id, label_words(schema, [label]), not outwards, True)
            for label, outwards in drawn
        ]

    def _labels_around(self) -> list[Label]:
        """Return the labels of other cases, which are grey, and of what a relation joins."""
        theme = self._page.theme
        grey = mix(theme.soft_ink, theme.paper, 0.35)
        return [
            label._replace(id=f"other:{label.id}", color=grey)
            for label in self._page.project.schema.labels
        ] + [label._replace(id=f"end:{label.id}") for label in self._page.project.schema.labels]

    def _numbered_labels(self, choices: Sequence[Choice], draft: Draft | None) -> list[Label]:
        known = {label.id: label for label in self._page.project.schema.labels}
        found = []
        for number, choice in enumerate(choices, 1):
            for id in dict.fromkeys(span.label for span in choice.spans):
                label = known.get(id) or Label(id, id, UNKNOWN)
                found.append(label._replace(id=f"reading:{number}:{id}", key=str(number)))
        for id in dict.fromkeys(span.label for span in draft.spans) if draft is not None else ():
            label = known.get(id) or Label(id, id, UNKNOWN)
            found.append(label._replace(id=f"{DRAFT}:{id}", key="E"))
        return found

    # The bar

    def row(
        self, document: ReviewedDocument, case: Case, choice: Choice, people: str
    ) -> ReadingRow:
        """Return what the bar shows of a reading; `people` says who has it."""
        schema = self._page.project.schema
        if case.kind == RELATION_CASE:
            drawn, what = drawn_words(document, case, choice), choice_words(case, choice, schema)
            return ReadingRow(
                drawn or what, what if drawn else "", people, UNKNOWN, (), bool(drawn)
            )
        label = schema.label(choice.spans[0].label) if choice.spans else None
        fragments = tuple(part for span in choice.spans for part in span.fragments)
        words = choice_words(case, choice, schema)
        said = self._said(case, choice)
        color, style = (label.color, label.style) if label else (UNKNOWN, "fill")
        return ReadingRow(words, said, people, color, fragments, style=style)

    def ruled(self, each: Judged) -> set[int]:
        """Return the numbers of the readings that were taken, from 0; several that were kept."""
        if each.case is None or each.thread.ruling is None:
            return set()
        choices, fields = each.case.choices, each.thread.ruling[1]
        said = outcome(fields)
        same = {n for n, choice in enumerate(choices) if choice.content == said}
        there = {content_of([span], ()) for span in ruled_spans(fields)}
        return same or {
            n for n, choice in enumerate(choices)
            if choice.spans and all(content_of([span], ()) in there for span in choice.spans)
        }  # fmt: skip
