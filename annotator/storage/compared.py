"""Reading what is compared: the layers of each document, and what was counted of them before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, Self

import orjson

from annotator.domain.annotation import Relation
from annotator.domain.guideline_texts import GuidelineTexts
from annotator.domain.span import Fragment, Span
from annotator.domain.stream import DECISIONS, layer_stream
from annotator.storage import guideline_rows, own_spans
from annotator.storage.canonical import canonical_json
from annotator.storage.connection import ProjectFile
from annotator.storage.cut_chains import missing_decisions
from annotator.storage.own_spans import OwnSpan
from annotator.storage.practice import hidden_gold, practice
from annotator.storage.present import Present, read_common, read_decisions
from annotator.storage.reading import records_of_kind
from annotator.storage.released import released

_LAYERS = """
SELECT documents.id, documents.key, text_sha256, characters, language, excluded,
       layers.id, layers.person, layers.status, layers.span_count
FROM documents
LEFT JOIN layers ON layers.document = documents.id AND layers.kind = 'annotations'
     AND layers.person IS NOT NULL
ORDER BY documents.key, documents.id, layers.person
"""
_GOLD = "SELECT document, id, status, span_count FROM layers WHERE kind = 'gold' AND person IS NULL"
#: The newest journal row of each layer, by the index that has the stream in front.
_NEWEST = (
    "SELECT stream, max(position) FROM journal "
    "WHERE stream >= 'layer/' AND stream < 'layer0' GROUP BY stream"
)
_IN = "IN (SELECT value FROM json_each(?))"
_SPANS = (
    f'SELECT layer, id, label, start, "end", fragments, attributes, entity FROM spans '
    f"WHERE layer {_IN}"
)
_TEXTS = (
    "SELECT documents.id, text FROM documents JOIN texts ON texts.sha256 = text_sha256 "
    f"WHERE documents.id {_IN}"
)
_RELATIONS = (
    "SELECT layer, id, label, from_span, to_span, attributes FROM relations "
    f"WHERE layer {_IN} ORDER BY layer, id"
)
_COMMENTS = (
    "SELECT documents.id, layers.person, comments.span, comments.person, comments.text "
    "FROM comments JOIN layers ON layers.id = comments.layer "
    "JOIN documents ON documents.id = layers.document WHERE comments.span IS NOT NULL "
    "ORDER BY ifnull(comments.created, ''), comments.id"
)
_KEPT = f"SELECT document, numbers, stamp, counts FROM agreement_counts WHERE numbers {_IN}"
#: Of each layer the time of its newest mark, and the seconds of work on record.
_WORKED = """
SELECT layers.id, (SELECT max(created) FROM spans WHERE layer = layers.id),
       json_extract(layers.extra, '$.seconds')
FROM layers WHERE layers.kind = 'annotations'
"""


class ComparedLayer(NamedTuple):
    """A person's layer: its number, how far it is, and the newest journal row about it."""

    number: int
    person: str
    status: str
    span_count: int
    position: int


class GoldLayer(NamedTuple):
    """A document's gold layer: its number, and how far it is."""

    number: int
    status: str
    span_count: int


class ComparedHead(NamedTuple):
    """A document with everybody's layers of annotations; `characters` are code points."""

    id: str
    key: str
    text_sha256: str
    characters: int
    language: str | None
    excluded: tuple[Fragment, ...]
    layers: list[ComparedLayer]


#: Stands for all documents together, where counts are kept.
WHOLE = ""
#: What was counted of a document: its stamp, and plain values.
Kept = tuple[str, Any]


