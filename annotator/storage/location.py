"""What lies under a project file: network and synchronised folders, and those to be read only."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NETWORK_TYPES = frozenset(
    ("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "afpfs", "coda")
    + ("9p", "ceph", "glusterfs", "lustre", "gpfs", "davfs", "webdav", "orangefs", "beegfs")
    + ("fuse.sshfs", "fuse.davfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs", "fuse.ceph")
    + ("fuse.s3fs", "fuse.goofys", "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.curlftpfs")
)
_MARKERS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".tmp.drivedownload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".stfolder", "Syncthing"),
)
_FOLDER_NAMES = (
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("mobile documents", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
)


def _unescaped(field: str) -> str:
    # /proc/mounts writes blanks and the like in octal.
    for code, plain in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, plain)
    return field


def file_system_type(path: Path, mounts: str) -> str | None:
    """Return the type of the file system that holds `path`, given the text of /proc/mounts."""
    target = os.path.realpath(path)
    best, found = -1, None
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = _unescaped(fields[1])
        inside = target == point or target.startswith(point.rstrip("/") + "/")
        # The last of equal mount points lies on top.
        if inside and len(point) >= best:
            best, found = len(point), fields[2]
    return found


def on_network(path: Path) -> bool:
    """Return whether the file lies on a network file system, where WAL does not work.

    On Linux this asks /proc/mounts, on Windows it knows paths of the form \\\\SERVER\\SHARE;
    elsewhere it does not know and says False.
    """
    if sys.platform == "win32":
        return str(path.resolve()).startswith("\\\\")
    try:
        mounts = Path("/proc/mounts").read_text(errors="surrogateescape")
    except OSError:
        return False
    return file_system_type(path, mounts) in _NETWORK_TYPES


def synchronised_by(path: Path) -> str | None:
    """Return the name of the program that seems to synchronise the file's folder, or None."""
    for folder in path.resolve().parents:
        name = folder.name.casefold()
        for start, program in _FOLDER_NAMES:
            if name == start or name.startswith((start + " -", start + "-", start + " (")):
                return program
        for marker, program in _MARKERS:
            if (folder / marker).exists():
                return program
    return None


def read_only_reason(path: Path) -> str | None:
    """Return why the file cannot be written to, or None when it can."""
    if not os.access(path, os.W_OK):
        return f"You may not write to {path.name}."
    if not os.access(path.parent, os.W_OK):
        return f"You may not write to the folder {path.parent}."
    return None
