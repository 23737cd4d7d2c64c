"""What the names of a file become: labels, relations, attributes and people, as it is chosen."""

from __future__ import annotations

from annotator.project.import_mapping import KINDS, MAPPED, ImportMapping
from annotator.project.import_proposals import propose, propose_people
from annotator.project.import_report import ImportReport
from annotator.project.project import Project
from annotator.widgets.mapping_rows import ForeignName

Choices = tuple[tuple[str | None, str], ...]
_PEOPLE = "people"
#: What happens to a name that nobody has said anything about.
_UNSAID: dict[str, Choices] = {
    "labels": (("", "into the repair list"), (None, "left out")),
    "relations": (("", "into the repair list"), (None, "left out")),
    # Attributes are kept under any name; a label or relation has to be one of the schema.
    "attributes": (("", "kept as it is"),),
}


class ImportNames:
    """The mapping as a person has it by now, with proposals for what they have not seen yet."""

    def __init__(self, project: Project) -> None:
        self.mapping = ImportMapping()
        self._project = project
        self._asked: set[tuple[str, str]] = set()

    def take(self, report: ImportReport, remembered: ImportMapping | None) -> bool:
        """Propose what new names become; return whether that changes what the report says.

        `remembered` are earlier choices to begin with. Each name is proposed only once: what a
        person leaves out stays left out.
        """
        known = self.mapping if remembered is None else remembered
        new = {(kind, name) for kind in KINDS for name in getattr(report.foreign, kind)}
        new |= {(_PEOPLE, name) for name in report.owners}
        proposed = propose(report.foreign, self._project.schema, known)
        proposed = propose_people(report.owners, self._project.people, proposed)
        changed = bool(new - self._asked) and proposed != self.mapping
        self._asked |= new
        if changed:
            self.mapping = proposed
        return changed

    def choose(self, kind: str, name: str, own: str | None) -> None:
        """Let a name become something; `own` as in `ForeignName`."""
        names = {each: dict(getattr(self.mapping, each)) for each in MAPPED}
        if own == "":
            names[kind].pop(name, None)
        else:
            names[kind][name] = own
        self.mapping = ImportMapping(**names)

    def foreign(self, report: ImportReport) -> list[ForeignName]:
        """Return the names that the schema has not, to be shown."""
        schema = self._project.schema
        attributes = {a.id: a.name for label in schema.labels for a in label.attributes}
        own: dict[str, Choices] = {
            "labels": tuple((label.id, label.name) for label in schema.labels),
            "relations": tuple((each.id, each.name) for each in schema.relations),
            "attributes": tuple(attributes.items()),
        }
        return [
            ForeignName(kind, name, number, _UNSAID[kind] + own[kind], self._own(kind, name))
            for kind in KINDS
            for name, number in sorted(getattr(report.foreign, kind).items())
        ]

    def people(self, report: ImportReport) -> list[ForeignName]:
        """Return whom the file names as owners of layers, to be shown."""
        known = {person.id: person.name for person in self._project.people}
        rows = []
        for name, owner in sorted(report.owners.items()):
            unsaid = "a new person" if owner.own is None else known.get(owner.own, owner.own)
            others = tuple((id, words) for id, words in known.items() if id != owner.own)
            choices: Choices = (("", unsaid), *others, (None, "left out"))
            own = self._own(_PEOPLE, name)
            rows.append(
                ForeignName(_PEOPLE, name, owner.layers, choices, own, owner.name, "layers")
            )
        return rows

    def _own(self, kind: str, name: str) -> str | None:
        own: str | None = getattr(self.mapping, kind).get(name, "")
        return own
