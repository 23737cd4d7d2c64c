from __future__ import annotations

import sqlite3
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.problem import Problem
from annotator.project import entities, history
from annotator.project.project import Project
from tests.ledgers import clean
from tests.samples import make_project, reopen

_NAMES = ("Ann", "Ben", "Cleo", "Dan", "Eve")


def _step(project: Project, rng: Random) -> None:
    """Do one of the things a person may do to the ledger; what is refused changes nothing."""
    known = [each.id for each in project.ledger.all()]
    merged = [other.id for id in known for other in project.ledger.merged(id)]
    pick = rng.random()
    try:
        if pick < 0.25 or len(known) < 2:
            entities.make(project, rng.choice(_NAMES), rng.choice(("person", "organisation")))
        elif pick < 0.5:
            into, *others = rng.sample(known, min(len(known), rng.choice((2, 2, 3))))
            entities.merge(project, into, others)
        elif pick < 0.65 and merged:
            entities.split(project, rng.choice(merged))
        elif pick < 0.75:
            entities.delete(project, rng.choice(known))
        elif pick < 0.85:
            entities.set_fields(project, rng.choice(known), name=rng.choice(_NAMES), lat=1.0, lon=2)
        elif pick < 0.95:
            history.undo(project)
        else:
            history.redo(project)
    except Problem:
        return


def _ledger(project: Project) -> dict[str, object]:
    return {
        id: (project.ledger.record(id), project.ledger.entity(id), project.ledger.ids(id))
        for each in project.ledger.all()
        for id in project.ledger.ids(each.id)
    }


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 25))
def test_memory_file_and_undo_agree_after_any_history(
    tmp_path_factory: pytest.TempPathFactory, rng: Random, steps: int
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "p.sqlite"
    project = make_project(path)
    start = _ledger(project)
    for _ in range(steps):
        _step(project, rng)
    end = _ledger(project)
    clean(project)
    other = reopen(path, "z", me="Ana")
    assert _ledger(other) == end
    resolved = dict(sqlite3.connect(path).execute("SELECT id, entity FROM merged_entities"))
    assert all(other.ledger.stands_for(id) == entity for id, entity in resolved.items())
    other.close()
    while project.past.undo is not None:
        history.undo(project)
        if project.past.undo is not None and "Ana" in project.past.undo.name:
            break
    assert _ledger(project) == start
    clean(project)
    project.close()
