"""A ledger of 50,000 entities: reading it, typing into it, and finding whom a mention names.

python3 dev.py bench ledger

Times are medians and the slowest of each kind of query; the bare loop beside them scans as many
names with Python's own `in`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotator.domain.edit import Edit, add
from annotator.domain.stream import LEDGER
from annotator.project import editing, entities
from annotator.project.ledger import Ledger
from annotator.project.likely import likely
from annotator.project.mentions import mentions
from annotator.project.project import Project
from tests.samples import add_documents, make_project

Row = tuple[str, float, str, str | float | None]
ENTITIES, MENTIONS, CHARACTERS = 50_000, 2_000, 100_000
_FIRST = ("Alexander", "Ana", "Viktor", "Olena", "José", "Zoë", "Ivan", "Mary", "Chen", "Abdel")
_ENDS = ("enko", "ov", "ić", "sen", "ez", "ski", "son", "mann", "elli", "ani")
_STARTS = ("Luk", "Petr", "Mar", "Kov", "Iv", "Sch", "Gon", "Ber", "Tar", "Han")
_MIDDLES = ("ash", "el", "in", "or", "ul", "ad", "em", "is", "ob", "uk")
_QUERIES = ("l", "lu", "luk", "alexander luk", "lukashenko 77", "schelski mary", "zoe", "ashenk",
            "nobody at all", "ö")  # fmt: skip


def _names(rng: Random, count: int) -> list[str]:
    return [
        f"{rng.choice(_FIRST)} {rng.choice(_STARTS)}{rng.choice(_MIDDLES)}{rng.choice(_ENDS)} {n}"
        for n in range(count)
    ]


def _fill(project: Project, names: list[str]) -> None:
    changes = []
    for number, name in enumerate(names):
        kind = "place" if number % 10 == 0 else "person"
        fields: dict[str, Any] = {"kind": kind, "name": name}
        if number % 3 == 0:
            fields["aliases"] = [name.split()[1], f"The {name}"]
        changes.append(add(LEDGER, "entity", f"E{number:06}", fields))
    project.apply(Edit("import", tuple(changes)), mine=False)
    assert project.flush(60)


def _times(call: Callable[[], object], rounds: int) -> list[float]:
    """Return the milliseconds of each of so many calls."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        found.append((time.perf_counter() - start) * 1000)
    return found


def _document(project: Project) -> list[str]:
    """Add an article with thousands of linked mentions; return the ids of their spans."""
    words = "Lukashenko said that he met Putin in Odessa. "
    text = words * (CHARACTERS // len(words))
    add_documents(project, {"long": text})
    places = []
    start = text.find("Lukashenko")
    while start >= 0 and len(places) < MENTIONS:
        places += [[(start, start + 10)], [(start + 21, start + 23)]]
        start = text.find("Lukashenko", start + 1)
    spans = editing.mark_all(project, "D-long", "speaker", places[:MENTIONS])
    for number in range(0, len(spans), 50):
        ids = [span.id for span in spans[number : number + 50]]
        entities.link(project, "D-long", ids, f"E{number + 1:06}")
    assert project.flush(60)
    return [span.id for span in spans]


def run() -> list[Row]:
    """Return the figures."""
    rng = Random(1)
    names = _names(rng, ENTITIES)
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder, "p.sqlite"))
        _fill(project, names)
        rows = _reading(project) + _searching(project, names)
        rows += _linking(project, _document(project))
        project.close()
    return rows


def _search_times(ledger: Ledger, kinds: tuple[str, ...]) -> list[float]:
    found = []
    for query in _QUERIES:
        found += _times(partial(ledger.search, query, kinds), 20)
    return found


def _reading(project: Project) -> list[Row]:
    portions = []
    for _ in range(3):
        ledger = Ledger(project.reader)
        done = False
        while not done:
            start = time.perf_counter()
            done = ledger.read_some()
            portions.append((time.perf_counter() - start) * 1000)
    return [
        ("read the ledger, all of it", sum(portions) / 3, "ms", None),
        ("read one portion, slowest", max(portions), "ms", 50),
    ]


def _searching(project: Project, names: list[str]) -> list[Row]:
    ledger = project.ledger
    ledger.all()
    bare = statistics.median(_times(lambda: [each for each in names if "lukash" in each], 20))
    rows: list[Row] = [(f"bare: `in` over {ENTITIES:,} names", bare, "ms", None)]
    every: list[float] = []
    for kinds, words in (((), "any kind"), (("place",), "places only"), (("group",), "none fits")):
        times = _search_times(ledger, kinds)
        every += times
        rows.append((f"search, {words}: median", statistics.median(times), "ms", None))
        rows.append((f"search, {words}: slowest", max(times), "ms", 20))
    rows.append(("search, median ÷ bare", statistics.median(every) / bare, "×", None))
    changing = _times(lambda: entities.make(project, "Luka New", "person"), 1100)
    rows.append(("make an entity, p99", sorted(changing)[1088], "ms", 20))
    after = _search_times(ledger, ())
    rows.append(("search after 1,100 changes, slowest", max(after), "ms", 20))
    return rows


def _linking(project: Project, spans: list[str]) -> list[Row]:
    rows: list[Row] = []
    for span, words in ((spans[-2], "a name"), (spans[-1], "a pronoun")):
        for query in ("", "luk"):
            times = _times(lambda s=span, q=query: likely(project, "D-long", s, q), 40)
            name = f"likely for {words}{', typed' if query else ''}: slowest of 40"
            rows.append((name, max(times), "ms", 50))
    times = _times(lambda: entities.link(project, "D-long", spans[-1:], "E000001"), 1)
    times += [
        _times(lambda n=n: entities.link(project, "D-long", spans[-1:], f"E{n:06}"), 1)[0]
        for n in range(2, 60)
        if n % 10
    ]
    rows.append(("link a mention: slowest of 50", max(times), "ms", 50))
    found = _times(lambda: mentions(project, "E000001"), 10)
    rows.append(("mentions of an entity: slowest of 10", max(found), "ms", 50))
    return rows


if __name__ == "__main__":
    for row in run():
        print(*row)
