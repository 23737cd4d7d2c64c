"""Alignment and agreement, in CPU time, against a bare loop and against nervaluate.

The bare loop sorts, sweeps with an active list and matches greedily, every two people by
themselves: what anybody would write first, without labels, items, categories or splits.
"""

from __future__ import annotations

import os
import pickle
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from annotator.compare import strict_f1
from annotator.compare.alignment import align
from annotator.compare.document_counts import count_document, count_spans
from annotator.compare.figures import CountedDocument, Slices, Wanted, rows
from annotator.compare.measure import Text
from annotator.compare.registry import measure_named
from annotator.domain.span import Span
from annotator.project import comparing
from annotator.project.agreement_overview import overview, page_options
from annotator.project.comparing import AgreementOptions
from annotator.project.progress import Progress
from tests.disagreeing import disagreeing
from tests.projects import bring, new_project, write_lines

LABELS = ("quote", "speaker", "claim", "location")
DOCUMENTS, SPANS, CHARACTERS = 1000, 20, 2500
WORD = 6
TEXT = "words " * (CHARACTERS // WORD)
#: Twenty-eight pairs: what holds a window is how many of them there are.
EIGHT = tuple(f"P{number}" for number in range(8))
Spans = list[tuple[int, int, str]]


def cpu(work: Callable[[], object], rounds: int = 5) -> float:
    """Return the least CPU seconds that work takes."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def marked(rng: random.Random, spans: int, characters: int) -> Spans:
    """Return spans at word boundaries, some nested, in no order."""
    words = characters // WORD
    found = set()
    while len(found) < spans:
        start = rng.randrange(words - 12)
        end = start + rng.choice((1, 2, 3, 8, 12))
        found.add((start * WORD, end * WORD - 1, rng.choice(LABELS)))
    return sorted(found)


def remarked(rng: random.Random, spans: Spans, kept: float) -> Spans:
    """Return the spans as somebody else might have made them."""
    found = set()
    for start, end, label in spans:
        chance = rng.random()
        if chance < 0.1:
            continue
        if chance > kept:
            start = max(0, start - WORD * rng.choice((0, 0, 1)))
            end = max(end + WORD * rng.choice((-1, 0, 1)), start + 1)
            label = rng.choice(LABELS) if rng.random() < 0.3 else label
        found.add((start, end, label))
    return sorted(found)


def bare(layers: list[Spans]) -> int:
    """Sweep and match greedily; return the number of pairs."""
    spans = sorted(
        (start, end, person) for person, layer in enumerate(layers) for start, end, _ in layer
    )
    between: dict[tuple[int, int], list[tuple[float, int, int]]] = {}
    active: list[int] = []
    for number, (start, end, person) in enumerate(spans):
        active = [each for each in active if spans[each][1] > start]
        for each in active:
            begin, stop, other = spans[each]
            if other != person:
                common = min(end, stop) - start
                union = end - start + stop - begin - common
                pair = (person, other) if person < other else (other, person)
                between.setdefault(pair, []).append((-common / union, each, number))
        active.append(number)
    matched = 0
    for edges in between.values():
        taken: set[int] = set()
        for _, one, other in sorted(edges):
            if one not in taken and other not in taken:
                taken |= {one, other}
                matched += 1
    return matched


def alignment_rows() -> list[tuple[str, float, str, str]]:
    rng = random.Random(5)
    first = marked(rng, 200, 25_000)
    layers = [first] + [remarked(rng, first, 0.6) for _ in range(4)]
    spans = {
        f"person-{number}": [
            Span(f"{place}", label, ((start, end),), ("",))
            for place, (start, end, label) in enumerate(layer)
        ]
        for number, layer in enumerate(layers)
    }
    ours, loop = cpu(lambda: align(spans), 15), cpu(lambda: bare(layers), 15)
    return [
        (
            "alignment of 5 × 200 spans, CPU ÷ bare sweep and greedy matching",
            ours / loop,
            "×",
            "≤ 5",
        ),
        ("alignment of 5 × 200 spans", ours * 1000, "ms CPU", ""),
        ("bare sweep and greedy matching of the same", loop * 1000, "ms CPU", ""),
    ]


MEASURES = (
    "strict-f1", "overlap-f1", "iou-f1", "char-f1", "alpha-u", "alpha-u-boundary", "alpha-cu",
    "alpha-ku", "kappa",
)  # fmt: skip


def layers_of_documents() -> list[tuple[Spans, Spans]]:
    rng = random.Random(7)
    first = [marked(rng, SPANS, CHARACTERS) for _ in range(DOCUMENTS)]
    return [(spans, remarked(rng, spans, 0.7)) for spans in first]


def agreement(documents: list[dict[str, list[Span]]]) -> int:
    """Count every document, draw a thousand times, make all figures, all labels and each."""
    wanted = [Wanted(measure_named(name)) for name in MEASURES]
    counted = []
    for number, layers in enumerate(documents):
        text = Text(len(TEXT), TEXT)
        numbers = count_document(text, layers, wanted, {})
        counted.append(
            CountedDocument(f"{number}", tuple(sorted(layers)), count_spans(text, layers), numbers)
        )
    return len(rows(counted, wanted, Slices((None, *LABELS))))


def agreement_rows() -> list[tuple[str, float, str, str]]:
    plain = layers_of_documents()
    documents = [
        {
            person: [
                Span(f"{place}", label, ((start, end),), ("",))
                for place, (start, end, label) in enumerate(layer)
            ]
            for person, layer in zip(("ana", "ben"), both, strict=True)
        }
        for both in plain
    ]
    found = [
        (
            "nine measures, all labels and each, 1,000 draws, of 2 × 1,000 × 20 spans",
            cpu(lambda: agreement(documents), 3),
            "s CPU",
            "≤ 4",
        )
    ]
    mine = {number: one for number, (one, _other) in enumerate(plain)}
    theirs = {number: other for number, (_one, other) in enumerate(plain)}
    strict = cpu(lambda: strict_f1(mine, theirs))
    found.append(("strict F1 of the same spans", strict, "s CPU", ""))
    tool = nervaluate_seconds(plain)
    if tool is not None:
        found.append(("nervaluate's CPU ÷ strict F1", tool / strict, "×", "≥ 20"))
    return found


def nervaluate_seconds(documents: list[tuple[Spans, Spans]]) -> float | None:
    """Return the CPU seconds of nervaluate's strict score, None where it is not installed."""
    try:
        from nervaluate import Evaluator
    except ImportError:
        return None
    # Its ends are inclusive.
    one, other = (
        [
            [{"label": label, "start": s, "end": e - 1} for s, e, label in each[side]]
            for each in documents
        ]
        for side in (0, 1)
    )
    return cpu(lambda: Evaluator(one, other, tags=list(LABELS), loader="dict").evaluate(), 3)


def project_of(folder: Path, documents: list[tuple[Spans, Spans]]) -> Path:
    """Return a project in which two people finished these documents."""
    lines = [
        {
            "id": f"d{number}",
            "text": f"{TEXT} {number}",
            "layers": [
                {"person": person, "kind": "annotations", "status": "done",
                 "spans": [{"label": label, "fragments": [[s, e]],
                            "created": f"2026-{1 + number % 11:02}-02T10:00:00Z"}
                           for s, e, label in layer]}
                for person, layer in zip(("ana", "ben"), both, strict=True)
            ],
        }
        for number, both in enumerate(documents)
    ]  # fmt: skip
    project = new_project(folder / "p.sqlite")
    bring(project, write_lines(folder / "p.jsonl", {"annotator": 1}, *lines))
    return project


def project_rows() -> list[tuple[str, float, str, str]]:
    with tempfile.TemporaryDirectory() as name:
        project = project_of(Path(name), layers_of_documents())
        all_of_it = AgreementOptions(MEASURES, by=("label", "pair"))
        cold = cpu(lambda: comparing.agreement(project, all_of_it), 1)
        warm = cpu(lambda: comparing.agreement(project, all_of_it), 3)
        without = replace(all_of_it, times=0)
        first = cpu(lambda: comparing.agreement(project, without), 3)
    return [
        ("the same from a project file, counted for the first time", cold, "s CPU", ""),
        ("the same from what was kept, with 1,000 draws", warm, "s CPU", ""),
        ("the same from what was kept, without draws", first * 1000, "ms CPU", "≤ 300"),
    ]


def page_rows() -> list[tuple[str, float, str, str]]:
    """Return how soon the page shows something, and how long it holds the window at most."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ANNOTATOR_DATA"] = str(folder / "data")
        os.environ["ANNOTATOR_SETTINGS"] = str(folder / "settings")
        from tests.bench.agreement_page import page_times

        rows = page_times(project_of(folder, layers_of_documents()))
        for documents in (24, 200):
            path = disagreeing(folder / f"{documents}.sqlite", EIGHT, documents)
            rows += [
                (f"8 people × {documents} documents, {what.strip()}", *rest)
                for what, *rest in page_times(path)
            ]
            size = len(pickle.dumps(overview(Progress(), path, page_options(0))))
            rows.append((f"8 people × {documents} documents, sent", size / 1e6, "MB", ""))
        return rows


def run() -> list[tuple[str, float, str, str]]:
    """Return (what, value, unit, reach)."""
    return [*alignment_rows(), *agreement_rows(), *project_rows(), *page_rows()]


if __name__ == "__main__":
    for what, value, unit, reach in run():
        print(f"{what}: {value:,.3f} {unit} {reach and f'({reach})'}")
