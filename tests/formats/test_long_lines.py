"""A line of 100 MB, whole and cut off, is read or reported, in time that grows with its length."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats.registry import format_named
from tests.coming_back import read

_LONG = b"word " * 20_000_000


@pytest.mark.parametrize("name", ["annotator-jsonl", "doccano", "prodigy", "label-studio"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_line_of_100_mb(tmp_path: Path, name: str, whole: bool) -> None:
    path = tmp_path / "x"
    opening = b'{"data": {"text": "' if name == "label-studio" else b'{"text": "'
    closing = b'"}}' if name == "label-studio" else b'"}'
    path.write_bytes(opening + _LONG + (closing if whole else b""))
    found = read(path, format_named(name))
    assert [len(text) for text in found.documents] == ([len(_LONG)] if whole else [])
    assert len(found.findings) == (0 if whole else 1)
