"""What libFuzzer is given of each reader: good files, and every fault is kept once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.formats import doccano
from annotator.formats.format import Finding
from tests.faults import fuzz
from tests.faults.broken_files import NAMES, Imports
from tests.faults.guided import Faults, Reader, replay


@pytest.fixture(scope="module")
def imports(tmp_path_factory: pytest.TempPathFactory) -> Imports:
    return Imports(tmp_path_factory.mktemp("guided"))


@pytest.mark.parametrize("name", NAMES)
def test_every_reader_begins_with_good_files(imports: Imports, name: str, tmp_path: Path) -> None:
    reader = Reader(name, tmp_path, imports)
    for data in reader.seed_bytes():
        assert reader.put(data)
        assert imports.bring(reader.place, name) != "refused"
        reader.take(data)


def test_bytes_that_are_no_files_are_passed_over(imports: Imports, tmp_path: Path) -> None:
    assert not Reader("brat", tmp_path, imports).put(b"no archive")


@pytest.fixture
def reader(imports: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Return a reader of doccano with two mistakes, and words of a library."""

    def read(path: Path, name: str) -> Iterator[Finding]:
        data = path.read_bytes()
        if data == b"a mistake":
            raise KeyError("x")
        yield Finding("broken", f"It is {'KeyError' if data == b'words' else 'broken'}.", "Kept.")
        if data == b"no sentence":
            yield Finding("broken", "so it is", "Kept.")

    found = Reader("doccano", tmp_path, imports)
    monkeypatch.setattr(type(doccano.FORMAT), "reader", lambda *_: read)
    return found


@pytest.mark.parametrize("data", [b"a mistake", b"words", b"no sentence"])
def test_a_fault_is_raised(reader: Reader, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.faults.guided._WHOLE", 10**9)
    monkeypatch.setattr("tests.faults.guided._UNTOLD", 10**9)
    reader.take(b"something else")
    with pytest.raises((KeyError, AssertionError)):
        reader.take(data)


def test_faults_are_kept_once_for_each_place(
    imports: Imports, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for number in range(3):
        (kept / f"{number}").write_bytes(b"a file %d" % number)

    class Stumbling(Reader):
        def take(self, data: bytes, whole: bool = False) -> None:
            raise KeyError(data)

    faults = Faults(tmp_path / "faults")
    assert replay(Stumbling("doccano", tmp_path, imports), kept, faults) == 3
    assert list(faults.seen.values()) == [3]
    (path,) = faults.folder.iterdir()
    assert path.read_bytes() == b"a file 0"
    assert capsys.readouterr().out.count("FAULT") == 1


def test_without_libfuzzer_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzz, "find_spec", lambda _name: None)
    assert fuzz.main(["--atheris", "1", "doccano"]) == 2
    assert ".[fuzz]" in capsys.readouterr().out
