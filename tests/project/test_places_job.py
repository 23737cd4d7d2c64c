from __future__ import annotations

import pytest

from annotator.domain.problem import Problem
from annotator.project import gazetteer
from annotator.project.places_job import PlacesJob
from tests.gazetteers import ODESA, make_gazetteer


def test_the_index_is_made_in_another_process() -> None:
    assert not gazetteer.ready()
    assert gazetteer.towns(44, 50, 28, 34) == []
    job = PlacesJob()
    # Nobody waits for it: whoever asks is told at once that it is not there yet.
    assert not job.poll()
    assert job.poll(timeout=120)
    assert gazetteer.ready()
    assert gazetteer.places("Odesa")[0].reference == ODESA.reference
    near = gazetteer.towns(44, 50, 28, 34)
    assert len(near) > 20
    assert all(44 <= lat <= 50 and 28 <= lon <= 34 for lat, lon in near)
    # Across the date line, on both sides.
    assert {lon > 0 for _lat, lon in gazetteer.towns(-30, 0, 160, 200)} == {True, False}


def test_what_is_there_already_is_done_at_once() -> None:
    make_gazetteer()
    assert PlacesJob().poll(timeout=60)


def test_a_problem_over_there_is_one_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", "/dev/null/nowhere")
    job = PlacesJob()
    with pytest.raises(Problem) as caught:
        job.poll(timeout=60)
    assert caught.value.next_step
