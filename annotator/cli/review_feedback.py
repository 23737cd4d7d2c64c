"""annotator review feedback and report: what comes back to those who were reviewed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.saying import bar, json_option, me_option, say

if TYPE_CHECKING:
    from annotator.compare.adjudication import Judged
    from annotator.compare.answers import Answer
    from annotator.compare.case import Case
    from annotator.compare.figures import Row
    from annotator.project.gold_report import AgainstGold
    from annotator.project.review_reading import Review, ReviewedDocument


@click.command()
@me_option
@json_option
@click.pass_obj
def feedback(path: Path, me: str | None, as_json: bool) -> None:
    """List where gold differs from your marks, with what was decided there and why.

    What became of your objections stands before that.

    Example: annotator review for-ana.sqlite feedback
    """
    from annotator.project.feedback import read_feedback
    from annotator.project.identity import nobody
    from annotator.project.project import Project

    with closing(Project.open(path, me, via="command")) as project:
        if project.me is None:
            raise nobody()
        person = project.me.id
    with bar("Comparing with gold") as progress:
        review = read_feedback(progress, path, person)
    every = list(review.judged())
    lines = [_line(review, document, each) for document, each in every]
    plural = "" if len(every) == 1 else "s"
    compared = "" if len(review.documents) == 1 else "s"
    lines.append(
        f"Gold differs in {len(every):,} place{plural} of {len(review.documents):,} "
        f"document{compared} that have gold."
    )
    lines[:0] = [_answered(review, key, each) for key, each in review.answers]
    items = [_as_json(document, each) for document, each in every]
    answers = [_answer_as_json(key, each) for key, each in review.answers]
    say("\n".join(lines), {"person": person, "items": items, "answers": answers}, as_json)


def _answered(review: Review, document: str, each: Answer) -> str:
    """Return the line that says what became of an objection."""
    from annotator.project.review_words import answer_words

    return f"{each.item}  {each.state}  {document}  {answer_words(each, review.names)}"


def _answer_as_json(document: str, each: Answer) -> dict[str, Any]:
    return {
        "item": each.item,
        "document": document,
        "state": each.state,
        "objection": {"id": each.objection[0], **each.objection[1]},
        "decision": {"id": each.ruling[0], **each.ruling[1]},
    }


def _item(each: Judged) -> str | None:
    """Return the id by which one objects; None where nobody has decided."""
    return str(each.thread.item.get("id")) if each.thread.ruling is not None else None


def _as_json(document: ReviewedDocument, each: Judged) -> dict[str, Any]:
    case, ruling = each.case, each.thread.ruling
    assert case is not None
    gold, own = _sides(case)
    return {
        "item": _item(each),
        "document": document.key,
        "state": each.state,
        "kind": case.kind,
        "category": case.category,
        "title": case.title,
        "start": case.start,
        "end": case.end,
        "yours": own,
        "gold": gold,
        "decision": None if ruling is None else {"id": ruling[0], **ruling[1]},
        "remarks": [{"id": id, **fields} for id, fields in each.thread.remarks],
    }


def _sides(case: Case) -> list[list[dict[str, Any]]]:
    """Return the spans of gold and those of the person."""
    from annotator.compare.against_gold import GOLD

    sides: list[list[dict[str, Any]]] = [[], []]
    for choice in case.choices:
        for span in choice.spans:
            sides[GOLD not in choice.people].append(
                {"label": span.label, "fragments": span.fragments, "quote": span.quote,
                 "attributes": dict(span.attributes), "entity": span.entity}
            )  # fmt: skip
    return sides


def _line(review: Review, document: ReviewedDocument, each: Judged) -> str:
    from annotator.project.review_words import title_of

    case, ruling = each.case, each.thread.ruling
    assert case is not None
    why = "nobody has decided"
    if ruling is not None:
        who = str(ruling[1].get("person") or "")
        said = ruling[1].get("reason") or ruling[1].get("rule") or "no reason given"
        why = f"{review.names.get(who, who)}: {said}"
    return (
        f"{_item(each) or '–'}  {each.state}  {document.key}  "
        f"{', '.join(case.labels)} · {case.category}  {title_of(document, case)}  ({why})"
    )


@click.command()
@click.option("--person", metavar="PERSON", help="Only this person, by id or name.")
@json_option
@click.pass_obj
def report(path: Path, person: str | None, as_json: bool) -> None:
    """Tell how far each person's marks are gold: by label, by what differs, and by week.

    Example: annotator review work.sqlite report --person ana
    """
    from annotator.project.gold_report import gold_report

    with bar("Comparing with gold") as progress:
        found = gold_report(progress, path, person)
    lines = [line for each in found for line in _lines(each)]
    if not found:
        lines = ["Nobody is beside gold yet: there is no document of which all is decided."]
    say("\n".join(lines), {"people": [each.as_json() for each in found]}, as_json)


def _lines(told: AgainstGold) -> list[str]:
    from annotator.project.gold_report import AGAINST

    lines = [f"{told.name} against gold, strict F1:"]
    for row in told.figures:
        counts = told.total(row.label)
        parts = [f"{counts[kind]:,} {kind}" for kind in AGAINST if counts[kind]]
        lines.append(f"  {_figure(row.label or 'all', row)}  {', '.join(parts)}".rstrip())
    weeks = [point for point in told.weeks if point.row.label is None]
    return lines + [f"  {_figure(point.group, point.row)}" for point in weeks]


def _figure(name: str, row: Row) -> str:
    value = "n/a" if row.value is None else f"{row.value:.3f}"
    plural = "" if row.documents == 1 else "s"
    between = "" if row.low is None else f" ({row.low:.3f} to {row.high:.3f})"
    return f"{name:<12} {value}{between}  {row.documents:,} document{plural}"
