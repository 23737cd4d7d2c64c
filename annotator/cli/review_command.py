"""annotator review: settle disagreements without a window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.review_feedback import feedback, report
from annotator.cli.saying import any_path, bar, json_option, me_option, say

if TYPE_CHECKING:
    from annotator.compare.adjudication import Judged
    from annotator.compare.case import Case
    from annotator.project.project import Project
    from annotator.project.review_reading import Review, ReviewedDocument


@click.group(name="review", subcommand_metavar="COMMAND [ARGS]…")
@click.argument("project", type=any_path)
@click.pass_context
def command(context: click.Context, project: Path) -> None:
    """List what people did differently, and decide it; gold follows.

    Example: annotator review work.sqlite decide 3f2a --accept ana --because "Rule 4" --me lea
    """
    context.obj = project


command.add_command(feedback)
command.add_command(report)
_new_lead = click.option(
    "--new-lead", is_flag=True, help="Bring --me into the project as a lead, where they are new."
)
_because = click.option("--because", metavar="TEXT", default="", help="The reason.")


@command.command(name="list")
@click.option("--all", "everything", is_flag=True, help="Also what is settled.")
@json_option
@click.pass_obj
def list_items(path: Path, everything: bool, as_json: bool) -> None:
    """List the items that wait for a decision.

    Example: annotator review work.sqlite list --json
    """
    from annotator.project.review_queue import standing_of
    from annotator.project.review_reading import read_review

    with bar("Comparing") as progress:
        review = read_review(progress, path)
    every = list(review.judged())
    waiting = [each for each in every if everything or not each[1].settled]
    items = [_as_json(document, each) for document, each in waiting]
    lines = [_line(review, document, each) for document, each in waiting]
    standing = standing_of(each for _document, each in every)
    counts = {"settled": standing.settled, "all": standing.all, "waiting": standing.waiting}
    lines.append(f"{standing.settled:,} of {standing.all:,} items are settled.")
    if standing.waiting:
        plural = " waits" if standing.waiting == 1 else "s wait"
        lines.append(f"{standing.waiting:,} relation{plural} until the spans are settled.")
    say("\n".join(lines), {"items": items, **counts}, as_json)


@command.command()
@click.argument("item")
@click.option("--accept", metavar="PERSON", multiple=True, help="Take this person's reading.")
@click.option("--none", "nothing", is_flag=True, help="There is nothing here.")
@click.option(
    "--edit", type=any_path, metavar="FILE", help="Take the spans of a JSON file instead."
)
@click.option("--all", "everything", is_flag=True, help="Keep every reading that marks something.")
@click.option("--defer", is_flag=True, help="Leave it for later.")
@click.option(
    "--send-back", is_flag=True, help="Send it back to the annotators, with --because as comment."
)
@click.option("--pattern", is_flag=True, help="The same for every waiting item of its pattern.")
@_because
@me_option
@_new_lead
@json_option
@click.pass_obj
def decide(
    path: Path,
    /,
    item: str,
    because: str,
    me: str | None,
    new_lead: bool,
    as_json: bool,
    pattern: bool,
    **how: Any,
) -> None:
    """Decide one item, by the beginning of its id; with --pattern all that differ in the same way.

    --accept may be given several times, to keep the readings of several people.

    Example: annotator review work.sqlite decide 3f2a --none --me lea
    """
    if sum(map(bool, how.values())) != 1:
        raise click.UsageError(
            "Say one of --accept PERSON, --all, --none, --edit FILE, --defer and --send-back."
        )
    if how["send_back"] and not because.strip():
        raise click.UsageError("Say with --because TEXT why it is sent back.")
    from annotator.project.review_commands import ruling_of, rulings_of_pattern
    from annotator.project.reviewing import decide as settle

    with closing(_opened(path, me, new_lead)) as project:
        review = _read(project)
        target = review.find(item)
        ruling = ruling_of(project, review, *target, how)
        rulings = rulings_of_pattern(review, target, ruling) if pattern else [(target, ruling)]
        made = settle(project, rulings, because)
        project.settle()
    more = f" and {len(made) - 1:,} more of its pattern" if len(made) > 1 else ""
    say(f"Decided {item}{more}: {ruling.action}.", {"decisions": made}, as_json)


@command.command()
@click.argument("which", type=click.Choice(["unanimous", "majority"]))
@_because
@me_option
@_new_lead
@json_option
@click.pass_obj
def rule(
    path: Path, which: str, because: str, me: str | None, new_lead: bool, as_json: bool
) -> None:
    """Decide by a rule what nobody has decided.

    Example: annotator review work.sqlite rule unanimous --me lea
    """
    from annotator.project.reviewing import rule as settle

    with closing(_opened(path, me, new_lead)) as project:
        made = settle(project, _read(project).documents, which, because)
        project.settle()
    plural = "" if len(made) == 1 else "s"
    say(f"Decided {len(made):,} item{plural} by the rule {which}.", {"decisions": made}, as_json)


@command.command(name="object")
@click.argument("item")
@click.option("--because", metavar="TEXT", required=True, help="Why the decision is wrong.")
@me_option
@json_option
@click.pass_obj
def object_to(path: Path, item: str, because: str, me: str | None, as_json: bool) -> None:
    """Object to a decision: the item waits again, and gold stays until it is ruled on.

    Example: annotator review work.sqlite object 3f2a --because "It is indirect." --me ana
    """
    from annotator.project.review_commands import objection_to
    from annotator.project.reviewing import decide as settle

    with closing(_opened(path, me)) as project:
        target = _read(project).find(item)
        made = settle(project, [(target, objection_to(target[1], because))], because.strip())
        project.settle()
    say(f"Objected to {item}; it waits again.", {"decisions": made}, as_json)


@command.command()
@me_option
@json_option
@click.pass_obj
def rebuild(path: Path, me: str | None, as_json: bool) -> None:
    """Make gold follow the decisions again, where an earlier version merged.

    Example: annotator review work.sqlite rebuild --me lea
    """
    from annotator.project.reviewing import rebuild as settle

    with closing(_opened(path, me)) as project:
        count = settle(project, _read(project).documents)
        project.settle()
    plural = "" if count == 1 else "s"
    say(f"Gold of {count:,} document{plural} was changed.", {"documents": count}, as_json)


def _opened(path: Path, me: str | None, new_lead: bool = False) -> Project:
    """Return the project; whoever is to decide and is not in it comes in with `new_lead`."""
    from annotator.domain.problem import Problem
    from annotator.project.people import add_lead, find_person
    from annotator.project.project import Project
    from annotator.project.review_ground import check_reviews_here

    if new_lead and me is None:
        raise click.UsageError("Say with --me NAME who the new lead is.")
    if me is not None:
        with closing(Project.open(path, via="command")) as project:
            people = ", ".join(each.name for each in project.people) or "nobody yet"
            if find_person(project, me) is None and not new_lead:
                raise Problem(
                    f"There is nobody called {me} in this project.",
                    "Nothing was changed.",
                    f"People in it: {people}. With --new-lead a new lead comes in.",
                )
            if find_person(project, me) is None:
                check_reviews_here(project)
                me = add_lead(project, me).id
    return Project.open(path, me, via="command")


def _read(project: Project) -> Review:
    from annotator.project.review_reading import read_review

    with bar("Comparing") as progress:
        return read_review(progress, project.path)


def _as_json(document: ReviewedDocument, each: Judged) -> dict[str, Any]:
    from annotator.compare.thread import is_outdated
    from annotator.project.review_reading import id_of
    from annotator.project.review_words import gone_title

    case, ruling = each.case, each.thread.ruling
    values: dict[str, Any] = {"item": id_of(each), "document": document.key, "state": each.state}
    if case is None:
        values["title"] = gone_title(each.thread)
    else:
        values |= {
            "kind": case.kind,
            "category": case.category,
            "trivial": case.trivial,
            "title": case.title,
            "pattern": case.pattern,
            "start": case.start,
            "end": case.end,
            "readings": [
                {
                    "people": list(choice.people),
                    "spans": [
                        {"label": s.label, "fragments": s.fragments, "quote": s.quote,
                         "attributes": dict(s.attributes), "entity": s.entity}
                        for s in choice.spans
                    ],
                    "relations": [link._asdict() for link in choice.links],
                }
                for choice in case.choices
            ],
        }  # fmt: skip
    values["decision"] = None if ruling is None else {"id": ruling[0], **ruling[1]}
    values["remarks"] = [
        {"id": id, **fields, **({"outdated": True} if is_outdated(each.thread, fields) else {})}
        for id, fields in each.thread.remarks
    ]
    return values


def _line(review: Review, document: ReviewedDocument, each: Judged) -> str:
    from annotator.project.review_reading import id_of
    from annotator.project.review_words import gone_title, title_of

    case = each.case
    said = "".join(
        f"  {_remark_by(review, document, each, fields)}: {fields['reason']}"
        for _id, fields in each.thread.remarks
        if fields.get("reason")
    )
    if case is None:
        return f"{id_of(each)}  {each.state}  {document.key}  {gone_title(each.thread)}{said}"
    return (
        f"{case.id}  {each.state}  {document.key}  {', '.join(case.labels)} · {case.category}  "
        f"{title_of(document, case)}  ({_who(review, case)}){said}"
    )


def _remark_by(
    review: Review, document: ReviewedDocument, each: Judged, fields: Mapping[str, Any]
) -> str:
    from annotator.project.review_words import earlier_words

    who = fields.get("person") or ""
    about = earlier_words(document, each, fields, review.names)
    return f"{review.names.get(who, who)}{about and f' objects {about}'}"


def _who(review: Review, case: Case) -> str:
    def names(people: Sequence[str]) -> str:
        return ", ".join(review.names.get(person, person) for person in people)

    return " | ".join(names(choice.people) for choice in case.choices)
