"""What an export takes out of the project: as it is now, or as it was after an edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from annotator.domain.entity import entity_from_fields
from annotator.domain.layer import LAYER_KINDS, STATUSES
from annotator.domain.near_duplicates import near_duplicates
from annotator.domain.person import Person
from annotator.domain.problem import Problem
from annotator.formats.format import Header
from annotator.project.export_entities import with_entities
from annotator.project.export_labels import chosen_labels, with_labels
from annotator.project.splitting import read_shares, split
from annotator.storage.as_of import connection_as_of
from annotator.storage.connection import ProjectFile
from annotator.storage.practice import hidden_gold
from annotator.storage.present import (
    identities,
    meta_fields,
    read_common,
    read_decisions,
    same_group,
)
from annotator.storage.streaming import (
    Connection,
    DocumentHead,
    DocumentRows,
    LayerHead,
    hanging_counts,
    heads,
    label_counts,
    read,
    span_count,
    texts,
)

ALL = "all"
_UNCHANGED = "Nothing was written."


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What is exported; plain values, so that they can be sent to another process.

    `people` are ids or names, `layer` a kind of layer or all, `status` one of STATUSES or
    several with commas; with people or a status only documents with such a layer are taken.
    `with_gold` takes gold as well, whoever's and whatever its status. `labels` are the ids of
    those that are taken, all when empty. `as_of` is an edit id. `split` are the shares of train,
    dev and test as “80/10/10”, `seed` what chance starts from, `group` the name of a field of the
    metadata whose documents are kept on one side. `card` writes a dataset card beside the
    export, with this `licence`. `replace` lets companions and card take the places of files that
    are from no export of that name.
    """

    format: str | None = None
    people: tuple[str, ...] = ()
    layer: str = "annotations"
    status: str | None = None
    as_of: str | None = None
    dry_run: bool = False
    split: str | None = None
    seed: int = 0
    with_gold: bool = False
    labels: tuple[str, ...] = ()
    group: str | None = None
    card: bool = False
    licence: str = ""
    replace: bool = False

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that are chosen, none for every one."""
        return tuple(part.strip() for part in (self.status or "").split(",") if part.strip())


@dataclass(slots=True)
class ExportSource:
    """The chosen documents and layers, and what belongs to the whole project.

    `decisions` are (id, fields as JSON) by document id, `all_decisions` how many the project has.
    `spans` counts those of the chosen layers and labels, `all_spans` those of the layers, and
    `hanging` the relations and the comments that are left out with spans of other labels.
    `all_heads` are all documents with all their layers, for the report on what was not chosen.
    `parts` are the wanted documents by name of the part, under "" when they are not split.
    `connection` is where all of it is read.
    """

    connection: Connection

    header: Header
    wanted: list[DocumentHead]
    all_heads: list[DocumentHead]
    decisions: dict[str, list[tuple[str, str]]]
    documents: Callable[[Sequence[DocumentHead]], Iterator[DocumentRows]]
    spans: Callable[[], int]
    all_spans: Callable[[], int]
    hanging: Callable[[], tuple[int, int]]
    parts: dict[str, list[DocumentHead]]
    all_decisions: int = 0


@contextmanager
def open_source(opened: ProjectFile, options: ExportOptions) -> Iterator[ExportSource]:
    """Yield what is to be exported, all of it as of one moment; raises Problem."""
    connection = opened.another()
    try:
        if options.as_of is not None:
            past = connection_as_of(opened, options.as_of)
            connection.close()
            connection = past
        # One snapshot: what is marked meanwhile is not half in the export.
        connection.execute("BEGIN")
        present = read_common(connection)
        people = [_person(id, fields) for id, fields in present.people.items()]
        chosen = chosen_people(options.people, people)
        hidden = hidden_gold(connection)
        every = [_without_gold(head) if head.id in hidden else head for head in heads(connection)]
        wanted = _wanted(every, options, chosen)
        definition = present.schema.get("definition") or {"labels": []}
        labels = chosen_labels(options.labels, definition)
        header = Header(
            present.project.get("title"),
            present.schema.get("definition"),
            present.guideline or None,
            [each for each in people if not chosen or each.id in chosen],
            [entity_from_fields(id, fields) for id, fields in present.entities.items()],
            present.project.get("extra") or {},
        )
        decisions = {
            document: several
            for document, several in read_decisions(connection).items()
            if document not in hidden
        }
        yield ExportSource(
            connection,
            header,
            wanted,
            every,
            decisions if options.with_gold or options.layer in ("gold", ALL) else {},
            lambda heads: with_entities(
                with_labels(read(connection, heads), labels), present.entities, definition
            ),
            lambda: span_count(connection, wanted, labels),
            lambda: span_count(connection, wanted),
            lambda: hanging_counts(connection, wanted, labels) if labels else (0, 0),
            _parts(connection, wanted, options, labels),
            sum(map(len, decisions.values())),
        )
    finally:
        connection.close()


def _without_gold(head: DocumentHead) -> DocumentHead:
    layers = [layer for layer in head.layers if layer.kind != "gold"]
    return DocumentHead(head.id, head.characters, layers)


def _parts(
    connection: Connection,
    wanted: list[DocumentHead],
    options: ExportOptions,
    labels: frozenset[str],
) -> dict[str, list[DocumentHead]]:
    """Return the documents of each part: alike ones on one side, labels in every part."""
    if options.split is None:
        return {"": wanted}
    shares = read_shares(options.split)
    together = list(near_duplicates(texts(connection, wanted)))
    if options.group:
        together += _grouped(connection, options.group)
    counts = label_counts(connection, wanted, labels)
    return split(wanted, identities(connection), shares, options.seed, together, counts)


def _grouped(connection: Connection, field: str) -> list[tuple[str, str]]:
    """Return pairs of documents of one group; raises Problem where none says its group."""
    found = same_group(connection, field)
    if not found:
        known = ", ".join(meta_fields(connection)) or "none yet"
        raise Problem(
            f"No document has a field “{field}” that says its group.",
            _UNCHANGED,
            f"The fields of the metadata are: {known}.",
        )
    return found


def _person(id: str, fields: dict[str, object]) -> Person:
    return Person(id, **fields)  # type: ignore[arg-type]


def chosen_people(names: tuple[str, ...], people: list[Person]) -> frozenset[str]:
    """Return the ids of people given by id or name; raises Problem for a name that is nobody's."""
    chosen = set()
    for name in names:
        found = [each.id for each in people if name in (each.id, each.name)]
        if not found:
            known = ", ".join(sorted(each.id for each in people)) or "nobody yet"
            raise Problem(
                f"Nobody in this project is called {name}.",
                _UNCHANGED,
                f"The project knows {known}.",
            )
        chosen.update(found)
    return frozenset(chosen)


def _wanted(
    every: list[DocumentHead], options: ExportOptions, people: frozenset[str]
) -> list[DocumentHead]:
    if options.layer not in (*LAYER_KINDS, ALL):
        raise Problem(
            f"There is no kind of layer called {options.layer}.",
            _UNCHANGED,
            f"Use one of {', '.join((*LAYER_KINDS, ALL))}.",
        )
    for status in options.statuses:
        if status not in STATUSES:
            raise Problem(
                f"There is no status {status}.", _UNCHANGED, f"Use {', '.join(STATUSES)}."
            )
    wanted = []
    for head in every:
        layers = [layer for layer in head.layers if _is_wanted(layer, options, people)]
        if layers or not (people or options.status):
            wanted.append(DocumentHead(head.id, head.characters, layers))
    return wanted


def _is_wanted(layer: LayerHead, options: ExportOptions, people: frozenset[str]) -> bool:
    if options.with_gold and layer.kind == "gold":
        return True
    return (
        options.layer in (layer.kind, ALL)
        and (not people or layer.person in people)
        and (not options.statuses or layer.status in options.statuses)
    )
