"""The beginning of a file, by which formats tell whether it is one of their own."""

from __future__ import annotations

import codecs
from pathlib import Path

from annotator.formats.json_items import begins_with_list, begins_with_value, first_item

#: Bytes that are seen of every file.
_SNIFFED = 65_536
#: Bytes that are seen of JSON at most, to have its first object whole: hardly an article has more.
_MOST = 4 << 20
#: Bytes in which a list begins, whatever blanks stand before it.
_BEGIN = 1_000
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def beginning_of(path: Path) -> bytes:
    """Return the first 64 kB of a file; of JSON as many as hold its first object whole.

    What a text is labelled with often stands behind it, however long it is. JSON in UTF-16 comes
    back in UTF-8. Raises OSError.
    """
    with path.open("rb") as file:
        start = file.read(_SNIFFED)
        if not begins_with_value(_as_utf8(start)):
            return start
        while first_item(_as_utf8(start)) is None and len(start) < _MOST:
            more = file.read(len(start))
            if not more:
                break
            start += more
    return _as_utf8(start)


def is_list(path: Path) -> bool:
    """Return whether a file is a JSON list of objects, by how it begins. Raises OSError."""
    with path.open("rb") as file:
        return begins_with_list(_as_utf8(file.read(_BEGIN)))


def _as_utf8(start: bytes) -> bytes:
    if start[:2] not in _WIDE:
        return start
    return start.decode("utf-16", "ignore").encode()
