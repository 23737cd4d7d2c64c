"""What a merge makes of the guideline: which text is in force then and before, and whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotator.domain.guideline_texts import GuidelineTexts, WrittenText, guideline_texts
from annotator.domain.person import Person
from annotator.domain.stream import GUIDELINE
from annotator.storage.reading import people

if TYPE_CHECKING:
    from annotator.project.merge_taking import Taken

_LEAD = "lead"
#: More texts than these are not listed.
_MOST = 3
_AMONG = "It is among its versions as {}, where it can be taken (Ctrl+4, Changes)."


@dataclass(frozen=True, slots=True)
class GuidelineChange:
    """Texts that come, and which one is in force before and after; `team` is everybody by id.

    `shared` are the numbers that two texts have, which were written apart.
    """

    before: WrittenText | None
    now: WrittenText | None
    come: tuple[WrittenText, ...]
    team: dict[str, Person]
    shared: frozenset[int] = frozenset()

    @property
    def is_other(self) -> bool:
        """Whether another text is in force than before."""
        return (self.before and self.before.text) != (self.now and self.now.text)

    @property
    def proposals(self) -> list[WrittenText]:
        """The proposals that come, or come written anew."""
        return [each for each in self.come if each.is_proposal]

    @property
    def beside(self) -> list[WrittenText]:
        """The texts that come, of somebody else than the one in force and written apart from it."""
        by = None if self.now is None else self.now.by
        return [
            each
            for each in self.come
            if not each.is_proposal and each.version in self.shared and each.by != by
        ]

    def words(self, dry_run: bool) -> list[str]:
        """Return what is said of it, a line for each thing."""
        lines = [self._replaced(dry_run)] if self.is_other else []
        for each in self.beside[:_MOST] if self.now is not None else ():
            stays = "would stay" if dry_run else "stays"
            lines.append(
                f"{self._whose(each)} wrote version {each.name} of the guideline too. Version "
                f"{self._titled(self.now)} {stays} in force. {_AMONG.format(each.name)}"
            )
        for each in self.proposals[:_MOST]:
            lines.append(
                f"{self._whose(each)} proposes another guideline ({each.name}); the one that is in "
                f"force stays. {_AMONG.format(each.name)}"
            )
        return lines

    def shortly(self) -> str:
        """Return one sentence of it, once it is merged; "" where the guideline stays."""
        if self.is_other and self.now is not None:
            return f"The guideline is now version {self._titled(self.now)}."
        who = " and ".join(dict.fromkeys(map(self._whose, self.proposals)))
        return f"{who} proposed another guideline." if who else ""

    def _replaced(self, dry_run: bool) -> str:
        would = "would become" if dry_run else "is now"
        if self.now is None:
            return f"The guideline {'would be' if dry_run else 'is'} taken back: there is none."
        said = f"The guideline {would} version {self._titled(self.now)}."
        if self.before is None or self.before.name == self.now.name:
            return said
        return (
            f"{said} Before it stood version {self._titled(self.before)}, which stays among the "
            "versions, where it can be taken again (Ctrl+4, Changes)."
        )

    def _titled(self, text: WrittenText | None) -> str:
        if text is None:
            return ""
        who = self.team.get(text.by or "")
        if who is None:
            return text.name
        leads = any(each.role == _LEAD for each in self.team.values())
        # Roles lock nothing, but a lead will want to look at it.
        no_lead = ", who is no lead" if leads and who.role != _LEAD else ""
        return f"{text.name} by {who.name}{no_lead}"

    def _whose(self, text: WrittenText) -> str:
        who = self.team.get(text.by or "")
        return "Somebody" if who is None else who.name

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""

        def plain(text: WrittenText | None) -> dict[str, Any] | None:
            return None if text is None else {"version": text.name, "person": text.by}

        return {
            "now": plain(self.now),
            "before": plain(self.before),
            "came": [plain(each) for each in self.come],
        }


class MergeGuideline:
    """Takes file after file, and says what became of the guideline when all are in."""

    def __init__(self) -> None:
        self._before: GuidelineTexts | None = None
        self._after: GuidelineTexts | None = None
        self._team: dict[str, Person] = {}

    def take(self, taken: Taken) -> None:
        """Count in what a file brings."""
        if GUIDELINE not in taken.outcomes:
            return
        own = taken.intake.journal
        if self._before is None:
            self._before = guideline_texts(taken.intake.own.get(GUIDELINE, ()))
        self._after = guideline_texts(own.rows_of_stream(GUIDELINE))
        for connection in (taken.incoming.connection, own.connection):
            self._team |= {each.id: each for each in people(connection)}

    def change(self) -> GuidelineChange | None:
        """Return what became of it; None where no text came and none gave way."""
        if self._before is None or self._after is None:
            return None
        known = {(each.text, each.is_proposal) for each in self._before.texts}
        come = [each for each in self._after.texts if (each.text, each.is_proposal) not in known]
        found = GuidelineChange(
            _named_as(self._before.current, self._after.texts), self._after.current,
            tuple(come), self._team, _shared(self._after),
        )  # fmt: skip
        return found if come or found.is_other else None


def _shared(every: GuidelineTexts) -> frozenset[int]:
    numbers = Counter(each.version for each in every.texts if not each.is_proposal)
    return frozenset(number for number, count in numbers.items() if count > 1)


def _named_as(text: WrittenText | None, texts: Iterable[WrittenText]) -> WrittenText | None:
    """Return a text as it is called among these, where another may have its number by now."""
    if text is None:
        return None
    alike = (each for each in texts if (each.version, each.text) == (text.version, text.text))
    return next(alike, text)
