"""Sharing work: who annotates which document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from annotator.domain.edit import Change, Edit, add, restore
from annotator.domain.person import Person, person_fields
from annotator.domain.problem import Problem
from annotator.domain.stream import WORK
from annotator.project import unwritten
from annotator.project.beside_gold import with_gold
from annotator.project.comparing import reader_of
from annotator.project.import_report import count
from annotator.project.people import check_in_team, find_person, named_so, new_person
from annotator.project.project import Project
from annotator.team.assignment import Assigned, Plan, assign, practice

#: The kind of the record; its id is DOCUMENT/PERSON, so that two leads mean the same one.
ASSIGNMENT = "assignment"
_UNCHANGED = "Nothing was changed."
_IS = ("are", "is")


@dataclass(frozen=True, slots=True)
class Assignments:
    """What was assigned: new ones by person, all that each has now, and what fell short.

    `short` are keys of documents that fewer people got than were wanted, `calibration` keys of
    those that everybody gets, and `calibration_short` how many of them could not be had. `made`
    are names of people who are new in the project, `training` how many documents each was to
    practise on.
    """

    new: dict[str, int]
    loads: dict[str, int]
    short: tuple[str, ...]
    calibration: tuple[str, ...]
    made: tuple[str, ...]
    training: int = 0
    calibration_short: int = 0

    def sentence(self) -> str:
        """Return the one line that says what was assigned."""
        total = sum(self.new.values())
        loads = ", ".join(f"{person} {number:,}" for person, number in self.loads.items())
        what = f"{count(total, 'document')} {'to practise on' if self.training else 'anew'}"
        line = f"Assigned {what}. Each has now: {loads}. {self.shortfall()}"
        return line.rstrip()

    def shortfall(self) -> str:
        """Return what to say of documents that too few people got; nothing where there is none."""
        least = min(self.loads.values(), default=0)
        if least < self.training:
            return f"Only {count(least, 'document')} with gold {_IS[least == 1]} new to each."
        said = []
        if self.calibration_short:
            what = f"{count(self.calibration_short, 'document')} fewer than wanted"
            said.append(f"The calibration set has {what}.")
        if self.short:
            few = "goes" if len(self.short) == 1 else "go"
            said.append(f"{count(len(self.short), 'document')} {few} to fewer people than wanted.")
        return " ".join(said)

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "new": self.new,
            "loads": self.loads,
            "short": list(self.short),
            "calibration": list(self.calibration),
            "calibration_short": self.calibration_short,
            "people_made": list(self.made),
        }


def assign_documents(
    project: Project, names: Iterable[str], plan: Plan, dry_run: bool = False
) -> Assignments:
    """Assign the project's documents to people, by id or name, made where they are new; one edit.

    What is assigned already stays; with `dry_run` nothing is assigned, only said. Raises Problem
    when the numbers make no sense.
    """
    if not dry_run:
        project.check_writable()
    people = _people(project, names)
    _check(plan, people)
    keys = {document.key: document.id for document in project.documents()}
    named = {id: key for key, id in keys.items()}
    existing, calibration = assigned(project, named)
    practised = assigned(project, named, to_practise=True)[0]
    ids = [each.id for each in people]
    if plan.training:
        gold, whose = _gold(project, named, existing)
        found, existing = practice(gold, ids, plan, whose, practised), practised
    else:
        found = assign(list(keys), ids, plan, existing, calibration)
        # Who practised on a document has seen its gold.
        free = [(key, id) for key, id in found.pairs if id not in practised.get(key, ())]
        found = replace(found, pairs=tuple(free))
    known = {each.id for each in project.people}
    made = [each for each in people if each.id not in known]
    changes = [add(WORK, "person", each.id, person_fields(each)) for each in made]
    changes += _changes(project, found, keys, bool(plan.training))
    who = "1 person" if len(people) == 1 else f"{len(people)} people"
    if not dry_run:
        # Ctrl+Z takes back marks, not plans; History takes back these.
        project.apply(Edit(f"assign documents to {who}", tuple(changes)), mine=False)
    new = Counter(person for _document, person in found.pairs)
    loads = Counter(person for whose in existing.values() for person in whose) + new
    return Assignments(
        {id: new[id] for id in ids},
        {id: loads[id] for id in ids},
        found.short,
        found.calibration,
        tuple(each.name for each in made),
        plan.training,
        0 if plan.training else max(plan.calibration - len(found.calibration), 0),
    )


def assigned(
    project: Project, named: dict[str, str], to_practise: bool = False
) -> tuple[dict[str, set[str]], frozenset[str]]:
    """Return key → ids of people who have the document, and the keys of the calibration set.

    `named` is document id → key; documents that are not in it are left out. What people only
    practise on is no part of it, or all of it with `to_practise`; nor is what those who left
    had not finished.
    """
    released = project.reader.released()
    whose: dict[str, set[str]] = {}
    calibration = set()
    for fields in unwritten.records_of_kind(project, WORK, ASSIGNMENT).values():
        key = named.get(fields["document"])
        if (fields["document"], fields["person"]) in released:
            continue
        if key is not None and bool(fields.get("training")) == to_practise:
            whose.setdefault(key, set()).add(fields["person"])
            if fields.get("calibration"):
                calibration.add(key)
    return whose, frozenset(calibration)


def _gold(
    project: Project, named: dict[str, str], existing: dict[str, set[str]]
) -> tuple[list[str], dict[str, set[str]]]:
    """Return the keys of documents with gold, and who has or did each; raises Problem."""
    project.settle()
    with reader_of(project.path) as reader:
        worked = with_gold(reader)
    gold = {named[id]: people | existing.get(named[id], set()) for id, people in worked.items()}
    if not gold:
        raise Problem(
            "There is no document with gold to practise on.",
            _UNCHANGED,
            "Decide everything about some documents in the review, or import gold.",
        )
    return list(gold), gold


def _people(project: Project, names: Iterable[str]) -> list[Person]:
    found: dict[str, Person] = {}
    for name in names:
        wanted = " ".join(name.split())
        person = find_person(project, wanted)
        if person is None:
            person = named_so(found.values(), wanted) or new_person(project, wanted, found)
        check_in_team(person)
        found[person.id] = person
    return list(found.values())


def _check(plan: Plan, people: list[Person]) -> None:
    wrong = None
    if not people:
        wrong = "Documents must be assigned to somebody."
    elif not 1 <= plan.overlap <= len(people):
        wrong = f"A document cannot go to {plan.overlap} of {len(people)} people."
    elif plan.per_person is not None and plan.per_person < 1:
        wrong = "A person must get at least one document."
    elif plan.calibration < 0:
        wrong = "A calibration set cannot have fewer than no documents."
    elif plan.training < 0:
        wrong = "Nobody can practise on fewer than no documents."
    if wrong:
        raise Problem(wrong, _UNCHANGED, "Name more people, or other numbers.")


def _changes(
    project: Project, found: Assigned, keys: dict[str, str], training: bool
) -> list[Change]:
    changes = []
    for key, person in found.pairs:
        id = f"{keys[key]}/{person}"
        fields: dict[str, Any] = {"document": keys[key], "person": person}
        if key in found.calibration:
            fields["calibration"] = True
        if training:
            fields["training"] = True
        # An assignment that was taken back left a tombstone, which an addition does not lift.
        make = restore if project.was_deleted(WORK, ASSIGNMENT, id) else add
        changes.append(make(WORK, ASSIGNMENT, id, fields))
    return changes
