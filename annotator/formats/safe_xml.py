"""XML from elsewhere: no document type, so neither entities of its own nor other files."""

from __future__ import annotations

import xml.parsers.expat
from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder

#: How deep elements may lie in each other; the trees are walked by functions that call themselves.
_DEEPEST = 200


class UnsafeXml(ValueError):
    """XML that is broken, or that brings definitions of its own; the message is a sentence."""


def parse_xml(data: bytes) -> Element:
    """Return the root element; names are “namespace local”.

    Raises UnsafeXml.
    """
    builder = TreeBuilder()
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise UnsafeXml("Its elements lie too deep in each other.")
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def forbid(*_: object) -> None:
        raise UnsafeXml("It brings a document type of its own, which is not read.")

    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = forbid
    try:
        parser.Parse(data, True)
        return builder.close()
    except UnsafeXml:
        raise
    except (xml.parsers.expat.ExpatError, ValueError, LookupError, AssertionError) as error:
        raise UnsafeXml(f"Its XML is broken ({error}).") from error


def local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition(" ")[2]


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its local name, in whatever namespace."""
    return next((value for key, value in element.items() if local(key) == name), None)


def named(element: Element, name: str) -> Iterator[Element]:
    """Yield the element and all below it that have this local name."""
    return (each for each in element.iter() if local(each.tag) == name)
