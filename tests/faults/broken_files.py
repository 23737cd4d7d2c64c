"""Valid files of every format that is read, broken at random, and what an import may do then."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random

from annotator.domain.problem import Problem
from annotator.formats.archives import BROKEN_ENTRY
from annotator.formats.refusing import OUR_MISTAKE
from annotator.formats.registry import formats
from tests import articles_saved as saved
from tests.coming_back import content_of, write
from tests.formats.test_inception import TSV
from tests.projects import bring, faults, new_project
from tests.rich_content import rich

_ARTICLE = "A title\nThe first paragraph 🎉.\nAnd “another” one, with words.\n"
#: What readers take to mean something.
_SIGNS = b"\0\n\r\t \"'\\{}[](),;:<>&|_*-.=\xff\xfe\xef\xbb\xbf\xed\xa0\x80\xf0\x9f\x98\x80019"
_NUMBERS = (b"-1", b"0", b"2", b"99999999", b"9" * 25, b"1.5", b"1e400", b"NaN", b"null", b"true")
_WORDS = (b"../../x", b"/etc/x", b"=1+1", b"&amp;", b"\\ud800", b"&#0;", b"]]>", b"[[1,2]]", b"{}")
#: Names of exceptions, and how libraries and parsers put it.
FOREIGN = re.compile(
    r"\b[A-Z]\w*(?:Error|Exception|Invalid|ZipFile)\b|codec|traceback|errno|<class|0x[0-9a-f]{2}"
    r"|line \d+, column|\bNone\b|not a zip|invalid literal|expected \w+, got|NoneType|byte 0"
    r"|\bat 0x|\bCRC\b|\bEOF\b|incorrect header|unexpected token",
)
#: What changes bytes by the numbers it is given.
Change = Callable[[bytes, Random], bytes]
#: The formats that can be read here.
NAMES = [each.name for each in formats() if each.reads and each.missing() is None]


def corpus(folder: Path) -> dict[str, Path]:
    """Write a valid file, or folder of files, for every format that can be read here."""
    content = content_of(folder, *rich())
    there = {each.name: each for each in formats() if each.reads and each.missing() is None}
    found: dict[str, Path] = {}
    for name, format in there.items():
        at = folder / name
        at.mkdir()
        if format.writes:
            out = write(format, content, at)
            found[name] = out if out.is_dir() else at
        else:
            (at / FILES[name][0]).write_bytes(FILES[name][1]())
            found[name] = at
    return found


def _archive() -> bytes:
    return saved.zipped(
        {
            "a.txt": "One.",
            "b/c.html": saved.as_html(_ARTICLE),
            "b/d.jsonl": '{"id": "e", "text": "Six."}\n',
            "x.txt": "Ana says no.",
            "x.ann": "T1\tspeaker 0 3\tAna\n",
        }
    )


def _inception() -> bytes:
    documents = [{"name": "a.txt", "format": "text", "state": "ANNOTATION_FINISHED"}]
    layers = [{"name": "a.txt", "user": "ana", "state": "FINISHED"}]
    about = {"name": "P", "source_documents": documents, "annotation_documents": layers}
    said = saved.zipped({"ana.tsv": TSV})
    return saved.zipped(
        {
            "exportedproject1.json": json.dumps(about),
            "source/a.txt": "🎉 Jane said|no .\n Second one",
            "annotation/a.txt/ana.zip": said,
        }
    )


#: Name and content of a file of each format that is only read.
FILES = {
    "docx": ("x.docx", lambda: saved.as_docx(_ARTICLE)),
    "epub": ("x.epub", lambda: saved.epub([("One", saved.as_html(_ARTICLE, around=False))])),
    "html": ("x.html", lambda: saved.as_html(_ARTICLE)),
    "pdf": ("x.pdf", lambda: saved.as_pdf(_ARTICLE.replace("🎉", "é"))),
    "zip": ("x.zip", _archive),
    "inception": ("x.zip", _inception),
    "webanno-tsv": ("x.tsv", TSV.encode),
    "table": ("x.csv", lambda: b'name,body\n"a","One, and."\nb,"""Two"" of them."\n'),
}


