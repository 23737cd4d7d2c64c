"""libFuzzer makes files for one reader, for `python -m tests.faults.fuzz --atheris`.

It keeps those that reach new code in build/fuzz/FORMAT, where the next run begins, and files that a
reader stumbles over in build/fuzz/FORMAT-faults. Most are only read, some imported into a
project; `replay` imports all of them.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import traceback
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

from annotator.domain.problem import Problem
from annotator.domain.units import UNITS
from annotator.formats.archives import BROKEN_ENTRY
from annotator.formats.format import FileDocument, Finding, Format
from annotator.formats.registry import format_named
from annotator.project.import_files import find_files
from tests.articles_saved import zipped
from tests.coming_back import content_of, write
from tests.faults.broken_files import FILES, FOREIGN, Imports, broken
from tests.faults.rich_files import rich_files
from tests.rich_content import rich, simple

KEPT = Path(__file__).parents[2] / "build" / "fuzz"
#: Of so many files one is imported whole, which takes ten times as long as reading it.
_WHOLE, _UNTOLD = 32, 4
#: Seconds after which one file counts as hung.
_HUNG = 60
#: What is asked of every third reading, of the options that a format has.
_ASKED = {"unit": UNITS, "encoding": ("utf-16", "cp1251"), "columns": ("text=body,title=name",)}
#: Bytes that files are made of at most, if no good one is longer.
_LONG = 16_384


def inputs(folder: Path, name: str) -> list[dict[str, bytes]]:
    """Return good files of a format, each with those that are read together with it."""
    format = format_named(name)
    found = [{file: data} for file, data in rich_files(name).items()]
    if not format.writes:
        file, data = FILES[name]
        return [{file: data()}, *found]
    for number, lines in enumerate((_brief(rich()), simple())):
        at = folder / str(number)
        (at / "in").mkdir(parents=True)
        out = write(format, content_of(at, *lines), at / "in")
        root = out if out.is_dir() else at / "in"
        names = [each for each in sorted(root.rglob("*")) if each.is_file()]
        files = {each.relative_to(root).as_posix(): each.read_bytes() for each in names}
        found[:0] = [files] if format.companions else [{key: files[key]} for key in files]
    return found


def _brief(lines: list[dict[str, object]]) -> list[dict[str, object]]:
    """Leave the long article out: long files are read seldom."""
    return [each for each in lines if each.get("id") != "long"]


class Reader:
    """One reader, given bytes: a file, or a ZIP of files that are read together."""

    def __init__(self, name: str, folder: Path, imports: Imports | None = None) -> None:
        self.name = name
        self.imports = imports or Imports(folder)
        self.seeds = inputs(folder / "inputs", name)
        self.names = {name for each in self.seeds for name in each}
        self.packed = any(len(each) > 1 for each in self.seeds)
        self.endings = {
            data[:1]: Path(file).suffix for each in self.seeds[::-1] for file, data in each.items()
        }
        self.ending = Path(min(self.seeds[0])).suffix
        self.place = folder / "given"

    def seed_bytes(self) -> list[bytes]:
        """Return the good files as bytes that are to be changed."""
        return [
            zipped({**each}) if self.packed else next(iter(each.values())) for each in self.seeds
        ]

    def put(self, data: bytes) -> bool:
        """Write the files that the bytes are; False when they are none."""
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir()
        if not self.packed:
            ending = self.endings.get(data[:1], self.ending)
            (self.place / f"x{ending}").write_bytes(data)
            return True
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                for each in self.names.intersection(archive.namelist()):
                    path = self.place / each
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(archive.read(each))
        except (zipfile.BadZipFile, *BROKEN_ENTRY):
            return False
        return True

    def take(self, data: bytes, whole: bool = False) -> None:
        """Read the files, told their format or not; raises what is a fault of ours."""
        if not self.put(data):
            return
        number = zlib.crc32(data)
        told = self.name if number % _UNTOLD else None
        if whole or number % _WHOLE == 1:
            self.imports.bring(self.place, told)
            return
        for said in self._said(told, number):
            foreign = FOREIGN.search(said)
            assert foreign is None or self._has(foreign.group().encode()), f"said: {said}"
            assert said.endswith((".", "”")), f"no sentence: {said}"

    def _has(self, word: bytes) -> bool:
        """Return whether a word is the file's own."""
        return any(word in each.read_bytes() for each in self.place.rglob("*") if each.is_file())

    def _said(self, told: str | None, number: int) -> Iterator[str]:
        """Read the files, and yield what is said of them."""
        try:
            found, findings = find_files([self.place], told)
            for file in found:
                if file.format.missing() is not None:
                    continue
                options = _options(file.format, number) if number % 3 == 0 else {}
                for item in file.format.reader(options)(file.path, file.name):
                    if isinstance(item, Finding):
                        findings.append(item)
                    elif isinstance(item, FileDocument):
                        _look_at(item)
        except Problem as problem:
            yield from (problem.happened, problem.safe, problem.next_step)
            return
        for each in findings:
            yield from (each.message, each.kept)


