"""What a file seems to be that no format reads, and what a person can do with it.

So that neither a picture nor markup comes in as an article of nonsense.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple


class FileKind(NamedTuple):
    """`name` follows “It seems to be”, `advice` is a sentence; told by `begins`, else by name."""

    name: str
    advice: str
    begins: str
    suffixes: tuple[str, ...] = ()

    def matches(self, start: bytes) -> bool:
        """Whether a file that begins so is of this kind beyond doubt."""
        return bool(self.begins) and re.match(self.begins.encode("ascii"), start, re.S) is not None


_SAVE = "Open it in the program that wrote it and save it as .docx or .txt."
_TABLE = "Open it in a spreadsheet program and save it as .xlsx or .csv."
_AS_IT_IS = "or choose Plain text as its format to take it with all its signs."
_OPEN_DOCUMENT = r"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\."
_OLD_OFFICE, _PACKED = r"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"PK\x03\x04"

#: Beginning and ending tell it best, then the beginning, then the ending; the first one counts.
KINDS = (
    FileKind("a Rich Text document (RTF)", _SAVE, r"\{\\rtf", (".rtf",)),
    FileKind("a text of OpenOffice or LibreOffice", _SAVE, _OPEN_DOCUMENT + "text",
             (".odt", ".ott", ".fodt", ".sxw")),
    FileKind("a table of OpenOffice or LibreOffice", _TABLE, _OPEN_DOCUMENT + "spreadsheet",
             (".ods", ".fods")),
    FileKind("a document of an older Office program, such as Word 97", _SAVE, _OLD_OFFICE,
             (".doc", ".dot")),
    FileKind("a packed file, such as a Word document, an e-book or a ZIP",
             "Give it back the ending of its name, such as .docx, .epub or .zip.", _PACKED),
    FileKind("slides", "Save their text as .docx or .txt.", f"{_OLD_OFFICE}|{_PACKED}",
             (".odp", ".ppt", ".pptx", ".key")),
    FileKind("a spreadsheet of a kind that is not read", _TABLE, f"{_OLD_OFFICE}|{_PACKED}",
             (".xls", ".xlsb", ".numbers")),
    FileKind("an e-mail", "Open it and save its text as .txt.", _OLD_OFFICE,
             (".eml", ".msg", ".mbox")),
    FileKind("a document of another word processor", _SAVE, rf"\xffWPC|{_PACKED}",
             (".pages", ".wpd", ".wps", ".abw")),
    FileKind("a picture",
             "Annotator reads no words in pictures: have them recognised (OCR), and save the text "
             "as .txt or .docx.",
             r"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|RIFF.{4}WEBP|BM.{4}\0{4}"
             r"|.{4}ftyp(heic|heix|mif1|avif)|\s*(<\?xml[^>]*>\s*)?(<!--.{,999}?-->\s*)?<svg\b",
             (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".bmp", ".heic", ".svg")),
    FileKind("a sound or video recording", "Write down what is said in it, and save that as .txt.",
             r"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2]|OggS|fLaC|RIFF.{4}(WAVE|AVI )|.{4}ftyp"
             r"|\x1aE\xdf\xa3|FORM.{4}AIF|\0\0\x01[\xba\xb3]",
             (".mp3", ".wav", ".ogg", ".flac", ".m4a", ".mp4", ".mov", ".avi", ".mkv", ".webm")),
    FileKind("a program", "Choose articles instead.",
             r"MZ[^\n]{,60}\0|\x7fELF|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe",
             (".exe", ".dll", ".msi", ".so", ".dmg", ".class")),
    FileKind("a packed archive", "Unpack it and import what was in it; a .zip is read as it is.",
             r"\x1f\x8b|BZh[1-9]|\xfd7zXZ|7z\xbc\xaf|Rar!|\x28\xb5\x2f\xfd|.{257}ustar",
             (".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".zst")),
    FileKind("a project of Annotator, or another database",
             "Open a project instead; what a colleague sent back is merged.", r"SQLite format 3\0",
             (".sqlite", ".sqlite3", ".annotator", ".db")),
    FileKind("a PDF", "Give it a name that ends in .pdf.", "%PDF-"),
    FileKind("a web page", f"Give it a name that ends in .html, {_AS_IT_IS}",
             r"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(?i:<!doctype html|<html[\s>])"),
    FileKind("a web page with everything in it (MHTML)", "Save the page as .html or .pdf.",
             r"From: <Saved by ", (".mht", ".mhtml")),
    FileKind("an XML file of a kind that Annotator does not know",
             f"Save its articles as .txt, .docx or .html, {_AS_IT_IS}",
             r"(\xef\xbb\xbf)?\s*<\?xml\s", (".xml",)),
    FileKind("a JSON file of a kind that Annotator does not know",
             "Save its articles as a table (.csv, or .json with a list of them) with one column "
             f"for the text, {_AS_IT_IS}",
             r'(\xef\xbb\xbf)?\s*(\[\s*)?\{\s*"[^"\n]{1,80}"\s*:', (".json",)),
)  # fmt: skip


_NAMED_JSON = FileKind(
    "a text whose name says JSON", f"Give it a name that ends in .txt, {_AS_IT_IS}", ""
)
_JSON_LINE = re.compile(rb"(?m)^(\xef\xbb\xbf)?[ \t]*[\[{]")


def is_text_named_json(path: Path, start: bytes) -> bool:
    """Return whether a file's name says JSON where nothing in it does."""
    if path.suffix.casefold() not in (".json", ".jsonl", ".ndjson") or b"\0" in start:
        return False
    return bool(start.strip()) and _JSON_LINE.search(start) is None


def seems_to_be(path: Path, start: bytes) -> FileKind | None:
    """Return what a file of this name and beginning seems to be, None for what may be text."""
    suffix = path.suffix.casefold()
    if is_text_named_json(path, start) and not any(kind.matches(start) for kind in KINDS):
        return _NAMED_JSON
    begins = [kind for kind in KINDS if kind.matches(start)]
    ends = [kind for kind in KINDS if suffix in kind.suffixes]
    both = [kind for kind in begins if kind in ends]
    return next(iter([*both, *begins, *ends]), None)


def why_unknown(path: Path, start: bytes) -> tuple[str, str]:
    """Return what is said of a file that no format reads, and what a person can do with it."""
    kind = seems_to_be(path, start)
    if kind is None:
        return "No format reads this kind of file.", "Save it as .txt or .docx and import that."
    return f"It seems to be {kind.name}.", kind.advice
