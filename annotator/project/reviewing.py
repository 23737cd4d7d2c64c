"""Reviewing: a lead settles what people did differently, and gold follows.

Every ruling and remark is a new decision in the stream of decisions; nothing is written over.
The same edit brings the gold layer in line with all decisions of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotator.compare.adjudication import (
    DEFER,
    EDITED,
    IMPORTED,
    NEW,
    NONE,
    OBJECTED,
    SEND_BACK,
    STALE,
    Judged,
    majority,
)
from annotator.compare.case import RELATION_CASE, Case
from annotator.compare.thread import APART, RULINGS, RuledMarks
from annotator.domain.decision import OBJECT
from annotator.domain.edit import Edit
from annotator.domain.problem import Problem
from annotator.project.decision_record import Ruling, common_fields, decision_fields
from annotator.project.freezing import freeze_once
from annotator.project.identity import nobody
from annotator.project.review_gold import (
    adding,
    adoptions,
    gold_changes,
    gold_records,
    named_decisions,
)
from annotator.project.review_ground import check_reviews_here
from annotator.project.review_reading import ReviewedDocument

if TYPE_CHECKING:
    from annotator.project.project import Project

__all__ = ["DEFER", "EDITED", "NEW", "OBJECT", "SEND_BACK", "Ruling", "decide", "rebuild", "rule"]
UNANIMOUS, MAJORITY = "unanimous", "majority"
_UNCHANGED = "Nothing was changed."
_REBUILD = "rebuild gold"
Target = tuple[ReviewedDocument, Judged]
#: By id the documents about which there are new decisions, with these by id.
_Changed = Mapping[str, tuple[ReviewedDocument, dict[str, dict[str, Any]]]]


def decide(
    project: Project,
    rulings: Sequence[tuple[Target, Ruling]],
    reason: str = "",
    by_rule: str | None = None,
    name: str | None = None,
) -> list[str]:
    """Make these rulings as one edit, and return the ids of the decisions.

    The decisions of the reviewed documents are brought up to date. Objections alone leave gold,
    its status and the figures of agreement as they are: those are for whoever reviews. Raises
    Problem when I am nobody, and for a ruling that is not possible.
    """
    if not rulings:
        return []
    _check_reviewer(project)
    changed: dict[str, tuple[ReviewedDocument, dict[str, dict[str, Any]]]] = {}
    title = name or _edit_name(rulings, by_rule)
    if all(ruling.action == OBJECT for _target, ruling in rulings):
        made = _record(project, rulings, reason, by_rule, changed)
        _object(project, title, changed)
        return made
    check_reviews_here(project)
    freeze_once(project)
    made = _record(project, rulings, reason, by_rule, changed)
    _write(project, title, changed)
    return made


def _check_reviewer(project: Project) -> None:
    project.check_writable()
    if project.me is None:
        raise nobody()


def _record(
    project: Project,
    rulings: Sequence[tuple[Target, Ruling]],
    reason: str,
    by_rule: str | None,
    changed: dict[str, tuple[ReviewedDocument, dict[str, dict[str, Any]]]],
) -> list[str]:
    """Put the records of rulings to what is `changed`, and return their ids."""
    made: list[str] = []
    marks: dict[str, RuledMarks] = {}
    for (document, each), ruling in rulings:
        new = changed.setdefault(document.id, (document, {}))[1]
        id = project.session.new_id()
        fields = decision_fields(project, document, each, ruling, reason, by_rule)
        if document.id not in marks:
            marks[document.id] = RuledMarks(document.decisions)
        if ruling.action in RULINGS:
            apart = marks[document.id].apart_from(each.thread, fields["item"])
            fields |= {APART: apart} if apart else {}
        new[id] = fields
        made.append(id)
    return made


def _object(project: Project, name: str, changed: _Changed) -> None:
    project.apply(Edit(name, tuple(each for _doc, new in changed.values() for each in adding(new))))
    for document, new in changed.values():
        document.decisions = {**document.decisions, **new}


def rule(
    project: Project, documents: Iterable[ReviewedDocument], which: str, reason: str = ""
) -> list[str]:
    """Decide by a rule what nobody has decided, as one edit; return the decisions.

    `which` is unanimous, or majority: more than half of those who were compared.
    Relations are decided once their spans are. What a person ruled stays; what a rule decided
    on other readings is decided again. That nobody found anything in a document is what they
    agree on too: it gets gold without marks.
    """
    if which not in (UNANIMOUS, MAJORITY):
        raise Problem(f"There is no rule {which}.", _UNCHANGED, f"Use {UNANIMOUS} or {MAJORITY}.")
    check_reviews_here(project)
    documents = list(documents)
    changed: dict[str, tuple[ReviewedDocument, dict[str, dict[str, Any]]]]
    changed = {document.id: (document, {}) for document in documents if document.is_bare}
    made: list[str] = []
    for kind in ("span", RELATION_CASE):
        rulings = [
            ((document, each), Ruling.accept(each.case.choices[number]))
            for document in _as_ruled(documents, changed)
            for each in document.judged()
            if each.case is not None and each.case.kind == kind and _free(each)
            and (number := _by_rule(each.case, which)) is not None
        ]  # fmt: skip
        if (rulings or changed) and not made:
            _check_reviewer(project)
            freeze_once(project)
        made += _record(project, rulings, reason, which, changed)
    if changed:
        _write(project, f"decide by rule: {which}", changed)
    return made


def _as_ruled(documents: Iterable[ReviewedDocument], changed: _Changed) -> list[ReviewedDocument]:
    """Return documents as they are with what is ruled but not written yet."""
    return [
        replace(each, decisions={**each.decisions, **changed[each.id][1]})
        if each.id in changed
        else each
        for each in documents
    ]


def _free(each: Judged) -> bool:
    if each.state == "open":
        return True
    ruling = each.thread.ruling
    return each.state == STALE and ruling is not None and bool(ruling[1].get("rule"))


def _by_rule(case: Case, which: str) -> int | None:
    if which == UNANIMOUS:
        return 0 if case.unanimous else None
    return majority(case)


def rebuild(project: Project, documents: Iterable[ReviewedDocument]) -> int:
    """Make gold follow the decisions where it does not; return how many documents changed."""
    _check_reviewer(project)
    check_reviews_here(project)
    return _write(project, _REBUILD, {each.id: (each, {}) for each in documents})


def _write(project: Project, name: str, changed: _Changed) -> int:
    changes, count, after = [], 0, dict[str, dict[str, dict[str, Any]]]()
    for id, (document, new) in changed.items():
        records = gold_records(project, id)
        known = {**named_decisions(project, records), **document.decisions}
        common = common_fields(project)
        adopted = adoptions(records, id, {**known, **new}, common, project.session.new_id)
        decisions = {**known, **adopted, **new}
        whole = replace(document, decisions=decisions)
        status = _status(whole, bare=name != _REBUILD)
        own = [*adding({**adopted, **new}), *gold_changes(records, id, decisions, status)]
        after[id] = decisions
        changes += own
        count += bool(own)
    project.apply(Edit(name, tuple(changes)))
    for id, decisions in after.items():
        changed[id][0].decisions = decisions
    return count


def _status(document: ReviewedDocument, bare: bool) -> str | None:
    """Return the status of gold; None for what no review has to do with.

    Where there is nothing to decide it is done if that is ruled: for `bare` documents.
    """
    brought = all(each.get("action") == IMPORTED for each in document.decisions.values())
    if brought and not document.cases:
        return "done" if bare and document.is_bare else None
    return "done" if all(map(_has_gold, document.judged())) else "started"


def _has_gold(each: Judged) -> bool:
    """Return whether gold is what was ruled; an objection leaves it so until it is answered."""
    return each.settled or (each.state == OBJECTED and each.thread.ruling is not None)


_VERBS = {NONE: "nothing here", OBJECT: "object", DEFER: "defer", SEND_BACK: "send back"}


def _edit_name(rulings: Sequence[tuple[Target, Ruling]], by_rule: str | None) -> str:
    (_document, each), ruling = rulings[0]
    what = each.case.title if each.case is not None else "an item"
    verb = _VERBS.get(ruling.action, "decide")
    more = f" and {len(rulings) - 1:,} more" if len(rulings) > 1 else ""
    return f"{verb}: {what}{more}"
