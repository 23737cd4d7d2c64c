"""ZIP archives that came from elsewhere: not taken when they would fill the memory or the disk."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

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


def fault_of_sizes(unpacked: int, packed: int) -> str | None:
    """Return why a file that is unpacked part by part is not to be, or None when it may be."""
    if unpacked > _SMALL and unpacked > _RATIO * max(packed, 1):
        return f"It would be {_RATIO} times as large unpacked."
    return None


#: What zipfile raises, beside its own error, when an entry is broken.
BROKEN_ENTRY = (
    EOFError, lzma.LZMAError, NotImplementedError, OSError, RuntimeError, struct.error,
    ValueError, zlib.error,
)  # fmt: skip
#: Bytes that an entry may have which is read into the memory as a whole.
_IN_MEMORY = 128 << 20


class BrokenEntry(zipfile.BadZipFile):
    """An entry of an archive that cannot be read; the message is a sentence with its name."""


class Archive:
    """A ZIP of which single entries are read into the memory; `fault` is why it is not read."""

    def __init__(self, data: bytes) -> None:
        self._archive: zipfile.ZipFile | None = None
        self.names: frozenset[str] = frozenset()
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            self.fault: str | None = "It is broken, or not what its name says."
            return
        self.names = frozenset(self._archive.namelist())
        self.fault = fault_of_archive(self._archive)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        if self._archive is not None:
            self._archive.close()

    def read(self, name: str) -> bytes:
        """Return an entry. Raises BrokenEntry when it is damaged or too large."""
        assert self._archive is not None
        if self._archive.getinfo(name).file_size > _IN_MEMORY:
            raise BrokenEntry(f"Its part {name[:80]} is larger than 128 MB.")
        try:
            return self._archive.read(name)
        except (zipfile.BadZipFile, *BROKEN_ENTRY) as error:
            raise BrokenEntry(f"Its part {name[:80]} cannot be unpacked.") from error
