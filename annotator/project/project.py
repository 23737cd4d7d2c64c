"""An open project: everything a person can do with one goes through here.

The subjects lie beside: editing, history, identity, removal, searching, checking.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from annotator.domain.changes import Changes, SaveState, changes_from
from annotator.domain.document import Document
from annotator.domain.edit import Edit
from annotator.domain.person import Person
from annotator.domain.schema import Schema
from annotator.domain.stream import layer_stream
from annotator.domain.text_limits import LARGE_TEXT
from annotator.project import identity, refreshing, unwritten
from annotator.project.creating import create_project
from annotator.project.documents import Documents
from annotator.project.indexing import Indexing
from annotator.project.ledger import Ledger
from annotator.project.open_document import OpenDocument
from annotator.project.own_device import working_device
from annotator.project.past import Past, PastEdit, read_past
from annotator.project.saving import Saving, closed_already, reading_only, still_writing
from annotator.project.session import Session, device_id, random_id, utc_now
from annotator.project.trouble import problem_of
from annotator.storage import location
from annotator.storage.connection import ProjectFile, open_file
from annotator.storage.journal import Entry
from annotator.storage.project_reader import ProjectReader
from annotator.storage.reading import DocumentSummary

__all__ = ["Project", "create_project"]

#: How long an action waits for edits that are still being written, in seconds.
PATIENCE = 10.0


class Project:
    """An open project file; made by `Project.open` or `create_project`, used on one thread.

    Changes appear in memory at once and are written in the background.
    """

    def __init__(self, file: ProjectFile, session: Session, me: str | None = None) -> None:
        self.session = session
        self.path = file.path
        self.read_only = file.read_only
        self.warnings = tuple(file.warnings)
        self._file = file
        self.reader = ProjectReader(file.another())
        self.saving = Saving(file, session.clock)
        self.id = self.reader.project_values().get("id", "")
        self.facts, self._refresh = refreshing.begin(self.reader)
        self.ledger = Ledger(self.reader)
        self._listeners: list[Callable[[Changes], None]] = []
        self._past: Past | None = None
        self.me: Person | None = identity.person_at_start(self, me)
        self._documents = Documents(self)
        self.indexing = Indexing(file, session.via, self.saving)
        self.closed = False

    @classmethod
    def open(
        cls,
        path: Path,
        me: str | None = None,
        *,
        clock: Callable[[], str] = utc_now,
        new_id: Callable[[], str] = random_id,
        device: str | None = None,
        via: str = "window",
        network: Callable[[Path], bool] = location.on_network,
    ) -> Project:
        """Open the project file at `path`; `me` is the id or name of who works on it.

        Raises Problem for whatever is not a readable project, and for a `me` that is nobody
        of the project. `via` is window, command or merge. A file that may not be written to
        is opened for reading; `read_only` says why.
        """
        file = open_file(Path(path), network=network)
        try:
            writing = working_device(file, device or device_id())
            return cls(file, Session(clock, new_id, writing, via), me)
        except BaseException as error:
            file.close()
            problem = problem_of(error, file.path)
            if problem is None:
                raise
            raise problem from error

    @property
    def title(self) -> str:
        """The project's title."""
        return self.facts.title

    @property
    def schema(self) -> Schema:
        """Labels, relations and constraints as they are now."""
        return self.facts.schema

    @property
    def people(self) -> list[Person]:
        """Everyone, by name."""
        return self.facts.people

    @property
    def past(self) -> Past:
        """What undo and redo would take, for me on this device."""
        if self._past is None:
            self._past = read_past(self)
        return self._past

    def become(self, person_or_name: Person | str) -> Person:
        """Say who I am, and remember it for this project; makes the person when new."""
        self.me = identity.become(self, person_or_name)
        self.reload()
        self.tell(Changes(everything=True))
        return self.me

    def suggested_people(self) -> list[Person]:
        """Return whom to offer when nobody knows who is at this computer, likeliest first."""
        return identity.suggested_people(self)

    def layer_stream(self, document_id: str) -> str:
        """Return the stream of my layer of a document. Raises Problem when I am nobody yet."""
        if self.me is None:
            raise identity.nobody()
        return layer_stream(document_id, self.me.id)

    def documents(self) -> list[DocumentSummary]:
        """Return the list of documents, with how far I am with each, by key."""
        return self._documents.summaries()

    def open_document(self, document_id: str, known: Document | None = None) -> OpenDocument:
        """Return a document with my layer of it, always the same one while it is in use.

        `known` is what `read_checked` gave. Raises Problem when there is no such document.
        """
        return self._documents.open(document_id, known)

    def is_large(self, document_id: str) -> bool:
        """Whether a document is so long that it is got ready in the background."""
        return self._documents.characters(document_id) > LARGE_TEXT

    def opened(self, stream: str) -> OpenDocument | None:
        """Return the document in memory whose layer has that stream, or None."""
        return self._documents.with_stream(stream)

    def fields_of(self, stream: str, kind: str, id: str) -> Mapping[str, Any] | None:
        """Return the fields of any record as they are now, or None when it is not there."""
        opened = self.opened(stream)
        if opened is not None:
            return opened.fields_of(kind, id)
        key = (kind, id)
        return unwritten.fields_of(unwritten.records_of(self, stream, [key])[key])

    def was_deleted(self, stream: str, kind: str, id: str) -> bool:
        """Return whether a record of that id was there once and was deleted."""
        key = (kind, id)
        return unwritten.records_of(self, stream, [key])[key].deleted

    def settle(self) -> None:
        """Wait for edits that are being written. Raises the Problem that prevents it."""
        if self.saving.pending and not self.saving.flush(PATIENCE):
            raise self.saving.problem or still_writing(self.path)

    def check_writable(self) -> None:
        """Raise a Problem when nothing can be written now."""
        if self.closed:
            raise closed_already(self.path)
        if self.read_only is not None:
            raise reading_only(self.path, self.read_only)
        if self.saving.problem is not None:
            raise self.saving.problem

    def apply(self, edit: Edit, undoes: str | None = None, mine: bool = True) -> Changes:
        """Make an edit: in memory at once, then on disk. `undoes` is the edit it takes back.

        Unless it is `mine` it is nobody's, and so not undone with Ctrl+Z. Raises a Problem, with
        nothing changed, when the file is read-only or closed, or the last edits cannot be written.
        """
        self.check_writable()
        if not edit.changes:
            return Changes()
        author = self.me if mine else None
        entry = Entry(
            self.session.new_id(),
            edit,
            author.id if author else None,
            self.session.via,
            self.session.device,
            self.session.clock(),
            undoes,
        )
        past = self.past
        self.take_in(edit)
        if author is not None:
            past.take(PastEdit(entry.edit_id, edit.name, undoes))
        self._refresh.mine(entry.edit_id)
        changes = changes_from(edit.changes)
        self.saving.put(entry)
        self.tell(changes)
        return changes

    def take_in(self, edit: Edit) -> None:
        """Bring what is in memory up to date with an edit."""
        for change in edit.changes:
            if change.kind == "entity":
                self.ledger.apply(change)
            else:
                self.facts.apply(change)
        self._documents.apply(edit.changes)

    def reload(self) -> None:
        """Read everything in memory again, then apply what is not written yet."""
        pending = self.saving.pending
        with self.reader.snapshot():
            self.facts.read(self.reader)
            self.ledger.forget()
            self._documents.reload_all()
            pending = self.reader.not_yet_written(pending)
        for entry in pending:
            self.take_in(entry.edit)
        self._past = None

    def look_at_documents_again(self) -> None:
        """Read the documents in use again without their layers, and the list when asked."""
        self._documents.look_again()

    def forget_past(self) -> None:
        """Read the past again when it is next asked for."""
        self._past = None

    def poll(self) -> Changes | None:
        """Take in what other windows and commands have committed; None when nothing.

        The listeners are told the same. Costs microseconds when there is nothing. Also notices
        that the file itself is gone, which the save listeners are told.
        """
        self.saving.look()
        changes = self._refresh.poll(self)
        if changes is not None:
            self.tell(changes)
        return changes

    def add_listener(self, listener: Callable[[Changes], None]) -> None:
        """Have `listener` called, on this thread, with everything that changes."""
        self._listeners.append(listener)

    def tell(self, changes: Changes) -> None:
        """Tell the listeners what changed."""
        for listener in list(self._listeners):
            listener(changes)

    def add_save_listener(self, listener: Callable[[SaveState], None]) -> None:
        """Have `listener` called, on the writer thread, with every SaveState."""
        self.saving.add_listener(listener)

    def empty_log(self) -> bool:
        """Have nothing outside the one file; False when another window is reading."""
        return self._file.empty_log()

    def leave_nothing_erased(self) -> None:
        """Have nothing in the file that was erased; raises Problem while that cannot be."""
        from annotator.storage.rewriting import leave_nothing_erased

        leave_nothing_erased(self._file)

    def another_reader(self) -> ProjectReader:
        """Return one more reader of the file, for the thread that asks."""
        return ProjectReader(self._file.another())

    def flush(self, timeout: float = PATIENCE) -> bool:
        """Wait until everything is on disk, at most so many seconds; False when it is not."""
        return self.saving.flush(timeout)

    def close(self, timeout: float = PATIENCE, lose_unsaved: bool = False) -> None:
        """Write what is queued, bring everything into the one file and close it.

        Raises a Problem, with the project still open, when not everything could be written
        in so many seconds, unless `lose_unsaved`.
        """
        if self.closed:
            return
        if not self.saving.flush(timeout) and not lose_unsaved:
            raise self.saving.problem or still_writing(self.path)
        self.closed = True
        self.indexing.stop()
        self.saving.stop()
        self.reader.close()
        self._file.close()
