"""ZIP archives that came from elsewhere: not taken when they would fill the memory or the disk."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable

#: Bytes that all files together may have, and how often larger one may be than its packed form.
_LARGEST, _RATIO = 4 << 30, 500
_LOCKED = 1
#: How a file in a ZIP begins, and the end of the ZIP, which may be as long as this.
_FILE, _END, _LONGEST_END = b"PK\3\4", b"PK\5\6", 22 + (1 << 16)
#: Where the list begins, when that is said elsewhere (ZIP64).
_ELSEWHERE = 0xFFFFFFFF
#: Below this a high ratio does no harm.
_SMALL = 64 << 20
#: Bytes that an entry may have which is read into the memory as a whole.
_IN_MEMORY = 128 << 20


def fault_of_archive(archive: zipfile.ZipFile) -> str | None:
    """Return why an archive is not to be unpacked, as a sentence, or None when it may be."""
    entries = archive.infolist()
    whole = fault_of_whole(archive, entries)
    if whole is not None:
        return whole
    for entry in entries:
        fault = fault_of_entry(entry)
        if fault is not None:
            locked = entry.flag_bits & _LOCKED
            return fault if locked else fault.replace("It", f"Its entry {entry.filename[:80]}", 1)
    return None


def fault_of_whole(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> str | None:
    """Return why nothing of an archive is to be read, whatever single entries are."""
    if _is_cut(archive):
        return "It is cut off: the end, with the list of its files, is missing. Get it once more."
    if sum(entry.file_size for entry in entries) > _LARGEST:
        return "Unpacked, it would be larger than 4 GB."
    return None


def fault_of_entry(entry: zipfile.ZipInfo) -> str | None:
    """Return why a file of an archive is not to be unpacked, or None when it may be."""
    if entry.flag_bits & _LOCKED:
        return "It is protected by a password."
    return fault_of_sizes(entry.file_size, entry.compress_size)


def fault_in_memory(entry: zipfile.ZipInfo) -> str | None:
    """Return why a file of an archive is not to be read as a whole, or None when it may be."""
    too_large = (
        f"It is larger than {_IN_MEMORY >> 20} MB." if entry.file_size > _IN_MEMORY else None
    )
    return fault_of_entry(entry) or too_large


def _is_cut(archive: zipfile.ZipFile) -> bool:
    """Return whether the list of files that was found is of a ZIP inside it.

    It is the last one in the file; where it stands farther back than it says, something stands
    before it, which in a ZIP that begins as one are files that are in no list.
    """
    file = archive.fp
    if file is None:
        return False
    file.seek(0)
    if file.read(4) != _FILE:
        return False
    file.seek(max(file.seek(0, io.SEEK_END) - _LONGEST_END, 0))
    end = file.read()
    place = end.rfind(_END) + 16
    if not 16 <= place <= len(end) - 4:
        return False
    (said,) = struct.unpack_from("<L", end, place)
    return said not in (archive.start_dir, _ELSEWHERE)


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
