"""brat standoff: annotation.conf and visual.conf, made of the schema.

Folders are people by custom only, so a comment in annotation.conf says whose each is; another says
of what kind the entities are, for which brat has no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import orjson

from annotator.formats.format import Header

_FOLDERS, _KINDS = "# Annotator folders: ", "# Annotator kinds of entities: "
_SPACES = re.compile(r"[\s\x00-\x20]+")


@lru_cache(maxsize=1024)
def brat_word(name: str) -> str:
    """Return a name as brat takes it: one word."""
    return _SPACES.sub("_", name) or "_"


def _labels(header: Header) -> list[Mapping[str, Any]]:
    labels = (header.schema or {}).get("labels")
    return [each for each in labels or () if isinstance(each, dict) and each.get("id")]


def annotation_conf(header: Header, folders: Mapping[tuple[str | None, str], str]) -> bytes:
    """Return annotation.conf; `folders` is (person, kind) → folder."""
    whose = {folder: {"person": person, "kind": kind} for (person, kind), folder in folders.items()}
    lines = [
        _FOLDERS + orjson.dumps(whose, option=orjson.OPT_SORT_KEYS).decode(),
        *_kinds(header),
        "[entities]",
        *(brat_word(label["id"]) for label in _labels(header)),
        "[relations]",
        *_relations(header),
        "[events]",
        "[attributes]",
        *_attributes(header),
        "uncertain\tArg:<ENTITY>",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _kinds(header: Header) -> Iterator[str]:
    kinds: dict[str, list[str]] = {}
    for entity in header.entities:
        kinds.setdefault(entity.kind, []).append(entity.id)
    if kinds:
        yield _KINDS + orjson.dumps(kinds, option=orjson.OPT_SORT_KEYS).decode()


def _relations(header: Header) -> Iterator[str]:
    for each in (header.schema or {}).get("relations") or ():
        ends = [
            "|".join(brat_word(label) for label in each.get(end, ())) or "<ENTITY>"
            for end in ("from", "to")
        ]
        yield f"{brat_word(each['id'])}\tArg1:{ends[0]}, Arg2:{ends[1]}"


def _attributes(header: Header) -> Iterator[str]:
    for label in _labels(header):
        for each in label.get("attributes", ()):
            values = "|".join(brat_word(str(value)) for value in each.get("values", ()))
            line = f"{brat_word(each['id'])}\tArg:{brat_word(label['id'])}"
            yield f"{line}, Value:{values}" if values else line


def visual_conf(header: Header) -> bytes:
    """Return visual.conf: what labels are called, and their colours."""
    lines = ["[labels]"]
    lines += [
        f"{brat_word(each['id'])} | {each.get('name', each['id'])}" for each in _labels(header)
    ]
    lines += ["[drawing]", "SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken"]
    for each in _labels(header):
        if re.fullmatch("#[0-9A-Fa-f]{6}", str(each.get("color"))):
            lines.append(f"{brat_word(each['id'])}\tbgColor:{each['color']}")
    return "".join(f"{line}\n" for line in lines).encode()


def folders_of(conf: str) -> dict[str, dict[str, Any]] | None:
    """Return folder → {person, kind} as our own annotation.conf says it, else None."""
    read = _said(conf, _FOLDERS)
    if read is not None and all(isinstance(each, dict) for each in read.values()):
        return read
    return None


def kinds_of_entities(conf: str) -> dict[str, str]:
    """Return entity → kind as our own annotation.conf says it."""
    return {
        id: kind
        for kind, ids in (_said(conf, _KINDS) or {}).items()
        for id in (ids if isinstance(ids, list) else ())
        if isinstance(id, str)
    }


def _said(conf: str, what: str) -> dict[str, Any] | None:
    for line in conf.splitlines():
        if line.startswith(what):
            try:
                read = orjson.loads(line.removeprefix(what))
            except ValueError:
                return None
            return read if isinstance(read, dict) else None
    return None
