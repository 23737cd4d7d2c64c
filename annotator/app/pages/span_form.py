"""The form of the focused span, or of the spans that are selected in the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from annotator.domain.conditions import parse_condition
from annotator.domain.departed import attributes_without_entity
from annotator.domain.schema import Attribute, Label, RelationType
from annotator.domain.span import Span
from annotator.project.attributes import set_attribute
from annotator.project.relating import relate, relation_types, targets
from annotator.widgets.form_row import (
    CHOICE,
    DIFFERENT,
    FLAG,
    LINKS,
    NUMBER,
    TEXT,
    FormHead,
    FormLink,
    FormRow,
)

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage

_KINDS = {"choice": CHOICE, "flag": FLAG, "number": NUMBER}
#: Relations that have a row even before they are there, with the key and the action for them.
_ASKED = {"said_by": "A", "claimed_by": "A"}
#: Begins the id of what takes an offered relation; the rest is the relation's id.
_OFFER = "offer."


class SpanForm(QObject):
    """Fills the form of a page and does what it asks for."""

    def __init__(self, page: AnnotatePage) -> None:
        super().__init__(page)
        self._page = page
        self._form = page.panel.form
        self._spans: tuple[str, ...] = ()
        self._form.attribute_set.connect(self._set_attribute)
        self._form.asked.connect(self._ask)

    @property
    def spans(self) -> tuple[str, ...]:
        """The ids of the spans that it is about."""
        return self._spans

    def show(self, span_ids: Sequence[str]) -> None:
        """Show the form of these spans; of none, nothing."""
        self._spans = tuple(span_ids)
        self.refresh()

    def refresh(self) -> None:
        """Show the form as the spans are now."""
        page = self._page
        spans = [page.spans[id] for id in self._spans if id in page.spans]
        if not spans:
            suggestion = page.suggestions.get(self._spans[0]) if self._spans else None
            spans = [suggestion] if suggestion is not None else []
        spans = [self._without_departed(span) for span in spans]
        if not spans:
            self._form.show_nothing()
        elif len(spans) == 1:
            self._show_one(spans[0])
        else:
            self._show_several(spans)

    def _show_one(self, span: Span) -> None:
        label = self._page.project.schema.label(span.label)
        place = f"{span.start:,}–{span.end:,}"
        note = "unsure" if span.uncertain else ""
        head = FormHead(label.name if label else span.label, place, note)
        rows = self._attribute_rows([span], label)
        if span.id in self._page.spans:
            rows += self._entity_rows(span, label) + self._relation_rows(span)
            rows.append(self._doubt_row(span))
        self._form.show_rows(span.id, head, rows)

    def _show_several(self, spans: Sequence[Span]) -> None:
        labels = {span.label for span in spans}
        label = self._page.project.schema.label(spans[0].label) if len(labels) == 1 else None
        name = f"{label.name.lower()}s" if label else "spans"
        head = FormHead(f"{len(spans):,} {name}", "changed together")
        self._form.show_rows(self._spans, head, self._attribute_rows(spans, label))

    def _without_departed(self, span: Span) -> Span:
        """Return a span as it reads: one whose entity was deleted names nobody."""
        project = self._page.project
        if span.entity is None or project.ledger.entity(span.entity) is not None:
            return span
        label = project.schema.label(span.label)
        left = attributes_without_entity(label, span.attributes)
        return span._replace(entity=None, attributes=left)

    # Rows

    def _attribute_rows(self, spans: Sequence[Span], label: Label | None) -> list[FormRow]:
        found = []
        for attribute in label.attributes if label else ():
            values = {_hashable(span.attributes.get(attribute.id)) for span in spans}
            value = values.pop() if len(values) == 1 else DIFFERENT
            if self._offers(attribute, spans):
                kind = _KINDS.get(attribute.kind, TEXT)
                found.append(
                    FormRow(
                        kind,
                        attribute.id,
                        attribute.name,
                        attribute.values,
                        value,
                        attribute.required,
                    )
                )
        return found

    def _offers(self, attribute: Attribute, spans: Sequence[Span]) -> bool:
        """Whether there is a row: not where the schema says that it does not apply."""
        condition = attribute.definition.get("enabled_when")
        return not condition or all(parse_condition(condition).holds(s.attributes) for s in spans)

    def _entity_rows(self, span: Span, label: Label | None) -> list[FormRow]:
        wanted = label.definition.get("entity") if label else None
        if not wanted:
            return []
        name = self._page.project.ledger.name_of(span.entity)
        where = wanted.get("kinds") == ["place"]
        words = name or ("no place yet" if where else "nobody yet")
        link = FormLink("W", words, "entity.link", offered=not name)
        return [FormRow(LINKS, "entity", "Where" if where else "Who", links=(link,))]

    def _relation_rows(self, span: Span) -> list[FormRow]:
        page, found = self._page, []
        outgoing = page.describing.outgoing(span)
        for kind in relation_types(page.project, span.label):
            there = [other for each, other, _ in outgoing if each.id == kind.id]
            row = self._relation_row(kind, span, there)
            if row is not None:
                found.append(row)
        return found

    def _relation_row(
        self, kind: RelationType, span: Span, there: Sequence[Span]
    ) -> FormRow | None:
        key = _ASKED.get(kind.id, "R")
        action = "attribute.speaker" if kind.id in _ASKED else f"relate.{kind.id}"
        if there:
            words = "; ".join(self._page.describing.mention(other) for other in there)
            link = FormLink(key, words, action)
        elif kind.definition.get("inside"):
            offered = self._offered(kind, span)
            if offered is None:
                return None
            words = self._page.describing.mention(offered)
            link = FormLink("Enter", words, f"{_OFFER}{kind.id}", offered=True)
        elif kind.id in _ASKED and not self._is_exempt(kind, span):
            link = FormLink(key, "nobody yet", action, offered=True)
        else:
            return None
        return FormRow(LINKS, kind.id, kind.name, links=(link,))

    def _offered(self, kind: RelationType, span: Span) -> Span | None:
        """Return the span that a relation of containment would lead to, or None."""
        document = self._page.document_id
        assert document is not None
        return next(iter(targets(self._page.project, document, kind.id, span.id, 1)), None)

    def _is_exempt(self, kind: RelationType, span: Span) -> bool:
        """Whether nobody is asked who it was, because the span or another relation says so."""
        others = kind.definition.get("exclusive_with", ())
        outgoing = self._page.describing.outgoing(span)
        if any(each.id in others for each, _, _ in outgoing):
            return True
        exempt = kind.definition.get("exempt")
        return bool(exempt) and parse_condition(exempt).holds(span.attributes)

    def _doubt_row(self, span: Span) -> FormRow:
        comments = [c for c in self._page.comments.values() if c.span == span.id]
        waiting = sum(not c.resolved and c.reply_to is None for c in comments)
        words = f"{waiting} open" if waiting else "Comment" if not comments else "resolved"
        links = (
            FormLink("D", "yes" if span.uncertain else "no", "span.doubt"),
            FormLink("M", words, "comment.write"),
        )
        return FormRow(LINKS, "unsure", "Unsure", links=links)

    # What is asked for

    def _set_attribute(self, attribute: str, value: Any) -> None:
        page = self._page
        ids = [id for id in self._spans if id in page.spans]
        if page.document_id is not None and ids:
            page.try_to(
                lambda: set_attribute(page.project, str(page.document_id), ids, attribute, value)
            )

    def _ask(self, action: str) -> None:
        page, document = self._page, self._page.document_id
        if not action.startswith(_OFFER):
            page.action_asked.emit(action)
            return
        kind = action.removeprefix(_OFFER)
        found = next((each for each in page.project.schema.relations if each.id == kind), None)
        span = page.spans.get(self._spans[0]) if self._spans else None
        if found is None or span is None or document is None:
            return
        offered = self._offered(found, span)
        if offered is not None:
            page.try_to(lambda: relate(page.project, document, kind, span.id, offered.id))
        self._form.setFocus(Qt.FocusReason.OtherFocusReason)


def _hashable(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
