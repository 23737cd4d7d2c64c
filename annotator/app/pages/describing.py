"""What the page says of a span: the note in the margin, the arrows, the line in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.annotation import Relation
from annotator.domain.span import Span
from annotator.project.relating import relations_of
from annotator.widgets.article_view.links import Link

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage
    from annotator.domain.schema import RelationType

#: More words than this of a mention are not needed to know it.
_LONGEST = 48


def short(words: str) -> str:
    """Return a mention's words in one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


class Describing:
    """Speaks of the spans of a page's open document."""

    def __init__(self, page: AnnotatePage) -> None:
        self._page = page

    # Relations

    def _type(self, relation: Relation) -> RelationType | None:
        types = self._page.project.schema.relations
        return next((each for each in types if each.id == relation.label), None)

    def outgoing(self, span: Span) -> list[tuple[RelationType, Span, Relation]]:
        """Return the relations that start at a span, with where they lead, in schema order."""
        return [each for each in self._joined(span) if each[2].from_span == span.id]

    def _joined(self, span: Span) -> list[tuple[RelationType, Span, Relation]]:
        page = self._page
        if page.document_id is None:
            return []
        opened = page.project.open_document(page.document_id)
        order = {each.id: number for number, each in enumerate(page.project.schema.relations)}
        found = []
        for relation in relations_of(opened, span.id):
            other_id = relation.to_span if relation.from_span == span.id else relation.from_span
            kind, other = self._type(relation), opened.spans.get(other_id)
            if kind is not None and other is not None:
                found.append((kind, other, relation))
        return sorted(found, key=lambda each: (order[each[0].id], each[1].start, each[2].id))

    def links(self, span: Span | None) -> list[Link]:
        """Return the arrows of a focused span; what lies inside it shows by that already."""
        if span is None:
            return []
        return [
            Link(
                other.fragments,
                other.id,
                kind.name.lower(),
                inwards=relation.to_span == span.id,
                strong=kind.id == "said_by",
            )
            for kind, other, relation in self._joined(span)
            if kind.enabled and not kind.definition.get("inside")
        ]

    # Words

    def name(self, span: Span) -> str:
        """Return who or what a mention names: its entity, else its own words."""
        return self._page.project.ledger.name_of(span.entity) or short(" … ".join(span.quote))

    def mention(self, span: Span) -> str:
        """Return a mention with its entity: “Alexander Lukashenko, as “he””."""
        words, name = short(" … ".join(span.quote)), self._page.project.ledger.name_of(span.entity)
        return f"{name}, as “{words}”" if name and name != words else name or words

    def note(self, span: Span | None) -> tuple[str, ...]:
        """Return the lines in the margin beside a focused span, its label first."""
        if span is None:
            return ()
        label = self._page.project.schema.label(span.label)
        kinds = label.chosen(span.attributes)[:1] if label else []
        lines = [", ".join([label.name if label else span.label, *kinds])]
        if span.id in self._page.suggestions:
            lines.append("suggested: Enter takes it, Delete not")
        entity = self._page.project.ledger.name_of(span.entity)
        if entity:
            lines.append(entity)
        lines += [
            f"{kind.name.lower()} {self.name(other)}"
            for kind, other, _ in self.outgoing(span)
            if kind.enabled and not kind.definition.get("inside")
        ]
        lines += ["unsure"] * span.uncertain + ([span.note] if span.note else [])
        return tuple(lines)

    def detail(self, span: Span, with_label: bool) -> str:
        """Return the quiet line below a span in the list; of a quote, who said it."""
        label = self._page.project.schema.label(span.label)
        said = self.outgoing(span)
        speakers = [self.mention(other) for kind, other, _ in said if kind.id == "said_by"]
        via = [self.name(other) for kind, other, _ in said if kind.id == "relayed_by"]
        doubts = ["unsure"] * span.uncertain + ["note"] * bool(span.note)
        waiting = self._page.talk.of_span(span.id)[0]
        doubts += [f"{waiting} comment{'s' * (waiting != 1)}"] if waiting else []
        if speakers:
            return " · ".join(speakers + [f"via {name}" for name in via[:1]] + doubts)
        entity = self._page.project.ledger.name_of(span.entity)
        parts = [label.name if label else span.label] if with_label else []
        parts += ([entity] if entity else []) + (label.chosen(span.attributes) if label else [])
        return " · ".join(parts + doubts)

    def depth(self, span: Span) -> int:
        """Return how deep a quote is nested in others, for the list to indent it."""
        page, depth, seen = self._page, 0, {span.id}
        while depth < 4:
            outer = [o for kind, o, _ in self.outgoing(span) if kind.id == "nested_in"]
            if not outer or outer[0].id in seen or page.document_id is None:
                break
            span, depth = outer[0], depth + 1
            seen.add(span.id)
        return depth
