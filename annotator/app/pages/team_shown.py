"""What the page of the team says: its rows and the line above them."""

from __future__ import annotations

from annotator.project.handouts import FEEDBACK as GIVEN_BACK
from annotator.project.handouts import Handout
from annotator.project.import_report import count
from annotator.project.people import LEAD
from annotator.project.team_overview import Member, Team
from annotator.widgets.team_rows import TeamRow

#: The verbs of a row.
HAND_OUT, FEEDBACK, ROLE, RENAME = "hand_out", "feedback", "role", "rename"
TAKE_OUT, BRING_BACK = "take_out", "bring_back"
#: Those that are buttons; the others are needed seldom.
_MAIN = (HAND_OUT, FEEDBACK, BRING_BACK)


def team_rows(team: Team, me: str | None) -> list[TeamRow]:
    """Return a row for everyone; feedback is offered once something was decided."""
    return [_row(each, me, team.decided) for each in team.members]


def summary(team: Team) -> str:
    """Return how many people and documents there are, and how many nobody has."""
    people = sum(each.person.left is None for each in team.members)
    gone = len(team.members) - people
    words = ["1 person" if people == 1 else f"{people:,} people", count(team.documents, "document")]
    if gone:
        words.insert(1, f"{gone:,} left")
    if 0 < team.unassigned < team.documents:
        words.append(f"{team.unassigned:,} assigned to nobody")
    if team.calibration:
        words.append(f"{team.calibration:,} for everybody")
    return " · ".join(words)


def _row(member: Member, me: str | None, decided: bool) -> TeamRow:
    person = member.person
    about = f"{person.role} · you" if person.id == me else person.role
    total = member.assigned
    if total:
        progress = f"{member.over:,} of {total:,} done"
    elif member.layers:
        progress = f"{count(sum(member.layers.values()), 'document')} begun, {member.over:,} done"
    else:
        progress = "nothing assigned"
    if member.layers.get("skipped"):
        progress += f", {member.layers['skipped']:,} of them skipped"
    if person.left is not None:
        return _gone(member, progress)
    verbs = [(HAND_OUT, "Hand out…"), (RENAME, "Rename…")]
    if decided:
        verbs.insert(1, (FEEDBACK, "Feedback…"))
    verbs.append((ROLE, "Make annotator" if person.role == LEAD else "Make lead"))
    if person.id != me:
        verbs.append((TAKE_OUT, "Take out…"))
    return TeamRow(
        person.id,
        person.name,
        about,
        min(member.over / total, 1.0) if total else None,
        progress,
        _bundle(member),
        tuple(verbs),
        _MAIN,
    )


def _gone(member: Member, progress: str) -> TeamRow:
    """Return the row of somebody who left: what they did, and how they come back."""
    person = member.person
    if member.released:
        free = f"{count(member.released, 'document')} free for others"
        progress = f"{progress}, {free}" if member.layers or member.assigned else free
    return TeamRow(
        person.id,
        person.name,
        f"{person.role} · left on {(person.left or '')[:10]}",
        None,
        progress,
        _bundle(member),
        ((BRING_BACK, "Bring back"),),
        _MAIN,
        quiet=True,
    )


def _bundle(member: Member) -> str:
    waiting = member.outstanding
    if waiting is not None:
        return f"not back yet: {count(waiting.documents, 'document')} since {_day(waiting)}"
    if not member.handouts:
        return "no bundle handed out"
    last = member.handouts[-1]
    if last.purpose == GIVEN_BACK:
        return f"got feedback on {_day(last)}"
    returned = max(each.returned or "" for each in member.handouts)
    return f"work came back on {returned[:10]}"


def _day(handout: Handout) -> str:
    return handout.made[:10]
