"""The guideline: Markdown with a heading for each label, and numbered rules that can be cited.

A rule is a paragraph or list item that begins with its number: `R7: Leave out the closing stop.`
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

SECTION, RULE = "section", "rule"
#: Said where paragraphs are numbered and none is a rule.
HOW_RULES_ARE_WRITTEN = (
    "No paragraph is a rule that can be cited, though some are numbered. A rule begins with R and "
    "its number: “R1: Leave out the closing stop.”"
)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"\s*(?:[-*+]\s+|\d+[.)]\s+)?\**(R\d+)\**[.:]?\**\s+(.*)")
_NUMBERED = re.compile(r" {0,3}(?:#{1,6}\s+|[-*+]\s+)?\**\(?(?:§\s*)?\d+(?:\.\d+)*[.):]\**\s+\S")
_FENCE = re.compile(r"\s*(```|~~~)")
#: What cites a rule by its number, or what the guideline says of a label by the label's id.
_CITED = re.compile(r"(?<![\w#])(?:R\d+|#\w+)\b")
_MARKS = re.compile(r"[*_`]+|\[([^\]]*)\]\([^)]*\)")


class Entry(NamedTuple):
    """A section by its title, or a rule by its number (R7); `words` is all that belongs to it.

    `level` is that of the heading, 1 to 6, and of a rule that of its section.
    """

    kind: str
    name: str
    words: str
    level: int


def entries(text: str) -> list[Entry]:
    """Return the sections and rules of a guideline, in order; nothing of code between fences."""
    found: list[tuple[str, str, list[str], int]] = []
    level, fenced, open_rule = 1, False, False
    section: list[str] | None = None
    for line in text.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        heading = None if fenced else _HEADING.match(line)
        rule = None if fenced else _RULE.match(line)
        if heading is not None:
            level, section, open_rule = len(heading[1]), [], False
            found.append((SECTION, plain(heading[2]), section, level))
            continue
        if rule is not None:
            found.append((RULE, rule[1], [rule[2]], level))
            open_rule = True
        elif not line.strip():
            open_rule = False
        elif open_rule:
            found[-1][2].append(line)
        if section is not None:
            section.append(line)
    return [
        Entry(kind, name, plain(" ".join(line.strip() for line in lines)), each)
        for kind, name, lines, each in found
    ]


def plain(words: str) -> str:
    """Return a line of Markdown as it reads: without stars, and links as their words."""
    return _MARKS.sub(lambda mark: mark[1] or "", words).strip()


def section_of(found: Iterable[Entry], *names: str) -> Entry | None:
    """Return the first section called one of these (a label's name, its id), case aside."""
    wanted = {name.casefold() for name in names}
    return next(
        (each for each in found if each.kind == SECTION and each.name.casefold() in wanted), None
    )


def holding(found: Iterable[Entry], query: str) -> list[Entry]:
    """Return the entries that hold all words of a query, in name or text."""
    words = query.casefold().split()
    return [
        each
        for each in found
        if all(word in f"{each.name} {each.words}".casefold() for word in words)
    ]


def repeated_rules(found: Iterable[Entry]) -> list[str]:
    """Return the numbers that several rules have, so that citing them says nothing."""
    seen: dict[str, int] = {}
    for each in found:
        if each.kind == RULE:
            seen[each.name] = seen.get(each.name, 0) + 1
    return [name for name, number in seen.items() if number > 1]


def is_numbered_without_rules(text: str) -> bool:
    """Return whether paragraphs have numbers (1., 2)) and none is a rule that can be cited."""
    fenced, numbered = False, 0
    for line in text.splitlines():
        fenced ^= _FENCE.match(line) is not None
        numbered += not fenced and _NUMBERED.match(line) is not None
    return numbered > 0 and not rules(text)


def rules(text: str) -> list[tuple[str, str]]:
    """Return the rules of a guideline as (number, words), in order."""
    return [(each.name, each.words) for each in entries(text) if each.kind == RULE]


def anchor(label_id: str) -> str:
    """Return what cites the section of a label: #claim."""
    return f"#{label_id}"


def cited(words: str) -> set[str]:
    """Return the rules and anchors that a comment or a reason cites: R7, #claim."""
    return set(_CITED.findall(words))
