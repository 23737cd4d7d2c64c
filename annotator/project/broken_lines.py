"""A file of endless lines as a person reads it: broken, indented, and found marks told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import orjson

from annotator.domain.span import Fragment
from annotator.project.sought_marks import SoughtMarks

#: Columns that a line fills before it is broken, and characters of a text that are always shown.
_WIDTH, _TEXT = 54, 24
_INDENT = "  "
#: How far a file without marks is taken apart: an article, and a list of articles.
_OPENED = 2
#: No format writes a mark further inside.
_DEEPEST = 20
_TAG = re.compile(r"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(r"""([^\s=<>]+)=("[^"]*"|'[^']*')""")


class ShownLine(NamedTuple):
    """A line to look at; `mark` is the number of the mark that it is a part of.

    `place` is what of the document's text is seen on it, None for nothing.
    """

    text: str
    mark: int | None = None
    place: Fragment | None = None


def broken(text: str, sought: SoughtMarks) -> list[ShownLine] | None:
    """Return the lines of JSON, JSON lines or XML, broken for the eye; None for anything else."""
    start = text.lstrip()[:1]
    if start == "<":
        return list(_xml_lines(text, sought))
    if start not in ("{", "["):
        return None
    try:
        values = [orjson.loads(text)]
    except orjson.JSONDecodeError:
        try:
            values = [orjson.loads(line) for line in text.split("\n") if line.strip()]
        except orjson.JSONDecodeError:
            return None
    shown = _Broken(values, sought)
    return [line for value in values for line in shown.lines(value)]


class _Broken:
    """Writes values of JSON; what holds no mark is folded where it is long."""

    def __init__(self, values: list[Any], sought: SoughtMarks) -> None:
        #: By what a mark stands in, its number, and everything around it, None.
        self._marks: dict[int, int | None] = {}
        self._sought = sought
        for value in values:
            self._find(value)
        self._opened = 1 if self._marks else _OPENED

    def _find(self, value: Any, depth: int = 0) -> set[str]:
        """Look for the smallest parts that have position and label of a mark; return its values."""
        if not isinstance(value, dict | list):
            return {value} if isinstance(value, str) else {str(value)}
        atoms: set[str] = set()
        around = False
        # Metadata from elsewhere may be of any depth.
        inside = value.values() if isinstance(value, dict) else value
        for each in inside if depth < _DEEPEST else ():
            atoms |= self._find(each, depth + 1)
            around = around or id(each) in self._marks
        found = None if around else self._sought.mark_of(atoms)
        if around or found is not None:
            self._marks[id(value)] = found
        return atoms

    def lines(
        self, value: Any, depth: int = 0, key: str = "", end: str = "", mark: int | None = None
    ) -> Iterator[ShownLine]:
        """Yield the lines of a value with what stands before and behind it."""
        indent = _INDENT * depth
        mark = self._marks.get(id(value)) if mark is None else mark
        short = _short(value, _WIDTH - len(indent) - len(key) - len(end))
        if (
            short is None
            and mark is None
            and depth >= self._opened
            and id(value) not in self._marks
        ):
            short = "{…}" if isinstance(value, dict) else "[…]"
        if short is not None:
            yield ShownLine(indent + key + short + end, mark)
            return
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        yield ShownLine(indent + key + opening, mark)
        yield from _counted(self._inside(value, depth + 1, mark))
        yield ShownLine(indent + closing + end, mark)

    def _inside(self, value: Any, depth: int, mark: int | None) -> Iterator[ShownLine]:
        names = [f"{_scalar(each)}: " for each in value] if isinstance(value, dict) else None
        last = len(value) - 1
        for number, each in enumerate(value.values() if isinstance(value, dict) else value):
            name = names[number] if names else ""
            yield from self.lines(each, depth, name, "," if number < last else "", mark)


def _counted(lines: Iterator[ShownLine]) -> Iterator[ShownLine]:
    """Yield lines, one for several that are folded and have no name: with how many they are."""
    for line, same in groupby(lines, key=lambda each: each._replace(text=each.text.rstrip(","))):
        alike = list(same)
        if len(alike) > 1 and line.text.lstrip() in ("{…}", "[…]"):
            comma = alike[-1].text.removeprefix(line.text)
            yield ShownLine(f"{line.text} × {len(alike):,}{comma}")
        else:
            yield from alike


def _short(value: Any, room: int) -> str | None:
    """Return a value on one line, None where there is no room for it; a text always has some."""
    if isinstance(value, dict):
        parts, brackets = [], "{}"
        for key, each in value.items():
            part = _short(each, room) if room > 0 else None
            if part is None:
                return None
            parts.append(f"{_scalar(key)}: {part}")
            room -= len(parts[-1]) + 2
    elif isinstance(value, list):
        parts, brackets = [], "[]"
        for each in value:
            part = _short(each, room - 2) if room > 2 else None
            if part is None:
                return None
            parts.append(part)
            room -= len(part) + 2
    else:
        return _scalar(value, room)
    return f"{brackets[0]}{', '.join(parts)}{brackets[1]}" if room >= 0 else None


def _scalar(value: Any, room: int = _WIDTH) -> str:
    return orjson.dumps(_cut(value, room - 2) if isinstance(value, str) else value).decode()


def _xml_lines(text: str, sought: SoughtMarks) -> Iterator[ShownLine]:
    """Yield a line a tag, and further ones for attributes that are too many for it."""
    depth, place = 0, 0
    for tag in _TAG.finditer(text):
        between = " ".join(text[place : tag.start()].split())
        place = tag.end()
        if between:
            yield ShownLine(_INDENT * depth + _cut(between))
        if tag[0].startswith("</"):
            depth = max(0, depth - 1)
        yield from _tag_lines(tag[0], _INDENT * depth, sought)
        if not tag[0].startswith(("</", "<?", "<!")) and not tag[0].endswith("/>"):
            depth += 1


def _tag_lines(tag: str, indent: str, sought: SoughtMarks) -> Iterator[ShownLine]:
    attributes = _ATTRIBUTE.findall(tag)
    mark = sought.mark_of({value[1:-1] for _, value in attributes})
    end = next((each for each in ("/>", "?>") if tag.endswith(each)), ">")
    line = indent + tag.removesuffix(end).split()[0]
    for name, value in attributes:
        room = _WIDTH - len(indent) - 2 * len(_INDENT) - len(name) - 3
        word = f" {name}={value[0]}{_cut(value[1:-1], room)}{value[-1]}"
        if len(line) + len(word) > _WIDTH and line.strip():
            yield ShownLine(line, mark)
            line = indent + _INDENT * 2 + word.lstrip()
        else:
            line += word
    yield ShownLine(line + end, mark)


def _cut(words: str, room: int = _WIDTH) -> str:
    """Return the beginning of words for which there is not so much room, some of it in any case."""
    size = max(_TEXT, room)
    return words if len(words) <= size else f"{words[: size - 1]}…"
