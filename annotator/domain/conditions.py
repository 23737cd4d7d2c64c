"""Conditions of a schema, such as “verifiability != unverifiable and polarity == negated”.

A condition is comparisons (== and !=) of an attribute's id with a value, joined by `and` and `or`;
`and` binds more closely. A value with spaces stands in double quotes. They are parsed, never run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

_TOKEN = re.compile(r'\s*(?:"(?P<quoted>[^"]*)"|(?P<sign>==|!=)|(?P<word>[\w.:/-]+))')
_FLAGS = {True: ("yes", "true"), False: ("no", "false")}


class Comparison(NamedTuple):
    """One comparison: whether the attribute has the value, or, not `equal`, has it not."""

    attribute: str
    equal: bool
    value: str

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Return whether it is so; an attribute that is not there has no value."""
        return (self.value in _texts(values.get(self.attribute))) is self.equal


class Condition(NamedTuple):
    """Comparisons of which, in at least one group, all must hold."""

    groups: tuple[tuple[Comparison, ...], ...]

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Return whether the condition holds for the attributes of a span."""
        return any(all(each.holds(values) for each in group) for group in self.groups)

    @property
    def attributes(self) -> frozenset[str]:
        """The ids of the attributes that it asks for."""
        return frozenset(each.attribute for group in self.groups for each in group)


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ("",)
    if isinstance(value, bool):
        return _FLAGS[value]
    if isinstance(value, list | tuple):
        return tuple(str(each) for each in value)
    return (str(value),)


@lru_cache(maxsize=256)
def parse_condition(condition: str) -> Condition:
    """Return a condition that is written out; raises ValueError, saying where, if it is none."""
    tokens = _tokens(condition)
    groups: list[list[Comparison]] = [[]]
    at = 0
    while True:
        groups[-1].append(_comparison(tokens[at : at + 3]))
        at += 3
        if at == len(tokens):
            return Condition(tuple(tuple(group) for group in groups))
        joint = tokens[at]
        if joint == ("word", "or"):
            groups.append([])
        elif joint != ("word", "and"):
            raise ValueError(f"“and” or “or” is missing before “{joint[1]}”")
        at += 1


def _tokens(condition: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    at, end = 0, len(condition.rstrip())
    while at < end:
        found = _TOKEN.match(condition, at)
        if found is None:
            raise ValueError(f"“{condition[at:].strip()[:20]}” cannot be read")
        kind = str(found.lastgroup)
        tokens.append((kind, found.group(kind)))
        at = found.end()
    return tokens


def _comparison(tokens: list[tuple[str, str]]) -> Comparison:
    if len(tokens) < 3:
        raise ValueError("a comparison is not complete")
    (kind, attribute), (sign, operator), (value_kind, value) = tokens
    if kind != "word" or sign != "sign" or value_kind == "sign":
        raise ValueError(f"“{attribute} {operator} {value}” is no comparison")
    return Comparison(attribute, operator == "==", value)
