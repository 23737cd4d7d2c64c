"""Relations between spans of one's own layer: drawing, deleting and offering them.

What the schema says of a relation's type is kept: its ends, `max`, `inside`, `acyclic`,
`exclusive_with`. Where `above_max` is a warning, more than `max` are let through when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest

from annotator.domain.annotation import Relation, relation_fields
from annotator.domain.conditions import parse_condition
from annotator.domain.constraints.structure import lies_inside
from annotator.domain.edit import Change, add, set_fields
from annotator.domain.edit import delete as deletion
from annotator.domain.problem import Problem
from annotator.domain.schema import RelationType
from annotator.domain.span import Span, span_fields
from annotator.project.layer_edit import edit_layer, refusal, spans_there, writable
from annotator.project.naming import label_name, spans_name
from annotator.project.open_document import OpenDocument
from annotator.project.project import Project


def relation_types(project: Project, label_id: str) -> tuple[RelationType, ...]:
    """Return the relation types in use that start at spans of a label, in schema order."""
    return tuple(
        each
        for each in project.schema.relations
        if each.enabled and (not each.from_labels or label_id in each.from_labels)
    )


def relation_type(project: Project, type_id: str) -> RelationType:
    """Return the relation type of an id; raises Problem when the schema does not use it."""
    for each in project.schema.relations:
        if each.id == type_id and each.enabled:
            return each
    raise refusal(f"The schema has no relation “{type_id}”.", "Choose one that is offered.")


def relations_of(opened: OpenDocument, span_id: str) -> list[Relation]:
    """Return the relations from and to a span, oldest first."""
    return opened.relations_of(span_id)


def own_relations(opened: OpenDocument, type_id: str, from_span: str) -> list[Relation]:
    """Return a span's relations of one type, oldest first."""
    return [
        each
        for each in opened.relations_of(from_span)
        if each.from_span == from_span and each.label == type_id
    ]


def relate(
    project: Project,
    document_id: str,
    type_id: str,
    from_span: str,
    to_span: str,
    also: bool = False,
) -> Relation:
    """Link two spans (by id) and return the relation; the present one when they are linked.

    Where the type allows one, it replaces that. With `also` a further one is added, for joint
    speakers, if the schema only warns of more. Raises Problem when the schema forbids the link.
    """
    opened = writable(project, document_id)
    kind = relation_type(project, type_id)
    source, target = spans_there(opened, [from_span]), spans_there(opened, [to_span])
    present = own_relations(opened, type_id, from_span)
    found = next((each for each in present if each.to_span == to_span), None)
    if found is not None:
        return found
    check_ends(kind, source[0], target[0], project)
    changes = changes_for(project, opened, kind, source[0], target[0], also)
    relation = next(each for each in changes if each.op == "add")
    name = f"link {spans_name(source)} – {kind.name.lower()}: {spans_name(target)}"
    edit_layer(project, opened, name, changes)
    return opened.relations[relation.id]


def check_ends(kind: RelationType, source: Span, target: Span, project: Project) -> None:
    """Raise Problem when a relation of this type cannot join these two spans."""
    if source.id == target.id:
        raise refusal("A mark cannot be linked to itself.", "Choose another mark.")
    for allowed, span, end in (
        (kind.from_labels, source, "starts at"),
        (kind.to_labels, target, "leads to"),
    ):
        if allowed and span.label not in allowed:
            names = " or ".join(label_name(project.schema, each) for each in allowed)
            wrong = label_name(project.schema, span.label)
            raise refusal(
                f"“{kind.name}” {end} a {names}, and this is a {wrong}.",
                f"Choose a {names}.",
            )
    if kind.definition.get("inside") and not lies_inside(source.fragments, target.fragments):
        raise refusal(
            f"“{kind.name}” needs a mark that lies inside the other, and this one does not.",
            "Choose the mark around it.",
        )


def changes_for(
    project: Project,
    opened: OpenDocument,
    kind: RelationType,
    source: Span,
    target: Span,
    also: bool,
) -> list[Change]:
    """Return what linking two spans changes: the new relation, and those it replaces.

    `target` need not be in the layer yet. Raises Problem for a cycle, for one too many and for
    a relation that excludes this one.
    """
    if _makes_circle(opened, kind, source.id, target.id):
        raise refusal(
            f"“{kind.name}” would run in a circle: the other mark leads back to this one.",
            "Take back the other link first.",
        )
    _check_exclusive(project, opened, kind, source)
    present = own_relations(opened, kind.id, source.id)
    most = kind.definition.get("max")
    replaced: list[Relation] = []
    if most is not None and len(present) >= most and not (also and _may_exceed(kind)):
        if most != 1:
            raise refusal(
                f"“{kind.name}” is given {most} times at most, and all of them are taken.",
                "Delete one of them first.",
            )
        replaced = present
    elif also and most == 1 and present and not _may_exceed(kind):
        replaced = present
    relation = Relation(project.session.new_id(), kind.id, source.id, target.id)
    freed = _without_exemption(project, opened, kind, source)
    changes = [
        deletion(opened.stream, "relation", each.id, relation_fields(each)) for each in replaced
    ]
    made = add(opened.stream, "relation", relation.id, relation_fields(relation))
    return [*changes, made, *freed]


