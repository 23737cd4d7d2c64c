"""Taking the rows of a file into the journal, chain by chain: gaps refused, forks repaired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from annotator.domain.journal import JournalRow
from annotator.project.merge_bundled import Bundled
from annotator.project.merge_journal import WrittenJournal
from annotator.project.merge_purges import PurgeRequests
from annotator.project.merge_refusals import Missing, edited, gap, other_predecessor
from annotator.storage.bundle_values import BUNDLE_FROM, Chain, Head, Heads, known_heads
from annotator.storage.incoming import Incoming
from annotator.storage.merging import parts_of_rows
from annotator.storage.withholding import fuller
from annotator.team.fork import keeps_device, moved, original_device

_NOWHERE = Head(0, None)


@dataclass(slots=True)
class Intake:
    """The rows that one file brought to a journal.

    `own` are the rows that touched streams had before, `rewritten` the streams of which rows
    we had were changed, `forks` the chains that were repaired, `completed` the rows of which
    only a part was here, `mended` those that were missing between others, `bundled` knows what
    was set aside, `requests` which purges are not carried out.
    """

    journal: WrittenJournal
    incoming: Incoming
    is_bundle: bool
    rows: list[JournalRow] = field(default_factory=list)
    own: dict[str, list[JournalRow]] = field(default_factory=dict)
    rewritten: set[str] = field(default_factory=set)
    forks: list[Chain] = field(default_factory=list)
    completed: list[JournalRow] = field(default_factory=list)
    mended: list[JournalRow] = field(default_factory=list)
    bundled: Bundled = field(init=False)
    requests: PurgeRequests = field(init=False)
    _heads: dict[Chain, Head] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bundled = Bundled(self.incoming)
        self.requests = PurgeRequests(self.incoming, self.bundled)

    def take(self) -> None:
        """Take everything that is not there yet. Raises Problem, also a Gap."""
        self._heads = self.journal.heads()
        self._mend()
        self._check_gaps()
        if self.is_bundle:
            self._complete()
        for chain in sorted(self.incoming.heads):
            known = self.journal.last_seq(chain)
            if self.is_bundle or not self._sets_aside(chain, known):
                self._take_chain(chain)

    def _sets_aside(self, chain: Chain, known: int) -> bool:
        """Return whether a chain of somebody's bundle does not come, or in another way."""
        return self.requests.sets_aside(chain) or self.bundled.sets_aside(chain, known)

    def _theirs(self, chain: Chain, after: int) -> list[JournalRow]:
        """Return the rows of a chain of the file as they come."""
        rows = self.incoming.rows(chain, after)
        return list(rows) if self.is_bundle else self.requests.without(chain, rows)

    def _mend(self) -> None:
        """Bring back rows that are missing between those that are here, where the file has them."""
        for chain in self.journal.cut():
            if chain not in self.incoming.heads:
                continue
            common = min(self.journal.last_seq(chain), self.incoming.heads[chain].seq)
            # A row proves those before it, and the file was verified.
            if self.journal.at(chain, common) != self.incoming.at(chain, common):
                continue
            rows = [
                row
                for row in self._theirs(chain, 0)
                if row.seq < common and self.journal.at(chain, row.seq) is None
            ]
            if rows and (self.is_bundle or not _parts(rows)):
                self._remember(chain[0])
                self.rewritten.add(chain[0])
                self.journal.fill(rows)
                self.mended += rows

    def _check_gaps(self) -> None:
        """Refuse work that goes on after what this project has not got, or has otherwise."""
        starts = self.incoming.starts
        missing = [*self._missing(starts)]
        if BUNDLE_FROM in self.incoming.values:
            # After a fork was repaired the rows may be there under another device.
            repaired = {
                (stream, original_device(device))
                for stream, device in self._heads
                if device != original_device(device)
            }
            known = known_heads(self.incoming.connection)
            asked = {chain: head for chain, head in known.items() if chain not in repaired}
            missing += [each for each in self._missing(asked) if each not in missing]
        if missing:
            raise gap(self.incoming, self.journal.connection, missing)
        for chain, start in starts.items():
            if self.journal.at(chain, start.seq) != start:
                raise other_predecessor(self.incoming, chain)

    def _missing(self, wanted: Heads) -> Iterator[Missing]:
        """Yield what is missing of the chains that go, elsewhere, to these heads."""
        for chain, head in wanted.items():
            known = self._heads.get(chain, _NOWHERE)
            if known.seq < head.seq:
                yield chain, known.seq + 1, head.seq

    def _complete(self) -> None:
        """Give rows of which only a part is here what the file has of them."""
        for stream, device, seq, digest, payload in parts_of_rows(self.journal.connection):
            if self.incoming.at((stream, device), seq) != Head(seq, digest):
                continue
            theirs = next(self.incoming.rows((stream, device), seq - 1), None)
            if theirs is None or theirs.seq != seq:
                continue
            more = fuller(digest, payload, theirs.payload)
            if more is not None and more != payload:
                self._remember(stream)
                self.rewritten.add(stream)
                self.journal.put_payload((stream, device, seq), more)
                self.completed.append(replace(theirs, payload=more))

    def _take_chain(self, chain: Chain) -> None:
        incoming = self.incoming
        # Asked anew: the repair of another chain may have brought rows of this one.
        common = min(self.journal.last_seq(chain), incoming.heads[chain].seq)
        if not common or self.journal.at(chain, common) == incoming.at(chain, common):
            self._add(self._theirs(chain, common))
            return
        first = incoming.starts.get(chain, _NOWHERE).seq + 1
        while self.journal.at(chain, first) == incoming.at(chain, first):
            first += 1
        self._repair(chain, first, self._theirs(chain, first - 1))

    def _take_rows(self, rows: list[JournalRow]) -> None:
        """Take a whole chain that was given another device."""
        chain = (rows[0].stream, rows[0].device)
        common = min(self.journal.last_seq(chain), len(rows))
        for place, row in enumerate(rows[:common], 1):
            if self.journal.at(chain, place) != Head(place, row.sha256):
                self._repair(chain, place, rows[place - 1 :])
                return
        self._add(rows[common:])

    def _repair(self, chain: Chain, first: int, theirs: list[JournalRow]) -> None:
        ours = self.journal.rows_of_chain(chain, first - 1)
        if ours[0].edit_id == theirs[0].edit_id:
            if ours[0].payload is None or theirs[0].payload is None:
                return
            raise edited(self.incoming, theirs[0])
        self._remember(chain[0])
        if keeps_device(ours[0].edit_id, theirs[0].edit_id):
            before = len(self.rows)
            self._take_rows(moved(theirs))
            # A file that was told apart before brings nothing to tell apart.
            if len(self.rows) > before:
                self.forks.append(chain)
            return
        self.forks.append(chain)
        self.rewritten.add(chain[0])
        self.journal.drop_tail(chain, first - 1)
        self._add(theirs)
        self._take_rows(moved(ours))

    def _remember(self, stream: str) -> None:
        if stream not in self.own:
            self.own[stream] = self.journal.rows_of_stream(stream)

    def _add(self, rows: list[JournalRow]) -> None:
        if not rows:
            return
        if not self.is_bundle:
            # What a purge took out of a row stays out; nothing else may be missing.
            parts = _parts(rows)
            if parts:
                raise gap(self.incoming, self.journal.connection, parts)
        self._remember(rows[0].stream)
        self.journal.add(rows)
        self.rows += rows


def _parts(rows: list[JournalRow]) -> list[Missing]:
    """Return the rows of which only a part is there."""
    return [
        ((row.stream, row.device), row.seq, row.seq)
        for row in rows
        if "withheld" in (held := row.payload or {}) and not held.get("purged")
    ]
