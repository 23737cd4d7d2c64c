"""Formats: documents per CPU second, written and read, beside the libraries of the field.

    python3 dev.py bench formats           2,000 documents
    python3 dev.py bench formats 200       fewer, to see where it is going

Documents of 3,000 characters with 20 spans and 3 relations each. What is compared is done in
turn, several times, and the middle of the ratios counts. Where a library is not installed, its
rows are missing; `.venv/bin/pip install '.[oracles]'` brings them.

Reading against writing: a writer gets rows that need no more checks, and lets C put them down,
which takes 15 to 40 µs a document in JSONL, doccano, Label Studio and Parquet. A reader trusts
nothing: it hashes the text (5 µs), finds out the unit, and holds each span's place and quote
against the text, about 1 µs a span in Python, before it makes a record of it. So these four stay
below a half, and others do where their writer became quicker (CoNLL, CAS, brat). XLSX is read by
openpyxl, which takes nearly all of the time.

Everything is written into memory where the machine has a disk of that kind (`/dev/shm`): to make
a file has cost 30 and 600 µs on one ordinary disk, by the hour and the folder, and for the
formats of one file a document that would be all one sees.

The whole way, from the project file to the file and back into an empty project, is in the rows
“import ÷ export”. An import there also writes journal, tables and texts, twice (see
bench_labelled_import).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from statistics import median
from time import process_time

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from annotator.formats.format import Format, Header
from annotator.formats.registry import format_named, formats
from annotator.formats.written import WrittenDocument
from annotator.project.export_source import ExportOptions
from annotator.project.export_writing import write_file, write_folder
from annotator.project.exporting import export
from annotator.project.import_files import find_files
from annotator.project.importing import ImportOptions, import_files
from annotator.project.project import create_project
from annotator.project.session import Session
from tests.bench import format_peers as peers
from tests.bench.articles import schema
from tests.bench.articles import write_file as write_articles
from tests.bench.written import some_documents

_MEMORY = Path("/dev/shm")
_DOCUMENTS = 2_000
_ROUNDS = 5
_SPEED = "documents/CPU s"
_REACH = {"annotator-jsonl": "≥ 10,000"}
Row = tuple[str, float, str, str]
Work = Callable[[], object]


def in_turn(*works: Work, rounds: int = _ROUNDS) -> list[list[float]]:
    """Return the CPU seconds of each work, round for round; a first round is not counted."""
    taken: list[list[float]] = [[] for _ in works]
    for turn in range(rounds + 1):
        for seconds, work in zip(taken, works, strict=True):
            begun = process_time()
            work()
            if turn:
                seconds.append(process_time() - begun)
    return taken


def _ratio(ours: list[float], theirs: list[float]) -> float:
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))


_numbers = count()


def _out(format: Format, folder: Path) -> Path:
    """Return a place where nothing is yet, as files that are there are taken care of."""
    aside = folder / str(next(_numbers))
    aside.mkdir()
    return aside / (format.name if format.many_files else f"out{format.suffixes[0]}")


def _write(format: Format, given: list[WrittenDocument], folder: Path) -> Path:
    header = Header("bench", schema=schema())
    out = _out(format, folder)
    if format.many_files:
        write_folder(format, header, given, out)
    else:
        write_file(format, header, lambda _: given, out)
    return out


def _read(out: Path, format: Format) -> None:
    for file in find_files([out], format.name)[0]:
        assert file.format.read is not None
        for _ in file.format.read(file.path, file.name):
            pass


def _rows_of(format: Format, given: list[WrittenDocument], folder: Path) -> list[Row]:
    out = _write(format, given, folder)
    works: list[Work] = [lambda: _write(format, given, folder)]
    if format.reads:
        works.append(lambda: _read(out, format))
    written, *read = in_turn(*works)
    speed = len(given) / median(written)
    rows = [(f"{format.name}: write", speed, _SPEED, _REACH.get(format.name, ""))]
    for seconds in read:
        rows.append((f"{format.name}: read", len(given) / median(seconds), _SPEED, ""))
        rows.append((f"{format.name}: read ÷ write", _ratio(written, seconds), "×", "≥ 0.5"))
    return rows


def _peers(given: list[WrittenDocument], folder: Path) -> list[Row]:
    rows: list[Row] = []

    def add(name: str, theirs: Work, what: str, ratio: str, reach: str) -> None:
        mine, other = in_turn(lambda: _write(format_named(name), given, folder), theirs, rounds=3)
        times = _ratio(other, mine) if reach.startswith("≥") else _ratio(mine, other)
        rows.append((what, len(given) / median(other), _SPEED, ""))
        rows.append((f"{name}: {ratio}", times, "×", reach))

    if find_spec("cassis"):
        add("xmi", peers.cassis(given, folder), "cassis building XMI", "speed ÷ cassis", "≥ 2.5")
    if find_spec("label_studio_sdk"):
        theirs = peers.label_studio(_write(format_named("label-studio"), given, folder), folder)
        ratio = "speed ÷ label-studio-sdk"
        add("conll-2003", theirs, "label-studio-sdk making CoNLL", ratio, "≥ 8")
    if find_spec("pyarrow"):
        theirs = peers.arrow(_write(format_named("parquet"), given, folder))
        add("parquet", theirs, "pyarrow writing the same rows", "time ÷ pyarrow", "≤ 2")
    if find_spec("spacy"):
        theirs = peers.spacy_docs(_write(format_named("spacy"), given, folder))
        add("spacy", theirs, "spaCy writing the same Docs, ready", "time ÷ spaCy", "≤ 1.3")
        ratio = "time ÷ spaCy from the texts on"
        add("spacy", peers.spacy_tokens(given), "spaCy from the texts on", ratio, "≤ 1.3")
    return rows


def _whole_way(number: int, folder: Path) -> list[Row]:
    """Return export and import of each format, from one project file into another."""
    session = Session(device="bench", via="command")
    project, articles = folder / "p.sqlite", folder / "articles.jsonl"
    write_articles(articles, number, 20, schema())
    create_project(project, device="bench").close()
    import_files(project, ImportOptions((articles,)), session)
    rows: list[Row] = []
    for format in formats():
        if not (format.writes and format.reads) or format.missing() is not None:
            continue
        outs: list[Path] = []

        def send(outs: list[Path] = outs, format: Format = format) -> None:
            outs.append(_out(format, folder))
            export(project, outs[-1], ExportOptions(format.name))

        def bring(outs: list[Path] = outs, format: Format = format) -> None:
            other = outs[-1].with_name("other.sqlite")
            create_project(other, device="bench").close()
            import_files(other, ImportOptions((outs[-1],), format.name, owner="Ana"), session)

        sent, brought = in_turn(send, bring, rounds=2)
        speed = number / median(sent)
        rows.append((f"{format.name}: whole export", speed, _SPEED, _REACH.get(format.name, "")))
        rows.append((f"{format.name}: import ÷ export", _ratio(sent, brought), "×", "≥ 0.5"))
    return rows


def run() -> list[Row]:
    """Return (what, value, unit, reach); sys.argv may say how many documents."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else _DOCUMENTS
    given = some_documents(number)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as name:
        folder = Path(name)
        for format in formats():
            if format.writes and format.missing() is None:
                rows += _rows_of(format, given, folder)
        rows += _peers(given, folder)
        rows += _whole_way(number, folder)
    return rows


if __name__ == "__main__":
    for what, value, unit, reach in run():
        print(f"{what}: {value:,.2f} {unit} {reach and f'({reach})'}")
