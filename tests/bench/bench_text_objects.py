"""How often the text objects hit what a careful reader marked, and what they cost.

Run by itself it prints its table. The gold is an oracle: the spans of the
given article, as label and code points.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from annotator.domain.offsets import OffsetMap
from annotator.domain.qt_text import qt_text
from annotator.domain.schema import schema_from_definition
from annotator.domain.text import freeze
from annotator.domain.text_objects import text_object
from annotator.domain.text_objects.growing import ladder
from annotator.domain.text_objects.marks import marks_of
from annotator.domain.text_objects.sentence import outer_ends, sentence_ends
from annotator.paths import resource, seeds

Row = tuple[str, float, str, str | None]

#: What a careful reader marked in the given article, as Annotator JSONL.
_GOLD = Path(__file__).parents[1] / "golden" / "seed_gold.jsonl"
#: label → how many hits are hoped for.
_REACH = {"quote": ">= 12", "speaker": ">= 16", "claim": ">= 20", "location": ">= 35"}


def _gold() -> dict[str, list[tuple[int, int]]]:
    """Return label → the first fragment of each span marked by hand."""
    document = json.loads(_GOLD.read_text("utf-8").splitlines()[1])
    fragments: dict[str, list[tuple[int, int]]] = {label: [] for label in _REACH}
    for span in document["layers"][0]["spans"]:
        if span["label"] in fragments:
            start, end = span["fragments"][0]
            fragments[span["label"]].append((start, end))
    return fragments


def _seed(name: str) -> str:
    (path,) = seeds().glob(f"{name}*.txt")
    return freeze(path.read_bytes()).text


def _hits(text: str, kind: str, fragments: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Count what the object gives from some caret inside, and from more than half of them."""
    some = most = 0
    for start, end in fragments:
        found = [
            text_object(kind, text, place, "en") == (start, end) for place in range(start, end)
        ]
        some += any(found)
        most += sum(found) * 2 > len(found)
    return some, most


def _presses(text: str, fragments: Sequence[tuple[int, int]], most: int) -> int:
    """Count what lies within `most` presses of E from some caret inside."""
    return sum(
        any((start, end) in ladder(text, place, "en")[:most] for place in range(start, end))
        for start, end in fragments
    )


def _milliseconds(work: Callable[[], object], times: int = 5) -> float:
    best = float("inf")
    for _ in range(times):
        for cache in (marks_of, sentence_ends, outer_ends):
            cache.cache_clear()
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def run() -> list[Row]:
    """Return (what, value, unit, reach) for every measure."""
    text = _seed("000")
    rows: list[Row] = []
    schema = json.loads(resource("schemas/news.json").read_text("utf-8"))
    labels = {label.id: label for label in schema_from_definition(schema).labels}
    for label, fragments in _gold().items():
        some, most = _hits(text, labels[label].text_object, fragments)
        what = f"{label}: {labels[label].text_object}, of {len(fragments)} marked by hand"
        rows.append((f"{what}, from some caret", some, "hits", _REACH[label]))
        rows.append((f"{what}, from most carets", most, "hits", None))
        few = _presses(text, fragments, 6)
        rows.append((f"{label}, within six presses of E", few, "hits", None))
    big = "\n\n".join([text] * 320)
    long = max(_seed("007").split("\n"), key=len)
    places = [
        ("seed article", text, 1200, 2.0),
        ("1 MB text", big, big.index("You started", len(big) // 2) + 4, 2.0),
    ]
    places.append((f"paragraph of {len(long)} characters", long, len(long) // 2, 20.0))
    for name, where, place, most in places:
        for kind in ("quotation", "name", "clause"):
            cost = _milliseconds(
                lambda where=where, kind=kind, place=place: text_object(kind, where, place)
            )
            rows.append((f"{kind} in the {name}", cost, "ms", f"< {most:g} ms"))
    place = places[1][2]
    cost = _milliseconds(lambda: ladder(big, place))
    rows.append(("all rungs of E in the 1 MB text", cost, "ms", "< 20 ms"))
    source = seeds().joinpath("000_4c3dfa78dd8f5e6c.txt").read_bytes()
    start = time.process_time()
    for _ in range(2000):
        freeze(source)
    rows.append(
        ("freeze an article of 3 kB", 2000 / (time.process_time() - start), "/s CPU", "> 10000")
    )
    rows.append(("offset map of the 1 MB text", _milliseconds(lambda: OffsetMap(big)), "ms", None))
    rows.append(("text for Qt, 1 MB", _milliseconds(lambda: qt_text(big)), "ms", "< 50 ms"))
    return rows


if __name__ == "__main__":
    for row in run():
        print("{:<60} {:>12.2f} {:<8} {}".format(*row[:3], row[3] or ""))