class ComparedReader:
    """Reads what is compared, all of it as of the moment at which the reader was made."""

    def __init__(self, opened: ProjectFile) -> None:
        self._connection = opened.another()
        self._connection.execute("BEGIN")

    @classmethod
    def within(cls, connection: sqlite3.Connection) -> Self:
        """Return a reader of what somebody reads, as of their moment; they close it."""
        reader = cls.__new__(cls)
        reader._connection = connection
        return reader

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def common(self) -> Present:
        """Return schema, people and what else the project has in common."""
        return read_common(self._connection)

    def heads(self, with_practice: bool = False) -> list[ComparedHead]:
        """Return every document, by key, with the layers of annotations that it has.

        What people only practised on is left out, unless `with_practice`.
        """
        practice = frozenset[tuple[str, str]]() if with_practice else self.practice()
        newest = dict(self._connection.execute(_NEWEST).fetchall())
        found: list[ComparedHead] = []
        for id, key, sha256, characters, *more in self._connection.execute(_LAYERS):
            language, excluded, number, person, status, spans = more
            if not found or found[-1].id != id:
                regions = tuple((start, end) for start, end in orjson.loads(excluded or "[]"))
                found.append(ComparedHead(id, key, sha256, characters, language, regions, []))
            if number is not None and (id, person) not in practice:
                position = newest.get(layer_stream(id, person), 0)
                found[-1].layers.append(ComparedLayer(number, person, status, spans, position))
        return found

    def gold(self) -> dict[str, GoldLayer]:
        """Return document id → its gold layer, where there is one."""
        return {id: GoldLayer(*rest) for id, *rest in self._connection.execute(_GOLD)}

    def spans_of(self, numbers: Iterable[int]) -> dict[int, list[Span]]:
        """Return layer number → spans, with only what is compared: no quotes, notes or times."""
        rows = self._connection.execute(_SPANS, (canonical_json(sorted(numbers)).decode(),))
        return {
            number: [_span(*row[1:]) for row in group]
            for number, group in groupby(rows, itemgetter(0))
        }

    def texts_of(self, documents: Iterable[str]) -> dict[str, str]:
        """Return document id → text; a purged one is empty."""
        rows = self._connection.execute(_TEXTS, (canonical_json(sorted(documents)).decode(),))
        return {id: text or "" for id, text in rows}

    def worked(self) -> dict[int, tuple[str | None, float]]:
        """Return layer number → when its newest mark was made (ISO 8601), seconds of work."""
        return {n: (made, seconds or 0) for n, made, seconds in self._connection.execute(_WORKED)}

    def guideline_versions(self) -> list[tuple[str, int]]:
        """Return when (ISO 8601) each version of the guideline was written, the oldest first."""
        return guideline_rows.versions_written(self._connection)

    def guideline_texts(self) -> GuidelineTexts:
        """Return every text that the guideline ever had."""
        return guideline_rows.guideline_texts(self._connection)

    def citing_texts(self) -> tuple[list[str], list[str]]:
        """Return the comments, and the reasons of decisions, that may cite the guideline."""
        return guideline_rows.citing_texts(self._connection)

    def suggestions_met(self) -> dict[int, tuple[int, int, int]]:
        """Return layer number → suggestions taken as they are, taken and changed, refused."""
        return own_spans.suggestions_met(self._connection)

    def first_spans(self, layers: Iterable[int], most: int, as_suggested: bool) -> list[OwnSpan]:
        """Return the first spans of these layers, or the first that stand as suggested."""
        return own_spans.first_spans(self._connection, layers, most, as_suggested)

    def assignments(self) -> list[tuple[str, str]]:
        """Return (document id, person id) of everything that is assigned."""
        records = records_of_kind(self._connection, "assignment")
        found = [(fields["document"], fields["person"]) for _id, fields in records]
        free = released(self._connection)
        return [each for each in found if each not in free]

    def practice(self) -> frozenset[tuple[str, str]]:
        """Return (document id, person id) of what was assigned to practise on."""
        return practice(self._connection)

    def hidden_gold(self) -> frozenset[str]:
        """Return the documents (ids) whose gold whoever this bundle is for may not see yet."""
        return hidden_gold(self._connection)

    def relations_of(self, numbers: Iterable[int]) -> dict[int, list[Relation]]:
        """Return layer number → relations, without what they came with."""
        found: dict[int, list[Relation]] = {}
        wanted = (canonical_json(sorted(numbers)).decode(),)
        for number, id, label, start, end, attributes in self._connection.execute(
            _RELATIONS, wanted
        ):
            said = orjson.loads(attributes or "{}")
            found.setdefault(number, []).append(Relation(id, label, start, end, said))
        return found

    def comments(self) -> list[tuple[str, str, str, str, str]]:
        """Return the comments on spans: document, whose layer, span, who says it, and what."""
        rows = self._connection.execute(_COMMENTS)
        return [(doc, owner or "", span, who or "", text) for doc, owner, span, who, text in rows]

    def decisions(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Return document id → decision id → its fields."""
        return {
            document: {id: orjson.loads(fields) for id, fields in several}
            for document, several in read_decisions(self._connection).items()
        }

    def has_all_decisions(self) -> bool:
        """Return whether the journal has every decision; it takes its time where there are many."""
        return missing_decisions(self._connection, DECISIONS) is None

    def merged_entities(self) -> dict[str, str]:
        """Return the id of each merged entity → the one that it stands for now."""
        return dict(self._connection.execute("SELECT id, entity FROM merged_entities ORDER BY id"))

    def newest(self) -> int:
        """Return the position of the newest row of the journal."""
        found = self._connection.execute("SELECT ifnull(max(position), 0) FROM journal").fetchone()
        return int(found[0])

    def kept_counts(self, names: Sequence[str]) -> dict[tuple[str, str], tuple[str, str]]:
        """Return (document, numbers) → (stamp, counts as JSON) of what was kept of these."""
        rows = self._connection.execute(_KEPT, (canonical_json(list(names)).decode(),))
        return {(document, numbers): (stamp, counts) for document, numbers, stamp, counts in rows}


def _span(
    id: str,
    label: str,
    start: int,
    end: int,
    fragments: str | None,
    attributes: str | None,
    entity: str | None,
) -> Span:
    several: tuple[Fragment, ...] = ((start, end),)
    if fragments is not None:
        several = tuple((first, last) for first, last in orjson.loads(fragments))
    return Span(id, label, several, (), orjson.loads(attributes or "{}"), entity)