def _options(format: Format, number: int) -> dict[str, str]:
    given = {each: _ASKED.get(each, ("",)) for each in format.options}
    return {each: values[number % len(values)] for each, values in given.items()}


def _look_at(document: FileDocument) -> None:
    """Hold the marks of a document against its text."""
    text = document.frozen.text
    text.encode()
    for layer in document.layers:
        for _, fields in layer.spans:
            there = [text[start:end] for start, end in fields["fragments"]]
            assert all(there), f"a mark of nothing: {fields}"
            assert fields.get("quote", there) in (there, *there), f"not what it quotes: {fields}"


class Faults:
    """What readers stumbled over: printed and kept once for each place in the code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen = Counter[str]()

    def keep(self, error: BaseException, data: bytes) -> None:
        """Print a fault the first time, and keep the bytes that led to it."""
        steps = traceback.extract_tb(error.__traceback__)
        place = f"{type(error).__name__} {[(each.filename, each.lineno) for each in steps[-3:]]}"
        self.seen[place] += 1
        if self.seen[place] > 1:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / hashlib.sha256(data).hexdigest()[:16]
        path.write_bytes(data)
        print(f"--- FAULT {path}", flush=True)
        traceback.print_exception(error, limit=-8, file=sys.stdout)


def replay(reader: Reader, kept: Path, faults: Faults) -> int:
    """Import every file that was kept, and return how many that were."""
    paths = sorted(each for each in kept.glob("*") if each.is_file())
    for path in paths:
        data = path.read_bytes()
        try:
            reader.take(data, whole=True)
            reader.take(data)
        except Exception as error:  # noqa: BLE001  (each is a fault to be printed)
            faults.keep(error, data)
    return len(paths)


def guide_reader(name: str, seconds: float) -> None:
    """Let libFuzzer look for files until the time is over; it ends the process itself."""
    import atheris

    folder = Path(tempfile.mkdtemp(prefix="annotator-fuzz-"))
    reader, faults = Reader(name, folder), Faults(KEPT / f"{name}-faults")
    kept = KEPT / name
    kept.mkdir(parents=True, exist_ok=True)
    good = reader.seed_bytes()
    for number, data in enumerate(good):
        (kept / f"good-{number}").write_bytes(data)

    def one(data: bytes) -> None:
        try:
            reader.take(data)
        except Exception as error:  # noqa: BLE001  (each is a fault to be printed)
            faults.keep(error, data)

    def changed(data: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)
        if chance.random() < 0.3:
            return broken(data, chance)[:most]
        longest = max(most, len(data))
        made = broken(data, chance, lambda part, _: atheris.Mutate(part, max(longest, len(part))))
        return made[:most]

    flags = {
        "max_total_time": f"{seconds:.0f}",
        "timeout": _HUNG,
        "rss_limit_mb": 3000,
        "max_len": max(_LONG, *map(len, good)),
        "artifact_prefix": f"{KEPT / name}-",
        "print_final_stats": 1,
        "verbosity": 0,
    }
    own = [f"-{flag}={value}" for flag, value in flags.items()]
    atheris.Setup([sys.argv[0], *own, str(kept)], one, custom_mutator=changed)
    warnings.simplefilter("error")
    atheris.Fuzz()


def replay_kept(name: str) -> int:
    """Import what was kept of a format, and return how many faults that shows."""
    with tempfile.TemporaryDirectory() as folder:
        reader, faults = Reader(name, Path(folder)), Faults(KEPT / f"{name}-faults")
        number = sum(replay(reader, KEPT / f"{name}{end}", faults) for end in ("", "-faults"))
    print(f"{name}: {number:,} kept files imported, {len(faults.seen)} faults", flush=True)
    return len(faults.seen)
