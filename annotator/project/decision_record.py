"""The record of a decision: who ruled what on which case, why, and what gold it makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotator.compare.adjudication import ACCEPT, EDITED, IMPORTED, NONE, REMARKS, Judged
from annotator.compare.case import RELATION_CASE, Case, Choice
from annotator.compare.thread import Thread
from annotator.domain.decision import OBJECT, OBJECTS_TO
from annotator.domain.problem import Problem
from annotator.domain.span import Span, span_fields
from annotator.domain.text import text_sha256
from annotator.project.review_reading import ReviewedDocument, id_of

if TYPE_CHECKING:
    from annotator.project.project import Project

_UNCHANGED = "Nothing was changed."
#: What a decision says of the gold that it makes, and of whose reading that is.
_GOLD_FIELDS = ("spans", "relations", "gold", "from")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a lead says about a case.

    `choices` are the readings that are taken, none of them for “nothing here”; `spans` what
    stands in their place once they were edited (action `edited`, or `new`); `kept` an earlier
    ruling that is to hold as it is.
    """

    action: str
    choices: tuple[Choice, ...] = ()
    spans: tuple[Span, ...] | None = None
    kept: Mapping[str, Any] | None = None

    @classmethod
    def keep(cls, thread: Thread) -> Ruling:
        """Let the ruling that holds go on to hold, whatever was said since.

        Raises Problem where none does.
        """
        if thread.ruling is None:
            raise Problem("Nothing was ruled here yet.", _UNCHANGED, "Take one reading.")
        fields = thread.ruling[1]
        # Gold of an import that somebody confirms is that person's word from now on.
        action = EDITED if fields["action"] == IMPORTED else str(fields["action"])
        return cls(action, kept=fields)

    @classmethod
    def accept(cls, *choices: Choice) -> Ruling:
        """Take readings as they are."""
        nothing = not any(choice.spans or choice.links for choice in choices)
        return cls(NONE if nothing else ACCEPT, choices)

    @classmethod
    def none(cls) -> Ruling:
        """Say that there is nothing here."""
        return cls(NONE)


def common_fields(project: Project) -> dict[str, Any]:
    """Return what every decision says: when, who, and by which version of the guideline."""
    guideline = project.fields_of("guideline", "guideline", "guideline") or {}
    fields: dict[str, Any] = {"created": project.session.clock()}
    if project.me is not None:
        fields["person"] = project.me.id
    if guideline.get("version") is not None:
        fields["guideline_version"] = guideline["version"]
        # Two copies may both have written a version of that number.
        fields["guideline_sha256"] = text_sha256(str(guideline.get("text") or ""))
    return fields


def decision_fields(
    project: Project,
    document: ReviewedDocument,
    each: Judged,
    ruling: Ruling,
    reason: str,
    by_rule: str | None,
) -> dict[str, Any]:
    """Return the record of a decision."""
    fields = {
        "document": document.id,
        "item": _item(each),
        "action": ruling.action,
        **common_fields(project),
    }
    if reason:
        fields["reason"] = reason
    if by_rule:
        fields["rule"] = by_rule
    people = sorted({person for choice in ruling.choices for person in choice.people})
    if people:
        fields["from"] = people
    me = project.me.id if project.me else None
    if each.case is not None and me in each.case.everyone:
        # Who reviews and annotates too: readers of the data can tell.
        fields["own_layer"] = True
    if ruling.action == OBJECT and each.thread.ruling is not None:
        # A newer ruling may be there by the time the lead hears of it.
        fields[OBJECTS_TO] = each.thread.ruling[0]
    if ruling.action not in REMARKS:
        fields |= _place_of(each)
        fields |= _gold(project, document, each, ruling, by_rule, fields["created"])
    return fields


def _place_of(each: Judged) -> dict[str, Any]:
    """Return what a ruling takes the place of, and what it answers."""
    over = [id for id, _fields in each.thread.rulings]
    answers = over[1:] + [id for id, _fields in each.thread.remarks]
    fields: dict[str, Any] = {"supersedes": over[0]} if over else {}
    return {**fields, "answers": answers} if answers else fields


def _gold(
    project: Project,
    document: ReviewedDocument,
    each: Judged,
    ruling: Ruling,
    by_rule: str | None,
    now: str,
) -> dict[str, Any]:
    """Return the gold that a ruling makes."""
    if ruling.kept is not None:
        return {name: ruling.kept[name] for name in _GOLD_FIELDS if name in ruling.kept}
    ids = _ids(each, project.session.new_id)
    if each.case is not None and each.case.kind == RELATION_CASE:
        relations = _relations(document, each.case, ruling, ids)
        return {"relations": relations, "gold": [relation["id"] for relation in relations]}
    origin = "rule" if by_rule else "hand"
    spans = [
        {"id": ids(), **span_fields(span._replace(origin=origin, created=now, extra={}))}
        for span in _taken(ruling)
    ]
    return {"spans": spans, "gold": [span["id"] for span in spans]}


def _ids(each: Judged, new_id: Callable[[], str]) -> Callable[[], str]:
    """Return a source of gold ids: those of the ruling that held, so that links to them last."""
    held = each.thread.ruling
    known = iter(held[1].get("gold") or () if held else ())
    return lambda: next(known, None) or new_id()


def _taken(ruling: Ruling) -> list[Span]:
    """Return the spans of a ruling, the same once."""
    if ruling.spans is not None:
        return list(ruling.spans)
    found = {
        (span.fragments, span.label, repr(sorted(span.attributes.items())), span.entity): span
        for choice in ruling.choices
        for span in choice.spans
    }
    return list(found.values())


def _relations(
    document: ReviewedDocument, case: Case, ruling: Ruling, ids: Callable[[], str]
) -> list[dict[str, Any]]:
    gold = {
        each.case.id: each.thread.ruling[1].get("gold") or []
        for each in document.judged()
        if each.case is not None and each.thread.ruling is not None
    }
    found = []
    links = dict.fromkeys(
        (link.label, link.from_case, link.to_case) for each in ruling.choices for link in each.links
    )
    said = {link[:3]: link.attributes for each in ruling.choices for link in each.links}
    for label, start, end in links:
        if not gold.get(start) or not gold.get(end):
            raise Problem(
                "A relation is decided after the spans at its ends.",
                _UNCHANGED,
                "Decide the spans first.",
            )
        relation: dict[str, Any] = {"id": ids(), "label": label}
        relation |= {"from": gold[start][0], "to": gold[end][0]}
        relation |= {"from_case": start, "to_case": end}
        if said[label, start, end]:
            relation["attributes"] = dict(said[label, start, end])
        found.append(relation)
    return found


def _item(each: Judged) -> dict[str, Any]:
    """Return what a decision keeps of a case, so that old and new can be laid side by side."""
    case = each.case
    if case is None:
        return dict(each.thread.item)
    extents = dict.fromkeys(span.fragments for choice in case.choices for span in choice.spans)
    return {
        "id": id_of(each),
        "kind": case.kind,
        "category": case.category,
        "fingerprint": case.fingerprint,
        "members": [list(member) for member in case.members],
        "extents": [[list(fragment) for fragment in extent] for extent in extents],
        "readings": [
            {"people": list(choice.people), "spans": [_shown(span) for span in choice.spans]}
            for choice in case.choices
        ],
    }


def _shown(span: Span) -> dict[str, Any]:
    fields = span_fields(span)
    return {n: fields[n] for n in ("label", "fragments", "quote", "attributes", "entity")
            if n in fields}  # fmt: skip
