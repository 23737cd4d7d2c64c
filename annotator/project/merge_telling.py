"""Telling what a merge brings: all its files together, as somebody would count it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from annotator.compare.answers import answers
from annotator.domain.entity import Entity, entity_from_fields
from annotator.domain.stream import DECISIONS, LEDGER, WORK
from annotator.project.merge_authors import MergeAuthors
from annotator.project.merge_guideline import MergeGuideline
from annotator.project.merge_report import MergeReport
from annotator.project.merge_taking import Taken
from annotator.storage.bundle_values import BUNDLE_FOR, value
from annotator.team.merge import Outcome, same_entities, tally


class MergeTelling:
    """Takes file after file, and makes the report when all are in."""

    def __init__(self, dry_run: bool) -> None:
        self.report = MergeReport(dry_run=dry_run)
        self._outcomes: dict[str, Outcome] = {}
        self._edits: set[str] = set()
        self._authors = MergeAuthors()
        self._guideline = MergeGuideline()
        #: Whose bundle it is that is merged into.
        self._person: str | None = None

    def take(self, taken: Taken) -> None:
        """Count in what a file brings."""
        self.report.files.append(taken.incoming.path.name)
        self.report.forks += len(taken.intake.forks)
        self.report.mended += len(taken.intake.mended)
        self._person = value(taken.intake.journal.connection, BUNDLE_FOR)
        self._edits.update(row.edit_id for row in taken.intake.rows)
        self._authors.take(taken)
        self._guideline.take(taken)
        for stream, later in taken.outcomes.items():
            known = self._outcomes.get(stream)
            self._outcomes[stream] = later if known is None else known.then(later)

    def finish(
        self, documents: Mapping[str, tuple[str, str]], purges: Iterable[Mapping[str, str]] = ()
    ) -> MergeReport:
        """Return the report; `documents` is id → (key, text hash), `purges` are their fields.

        The documents of other bundles of the same merge are among them.
        """
        report = self.report
        purged = {
            f"{what}:{each[what]}"
            for each in purges
            for what in ("document", "person")
            if each.get(what)
        }
        report.edits = len(self._edits)
        for each in self._outcomes.values():
            counts = tally(each, purged)
            report.erased |= each.turns_away(purged)
            if counts.document is not None:
                counts.document = documents.get(counts.document, (counts.document, ""))[0]
            self._authors.tell(counts, each, documents)
            report.tallies.append(counts)
        report.guideline = self._guideline.change()
        self._tell_people(purged)
        self._tell_entities()
        self._tell_answers()
        return report

    def _tell_people(self, purged: set[str]) -> None:
        work = self._outcomes.get(WORK)
        for kind, id in () if work is None else sorted(work.touched):
            if work is None or kind != "person" or f"person:{id}" in purged:
                continue
            after, before = work.after.get((kind, id)), work.before.get((kind, id))
            if after and after.live and not (before and before.live):
                self.report.people.append(str(after.fields.get("name") or id))

    def _tell_entities(self) -> None:
        ledger = self._outcomes.get(LEDGER)
        if ledger is None:
            return
        come: list[Entity] = []
        known: list[Entity] = []
        for key, record in ledger.after.items():
            if record.live and key[0] == "entity":
                before = ledger.before.get(key)
                new = key in ledger.touched and not (before and before.live)
                (come if new else known).append(entity_from_fields(key[1], record.fields))
        self.report.same_entities += same_entities(known, come)

    def _tell_answers(self) -> None:
        """Tell a bundle's person what became of their objections."""
        decided = self._outcomes.get(DECISIONS)
        if self._person is None or decided is None:
            return
        about: dict[str, dict[str, Mapping[str, Any]]] = {}
        for (kind, id), record in decided.after.items():
            if kind == "decision" and record.live:
                about.setdefault(str(record.fields.get("document")), {})[id] = record.fields
        for decisions in about.values():
            for each in answers(decisions, self._person):
                key = ("decision", each.ruling[0])
                before = decided.before.get(key)
                if key in decided.touched and not (before and before.live):
                    self.report.answers.append(each.state)