def broken(data: bytes, chance: Random, change: Change | None = None) -> bytes:
    """Return the bytes of a file with some of them others, inside its parts where it is packed.

    `change` does it to bytes that are not packed; without one, random signs and numbers are put in.
    """
    change = change or _changed
    if data[:2] == b"PK" and chance.random() < 0.8:
        with suppress(zipfile.BadZipFile, *BROKEN_ENTRY, IndexError):
            return _in_archive(data, chance, change)
    if data[:1] == b"\x78" and chance.random() < 0.8:
        with suppress(zlib.error):
            return zlib.compress(change(zlib.decompress(data), chance))
    return change(data, chance)


def _in_archive(data: bytes, chance: Random, change: Change) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(entries))
    entries[name] = broken(entries[name], chance, change)
    if chance.random() < 0.1:
        entries[chance.choice(["../x.txt", "/x.txt", "a/../../b.txt", "\u202e.txt"])] = b"Out."
    return saved.zipped(entries)


def _changed(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        start = chance.randrange(len(changed) + 1)
        end = min(len(changed), start + chance.choice((1, 1, 2, 4, 16, 100)))
        chance.choice(_CHANGES)(changed, start, end, chance)
    if chance.random() < 0.05:
        del changed[chance.randrange(len(changed) + 1) :]
    if chance.random() < 0.05:
        other = chance.choice(("utf-16", "cp1251"))
        return changed.decode("utf-8", "replace").encode(other, "replace")
    return bytes(changed)


def _drop(data: bytearray, start: int, end: int, chance: Random) -> None:
    del data[start:end]


def _repeat(data: bytearray, start: int, end: int, chance: Random) -> None:
    data[start:start] = data[start:end] * chance.choice((1, 2, 50))


def _copy(data: bytearray, start: int, end: int, chance: Random) -> None:
    other = chance.randrange(len(data) + 1)
    data[start:end] = data[other : other + end - start]


def _put_sign(data: bytearray, start: int, end: int, chance: Random) -> None:
    data[start : start + 1] = bytes([chance.choice(_SIGNS)])


def _put_word(data: bytearray, start: int, end: int, chance: Random) -> None:
    data[start : chance.choice((start, end))] = chance.choice(_WORDS + _NUMBERS)


def _put_number(data: bytearray, start: int, end: int, chance: Random) -> None:
    """Put another number where the next one stands."""
    while start < len(data) and not 48 <= data[start] < 58:
        start += 1
    end = start
    while end < len(data) and 48 <= data[end] < 58:
        end += 1
    data[start:end] = chance.choice((*_NUMBERS, str(chance.randrange(200)).encode()))


_CHANGES = (_drop, _repeat, _copy, _put_sign, _put_sign, _put_word, _put_number, _put_number)


class Imports:
    """Imports of broken files, each into a project of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bare = new_project(folder / "bare.sqlite")
        self.valid = corpus(folder)

    def try_one(self, name: str, seed: int) -> str:
        """Break one file of a format, import it, and return how that ended.

        Whatever is raised but a Problem, and a project that is not what the report says, is
        a fault of ours.
        """
        chance = Random(f"{name} {seed}")
        place = self.folder / "broken"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.valid[name], place)
        path = chance.choice(sorted(each for each in place.rglob("*") if each.is_file()))
        path.write_bytes(broken(path.read_bytes(), chance))
        return self.bring(place, name if chance.random() < 0.5 else None)

    def bring(self, path: Path, format: str | None) -> str:
        """Import a file or a folder into an empty project, and look at what is there then."""
        project = self.folder / "p.sqlite"
        for each in self.folder.glob("p.sqlite*"):
            each.unlink()
        project.write_bytes(self.bare.read_bytes())
        try:
            report = bring(project, path, format=format, owner="Ana")
        except Problem as problem:
            str(problem).encode()
            assert _dump(project) == _dump(self.bare), "a refused import left something"
            assert faults(project) == []
            return "refused"
        said = (report.documents, report.spans, report.relations, report.comments, report.unplaced)
        there = counts(project)
        assert there == said, f"the report says {said}, the project has {there}"
        assert faults(project) == []
        json.dumps(report.as_json(), ensure_ascii=False).encode()
        assert OUR_MISTAKE not in [each.kind for each in report.findings]
        return "findings" if report.findings else "imported"


def counts(project: Path) -> tuple[int, ...]:
    """Return how many documents, spans, relations, comments and unplaced marks a project has."""
    tables = ("documents", "spans", "relations", "comments", "unplaced")
    with closing(sqlite3.connect(project)) as file:
        return tuple(file.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in tables)


def _dump(project: Path) -> list[str]:
    """Return everything that is in a project."""
    with closing(sqlite3.connect(project)) as file:
        return list(file.iterdump())