def _without_exemption(
    project: Project, opened: OpenDocument, kind: RelationType, source: Span
) -> list[Change]:
    """Return what takes away a computed attribute that said there is no such relation.

    A quote that is linked to a speaker after all is no longer one that nobody is named for.
    """
    exempt = kind.definition.get("exempt")
    label = project.schema.label(source.label)
    if not exempt or label is None or not parse_condition(exempt).holds(source.attributes):
        return []
    computed = {each.id for each in label.attributes if each.definition.get("computed")}
    values = dict(source.attributes)
    for group in parse_condition(exempt).groups:
        for each in group:
            # What is required says what the quote is; the other one only that nobody is named.
            required = any(one.id == each.attribute and one.required for one in label.attributes)
            if each.attribute in computed and not required and each.holds(values):
                values.pop(each.attribute)
    if values == dict(source.attributes):
        return []
    before, now = span_fields(source), project.session.clock()
    return [
        set_fields(opened.stream, "span", source.id, before, attributes=values or None, updated=now)
    ]


def _makes_circle(opened: OpenDocument, kind: RelationType, source: str, target: str) -> bool:
    """Return whether a link would lead back to where it starts, by others of its type."""
    if not kind.definition.get("acyclic"):
        return False
    seen, waiting = {target}, [target]
    while waiting:
        for each in own_relations(opened, kind.id, waiting.pop()):
            if each.to_span == source:
                return True
            if each.to_span not in seen:
                seen.add(each.to_span)
                waiting.append(each.to_span)
    return False


def _may_exceed(kind: RelationType) -> bool:
    return kind.definition.get("above_max") in ("warning", "hint")


def _check_exclusive(
    project: Project, opened: OpenDocument, kind: RelationType, source: Span
) -> None:
    # Said of one of the two, it holds both ways.
    excluded = set(kind.definition.get("exclusive_with", ()))
    excluded |= {
        each.id
        for each in project.schema.relations
        if kind.id in each.definition.get("exclusive_with", ())
    }
    for each in opened.relations_of(source.id):
        if each.from_span == source.id and each.label in excluded:
            other = next(one.name for one in project.schema.relations if one.id == each.label)
            raise Problem(
                f"“{kind.name}” and “{other}” exclude each other, and “{other}” is there.",
                "Nothing was changed.",
                f"Delete “{other}” first.",
            )


def unrelate(project: Project, document_id: str, relation_ids: Iterable[str]) -> None:
    """Delete relations by id, as one edit; raises Problem when one is gone."""
    opened = writable(project, document_id)
    wanted = list(dict.fromkeys(relation_ids))
    if not wanted or any(id not in opened.relations for id in wanted):
        raise refusal("This link is no longer there.", "Choose another one.")
    found = [opened.relations[id] for id in wanted]
    changes = [
        deletion(opened.stream, "relation", each.id, relation_fields(each)) for each in found
    ]
    edit_layer(project, opened, _unlinking(project, opened, found), changes)


def _unlinking(project: Project, opened: OpenDocument, found: list[Relation]) -> str:
    if len(found) > 1:
        return f"delete {len(found):,} links"
    (relation,) = found
    names = {each.id: each.name for each in project.schema.relations}
    target = opened.spans.get(relation.to_span)
    what = names.get(relation.label, relation.label).lower()
    return f"delete the link {what}" + (f": {spans_name([target])}" if target else "")


def targets(
    project: Project, document_id: str, type_id: str, from_span: str, limit: int = 50
) -> list[Span]:
    """Return what a span may be linked to, most likely first.

    For a relation to what lies around, those are the containing spans, innermost first; for
    others the nearest in the text. What would make a circle is left out, and what is linked
    already stays in its place.
    """
    opened = project.open_document(document_id)
    kind = relation_type(project, type_id)
    (source,) = spans_there(opened, [from_span])

    inside = bool(kind.definition.get("inside"))

    def distance(span: Span) -> tuple[int, int, str]:
        length = sum(end - start for start, end in span.fragments)
        if inside:
            return length, span.start, span.id
        # After comes before before: most speakers follow what they said.
        gap = max(span.start - source.end, 0) or max(source.start - span.end, 0)
        return gap, -span.start, span.id

    # One look at a time: of tens of thousands of spans each leaves but a part to the next.
    found: Iterable[Span] = opened.spans.values()
    if kind.to_labels:
        labels = frozenset(kind.to_labels)
        found = [each for each in found if each.label in labels]
    if inside:
        found = [each for each in found if lies_inside(source.fragments, each.fragments)]
    found = [
        each
        for each in found
        if each.id != source.id and not _makes_circle(opened, kind, source.id, each.id)
    ]
    return nsmallest(limit, found, key=distance)
