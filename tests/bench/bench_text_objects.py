"""How often the text objects hit what a careful reader marked, and what they cost.

Run by itself it prints its table. The gold is what DESIGN calls an oracle: the spans of the
given article, as label and code points.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from annotator.domain.offsets import OffsetMap
from annotator.domain.qt_text import qt_text
from annotator.domain.text import freeze
from annotator.domain.text_objects import text_object
from annotator.domain.text_objects.growing import ladder
from annotator.domain.text_objects.marks import marks_of
from annotator.domain.text_objects.sentence import outer_ends, sentence_ends
from annotator.paths import seeds

Row = tuple[str, float, str, str | None]

#: label → the fragments marked by hand in the given article.
GOLD: dict[str, list[tuple[int, int]]] = {
    "quote": [
        (19, 92),
        (85, 92),
        (154, 252),
        (255, 306),
        (367, 426),
        (388, 426),
        (488, 766),
        (683, 702),
        (820, 851),
        (853, 935),
        (1002, 1060),
        (1098, 1560),
        (1617, 1897),
        (1911, 1984),
        (1986, 2478),
        (2498, 2579),
        (2581, 2727),
        (2737, 2842),
    ],
    "speaker": [
        (7, 17),
        (19, 24),
        (95, 136),
        (312, 347),
        (359, 361),
        (372, 377),
        (384, 387),
        (428, 452),
        (676, 681),
        (767, 789),
        (812, 814),
        (949, 988),
        (991, 993),
        (1600, 1610),
        (1899, 1901),
        (2480, 2490),
        (2728, 2730),
    ],
    "claim": [
        (19, 69),
        (154, 252),
        (372, 426),
        (489, 528),
        (556, 590),
        (647, 681),
        (703, 764),
        (820, 851),
        (876, 897),
        (902, 933),
        (1007, 1060),
        (1071, 1096),
        (1099, 1158),
        (1164, 1196),
        (1198, 1212),
        (1214, 1265),
        (1298, 1358),
        (1360, 1422),
        (1424, 1457),
        (1459, 1558),
        (1916, 1984),
        (2128, 2176),
        (2178, 2271),
        (2346, 2416),
        (2503, 2579),
        (2669, 2725),
    ],
    "location": [
        (41, 48),
        (58, 65),
        (95, 105),
        (154, 161),
        (206, 213),
        (245, 252),
        (267, 274),
        (432, 442),
        (556, 562),
        (614, 622),
        (760, 764),
        (824, 831),
        (953, 963),
        (1007, 1014),
        (1019, 1026),
        (1071, 1075),
        (1091, 1096),
        (1218, 1228),
        (1258, 1265),
        (1409, 1418),
        (1552, 1558),
        (1774, 1780),
        (1782, 1789),
        (1791, 1801),
        (1803, 1810),
        (1815, 1822),
        (1934, 1940),
        (1945, 1952),
        (2087, 2093),
        (2132, 2144),
        (2169, 2176),
        (2204, 2216),
        (2223, 2230),
        (2235, 2242),
        (2264, 2271),
        (2503, 2510),
        (2742, 2749),
    ],
}
#: label → the text object its key takes, and what it can hit (indirect quotes have no marks).
OBJECTS = {"quote": "quotation", "speaker": "name", "claim": "clause", "location": "name"}


def _seed(name: str) -> str:
    (path,) = seeds().glob(f"{name}*.txt")
    return freeze(path.read_bytes()).text


def _hits(text: str, kind: str, fragments: Sequence[tuple[int, int]]) -> int:
    """Count the fragments that the object gives from more than half of the carets inside."""
    count = 0
    for start, end in fragments:
        found = [
            text_object(kind, text, place, "en") == (start, end) for place in range(start, end)
        ]
        count += sum(found) * 2 > len(found)
    return count


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
    for label, kind in OBJECTS.items():
        fragments = GOLD[label]
        if label == "quote":
            fragments = [each for each in fragments if text[each[0]] in "“‘"]
        hits = _hits(text, kind, fragments)
        what = f"{kind} hits the {label} marked by hand (of {len(fragments)})"
        rows.append((what, hits, "hits", None))
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
