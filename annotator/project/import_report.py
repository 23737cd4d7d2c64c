"""What an import did, and what it could not take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sized
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from annotator.formats.format import Finding
from annotator.project.finding_words import words_of
from annotator.project.import_mapping import KINDS, MAPPED, Foreign, ImportMapping

if TYPE_CHECKING:
    from annotator.project.previewing import Preview, PreviewLayer

#: Findings that are kept in full; further ones are only counted.
_KEPT = 1000


def count(number: int, what: str) -> str:
    """Return a number with its noun: “1 span”, “2,000 spans”."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


@dataclass(slots=True)
class Detected:
    """What a file was taken for and why; `unit` is what its positions count, None without any.

    `matched` of the `quotes` that it has read in the text as they say. In a dry run `fits` says how
    many of the first `weighed` would if it counted each unit, and `line_ends` how many if a CRLF
    counts as "one" or "two", where that differs.
    """

    file: str
    format: str
    evidence: str
    unit: str | None = None
    matched: int = 0
    quotes: int = 0
    what: str = "quotes"
    fits: dict[str, int] = field(default_factory=dict)
    weighed: int = 0
    line_ends: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        said = f"{self.file}: {self.format}, {self.evidence}"
        if self.unit is not None:
            said += f"; positions count {self.unit}"
        if self.quotes:
            said += f", {self.what} matched: {self.matched:,} of {self.quotes:,}"
        if self.fits and self.weighed:
            each = ", ".join(f"{unit} {number:,}" for unit, number in self.fits.items())
            said += f" (of {self.weighed:,} would fit: {each})"
        if self.line_ends:
            ends = ", ".join(f"as {end} {number:,}" for end, number in self.line_ends.items())
            said += f"; CRLF counted {ends}"
        return said


@dataclass(slots=True)
class FileOwner:
    """Somebody whom files name as the owner of layers; `own` is who that is in the project.

    `described` says that a header gives them a name and a role.
    """

    name: str
    own: str | None
    described: bool = False
    layers: int = 0


