"""XML from elsewhere: no document type, so neither entities of its own nor other files."""

from __future__ import annotations

import xml.parsers.expat
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder

#: How deep elements may lie in each other; the trees are walked by functions that call themselves.
_DEEPEST = 200
#: Bytes that are looked at together.
_PIECE = 1 << 14
_UNKNOWN_ENCODING = xml.parsers.expat.errors.XML_ERROR_UNKNOWN_ENCODING
_NOT_KNOWN = "Its XML has an encoding that is not known."


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

    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _forbid
    try:
        parser.Parse(data, True)
        return builder.close()
    except UnsafeXml:
        raise
    except (xml.parsers.expat.ExpatError, ValueError, LookupError, AssertionError) as error:
        raise UnsafeXml(xml_fault(error)) from error


def xml_fault(error: Exception) -> str:
    """Return what is wrong with XML that a parser refuses, as a sentence."""
    if isinstance(error, LookupError | ValueError):
        return _NOT_KNOWN
    line = getattr(error, "lineno", None)
    where = "" if line is None else f" in its line {line:,}"
    return f"It is XML that is damaged or cut off{where}."


class _Begun(Exception):
    """The root element: no document type can follow."""


def check_beginning(file: IO[bytes]) -> None:
    """Read XML up to its root element. Raises UnsafeXml when a document type stands before it.

    For libraries that parse on their own. What is no XML at all is left to them.
    """

    def begin(*_: object) -> None:
        raise _Begun

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = _forbid
    try:
        while piece := file.read(_PIECE):
            parser.Parse(piece, False)
    except _Begun:
        return
    except UnsafeXml:
        raise
    except (LookupError, ValueError) as error:
        # Encodings of several bytes a letter, such as Big5, are a ValueError.
        raise UnsafeXml(_NOT_KNOWN) from error
    except xml.parsers.expat.ExpatError as error:
        if error.code == xml.parsers.expat.errors.codes[_UNKNOWN_ENCODING]:
            raise UnsafeXml(_NOT_KNOWN) from error


def _forbid(*_: object) -> None:
    raise UnsafeXml("It brings a document type of its own, which is not read.")


def local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition(" ")[2]


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its local name, in whatever namespace."""
    return next((value for key, value in element.items() if local(key) == name), None)


def named(element: Element, name: str) -> Iterator[Element]:
    """Yield the element and all below it that have this local name."""
    return (each for each in element.iter() if local(each.tag) == name)
