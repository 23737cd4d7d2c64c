"""UIMA CAS: feature structures as XMI with its type system, and as JSON CAS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.sax.saxutils import escape

import orjson

from annotator.formats.cas_structures import (
    UNCLEAN,
    Structure,
    attribute_features,
    structures,
    types,
)
from annotator.formats.features import Lost
from annotator.formats.file_names import file_name, person_folder
from annotator.formats.format import Header
from annotator.formats.span_json import names_of
from annotator.formats.written import WrittenDocument

Files = Iterator[tuple[str, Iterable[bytes]]]
_QUOTED = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SOFA = 'sofaNum="1" sofaID="_InitialView" mimeType="text"'


def xmi_files(header: Header, documents: Iterable[WrittenDocument]) -> Files:
    """Yield one .xmi for each layer in its person's folder, and the type system."""
    yield "TypeSystem.xml", (_type_system(header).encode(),)
    yield from _layers(header, documents, ".xmi", _xmi)


def json_cas_files(header: Header, documents: Iterable[WrittenDocument]) -> Files:
    """Yield one .json for each layer in its person's folder; the types are inside."""
    packed = orjson.Fragment(orjson.dumps(_json_types(header)))
    yield from _layers(header, documents, ".json", lambda text, all: _json(text, all, packed))


def _layers(
    header: Header,
    documents: Iterable[WrittenDocument],
    suffix: str,
    write: Callable[[str, list[Structure]], bytes],
) -> Files:
    features, names = attribute_features(header), names_of(header)
    folders: dict[tuple[str | None, str], str] = {}
    taken: set[str] = set()
    for document in documents:
        name = file_name(document.key, taken)
        for layer in document.layers or (None,):
            folder = person_folder(layer, folders)
            found = structures(document, layer, features, names)
            yield f"{folder}/{name}{suffix}", (write(document.text, found),)


def _attribute(text: str) -> str:
    return escape(text, _QUOTED)


def _xmi(text: str, found: list[Structure]) -> bytes:
    lines = [
        f'{_HEAD}<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
        ' xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore"'
        ' xmlns:custom="http:///custom.ecore" xmlns:annotator="http:///annotator.ecore"'
        ' xmi:version="2.0"><cas:NULL xmi:id="0"/>'
    ]
    for id, type, begin, end, features, links in found:
        said = "".join([f' {name}="{_attribute(each)}"' for name, each in features.items()])
        if links:
            said += "".join([f' {name}="{each}"' for name, each in links.items()])
        name = _ELEMENTS[type]
        lines.append(f'<{name} xmi:id="{id}" sofa="1" begin="{begin}" end="{end}"{said}/>')
    members = " ".join([str(each.id) for each in found])
    clean = _attribute(UNCLEAN.sub("\ufffd", text))
    lines.append(f'<cas:Sofa xmi:id="1" {_SOFA} sofaString="{clean}"/>')
    lines.append(f'<cas:View sofa="1" members="{members}"/></xmi:XMI>\n')
    return "\n".join(lines).encode()


def _element(type: str) -> str:
    package, _, name = type.rpartition(".")
    return f"{package.rpartition('.')[2]}:{name}"


_ELEMENTS = {type: _element(type) for type in types(Header())}


def _json(text: str, found: list[Structure], types: orjson.Fragment) -> bytes:
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView"}
    said = [{**sofa, "mimeType": "text", "sofaString": text}]
    for id, type, begin, end, features, links in found:
        place = {"%ID": id, "%TYPE": type, "@sofa": 1, "begin": begin, "end": end}
        said.append({**place, **features, **{f"@{name}": each for name, each in links.items()}})
    view = {"%SOFA": 1, "%MEMBERS": [each.id for each in found]}
    views = {"_InitialView": view}
    whole = {"%TYPES": types, "%FEATURE_STRUCTURES": said, "%VIEWS": views}
    return orjson.dumps(whole, option=orjson.OPT_APPEND_NEWLINE)


def _json_types(header: Header) -> dict[str, dict[str, object]]:
    return {
        name: {
            "%NAME": name,
            "%SUPER_TYPE": above,
            **{each: {"%NAME": each, "%RANGE": range} for each, range in features.items()},
        }
        for name, (above, features) in types(header).items()
    }


def _type_system(header: Header) -> str:
    lines = [f'{_HEAD}<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">']
    lines.append("<types>")
    for name, (above, features) in types(header).items():
        lines.append(f"<typeDescription><name>{name}</name><description/>")
        lines.append(f"<supertypeName>{above}</supertypeName><features>")
        lines += [
            f"<featureDescription><name>{each}</name><description/>"
            f"<rangeTypeName>{range}</rangeTypeName></featureDescription>"
            for each, range in features.items()
        ]
        lines.append("</features></typeDescription>")
    return "\n".join([*lines, "</types></typeSystemDescription>", ""])


def xmi_losses(header: Header) -> Callable[[WrittenDocument], Iterable[Lost]]:
    """Return what yields the losses of a document: characters that XML cannot hold."""

    def find(document: WrittenDocument) -> Iterator[Lost]:
        if UNCLEAN.search(document.text):
            yield Lost("texts", document.key)

    return find
