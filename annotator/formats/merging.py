"""Files that write a document once for each of its layers: read as one document again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.formats.format import FileDocument


def merged(documents: Iterable[FileDocument]) -> Iterator[FileDocument]:
    """Yield the documents, with those made one that follow each other and have the same text."""
    held: FileDocument | None = None
    for document in documents:
        if held is not None and held.frozen.text_sha256 == document.frozen.text_sha256:
            held.layers += document.layers
            held.decisions += document.decisions
            continue
        if held is not None:
            yield held
        held = document
    if held is not None:
        yield held
