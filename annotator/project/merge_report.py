"""What a merge brought, or would bring."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from annotator.compare.answers import UPHELD
from annotator.domain.entity import Entity
from annotator.domain.stream import DECISIONS, SCHEMA
from annotator.project.import_report import count
from annotator.project.merge_guideline import GuidelineChange
from annotator.project.merge_purges import Purge, purge_words, request_words
from annotator.team.merge import Tally


@dataclass(slots=True)
class MergeReport:
    """Counts by person and document, and what somebody should look at.

    `people` came along, `twice` are keys of articles that are there twice with the same text,
    `same_entities` pairs of the ledger that share a name, `forks` repaired chains, `gold` how many
    documents' gold was made to follow from what several leads decided. `objections` counts, by name
    of the file, decisions that were made in a bundle and came as objections; `mended` is how many
    rows of the journal came back that this project had lost. `answers` are the states of objections
    of whom a bundle is for that were answered; `left_out` counts, by name of the file, gold marks
    that were imported in a bundle. `erased` says that something came that was erased here for
    good, and did not arrive. `purges` erase what is here, `requests` are those of annotators, which
    are not carried out; `namesakes` are people made in two copies who are taken for one;
    `guideline` is what became of the guideline's texts; `project` is the file's name.
    """

    dry_run: bool = False
    files: list[str] = field(default_factory=list)
    edits: int = 0
    forks: int = 0
    gold: int = 0
    mended: int = 0
    tallies: list[Tally] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    same_entities: list[tuple[Entity, Entity]] = field(default_factory=list)
    objections: dict[str, int] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    erased: bool = False
    purges: list[Purge] = field(default_factory=list)
    requests: list[Purge] = field(default_factory=list)
    namesakes: list[str] = field(default_factory=list)
    guideline: GuidelineChange | None = None
    project: str = "PROJECT"

    def total(self, what: str) -> int:
        """Return the sum of new, changed, removed or conflicting records."""
        return sum(getattr(each, what) for each in self.tallies)

    @property
    def brings_decisions(self) -> bool:
        """Whether anything came that was decided in review."""
        return any(each.stream == DECISIONS and each.new for each in self.tallies)

    @property
    def brings_nothing(self) -> bool:
        """Whether everything was there already."""
        return not (self.edits or self.objections or self.mended)

    def besides(self) -> str:
        """Return what comes besides edits, in words: rows that were lost, and objections."""
        objections = sum(self.objections.values())
        said = [count(self.mended, "lost row")] if self.mended else []
        said += [count(objections, "objection")] if objections else []
        return " and ".join(said)

    def sentence(self) -> str:
        """Return the one line that says what was brought."""
        said = "Would merge" if self.dry_run else "Merged"
        files = count(len(self.files), "file")
        if self.brings_nothing:
            return f"{said} {files}: everything was there already."
        if not self.edits:
            return f"{said} {files}: {self.besides()}."
        return (
            f"{said} {count(self.edits, 'edit')} from {count(len(self.files), 'file')}: "
            f"{self.total('new'):,} new, {self.total('changed'):,} changed, "
            f"{self.total('removed'):,} removed, {self.total('conflicting'):,} conflicting."
        )

    def answered(self) -> str:
        """Return the sentence that says what became of one's objections; "" where nothing did."""
        if not self.answers:
            return ""
        number = self.answers.count(UPHELD)
        changed = "no ruling was changed" if not number else f"{count(number, 'ruling')} "
        if number:
            changed += f"{'was' if number == 1 else 'were'} changed after what you said"
        are = "was" if len(self.answers) == 1 else "were"
        return f"{count(len(self.answers), 'objection')} of yours {are} answered: {changed}."

    @property
    def touched(self) -> list[Tally]:
        """What something comes for: what all share, then conflicts, then by person and article."""
        found = [
            each
            for each in self.tallies
            if each.new or each.changed or each.removed or each.conflicting
        ]
        return sorted(
            found,
            key=lambda each: (
                each.document is not None,
                not each.conflicting,
                each.person or "",
                each.document or each.stream,
            ),
        )

    def remarks(self) -> list[str]:
        """Return what to look at, and a line for every layer that something comes for."""
        return self.warnings() + [
            f"{each.person or 'everyone'}, {each.document or each.stream}: {each.new:,} new, "
            f"{each.changed:,} changed, {each.removed:,} removed, {each.conflicting:,} conflicting"
            f"{_by_whom(each)}"
            for each in self.touched
        ]

    def warnings(self) -> list[str]:
        """Return a line for everything that somebody should look at."""
        lines = [purge_words(each, self.dry_run) for each in self.purges]
        lines += [request_words(each, self.project) for each in self.requests]
        for each in self.tallies:
            if each.stream != SCHEMA or not (each.changed or each.removed):
                continue
            becomes = "would become" if self.dry_run else "became"
            by = " and ".join(each.by) or "somebody"
            lines.append(
                f"The schema {becomes} another one, as {by} changed it in another copy. Marks "
                "that it has no label for stay, and the checks find them."
            )
        if self.guideline is not None:
            lines += self.guideline.words(self.dry_run)
        lines += [self.answered()] if self.answers else []
        lines += [f"{name} came along." for name in self.people]
        lines += [_namesake(name, self.dry_run) for name in self.namesakes]
        lines += [f"The article {key} is there twice." for key in self.twice]
        lines += [
            f"Both name {one.name}: entities {one.id} and {two.id} may be the same."
            for one, two in self.same_entities
        ]
        lines += [_objected(*each) for each in self.objections.items()]
        lines += [
            f"{count(number, 'mark')} of gold that came into the bundle behind {name} by an import "
            "stayed there. Import the file into the project to have them."
            for name, number in self.left_out.items()
        ]
        if self.mended:
            are = "is" if self.mended == 1 else "are"
            lines.append(
                f"{count(self.mended, 'row')} of the journal that had been cut {are} back."
            )
        if self.gold:
            lines.append(
                f"Gold of {count(self.gold, 'document')} was made to follow from all decisions."
            )
        if self.erased:
            lines.append(
                "What came about articles or people that were erased for good is not taken back."
            )
        if self.forks:
            lines.append(
                "The project was copied and both copies were worked on; their histories were "
                f"told apart in {count(self.forks, 'place')}."
            )
        return lines

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "files": self.files,
            "dry_run": self.dry_run,
            "edits": self.edits,
            "new": self.total("new"),
            "changed": self.total("changed"),
            "removed": self.total("removed"),
            "conflicting": self.total("conflicting"),
            "layers": [asdict(each) for each in self.tallies],
            "people": self.people,
            "twice": self.twice,
            "namesakes": self.namesakes,
            "guideline": None if self.guideline is None else self.guideline.as_json(),
            "forks": self.forks,
            "gold": self.gold,
            "mended": self.mended,
            "answers": self.answers,
            "left_out": sum(self.left_out.values()),
            "objections": sum(self.objections.values()),
            "erased": self.erased,
            "purges": [each._asdict() for each in self.purges],
            "purge_requests": [each._asdict() for each in self.requests],
            "same_entities": [
                {"ours": one.id, "theirs": two.id, "kind": one.kind, "name": two.name}
                for one, two in self.same_entities
            ],
        }


def _by_whom(tally: Tally) -> str:
    """Return by whom a change of what all share is, and which articles it is about."""
    by = f"; by {', '.join(tally.by)}" if tally.by else ""
    return by + (f" ({', '.join(tally.about)})" if tally.about else "")


def _namesake(name: str, dry_run: bool) -> str:
    """Return what is said of somebody who was made in two copies and is taken for one."""
    are = "would be" if dry_run else "were"
    advice = (
        " If they are two people, give one of them another name first (Ctrl+6): the merge is "
        "refused then, and says how to keep them apart."
    )
    return (
        f"{name} was made in this project and, on its own, in the other file; the two {are} taken "
        f"for one person.{advice if dry_run else ''}"
    )


def _objected(name: str, number: int) -> str:
    """Return what is said of decisions that were made in the bundle behind a file."""
    one = number == 1
    return (
        f"In the bundle behind {name} {count(number, 'decision')} {'was' if one else 'were'} made. "
        f"In a bundle nothing is decided: {'it comes' if one else 'they come'} "
        f"as {'an objection' if one else 'objections'}, and gold stays as it is. Hand out a new "
        "bundle next."
    )
