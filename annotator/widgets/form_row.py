"""The rows of the form below the spans: what they ask, and what stands there now."""

from __future__ import annotations

from typing import Any, NamedTuple

#: What a row of several spans shows when they do not say the same.
DIFFERENT = "different"
#: What a row can be.
CHOICE, FLAG, TEXT, NUMBER, LINKS = "choice", "flag", "text", "number", "links"


class FormLink(NamedTuple):
    """Words that lead to an action, with the key that does the same; `action` is its id.

    An `offered` one is set in the quiet ink: it is not there until it is taken.
    """

    key: str
    words: str
    action: str
    offered: bool = False


class FormRow(NamedTuple):
    """One question: `id` and `name` are the attribute's.

    A choice has `values`, all with digits; `value` is the one chosen, what is typed, or
    DIFFERENT. A row of `links` only leads somewhere. `asks` marks what is still required.
    """

    kind: str
    id: str
    name: str
    values: tuple[str, ...] = ()
    value: Any = None
    required: bool = False
    links: tuple[FormLink, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it must be filled in and is not."""
        return self.required and self.value is None

    @property
    def said(self) -> str:
        """The row in words, for screen readers."""
        if self.kind == LINKS:
            return f"{self.name}: " + ", ".join(link.words for link in self.links)
        value = "not set" if self.value in (None, "") else self.value
        return f"{self.name}: {'yes' if value is True else 'no' if value is False else value}"


class FormHead(NamedTuple):
    """What the form is about: a label's name, a place or count, and a word at the right."""

    title: str
    place: str = ""
    note: str = ""
