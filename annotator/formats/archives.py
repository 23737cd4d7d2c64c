"""ZIP archives that came from elsewhere: not taken when they would fill the memory or the disk."""

from __future__ import annotations

import zipfile

#: Bytes that all files together may have, and how often larger one may be than its packed form.
_LARGEST, _RATIO = 4 << 30, 500
#: Below this a high ratio does no harm.
_SMALL = 64 << 20


def fault_of_archive(archive: zipfile.ZipFile) -> str | None:
    """Return why an archive is not to be unpacked, as a sentence, or None when it may be."""
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > _LARGEST:
        return "Unpacked, it would be larger than 4 GB."
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > _RATIO * max(entry.compress_size, 1):
            return f"Its entry {entry.filename[:80]} would be {_RATIO} times as large unpacked."
        if entry.flag_bits & 1:
            return "It is protected by a password."
    return None
