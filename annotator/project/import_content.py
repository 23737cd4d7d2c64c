"""Taking what a reader yields into the staging, document by document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from annotator.domain.stream import WORK
from annotator.domain.text_limits import LONGEST_TEXT
from annotator.formats.format import FileDocument, FileLayer, Finding, Header, Item, Placed
from annotator.formats.unit_evidence import unit_fits
from annotator.project.import_decisions import take_decisions
from annotator.project.import_files import FoundFile
from annotator.project.import_gold import GoldAdoption
from annotator.project.import_header import Newcomers
from annotator.project.import_joining import join_layers, of_nobody
from annotator.project.import_layers import LabelFilter
from annotator.project.import_mapping import ImportMapping
from annotator.project.import_owners import GivenOwners, Owners, says_something
from annotator.project.import_report import Detected, ImportReport, count
from annotator.project.import_taking import LayerTaking, Place
from annotator.project.previewing import first_layer
from annotator.project.review_gold import GOLD
from annotator.project.succeeding import Predecessor
from annotator.project.titles import title_of
from annotator.storage.present import Present
from annotator.storage.staging import Staging


@dataclass(frozen=True, slots=True)
class Choices:
    """How layers are imported: the owner of those without one, the kind of those, and the names.

    `owner` is --as, `me` who imports; both an id or a name. `predecessor` is the document that the
    only one of this import corrects.
    """

    me: str | None = None
    owner: str | None = None
    kind: str = "annotations"
    mapping: ImportMapping = ImportMapping()
    predecessor: Predecessor | None = None


class Intake:
    """Takes items of one file after the other into the staging."""

    def __init__(
        self,
        present: Present,
        staging: Staging,
        choices: Choices,
        new_id: Callable[[], str],
        deleted: Callable[[str], set[str]],
    ) -> None:
        people = choices.mapping.people
        self.newcomers = Newcomers(present, people, choices.mapping.labels)
        self.report = ImportReport()
        given = GivenOwners(choices.me, choices.owner, people)
        self._owners = Owners(self.newcomers, given, self.report)
        self._present = present
        self._staging = staging
        self._choices = choices
        self._new_id = new_id
        self._gold = GoldAdoption(self.newcomers, staging, new_id)
        self._layers = LayerTaking(present, staging, self._gold, self.report, new_id, deleted)
        self._empty = not present.keys
        self._taken_keys = set(present.keys.values())
        self._new_documents: set[str] = set()
        self._file: FoundFile | None = None
        self._filter: LabelFilter | None = None

    def begin(self, file: FoundFile) -> None:
        """Go on with another file."""
        self.end()
        self._file = file
        self.report.begin(Detected(file.name, file.format.name, file.evidence))

    def end(self) -> None:
        """Report on the file that was read last."""
        if self._filter is not None:
            for finding in (*self._filter.findings(), *self._owners.findings(self._name)):
                self.report.add(finding)
        self._filter = None

    def take(self, item: Item) -> None:
        """Take one item in. Raises Problem when nobody owns its annotations."""
        if isinstance(item, FileDocument):
            self._document(item)
        elif isinstance(item, Finding):
            self.report.add(item)
        elif isinstance(item, Placed):
            self._placed(item)
        else:
            self._header(item)

    def _placed(self, item: Placed) -> None:
        if len(self.report.detected) == self.report.files:
            last = self.report.detected[-1]
            last.unit, last.matched = item.unit, item.matched
            last.quotes, last.what = item.quotes, item.what
            last.line_ends = dict(item.line_ends)
            last.evidence += _by_names(item)
            if self.report.dry_run:
                last.fits, last.weighed = unit_fits(item)

    @property
    def _name(self) -> str:
        return "" if self._file is None else self._file.name

    def _header(self, header: Header) -> None:
        if self._empty and not self._new_documents:
            self.newcomers.adopt(header)
        else:
            for finding in self.newcomers.differences(header, self._name):
                self.report.add(finding)
        for finding in self.newcomers.take_people(header, self._name):
            self.report.add(finding)
        for finding in self.newcomers.take_entities(header, self._name):
            self.report.add(finding)

    def _document(self, document: FileDocument) -> None:
        length = len(document.frozen.text)
        if length > LONGEST_TEXT:
            self._finding(
                document,
                "too-large",
                f"The article has {length:,} characters; Annotator opens articles of up to "
                f"{LONGEST_TEXT:,}.",
                "It was left out. Split it into its articles, and import those.",
            )
            return
        id = self._present.texts.get(document.frozen.text_sha256)
        if id is None:
            id = self._new_document(document)
            known = False
        else:
            known = True
            self._duplicate(document, id)
        # Decisions first: of gold without any, this import makes some.
        about = self._gold.about(id)
        for remark in take_decisions(self.newcomers, id, document.decisions, self._new_id, about):
            self._finding(document, *remark)
        if document.layers:
            self._take_layers(document, id, known)
        if not known and self._choices.predecessor is not None:
            self._succeed(document, id, self._choices.predecessor)

    def _take_layers(self, document: FileDocument, id: str, known: bool) -> None:
        for finding in self.newcomers.take_named(document.entities, self._name):
            self.report.add(finding)
        self.report.note_first(self._name, document.frozen.text_sha256)
        if self._filter is None:
            self._filter = LabelFilter(
                self.newcomers.schema,
                self._name,
                self._choices.mapping,
                self.report.foreign,
                self._present.entities,
            )
        for place, layer in self._owned(document, id).items():
            self._layer(document, place, known, layer)

    def _succeed(self, document: FileDocument, id: str, older: Predecessor) -> None:
        """Bring the layers of the document that this one corrects, where it has none of its own."""
        self.report.successor = id
        for layer in older.carry(id, document.frozen.text, self._new_id, self._name):
            if layer.place[0::2] + (layer.place.person or "",) in self._present.layers:
                continue
            spans, relations, unplaced = layer.spans, layer.relations, layer.unplaced
            if layer.place.kind == GOLD:
                self._gold.adopt(id, spans, relations)
            self._staging.add_layer(*layer.place, layer.fields, spans, relations, unplaced=unplaced)
            self.report.carried += len(spans)
            self.report.unplaced += len(unplaced)
            if unplaced:
                whose = self._layers.whose(layer.place.person) or " of gold"
                message = f"{count(len(unplaced), 'mark')}{whose} touch words that changed."
                self._finding(document, "not-carried", message, "They are in the repair list.")
        for fields in older.assigned:
            self.newcomers.add(
                WORK, "assignment", f"{id}/{fields['person']}", {**fields, "document": id}
            )

    def _duplicate(self, document: FileDocument, id: str) -> None:
        key = self._present.keys[id]
        if id in self._new_documents and document.key == key and document.layers:
            return  # formats with a file for each layer bring the text with each
        self.report.duplicates += 1
        self._finding(
            document,
            "duplicate",
            f"Its text is in the project already, as {key}.",
            "It was not imported again.",
        )

    def _new_document(self, document: FileDocument) -> str:
        id = self._new_id()
        frozen = document.frozen
        self.report.note_first(self._name, frozen.text_sha256)
        fields: dict[str, Any] = {
            "key": self._free_key(document),
            "title": title_of(frozen.text) if document.title is None else document.title,
            "text_sha256": frozen.text_sha256,
        }
        if document.language:
            fields["language"] = document.language
        if document.excluded:
            fields["excluded"] = [list(region) for region in document.excluded]
        source = document.source.fields()
        origin = {name: value for name, value in source.items() if value is not None}
        for name, value in (("source", origin), ("meta", document.meta), ("extra", document.extra)):
            if value:
                fields[name] = value
        if self._choices.predecessor is not None:
            fields = self._choices.predecessor.inherited(fields, frozen.text)
        self._staging.add_document(id, frozen.text, fields)
        self._present.texts[frozen.text_sha256] = id
        self._present.keys[id] = fields["key"]
        self._new_documents.add(id)
        self.report.documents += 1
        return id

    def _free_key(self, document: FileDocument) -> str:
        wanted = document.key or ("document" if self._file is None else self._file.key)
        key, number = wanted, 2
        if key in self._taken_keys and self._file is not None and document.key is None:
            key = wanted = self._name.rsplit(".", 1)[0]
        while key in self._taken_keys:
            key, number = f"{wanted}-{number}", number + 1
        if key != wanted and document.key is not None:
            self._finding(
                document,
                "duplicate-key",
                f"Another document is called {wanted}.",
                f"The document was kept as {key}.",
            )
        self._taken_keys.add(key)
        return key

    def _finding(self, document: FileDocument, kind: str, message: str, kept: str) -> None:
        place = document.key or (self._file.key if self._file else None)
        self.report.add(Finding(kind, message, kept, self._name, document.line, place))

    def _owned(self, document: FileDocument, id: str) -> dict[Place, FileLayer]:
        """Return the layers by their places, those of one person made one."""
        found: dict[Place, FileLayer] = {}
        for layer in document.layers:
            if not self._owners.takes(layer):
                continue
            kind = layer.kind or self._choices.kind
            person = self._owners.of(layer, kind, self._name)
            if person is None and kind == "annotations":
                if says_something(layer):
                    self._finding(document, *of_nobody(layer))
                continue
            if kind == GOLD:
                # Gold follows from decisions and is nobody's; these say who made what is brought.
                layer.person, person = person, None
            place = (id, kind, person or "")
            if found.setdefault(place, layer) is not layer and join_layers(found[place], layer):
                message = f"It has several layers ({kind}){self._layers.whose(person)}."
                self._finding(document, "layers-joined", message, "They were made one.")
        return found

    def _layer(self, document: FileDocument, place: Place, known: bool, layer: FileLayer) -> None:
        assert self._filter is not None
        spans, remark = self._layers.take(place, layer, self._filter, known)
        if remark is not None:
            self._finding(document, *remark)
        elif self.report.first_sha256 == document.frozen.text_sha256:
            person = place[2]
            whose = self._present.people[person]["name"] if person else None
            self.report.first_layers.append(first_layer(whose, place[1], spans))


def _by_names(placed: Placed) -> str:
    if not placed.people:
        return ""
    people = ", ".join(dict.fromkeys(placed.people))
    return (
        "; several files have the same articles, and such files of doccano are named after who "
        f"marked them: {people}"
    )
