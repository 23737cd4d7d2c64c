"""Who works in a project: what is assigned, how far it is, and who has a bundle."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.domain.person import Person
from annotator.domain.stream import WORK
from annotator.project import unwritten
from annotator.project.handouts import Handout, handouts_of, outstanding
from annotator.project.identity import handed_to
from annotator.project.review_gold import DECISION
from annotator.project.sharing import ASSIGNMENT
from annotator.storage.released import OVER

if TYPE_CHECKING:
    from annotator.project.project import Project


@dataclass(frozen=True, slots=True)
class Member:
    """A person with their work: documents assigned, and layers by status.

    `released` is how many they had when they left, and had not finished.
    """

    person: Person
    assigned: int = 0
    layers: dict[str, int] = field(default_factory=dict)
    handouts: tuple[Handout, ...] = ()
    released: int = 0

    @property
    def over(self) -> int:
        """How many documents are done or skipped."""
        return sum(self.layers.get(status, 0) for status in OVER)

    @property
    def outstanding(self) -> Handout | None:
        """The newest bundle whose work has not come back, or None."""
        return outstanding(self.handouts)


@dataclass(frozen=True, slots=True)
class Team:
    """Everyone by name; `documents` of the project, and how many of them nobody has.

    `decided` is whether anything was settled in review; `mine` whose work this file, a bundle,
    was handed out for.
    """

    members: tuple[Member, ...]
    documents: int
    unassigned: int
    calibration: int
    decided: bool = False
    mine: str | None = None


def team(project: Project) -> Team:
    """Return who works in a project, and how far they are as far as that is on disk."""
    reader = project.reader
    waiting = [each for entry in project.saving.pending for each in entry.edit.changes]
    there = {each.id for each in project.documents()}
    loads: Counter[str] = Counter()
    given, everybodys = set(), set()
    free, freed = reader.released(), Counter[str]()
    for fields in unwritten.records_of_kind(project, WORK, ASSIGNMENT).values():
        if (fields["document"], fields["person"]) in free:
            freed[fields["person"]] += fields["document"] in there
        elif fields["document"] in there:
            loads[fields["person"]] += 1
            given.add(fields["document"])
            if fields.get("calibration"):
                everybodys.add(fields["document"])
    layers: dict[str, dict[str, int]] = {}
    for person, status, number in reader.layers_of_people():
        layers.setdefault(person, {})[status] = number
    handouts = handouts_of(reader.bundles())
    members = tuple(
        Member(
            each,
            loads[each.id],
            layers.get(each.id, {}),
            tuple(handouts.get(each.id, ())),
            freed[each.id],
        )
        # Those who left stand below the others.
        for each in sorted(project.people, key=lambda person: person.left is not None)
    )
    return Team(
        members,
        len(there),
        len(there - given),
        len(everybodys),
        reader.has_decisions() or any(each.kind == DECISION for each in waiting),
        handed_to(project),
    )
