from __future__ import annotations

import zipfile

import pytest

from annotator.formats import archives
from annotator.formats.archives import Archive
from tests.articles_saved import zipped


def test_an_entry_that_would_fill_the_memory_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_IN_MEMORY", 10)
    with Archive(zipped({"small": b"x" * 10, "large": b"x" * 11})) as archive:
        assert archive.read("small") == b"x" * 10
        with pytest.raises(zipfile.BadZipFile, match="large is larger"):
            archive.read("large")


def test_no_archive_has_a_fault() -> None:
    with Archive(b"PK\3\4 and no more") as archive:
        assert archive.fault is not None
        assert archive.names == frozenset()
