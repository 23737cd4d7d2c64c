"""Every text that a guideline ever had, under names of which no two are the same.

Copies of a project that are worked on apart may both write a version 2; they are then 2 and 2b.
What somebody writes in a bundle is a proposal (p1): among the versions, but not in force.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import NamedTuple

from annotator.domain.edit import Change
from annotator.domain.fold import Record, apply_change
from annotator.domain.journal import JournalRow, changes_of
from annotator.domain.stream import GUIDELINE

#: The kind of a proposal.
PROPOSAL = "proposal"


class WrittenText(NamedTuple):
    """A text: `when` it was last written (ISO 8601, UTC), and `by` whom (an id) it was begun.

    `version` is its number, of a proposal that of the version which it would replace.
    """

    name: str
    version: int
    when: str
    by: str | None
    text: str
    is_proposal: bool = False

    @property
    def title(self) -> str:
        """What it is called before people."""
        return f"{'proposal' if self.is_proposal else 'version'} {self.name}"


class GuidelineTexts(NamedTuple):
    """All texts in the order in which they came to be; `current` is in force, None without one."""

    texts: tuple[WrittenText, ...]
    current: WrittenText | None


@dataclass(slots=True)
class _Reader:
    """Takes row after row, in the order of the fold."""

    #: (number, device that began it) → the text; proposals by their id.
    found: dict[tuple[int, str], WrittenText] = field(default_factory=dict)
    proposals: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    records: dict[tuple[str, str], Record] = field(default_factory=dict)
    order: list[tuple[int, str] | str] = field(default_factory=list)
    current: tuple[int, str] | None = None
    version: int = 0
    text: str = ""

    def take(self, row: JournalRow) -> None:
        """Take what a row writes."""
        by = None if row.payload is None else row.payload.get("person")
        for change in changes_of(GUIDELINE, row.payload):
            if change.kind == PROPOSAL:
                self._propose(change, row.wall_time, by)
            else:
                self._write(change, row, by)

    def _propose(self, change: Change, when: str, by: str | None) -> None:
        apply_change({GUIDELINE: self.records}, change)
        if change.id not in self.proposals:
            self.order.append(change.id)
        self.proposals[change.id] = (when, by)

    def _write(self, change: Change, row: JournalRow, by: str | None) -> None:
        self.version = change.value.get("version", self.version) or 0
        self.text = change.value.get("text", self.text) or ""
        if not self.version:
            self.current = None
            return
        self.current = self._place(row)
        if self.current not in self.found:
            self.order.append(self.current)
        before = self.found.get(self.current)
        who = by if before is None else before.by or by
        self.found[self.current] = WrittenText("", self.version, row.wall_time, who, self.text)

    def _place(self, row: JournalRow) -> tuple[int, str]:
        """Return of which text this is one more writing, or a place of its own."""
        same = [key for key in self.found if key[0] == self.version]
        alike = [key for key in same if self.found[key].text == self.text]
        own = (self.version, row.device)
        if alike or own in same:
            return alike[0] if alike else own
        # What takes something back brings nothing new.
        return same[-1] if same and row.undoes is not None else own

    def all(self) -> GuidelineTexts:
        """Return the texts with their names."""
        texts, current, numbers, proposed = list[WrittenText](), None, dict[int, int](), 0
        for key in self.order:
            if isinstance(key, str):
                proposed += 1
                record = self.records[PROPOSAL, key]
                if record.live:
                    texts.append(self._proposal(key, record, f"p{proposed}"))
                continue
            place = numbers[key[0]] = numbers.get(key[0], -1) + 1
            texts.append(self.found[key]._replace(name=f"{key[0]}{_ending(place)}"))
            if key == self.current:
                current = texts[-1]
        return GuidelineTexts(tuple(texts), current)

    def _proposal(self, id: str, record: Record, name: str) -> WrittenText:
        (when, by), fields = self.proposals[id], record.fields
        text, base = fields.get("text") or "", fields.get("base") or 0
        return WrittenText(name, base, when, fields.get("person") or by, text, True)


def _ending(place: int) -> str:
    """Return what follows the number of the first, second, third … text that has it."""
    if not place:
        return ""
    return ascii_lowercase[place] if place < len(ascii_lowercase) else f"-{place + 1}"


def guideline_texts(rows: Iterable[JournalRow]) -> GuidelineTexts:
    """Return every text that the rows of the guideline's stream wrote; the rows in any order.

    Versions that were taken back are among them, proposals that were are not.
    """
    reader = _Reader()
    for row in sorted(rows, key=lambda each: each.order):
        reader.take(row)
    return reader.all()
