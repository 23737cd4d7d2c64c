"""Attributing quotes: who may have said one, ranked, and linking it to the one that is chosen.

Candidates are mentions that are marked, and words that are not marked yet but name the speaker;
those are marked in the same Edit that links them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.annotation import Relation, relation_fields
from annotator.domain.edit import Change, add, set_fields
from annotator.domain.edit import delete as deletion
from annotator.domain.schema import Attribute, RelationType
from annotator.domain.span import Fragment, Span, quotes_of, span_fields
from annotator.project.candidate_search import Found, search_candidates
from annotator.project.layer_edit import (
    check_label,
    checked,
    edit_layer,
    refusal,
    spans_there,
    writable,
)
from annotator.project.naming import shortened, spans_name
from annotator.project.open_document import OpenDocument
from annotator.project.project import Project
from annotator.project.relating import (
    changes_for,
    check_ends,
    own_relations,
    relate,
    relation_type,
    targets,
)

#: The value of a quote's attribution that says that nobody is named.
NOBODY = "unattributed"
_ATTRIBUTION = "attribution"
#: How many characters of a candidate's words are shown.
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a quote may be linked to.

    `span_id` is the mention when it is marked, else `fragment` (code points) is what would be
    marked. `words` are shown; `entity` is who it is, by id, where that is certain; `because`
    is a short reason.
    """

    span_id: str | None
    fragment: Fragment | None
    words: str
    entity: str | None
    because: str


def candidates(
    project: Project,
    document_id: str,
    span_id: str,
    relation: str = "said_by",
    query: str = "",
    limit: int = 9,
) -> list[Candidate]:
    """Return whom a span may be linked to by a relation (type by id), most likely first.

    `query` leaves those of which a word begins with it, and finds names elsewhere in the text. For
    a relation to what lies around, the spans around are returned, innermost first. Raises Problem
    when the span is gone or the schema has no such relation.
    """
    opened = project.open_document(document_id)
    (span,) = spans_there(opened, [span_id])
    kind = relation_type(project, relation)
    if kind.definition.get("inside"):
        around = targets(project, document_id, relation, span_id, limit)
        return [_of_span(each, "lies around it") for each in around if _fits(each, query)]
    found = search_candidates(project, opened, span, kind, query)
    return [_candidate(opened, each) for each in _first(found, limit)]


def _first(found: Iterable[Found], limit: int) -> Iterator[Found]:
    for number, each in enumerate(found):
        if number == limit:
            return
        yield each


def _fits(span: Span, query: str) -> bool:
    return query.casefold() in " ".join(span.quote).casefold()


def _of_span(span: Span, because: str) -> Candidate:
    return Candidate(span.id, None, shortened(" … ".join(span.quote), _SHOWN), span.entity, because)


def _candidate(opened: OpenDocument, found: Found) -> Candidate:
    if found.span is not None:
        return _of_span(found.span, found.because)
    words = shortened(opened.document.text[slice(*found.place)], _SHOWN)
    return Candidate(None, found.place, words, found.entity, found.because)


def attribute(
    project: Project,
    document_id: str,
    span_id: str,
    candidate: Candidate,
    relation: str = "said_by",
    also: bool = False,
) -> Relation:
    """Link a span to a candidate, whose mention is marked when it is not yet; return the link.

    All of it is one Edit. `also` adds a joint speaker instead of replacing the one that is
    there. Raises Problem for what `relating.relate` refuses, and when the words are excluded.
    """
    opened = writable(project, document_id)
    (source,) = spans_there(opened, [span_id])
    kind = relation_type(project, relation)
    place = candidate.fragment
    if candidate.span_id is not None or place is None:
        mention = opened.spans.get(candidate.span_id or "")
        if mention is None:
            raise refusal("This mark is no longer there.", "Choose another one.")
        return relate(project, document_id, relation, span_id, mention.id, also)
    label = _mention_label(project, kind)
    fragments = checked(opened.document, [place])
    check_label(project.schema, label, 1)
    marked = opened.marked(label, fragments)
    if marked is not None:
        return relate(project, document_id, relation, span_id, marked.id, also)
    mention = Span(
        project.session.new_id(),
        label,
        fragments,
        quotes_of(opened.document.text, fragments),
        entity=candidate.entity,
        created=project.session.clock(),
    )
    check_ends(kind, source, mention, project)
    linking = changes_for(project, opened, kind, source, mention, also)
    made = add(opened.stream, "span", mention.id, span_fields(mention))
    name = f"link {spans_name([source])} – {kind.name.lower()}: {spans_name([mention])}"
    edit_layer(project, opened, name, [made, *linking])
    return opened.relations[next(each.id for each in linking if each.op == "add")]


def _mention_label(project: Project, kind: RelationType) -> str:
    enabled = [each.id for each in project.schema.enabled_labels]
    label = next((each for each in kind.to_labels if each in enabled), None)
    if label is None:
        raise refusal(
            f"“{kind.name}” leads to no label that is in use.", "Look at the schema of the project."
        )
    return label


def attribute_to_nobody(
    project: Project, document_id: str, span_id: str, relation: str = "said_by"
) -> None:
    """Say that nobody is named as the speaker of a quote; takes away its links, as one Edit.

    Raises Problem when the schema has no value that says so.
    """
    opened = writable(project, document_id)
    (span,) = spans_there(opened, [span_id])
    label = project.schema.label(span.label)
    known = next((each for each in label.attributes if _says_nobody(each)), None) if label else None
    if known is None:
        raise refusal(
            "The schema has no attribute that says that nobody is named.",
            "Choose a speaker, or leave the quote without one.",
        )
    changes: list[Change] = [
        deletion(opened.stream, "relation", each.id, relation_fields(each))
        for each in own_relations(opened, relation, span_id)
    ]
    before = span_fields(span)
    values = {**span.attributes, known.id: NOBODY}
    if values != dict(span.attributes):
        now = project.session.clock()
        changes.append(
            set_fields(opened.stream, "span", span.id, before, attributes=values, updated=now)
        )
    edit_layer(project, opened, f"link {spans_name([span])} to nobody", changes)


def _says_nobody(attribute: Attribute) -> bool:
    return attribute.id == _ATTRIBUTION and NOBODY in attribute.values
