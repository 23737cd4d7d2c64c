"""Who said what, about whom and where: attribution, relations, entities."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.app.actions.action import Action
from annotator.domain.problem import Problem
from annotator.domain.schema import RelationType, Schema
from annotator.project.relating import relation_types

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.domain.span import Span

GROUP = "Relations"
#: What A asks for, in this order; the first that can start at the focused span.
_ATTRIBUTIONS = ("said_by", "claimed_by")


def _focused(window: MainWindow) -> Span:
    page = window.require_page()
    span = page.spans.get(page.view.focused or "")
    if span is None:
        raise Problem("No span has the focus.", "Nothing was changed.", "Tab goes to the next one.")
    return span


def _attribute(window: MainWindow) -> None:
    from annotator.app.picks.speaker_pick import SpeakerPick

    page, span = window.require_page(), _focused(window)
    there = [kind.id for kind in relation_types(page.project, span.label)]
    relation = next((each for each in _ATTRIBUTIONS if each in there), None)
    if relation is None:
        label = page.project.schema.label(span.label)
        raise Problem(
            f"A {label.name.lower() if label else span.label} is not said by anybody.",
            "Nothing was changed.",
            "A asks for the speaker of a quote or of a claim.",
        )
    page.picks.ask(SpeakerPick(page, span.id, relation))


def _relate(window: MainWindow) -> None:
    from annotator.app.picks.relation_pick import RelationPick

    page, span = window.require_page(), _focused(window)
    page.picks.ask(RelationPick(page, span))


def _relate_by(window: MainWindow, kind: RelationType) -> None:
    from annotator.app.picks.relation_pick import TargetPick

    page, span = window.require_page(), _focused(window)
    if kind.from_labels and span.label not in kind.from_labels:
        raise Problem(
            f"“{kind.name}” does not start at a {span.label}.",
            "Nothing was changed.",
            f"Focus a {' or '.join(kind.from_labels)} first.",
        )
    page.picks.ask(TargetPick(page, span, kind))


def _link(window: MainWindow) -> None:
    from annotator.app.picks.entity_pick import EntityPick

    page = window.require_page()
    selected = [id for id in page.form.spans if id in page.spans]
    span_ids = selected if len(selected) > 1 else [_focused(window).id]
    labels = [page.project.schema.label(page.spans[id].label) for id in span_ids]
    if not all(label and label.definition.get("entity") for label in labels):
        raise Problem(
            "This is not a mention of anybody or of a place.",
            "Nothing was changed.",
            "W is for speakers and locations.",
        )
    page.picks.ask(EntityPick(page, span_ids))


def relation_actions(schema: Schema) -> list[Action]:
    """Return the actions of the schema's relations: "relate.said_by" asks for the target."""
    return [
        Action(
            f"relate.{kind.id}",
            f"Relate: {kind.name.lower()}",
            GROUP,
            partial(_relate_by, kind=kind),
            "document",
            True,
        )
        for kind in schema.relations
        if kind.enabled
    ]


RELATION_ACTIONS: tuple[Action, ...] = (
    Action("attribute.speaker", "Attribute: who said or claims it", GROUP, _attribute,
           "document", True),
    Action("entity.link", "Who or where: link to an entity", GROUP, _link, "document", True),
    Action("relation.draw", "Draw a relation", GROUP, _relate, "document", True),
)  # fmt: skip
