"""Frozen figures: how far people agreed before anybody saw what the others did.

Agreement that is measured after a lead has settled disagreements is inflated. So the figures are
written down once, before the first decision, with everything needed to make them again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.compare.figures import Row
from annotator.compare.thread import RULINGS
from annotator.domain.edit import Edit, add
from annotator.domain.journal import changes_of
from annotator.domain.schema import schema_from_definition
from annotator.domain.stream import DECISIONS
from annotator.project import unwritten
from annotator.project.comparing import (
    LABEL,
    NO_SCHEMA,
    PAIR,
    Agreement,
    AgreementOptions,
    agreement,
    comparison,
    reader_of,
)
from annotator.project.progress import Progress
from annotator.project.said_of_spans import said_measures
from annotator.storage.bundle_values import Connection
from annotator.storage.compared import ComparedReader
from annotator.storage.journal import read_rows
from annotator.storage.reading import records_of_kind

if TYPE_CHECKING:
    from annotator.project.project import Project

#: The kind of the record, in the stream of the decisions.
FIGURES = "figures"
#: Measures of values that are frozen for every attribute of the schema.
_OF_ATTRIBUTES = ("alpha-nominal",)


@dataclass(frozen=True, slots=True)
class Frozen:
    """Figures as they were at a time (ISO 8601, UTC), of all documents and pairs.

    `person` is the id of who froze them, `schema_version` and `guideline_version` what people
    worked by, `seed` and `times` what the intervals were drawn with.
    """

    id: str
    created: str
    person: str | None
    schema_version: int
    guideline_version: int | None
    seed: int
    times: int
    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the figures as `agreement` does."""
        return Agreement(list(self.rows)).as_json()


def figures_now(progress: Progress, path: Path, attributes: Sequence[str]) -> list[Row]:
    """Return the figures of a project's file as they are now; it may be cancelled.

    `attributes` are the ids of the schema's, whose values are compared too.
    """
    rows = list(agreement(path, AgreementOptions(by=(LABEL, PAIR)), progress).rows)
    for attribute in attributes:
        about = AgreementOptions(_OF_ATTRIBUTES, attribute=attribute, by=(PAIR,))
        rows += agreement(path, about, progress).rows
    with reader_of(path) as reader:
        definition = reader.common().schema.get("definition") or NO_SCHEMA
    for each in said_measures(schema_from_definition(definition)):
        if each.measure.takes == "links":
            about = AgreementOptions((each.measure.name,), attribute=each.attribute, by=(PAIR,))
            found = agreement(path, about, progress).rows
            # Where nobody names or joins anything there is nothing to remember.
            rows += found if any(row.value is not None for row in found) else []
    return rows


def freeze(project: Project) -> Frozen:
    """Write down the figures of agreement as they are now, as an edit, and return them."""
    project.check_writable()
    # Figures are made from the file.
    project.settle()
    return write_figures(
        project, figures_now(Progress(), project.path, compared_attributes(project))
    )


def write_figures(project: Project, rows: Sequence[Row]) -> Frozen:
    """Write down figures that were made of this project, as an edit, and return them."""
    guideline = project.fields_of("guideline", "guideline", "guideline") or {}
    drawn = AgreementOptions()
    fields: dict[str, Any] = {
        "created": project.session.clock(),
        "person": project.me.id if project.me else None,
        "schema_version": project.schema.version,
        "guideline_version": guideline.get("version"),
        "seed": drawn.seed,
        "times": drawn.times,
        "columns": list(Row._fields),
        "rows": [list(row) for row in rows],
    }
    there = {name: value for name, value in fields.items() if value is not None}
    id = project.session.new_id()
    project.apply(
        Edit("freeze the figures of agreement", (add(DECISIONS, FIGURES, id, there),)), mine=False
    )
    return frozen_from_fields(id, there)


def freeze_once(project: Project) -> Frozen:
    """Return the first frozen figures; freezes them where none are. Before the first decision."""
    found = frozen(project)
    return found[0] if found else freeze(project)


def frozen(project: Project) -> list[Frozen]:
    """Return all frozen figures, the oldest first."""
    records = unwritten.records_of_kind(project, DECISIONS, FIGURES)
    found = [frozen_from_fields(id, fields) for id, fields in records.items()]
    return sorted(found, key=lambda each: (each.created, each.id))


def first_frozen(connection: Connection) -> tuple[Frozen, bool] | None:
    """Return the figures that were frozen first, and whether something had been ruled before.

    That is so where decisions came in from elsewhere, or somebody froze figures later.
    """
    there = dict(records_of_kind(connection, FIGURES))
    ruled = False
    for row in read_rows(connection, DECISIONS) if there else ():
        for change in changes_of(row.stream, row.payload):
            if change.kind == FIGURES and change.id in there:
                return frozen_from_fields(change.id, there[change.id]), ruled
            ruled = ruled or change.value.get("action") in RULINGS
    return None


def is_decided(connection: Connection) -> bool:
    """Return whether somebody has ruled anything that stands."""
    return any(
        fields.get("action") in RULINGS for _id, fields in records_of_kind(connection, "decision")
    )


def measured(connection: Connection, progress: Progress) -> Frozen | None:
    """Return figures as they are in what is read, at no time: `created` is empty.

    None where no two people can be compared. Raises Cancelled.
    """
    reader, options = ComparedReader.within(connection), AgreementOptions(by=(LABEL,))
    found = comparison(reader, options, progress)
    if found is None or not found.documents:
        return None
    rows = tuple(found.agreement(options).rows)
    present = reader.common()
    schema = schema_from_definition(present.schema.get("definition") or NO_SCHEMA)
    version = present.guideline.get("version")
    return Frozen("", "", None, schema.version, version, options.seed, options.times, rows)


def compared_attributes(project: Project) -> list[str]:
    """Return the ids of the attributes whose figures are frozen, in the order of the schema."""
    ids = [each.id for label in project.schema.enabled_labels for each in label.attributes]
    return list(dict.fromkeys(ids))


def frozen_from_fields(id: str, fields: Mapping[str, Any]) -> Frozen:
    """Return frozen figures as their record has them."""
    return Frozen(
        id,
        fields["created"],
        fields.get("person"),
        fields.get("schema_version", 0),
        fields.get("guideline_version"),
        fields["seed"],
        fields["times"],
        tuple(_row(dict(zip(fields["columns"], row, strict=True))) for row in fields["rows"]),
    )


def _row(values: Mapping[str, Any]) -> Row:
    pair = values["pair"]
    return Row(**{**values, "pair": None if pair is None else tuple(pair)})
