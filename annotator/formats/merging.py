"""Files that write a document once for each of its layers: read as one document again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.formats.format import FileDocument
from annotator.formats.notes import Notes


def merged(
    documents: Iterable[FileDocument], notes: Notes, keyed: bool = True
) -> Iterator[FileDocument]:
    """Yield the documents, with those made one that follow each other and have the same text.

    A finding says what became of another key, title or metadata; not `keyed` are documents whose
    keys the file does not have.
    """
    held: FileDocument | None = None
    for document in documents:
        if held is not None and held.frozen.text_sha256 == document.frozen.text_sha256:
            _take_in(held, document, notes, keyed)
            continue
        if held is not None:
            yield held
        held = document
    if held is not None:
        yield held


def _take_in(held: FileDocument, document: FileDocument, notes: Notes, keyed: bool) -> None:
    held.layers += document.layers
    held.decisions += document.decisions
    held.entities = {**document.entities, **held.entities}
    said = []
    if keyed and document.key not in (None, held.key):
        said.append(f"its key is {document.key}")
    if document.title not in (None, held.title) and held.title is not None:
        said.append(f"its title “{document.title}”")
    held.title = held.title or document.title
    held.language = held.language or document.language
    held.excluded = held.excluded or document.excluded
    for name in ("meta", "extra"):
        kept, given = getattr(held, name), getattr(document, name)
        said += [
            f"its {key} another one" for key in given if key in kept and kept[key] != given[key]
        ]
        setattr(held, name, {**given, **kept})
    if said:
        known = "the article before it" if held.key is None else held.key
        message = f"It has the text of {known}, but {', '.join(said)[:200]}."
        kept_as = f"Its marks were kept with those of {known}, the rest of it was left out."
        notes.add("same-text", message, kept_as)
