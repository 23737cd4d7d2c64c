"""The queue of a review: its cases in groups, what comes next, and how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from annotator.compare.adjudication import (
    IMPORTED,
    NO_THREAD,
    NOTED,
    OPEN,
    STALE,
    WAITING,
    Judged,
)
from annotator.compare.case import RELATION_CASE, Case, Choice
from annotator.project.decision_record import Ruling
from annotator.project.review_grouping import Group, Grouping
from annotator.project.review_reading import Review, ReviewedDocument, id_of
from annotator.project.reviewing import Target

PATTERN, LABEL, PAIR, DOCUMENT = "pattern", "label", "pair", "document"
#: What a queue can be grouped by, with the words on the tab.
GROUPINGS = ((PATTERN, "Pattern"), (LABEL, "Label"), (PAIR, "Pair"), (DOCUMENT, "Document"))
#: The key of the group of those that have nothing in common.
SINGLE = "single"
#: Where decisions without a case stand among the ranks of `Case.order`: last.
_ORPHANS = 3


class Standing(NamedTuple):
    """How far a review is: numbers of cases. `agreed` wait for the rule of the unanimous.

    `waiting` are relations whose spans are not decided: they are neither settled nor among `all`.
    """

    settled: int
    all: int
    by_rule: int
    by_hand: int
    stale: int
    agreed: int
    waiting: int


class ReviewQueue:
    """Every case of a review by key; what everybody did alike stands aside.

    A key is that of the case. A ruling changes the states and counts of one document, so that a
    hundred thousand cases cost nothing at a key.
    """

    def __init__(self, review: Review, label_names: Mapping[str, str] | None = None) -> None:
        self.review = review
        self._names = label_names or {}
        self.targets: dict[str, Target] = {}
        self._documents = {document.id: document for document in review.documents}
        self._keys: dict[str, list[str]] = {}
        self._tallies: dict[str, Standing] = {}
        self._alike: Counter[str] = Counter()
        self._groupings: dict[str, Grouping] = {}
        #: What was ruled on and is not written yet, as it was judged.
        self._noted: dict[str, Judged] = {}
        self._total = Standing(*[0] * 7)
        for document in review.documents:
            self._take(document)
        self.order = self._in_order()

    def _in_order(self) -> list[str]:
        """Return what is shown: spans of all documents before relations, which wait for them."""
        # Each document's cases are in order. To sort them all in one go would hold the window.
        ranks: dict[int, list[str]] = {}
        for document in sorted(self.review.documents, key=lambda each: each.key):
            orphans = []
            for key in self._keys[document.id]:
                each = self.targets[key][1]
                if each.case is None:
                    orphans += [key] * (not _is_brought(each))
                elif _is_shown(each):
                    ranks.setdefault(each.case.order[0], []).append(key)
            ranks.setdefault(_ORPHANS, []).extend(sorted(orphans))
        return [key for _rank, keys in sorted(ranks.items()) for key in keys]

    def _take(self, document: ReviewedDocument) -> None:
        judged = document.judged()
        found = {id_of(each): each for each in judged}
        for key in self._keys.get(document.id, ()):
            if key not in found and key in self.targets:
                # Gone, or a relation whose ends are not in gold: nothing is to be done.
                found[key] = self.targets[key][1]._replace(state=WAITING, thread=NO_THREAD)
        self._count(self._keys.get(document.id, ()), -1)
        self._keys[document.id] = list(found)
        for key, each in found.items():
            if key in self._noted:
                self._noted[key] = each
            self.targets[key] = (
                document,
                each._replace(state=NOTED) if key in self._noted else each,
            )
        self._count(found, 1)
        before = self._tallies.get(document.id, _NO_STANDING)
        now = self._tallies[document.id] = standing_of(judged)
        pairs = zip(self._total, before, now, strict=True)
        self._total = Standing(*(total - old + new for total, old, new in pairs))

    def _count(self, keys: Collection[str], step: int) -> None:
        """Count those of these cases that wait once more (`step` 1) or no more (-1)."""
        count = self._alike.update if step > 0 else self._alike.subtract
        count(self._waiting_patterns(keys))
        for grouping in self._groupings.values():
            grouping.count(keys, step)

    def note(self, keys: Iterable[str]) -> None:
        """Take these cases as ruled on, while their rulings wait to be written."""
        new = [key for key in dict.fromkeys(keys) if key in self.targets and key not in self._noted]
        self._count(new, -1)
        for key in new:
            document, each = self.targets[key]
            self._noted[key] = each
            self.targets[key] = (document, each._replace(state=NOTED))

    def forget(self, keys: Iterable[str]) -> None:
        """Take these cases as they were judged, because their rulings are written or given up."""
        old = [key for key in keys if key in self._noted]
        for key in old:
            self.targets[key] = (self.targets[key][0], self._noted.pop(key))
        self._count(old, 1)

    @property
    def noted(self) -> set[str]:
        """The keys of the cases that are taken as ruled on."""
        return set(self._noted)

    def target(self, key: str) -> Target | None:
        """Return a case as it was judged, whether it is taken as ruled on or not; None if gone."""
        found = self.targets.get(key)
        return None if found is None else (found[0], self._noted.get(key, found[1]))

    def _waiting_patterns(self, keys: Iterable[str]) -> Iterator[str]:
        """Yield the pattern of each of these cases that waits and has one."""
        for key in keys:
            each = self.targets[key][1]
            if not each.settled and each.case is not None and each.case.pattern:
                yield each.case.pattern

    def refresh(
        self, document_id: str, decisions: Mapping[str, dict[str, Any]] | None = None
    ) -> list[str]:
        """Judge a document again, with other decisions if given; return the keys of its cases."""
        document = self._documents.get(document_id)
        if document is None:
            return []
        if decisions is not None:
            document.decisions = dict(decisions)
        self._take(document)
        return self._keys[document.id]

    def grouping(self, by: str) -> Grouping:
        """Return the queue in groups, most cases first; those without a common pattern last."""
        if by not in self._groupings:
            # Not `self.waits`: a queue in a circle would stay behind when another takes its place.
            self._groupings[by] = Grouping(self._groups(by), partial(_waits, self.targets))
        return self._groupings[by]

    def _groups(self, by: str) -> list[Group]:
        names = [self._group_of(key, by) for key in self.order]
        sizes = Counter(names)
        found: dict[str, list[str]] = {}
        for key, name in zip(self.order, names, strict=True):
            lonely = by == PATTERN and sizes[name] == 1
            found.setdefault(SINGLE if lonely else name, []).append(key)
        rank = sorted(
            found,
            key=lambda name: (
                self._is_relation(found[name][0]), name == SINGLE, -len(found[name]), name
            ),
        )  # fmt: skip
        return [self._group(name, found[name], by) for name in rank]

    def _group_of(self, key: str, by: str) -> str:
        document, each = self.targets[key]
        case = each.case
        if by == DOCUMENT:
            return document.key
        if case is None:
            return SINGLE
        if by == PATTERN:
            return case.pattern or SINGLE
        if by == LABEL:
            return self._labels(case)
        # Whoever is apart from the most: the pair of the two leading readings.
        people = [choice.people[0] for choice in case.choices[:2]]
        names = sorted(self.review.names.get(person, person) for person in people)
        return " and ".join(names)

    def _labels(self, case: Case) -> str:
        return ", ".join(self._names.get(id, id) for id in case.labels)

    def _is_relation(self, key: str) -> bool:
        case = self.targets[key][1].case
        return case is not None and case.kind == RELATION_CASE

    def _group(self, name: str, keys: Sequence[str], by: str) -> Group:
        case = self.targets[keys[0]][1].case
        if name == SINGLE or case is None:
            return Group(SINGLE, "Single cases", "no shared pattern", tuple(keys))
        if by == PATTERN:
            remark = " · trivial" if case.trivial else ""
            after = ", after its spans" if case.kind == RELATION_CASE else ""
            detail = f"{self._labels(case)} · {case.category}{remark}{after}"
            return Group(name, case.title, detail, tuple(keys))
        documents = len({self.targets[key][0].id for key in keys})
        plural = "" if documents == 1 else "s"
        detail = f"{documents:,} document{plural}" if by != DOCUMENT else "all its items"
        return Group(name, name, detail, tuple(keys))

    def waits(self, key: str) -> bool:
        """Return whether a case waits for a ruling."""
        return _waits(self.targets, key)

    def alike(self, key: str) -> int:
        """Return how many cases one ruling for its pattern would settle, this one among them."""
        each = self.targets[key][1]
        if each.case is None or not each.case.pattern:
            return 1
        return self._alike[each.case.pattern] + each.settled

    def same(self, key: str, group: Group, numbers: Sequence[int]) -> list[tuple[Target, Ruling]]:
        """Return the rulings that do in all waiting cases of a pattern what `numbers` do in one.

        That one comes first. `numbers` are places among the choices, none for “nothing here”.
        """
        case = self.targets[key][1].case
        if case is None:
            return []
        wanted = [case.choices[number].signature for number in numbers]
        found = []
        for other in (key, *(each for each in group.keys if each != key)):
            target = self.targets[other]
            there = target[1].case
            if there is None or (other != key and (target[1].settled or not case.pattern)):
                continue
            if there.pattern != case.pattern:
                continue
            by_signature: dict[str, Choice] = {each.signature: each for each in there.choices}
            if all(each in by_signature for each in wanted):
                taken = [by_signature[each] for each in wanted]
                found.append((target, Ruling.accept(*taken) if taken else Ruling.none()))
        return found

    def standing(self) -> Standing:
        """Return how far the review is."""
        return self._total


def _waits(targets: Mapping[str, Target], key: str) -> bool:
    return not targets[key][1].settled


_NO_STANDING = Standing(*[0] * 7)


def standing_of(several: Iterable[Judged]) -> Standing:
    """Return how far the review of these cases is."""
    several = [each for each in several if not _is_brought(each)]
    due = [each for each in several if each.state != WAITING]
    ruled = [each.thread.ruling[1] for each in due if each.thread.ruling is not None]
    by_rule = sum(bool(fields.get("rule")) for fields in ruled)
    return Standing(
        sum(each.settled for each in due),
        len(due),
        by_rule,
        len(ruled) - by_rule,
        sum(each.state == STALE for each in due),
        sum(e.state == OPEN and e.case is not None and e.case.unanimous for e in due),
        len(several) - len(due),
    )


def _is_brought(each: Judged) -> bool:
    """Return whether it is gold of an import to which nobody has marked or said anything."""
    ruling = each.thread.ruling
    imported = ruling is not None and ruling[1].get("action") == IMPORTED
    return each.case is None and imported and not each.thread.remarks


def _is_shown(each: Judged) -> bool:
    if each.case is None or not each.case.unanimous:
        return True
    return each.state not in (OPEN, "decided", "confirmed", "waiting")