@dataclass(slots=True)
class ImportReport:
    """Counts of what was imported, and the findings.

    `unplaced` are marks that went to the repair list, `carried` spans that came over from the
    article that is corrected; `successor` is the id of the one that corrects it. `duplicates` are
    documents whose text was there already. `findings` holds at most 1,000, `kinds` counts all of
    them; `detected` says of at most 1,000 files how they were read.
    `edit_id` names the edit in the history, None when nothing was changed or only
    suggestions came, which are not journalled. `foreign` are names that the schema has not.
    `owners` are the people that files name, by what they call them. `first` is the first document
    that would come in, of a dry run alone: it is in `first_file`, its text has the hash
    `first_sha256`, and `first_layers` is what would come in of its marks. `refused` are the parts
    of the Problem that a dry run comes to while there is still something to choose. `recalled` is
    what names became before and became again.
    """

    files: int = 0
    documents: int = 0
    layers: int = 0
    spans: int = 0
    relations: int = 0
    comments: int = 0
    unplaced: int = 0
    carried: int = 0
    successor: str | None = None
    duplicates: int = 0
    dry_run: bool = False
    edit_id: str | None = None
    findings: list[Finding] = field(default_factory=list)
    detected: list[Detected] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    foreign: Foreign = field(default_factory=Foreign)
    owners: dict[str, FileOwner] = field(default_factory=dict)
    first: Preview | None = None
    first_file: str | None = None
    first_sha256: str | None = None
    first_layers: list[PreviewLayer] = field(default_factory=list)
    refused: tuple[str, str, str, str] | None = None
    recalled: ImportMapping = ImportMapping()

    def add(self, finding: Finding) -> None:
        """Take a finding in."""
        self.kinds[finding.kind] += 1
        if len(self.findings) < _KEPT:
            self.findings.append(finding)

    def note_first(self, file: str, text_sha256: str) -> None:
        """Write down that this document comes in, which a dry run shows of the first one."""
        if self.dry_run and self.first_sha256 is None:
            self.first_file, self.first_sha256 = file, text_sha256

    def add_layer(self, spans: Sized, relations: Sized, comments: Sized, unplaced: Sized) -> None:
        """Count a layer with what it has."""
        self.layers += 1
        self.add_to_layer(spans, relations, comments, unplaced)

    def add_to_layer(
        self, spans: Sized, relations: Sized, comments: Sized, unplaced: Sized
    ) -> None:
        """Count what came to a layer that was counted before."""
        self.spans += len(spans)
        self.relations += len(relations)
        self.comments += len(comments)
        self.unplaced += len(unplaced)

    def begin(self, detected: Detected) -> None:
        """Go on with another file."""
        self.files += 1
        if len(self.detected) < _KEPT:
            self.detected.append(detected)

    def recall(self, mapping: ImportMapping) -> None:
        """Write down which of these names the files have."""
        there = {**{kind: getattr(self.foreign, kind) for kind in KINDS}, "people": self.owners}
        self.recalled = ImportMapping(
            **{
                kind: {name: own for name, own in getattr(mapping, kind).items()
                       if name in there[kind]}
                for kind in MAPPED
            }
        )  # fmt: skip

    @property
    def found(self) -> int:
        """How many findings there are, those not kept included."""
        return self.kinds.total()

    @property
    def has_strangers(self) -> bool:
        """Whether the files name what the schema has not, or people nobody has described."""
        people = any(each.own is None and not each.described for each in self.owners.values())
        return bool(self.foreign.labels or self.foreign.relations or people)

    def sentence(self) -> str:
        """Return the one line that says what was kept and what was not."""
        parts = [count(self.documents, "document")]
        if self.layers:
            parts.append(f"{count(self.layers, 'layer')} with {count(self.spans, 'span')}")
        said = "Would import" if self.dry_run else "Imported"
        line = f"{said} {' and '.join(parts)} from {count(self.files, 'file')}."
        if self.carried:
            line += f" {count(self.carried, 'span')} came over from the article that it corrects."
        if self.duplicates:
            again = "text was" if self.duplicates == 1 else "texts were"
            line += f" {self.duplicates:,} {again} there already and not imported again."
        line += self._quotes_words()
        others = self.found - self.kinds["duplicate"]
        if others:
            kinds = ", ".join(
                f"{number:,} {words_of(kind, number)}"
                for kind, number in sorted(self.kinds.items())
                if kind != "duplicate"
            )
            line += f" Not everything was as it should be: {kinds}. The rest was kept."
        if self.unplaced:
            waits = "waits" if self.unplaced == 1 else "wait"
            line += f" {count(self.unplaced, 'mark')} {waits} in the repair list."
        return line

    def _quotes_words(self) -> str:
        """Return how many quotes stand where their files say, if not all do."""
        quoted = [each for each in self.detected if each.quotes and each.what == "quotes"]
        quotes, matched = sum(each.quotes for each in quoted), sum(each.matched for each in quoted)
        if quotes == matched:
            return ""
        return f" {matched:,} of {count(quotes, 'quote')} stand where the file says."

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "files": self.files,
            "documents": self.documents,
            "layers": self.layers,
            "spans": self.spans,
            "relations": self.relations,
            "comments": self.comments,
            "unplaced": self.unplaced,
            "carried": self.carried,
            "duplicates": self.duplicates,
            "dry_run": self.dry_run,
            "edit": self.edit_id,
            "findings": [
                {
                    "kind": each.kind,
                    "file": each.file,
                    "line": each.line,
                    "document": each.document,
                    "message": each.message,
                    "kept": each.kept,
                }
                for each in self.findings
            ],
            "foreign": self.foreign.as_json(),
            "recalled": asdict(self.recalled),
            "people": {name: asdict(each) for name, each in sorted(self.owners.items())},
            "detected": [asdict(each) for each in self.detected],
            "finding_counts": dict(sorted(self.kinds.items())),
        }
