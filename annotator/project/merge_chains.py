"""Taking the rows of a file into the journal, chain by chain: gaps refused, forks repaired."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from annotator.domain.journal import JournalRow
from annotator.domain.problem import Problem
from annotator.project.merge_journal import WrittenJournal
from annotator.storage.bundle_values import BUNDLE_FROM, Chain, Head, known_heads
from annotator.storage.incoming import UNTOUCHED, Incoming
from annotator.storage.merging import parts_of_rows
from annotator.storage.withholding import fuller
from annotator.team.fork import keeps_device, moved, original_device

_NOWHERE = Head(0, None)


class Gap(Problem):
    """A file goes on after rows that the project has not got."""


@dataclass(slots=True)
class Intake:
    """The rows that one file brought to a journal.

    `own` are the rows that touched streams had before, `rewritten` the streams of which rows
    we had were changed, `forks` the chains that were repaired, `completed` the rows of which
    only a part was here.
    """

    journal: WrittenJournal
    incoming: Incoming
    is_bundle: bool
    rows: list[JournalRow] = field(default_factory=list)
    own: dict[str, list[JournalRow]] = field(default_factory=dict)
    rewritten: set[str] = field(default_factory=set)
    forks: list[Chain] = field(default_factory=list)
    completed: list[JournalRow] = field(default_factory=list)
    _heads: dict[Chain, Head] = field(default_factory=dict)

    def take(self) -> None:
        """Take everything that is not there yet. Raises Problem, also a Gap."""
        self._heads = self.journal.heads()
        self._check_gaps()
        if self.is_bundle:
            self._complete()
        for chain in sorted(self.incoming.heads):
            self._take_chain(chain)

    def _check_gaps(self) -> None:
        for chain, start in self.incoming.starts.items():
            known = self._heads.get(chain, _NOWHERE)
            if known.seq < start.seq:
                raise _gap(self.incoming, chain, known.seq + 1, start.seq)
            if self.journal.at(chain, start.seq) != start:
                raise _other_predecessor(self.incoming, chain)

        if BUNDLE_FROM in self.incoming.values:
            self._check_known()

    def _check_known(self) -> None:
        """Refuse work on something that this project does not know yet."""
        # After a fork was repaired the rows may be there under another device.
        repaired = {
            (stream, original_device(device))
            for stream, device in self._heads
            if device != original_device(device)
        }
        for chain, head in known_heads(self.incoming.connection).items():
            known = self._heads.get(chain, _NOWHERE)
            if known.seq < head.seq and chain not in repaired:
                raise _gap(self.incoming, chain, known.seq + 1, head.seq)

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
            self._add(list(incoming.rows(chain, common)))
            return
        first = incoming.starts.get(chain, _NOWHERE).seq + 1
        while self.journal.at(chain, first) == incoming.at(chain, first):
            first += 1
        self._repair(chain, first, list(incoming.rows(chain, first - 1)))

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
            raise _edited(self.incoming, theirs[0])
        self.forks.append(chain)
        self._remember(chain[0])
        if keeps_device(ours[0].edit_id, theirs[0].edit_id):
            self._take_rows(moved(theirs))
            return
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
            for row in rows:
                # What a purge took out of a row stays out; nothing else may be missing.
                held = row.payload or {}
                if "withheld" in held and not held.get("purged"):
                    raise _gap(self.incoming, (row.stream, row.device), row.seq, row.seq)
        self._remember(rows[0].stream)
        self.journal.add(rows)
        self.rows += rows


def _gap(incoming: Incoming, chain: Chain, first: int, last: int) -> Gap:
    return Gap(
        f"{incoming.path.name} goes on after changes that this project has not got.",
        UNTOUCHED,
        "Merge the file that came before it first, or the whole project it was made from.",
        f"{chain[0]}, device {chain[1]}: rows {first} to {last} are missing",
    )


def _other_predecessor(incoming: Incoming, chain: Chain) -> Problem:
    return Problem(
        f"{incoming.path.name} goes on after other changes than this project has: the project "
        "it was made from was copied, and both copies were worked on.",
        UNTOUCHED,
        "Merge that copy of the project first, then this file.",
        f"{chain[0]}, device {chain[1]}",
    )


def _edited(incoming: Incoming, row: JournalRow) -> Problem:
    return Problem(
        f"{incoming.path.name} was edited by hand: the same change says something else there.",
        UNTOUCHED,
        "Ask for the file again, as Annotator wrote it.",
        f"{row.stream}, edit {row.edit_id}",
    )
