"""Asking for files, without looking into them.

Qt's own file dialog reads the first bytes of the files it lists, to choose their icons. On
POSIX systems closing such a file drops the locks that this process holds on it, the open
project's among them. So icons go by kind only, and the dialog is always Qt's.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QStyle, QWidget

PROJECTS = "Annotator projects (*.sqlite *.annotator *.db);;All files (*)"


class _PlainIcons(QFileIconProvider):
    """Icons for a file, a folder and a drive, and nothing read from the disk."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        style = widget.style()
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)

    def icon(self, what: QFileInfo | QFileIconProvider.IconType) -> QIcon:
        """Return the icon of a file or of a kind of place."""
        if isinstance(what, QFileInfo):
            return self._folder if what.isDir() else self._file
        return self._file if what == QFileIconProvider.IconType.File else self._folder

    def type(self, info: QFileInfo) -> str:
        """Return what a file is called in the list of details."""
        return "Folder" if info.isDir() else f"{info.suffix().upper()} file".strip()


def _dialog(parent: QWidget, title: str, filter: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, "", filter)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setIconProvider(_PlainIcons(parent))
    return dialog


def _chosen(dialog: QFileDialog) -> list[Path]:
    accepted = dialog.exec()
    names = dialog.selectedFiles() if accepted else []
    dialog.deleteLater()
    return [Path(name) for name in names]


def ask_where_to_save(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask for the name of a new project file; None when the person thinks better of it."""
    dialog = _dialog(parent, title, PROJECTS)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("sqlite")
    dialog.selectFile(name)
    return next(iter(_chosen(dialog)), None)


def ask_where_to_export(parent: QWidget, name: str, suffix: str) -> Path | None:
    """Ask for the file of an export, or for its folder where there is no suffix."""
    kind = f"Data (*{suffix})" if suffix else "Folders (*)"
    dialog = _dialog(parent, "Export", f"{kind};;All files (*)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    dialog.selectFile(name)
    return next(iter(_chosen(dialog)), None)


def ask_for_project(parent: QWidget) -> Path | None:
    """Ask which project to open."""
    dialog = _dialog(parent, "Open a project", PROJECTS)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return next(iter(_chosen(dialog)), None)


def ask_for_articles(parent: QWidget) -> list[Path]:
    """Ask which files to import."""
    dialog = _dialog(parent, "Import articles", "All files (*)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _chosen(dialog)


def ask_for_folder(parent: QWidget) -> Path | None:
    """Ask for a folder to import."""
    dialog = _dialog(parent, "Import a folder", "All files (*)")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    return next(iter(_chosen(dialog)), None)


def ask_for_bundles(parent: QWidget) -> list[Path]:
    """Ask which bundles or project files to merge."""
    dialog = _dialog(parent, "Merge", PROJECTS)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _chosen(dialog)
