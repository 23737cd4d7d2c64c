from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.domain.span import Span
from annotator.project.naming import shortened, spans_name
from annotator.project.remembering import remember_person, remembered_person
from annotator.project.session import (
    device_id,
    utc_now,
)

ROOT = Path(__file__).parents[2]


def test_the_device_id_is_made_once_in_the_data_folder(tmp_path: Path) -> None:
    first = device_id()
    assert device_id() == first
    assert (tmp_path / "data" / "device").read_text() == first
    assert [each.name for each in (tmp_path / "data").iterdir()] == ["device"]


def test_many_windows_at_once_get_the_same_device_id() -> None:
    code = "from annotator.project.session import device_id; print(device_id())"
    runs = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    assert len({run.communicate()[0] for run in runs}) == 1


def test_people_are_remembered_for_each_project(tmp_path: Path) -> None:
    assert remembered_person("P1") is None
    remember_person("P1", "ana")
    remember_person("P2", "jurić")
    assert (remembered_person("P1"), remembered_person("P2")) == ("ana", "jurić")
    (tmp_path / "settings" / "people.json").write_text("{broken")
    assert remembered_person("P1") is None
    remember_person("P1", "ben")
    assert remembered_person("P1") == "ben"


def test_the_clock_is_utc_to_the_second() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", utc_now())


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Reuters", "Reuters"),
        ("two\n lines", "two lines"),
        ("a" * 50, "a" * 39 + "…"),
        (
            "To involve Belarus in the war would be a mistake",
            "To involve Belarus in the war would be…",
        ),
    ],
)
def test_long_quotes_are_shortened_at_a_word(text: str, short: str) -> None:
    assert shortened(text) == short


def test_names_of_several_spans() -> None:
    def span(quote: str) -> Span:
        return Span("x", "speaker", ((0, 1),), (quote,))

    assert spans_name([span("Reuters")]) == "Reuters"
    assert spans_name([span("Reuters")] * 41) == "41 × Reuters"
    assert spans_name([span("Reuters"), span("AP")]) == "2 marks"
    assert spans_name([span("Reuters")] * 1200) == "1,200 × Reuters"
