"""What rows from elsewhere make of a stream: which records are new, changed, gone, in conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.edit import PURGE, SINGLE_KINDS
from annotator.domain.entity import Entity
from annotator.domain.fold import Record, RecordKey, apply_change, fold
from annotator.domain.journal import JournalRow, changes_of
from annotator.domain.stream import parse_layer_stream

_ABSENT = Record()
#: What becomes of a record; `_SINGLE` is a change of what there is one of in a stream.
_NEW, _CHANGED, _GONE, _SINGLE = "new", "changed", "gone", "single"
_Records = dict[RecordKey, Record]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a stream.

    `after` are all its records afterwards, `before` those of `touched` as they were. `conflicts`
    are records that both sides changed without knowing of each other; the later change stands.
    `appeared` says that nothing of the stream was here.
    """

    stream: str
    before: Mapping[RecordKey, Record]
    after: Mapping[RecordKey, Record]
    touched: Collection[RecordKey]
    conflicts: Collection[RecordKey]
    appeared: bool = False

    def then(self, later: Outcome) -> Outcome:
        """Return what becomes of the stream when another file comes after this one."""
        since = {key: was for key, was in later.before.items() if key not in self.touched}
        return Outcome(
            self.stream,
            {**since, **self.before},
            later.after,
            {*self.touched, *later.touched},
            {*self.conflicts, *later.conflicts},
            self.appeared,
        )

    def counts(self, purged: Collection[str] = ()) -> tuple[int, int, int, int]:
        """Return how many records are new, changed, gone, and in conflict, as people count.

        What there is one of in each stream, as a layer's status, comes along with what is new;
        alone it is the one new thing. What is `purged`, by id of the purge, does not arrive.
        """
        what = Counter(self._becomes(key, purged) for key in self.touched)
        new, changed = what[_NEW], what[_CHANGED]
        if self.appeared:
            new += bool(what[_SINGLE]) and not new
        else:
            changed += what[_SINGLE]
        return new, changed, what[_GONE], len(self.conflicts)

    def _becomes(self, key: RecordKey, purged: Collection[str]) -> str | None:
        was, there = self.before.get(key, _ABSENT), self.after.get(key, _ABSENT)
        if key[0] == PURGE:
            # Of what it erases there are no rows.
            return _GONE if there.live and not was.live else None
        erased = _is_purged(self.stream, key, there, purged)
        differs = was.fields != there.fields and not erased
        if key[0] in SINGLE_KINDS:
            return _SINGLE if differs else None
        if there.live and not erased:
            return _NEW if not was.live else _CHANGED if differs else None
        return _GONE if was.live else None

    def turns_away(self, purged: Collection[str]) -> bool:
        """Return whether something came here that a purge erases."""
        there = ((key, self.after[key]) for key in self.touched if key in self.after)
        return any(
            record.fields and key[0] != PURGE and _is_purged(self.stream, key, record, purged)
            for key, record in there
        )


def _is_purged(stream: str, key: RecordKey, record: Record, purged: Collection[str]) -> bool:
    """Return whether a purge erases a record of this stream: by document, person or what it is."""
    if not purged:
        return False
    layer = parse_layer_stream(stream)
    about = {f"{key[0]}:{key[1]}"}
    if layer is not None:
        about |= {f"document:{layer.document}", f"person:{layer.person}"}
    for name in ("document", "person"):
        about.add(f"{name}:{record.fields.get(name)}")
    return not about.isdisjoint(purged)


def outcome(
    stream: str,
    own: Sequence[JournalRow],
    incoming: Sequence[JournalRow],
    unknown: Iterable[JournalRow] = (),
) -> Outcome:
    """Return what becomes of a stream of which we have `own` rows when `incoming` ones come.

    `unknown` are those of ours that whoever wrote the incoming ones had not seen.
    """
    ordered = sorted(incoming, key=lambda row: row.order)
    changes = [change for row in ordered for change in changes_of(stream, row.payload)]
    touched = {(change.kind, change.id) for change in changes}
    records = _folded(stream, own)
    before = {key: _copy(records[key]) for key in touched if key in records}
    if not own or ordered[0].order > max(row.order for row in own):
        state = {stream: records}
        for change in changes:
            apply_change(state, change)
    else:
        records = _folded(stream, [*own, *ordered])
    theirs = {
        (change.kind, change.id) for row in unknown for change in changes_of(stream, row.payload)
    }
    return Outcome(stream, before, records, touched, touched & theirs, not own)


def rewritten(stream: str, own: Sequence[JournalRow], now: Sequence[JournalRow]) -> Outcome:
    """Return what becomes of a stream whose rows are other ones now, as after a fork's repair."""
    before, after = _folded(stream, own), _folded(stream, now)
    return Outcome(stream, before, after, before.keys() | after.keys(), (), not own)


def _folded(stream: str, rows: Iterable[JournalRow]) -> _Records:
    return fold(rows).get(stream, {})


def _copy(record: Record) -> Record:
    return Record(dict(record.fields), record.added, record.deleted)


@dataclass(slots=True)
class Tally:
    """What a merge brings to one person's layer of one document, or to a shared stream.

    Of a shared one it says by whom (names), and about which articles, in words.
    """

    person: str | None
    document: str | None
    stream: str
    new: int = 0
    changed: int = 0
    removed: int = 0
    conflicting: int = 0
    by: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)


def tally(outcome: Outcome, purged: Collection[str] = ()) -> Tally:
    """Return the counts of an outcome; document by id. See `Outcome.counts`."""
    layer = parse_layer_stream(outcome.stream)
    person, document = (layer.person, layer.document) if layer else (None, None)
    name = layer.kind if layer else outcome.stream
    return Tally(person, document, name, *outcome.counts(purged))


def misquoted(
    after: Mapping[RecordKey, Record], keys: Iterable[RecordKey], text: str
) -> str | None:
    """Return the id of a span whose quote is not what the text says there, or None."""
    for kind, id in keys:
        if kind != "span":
            continue
        record = after[kind, id]
        if not record.live or "fragments" not in record.fields:
            continue
        fragments = record.fields["fragments"]
        said = [text[start:end] for start, end in fragments]
        # One that ends after the text quotes all the same what is left there.
        whole = fragments[-1][1] <= len(text)
        if said != list(record.fields["quote"]) or not whole:
            return id
    return None


def same_entities(ours: Iterable[Entity], theirs: Iterable[Entity]) -> list[tuple[Entity, Entity]]:
    """Return pairs that share a kind and a name, and may be the same.

    The second of a pair is one of theirs, the first one of ours, or of theirs where those made two.
    """
    names: dict[tuple[str, str], Entity] = {}
    for entity in ours:
        if entity.merged_into is None:
            _take_names(names, entity)
    pairs: dict[tuple[str, str], tuple[Entity, Entity]] = {}
    for entity in theirs:
        if entity.merged_into is not None:
            continue
        for name in entity.names:
            known = names.get((entity.kind, _plain(name)))
            if known is not None and known.id != entity.id:
                pairs[known.id, entity.id] = (known, entity)
        _take_names(names, entity)
    return list(pairs.values())


def _take_names(names: dict[tuple[str, str], Entity], entity: Entity) -> None:
    for name in entity.names:
        names.setdefault((entity.kind, _plain(name)), entity)


def _plain(name: Any) -> str:
    return " ".join(str(name).casefold().split())
