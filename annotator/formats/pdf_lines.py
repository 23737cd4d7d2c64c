"""Lines of the pages of a PDF with their places, joined into paragraphs; no PDF library is needed.

Places are points: left, bottom, right and top, upwards from the lower left corner of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from annotator.formats.article_text import Paragraph

#: Share of the page's height, at top and bottom, in which headers and footers stand.
_EDGE = 0.12
#: Lines apart by this many times the usual distance are of two paragraphs.
_APART = 1.35
#: A line that ends before this share of its column, with a stop, is the last of its paragraph.
_SHORT = 0.9
#: How much larger or smaller the letters of a heading are.
_SIZE = 1.2
_STOPS = tuple('.!?…:”»“’")]。！？」』')
_NUMBER = re.compile(
    r"[\s–—-]*(?:(?:page|seite|p\.|s\.|стор\.|стр\.)\s*)?(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:/|of|von|sur|de)\s*\d{1,4})?[\s–—-]*",
    re.IGNORECASE,
)
#: What divides a word at the end of a line; one that is not to be seen elsewhere is the last.
HYPHENS = "-\u2010\u00ad"
#: Scripts that are written without spaces: kana, ideographs, their punctuation.
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; `size` is the height of its letters."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """Return the height of the line in points."""
        return max(self.top - self.bottom, 0.1)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in reading order, and its height in points."""

    lines: Sequence[Line]
    height: float


def parts_of_pages(pages: Sequence[Page], join_hyphens: bool = False) -> list[Paragraph]:
    """Return the paragraphs of the pages, with headers and footers proposed as excluded.

    A paragraph that goes on over the page is one; the footer between follows it. With
    `join_hyphens` a word that was divided at the end of a line loses its hyphen.
    """
    repeated = _repeated(pages)
    parts: list[Paragraph] = []
    waiting: list[Paragraph] = []
    running = ""
    last: Line | None = None
    column = 0.0
    everywhere = _usual([line for page in pages for line in page.lines])
    for page in pages:
        body = [line for line in page.lines if not _is_edge(line, page, repeated)]
        around = [line for line in page.lines if _is_edge(line, page, repeated)]
        # A page with few lines may be all headings and single lines.
        usual, begin = min(_usual(body), everywhere), _begin(body)
        column, before = _column(body), column
        for number, line in enumerate(body):
            # A line that the page before ended with is measured by that page.
            full = column if number else max(column, before)
            if last is not None and _begins(last, line, usual, full, begin, number == 0):
                parts += [Paragraph(running), *waiting]
                running, waiting = "", []
            running = _joined(running, line.text.strip(), join_hyphens)
            last = line
        waiting += [Paragraph(line.text.strip(), excluded=True) for line in around]
    return [*parts, Paragraph(running), *waiting]


def _usual(lines: Sequence[Line]) -> float:
    """Return the usual distance from line to line, 0 where there is none."""
    gaps = [
        above.bottom - below.bottom
        for above, below in zip(lines, lines[1:], strict=False)
        if 0 < above.bottom - below.bottom < 4 * above.size
    ]
    return median(gaps) if gaps else 0.0


def _column(lines: Sequence[Line]) -> float:
    """Return where the lines end that are full, from their left."""
    return max((line.right for line in lines), default=0.0)


def _begin(lines: Sequence[Line]) -> float:
    """Return where most lines begin."""
    if not lines:
        return 0.0
    return float(Counter(round(line.left) for line in lines).most_common(1)[0][0])


def _begins(
    last: Line, line: Line, usual: float, column: float, begin: float, new_page: bool
) -> bool:
    """Return whether a line begins another paragraph than the one before it."""
    if max(last.size, line.size) > _SIZE * min(last.size, line.size):
        return True
    indented = line.left > begin + 0.8 * line.size and last.left <= begin + 0.5 * line.size
    ended = last.text.rstrip().endswith(_STOPS)
    if new_page or line.bottom > last.bottom:  # or the next column
        if _is_divided(last.text.rstrip(), line.text.lstrip()):
            return False
        return indented or (ended and last.right < _SHORT * column) or _had_room(last, line, column)
    if usual and last.bottom - line.bottom > _APART * usual:
        return True
    return indented or (ended and last.right < _SHORT * column)


def _had_room(last: Line, line: Line, column: float) -> bool:
    """Return whether the first word of a line would have fitted on the one before."""
    words = line.text.split()
    if len(words) < 2:
        return False
    letter = (line.right - line.left) / len(line.text)
    return last.right + letter * (len(words[0]) + 2) < column


def _is_divided(before: str, after: str) -> bool:
    """Return whether a word goes on after the hyphen that a line ends with."""
    return before[-1:] in HYPHENS and before[-2:-1].isalnum() and after[:1].isalnum()


def _joined(before: str, after: str, join_hyphens: bool) -> str:
    if not before or not after:
        return before + after
    if _is_divided(before, after):
        whole = join_hyphens and before[-2].isalpha() and after[0].islower()
        return (before[:-1] if whole else before) + after
    if _UNSPACED.match(before[-1]) and _UNSPACED.match(after[0]):
        return before + after
    return f"{before} {after}"


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split())).casefold()


def _edges(page: Page) -> Iterator[Line]:
    for line in page.lines:
        if line.bottom > page.height * (1 - _EDGE) or line.top < page.height * _EDGE:
            yield line


def _repeated(pages: Sequence[Page]) -> set[str]:
    """Return the lines, without their numbers, that stand at the edge of several pages."""
    seen = Counter(
        shape for page in pages for shape in {_shape(each.text) for each in _edges(page)}
    )
    enough = max(2, (len(pages) + 1) // 3)
    return {shape for shape, count in seen.items() if count >= enough}


def _is_edge(line: Line, page: Page, repeated: set[str]) -> bool:
    if not (line.bottom > page.height * (1 - _EDGE) or line.top < page.height * _EDGE):
        return False
    return _shape(line.text) in repeated or bool(_NUMBER.fullmatch(line.text))
