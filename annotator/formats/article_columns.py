"""Which column of a table of articles is the text, which the title, the key, the language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.problem import Problem

#: What columns are called, the likeliest first; compared without case, blanks as “_”.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "article_text", "article_body", "articlebody")
    + ("full_text", "fulltext", "maintext", "main_text", "body_text", "story", "plain_text")
    + ("transcript", "texte", "texto", "testo", "inhalt", "artikel", "volltext", "текст", "本文"),
    "title": ("title", "headline", "heading", "head", "subject", "titel", "titre", "título")
    + ("titulo", "titolo", "überschrift", "schlagzeile", "заголовок", "見出し"),
    "key": ("id", "key", "article_id", "doc_id", "document_id", "docid", "uuid", "guid", "slug")
    + ("url", "link", "file", "filename"),
    "language": ("language", "lang", "sprache", "langue", "idioma"),
}
#: A column is taken for the text by its look when its cells have this many characters.
_LONG = 80
#: Columns that tell a table of marks, which other formats read.
MARKS = frozenset(("start", "begin", "start_offset", "start_char", "spans", "layers", "entities"))


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns, None for those that a table does not have."""

    text: str
    title: str | None = None
    key: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        others = (("title", self.title), ("key", self.key), ("language", self.language))
        said = [f"{what} “{name}”" for what, name in others if name is not None]
        return ", ".join([f"text “{self.text}”", *said])


def _plain(name: str) -> str:
    return name.strip().casefold().replace(" ", "_")


def guessed(names: Sequence[str], sample: Iterable[Mapping[str, Any]] = ()) -> Columns | None:
    """Return the columns by their names, the text also by the look of its cells; None for none."""
    plain = {_plain(each): each for each in reversed(names)}
    found = {
        what: next((plain[each] for each in known if each in plain), None)
        for what, known in _NAMES.items()
    }
    if found["text"] is None:
        others = set(names) - set(found.values())
        found["text"] = _longest([each for each in names if each in others], list(sample))
    if found["text"] is None:
        return None
    return Columns(found["text"], found["title"], found["key"], found["language"])


def _longest(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the column whose cells are longest, if they are prose."""
    best, length = None, float(_LONG)
    for name in names:
        cells = [row[name] for row in rows if isinstance(row.get(name), str) and row[name].strip()]
        usual = sum(map(len, cells)) / len(cells) if cells else 0.0
        if usual >= length and any(" " in cell.strip() or not cell.isascii() for cell in cells):
            best, length = name, usual
    return best


def columns_said(columns: Mapping[str, str]) -> str:
    """Return these columns as `named` takes them; a name with a comma stands in quotes."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(f"{what}={n}" for what, n in columns.items())
    return line.getvalue()


def _parts(said: str) -> list[str]:
    return next(csv.reader([said], skipinitialspace=True), [])


def named(said: str, names: Sequence[str], guess: Columns | None) -> Columns:
    """Return the columns as a person named them: “text=body,title=headline”, or “body” alone.

    A part with a comma in it stands in double quotes: “"text=body, cleaned",title=headline”.
    What is not named is guessed; “title=” means that there is none. Raises Problem when a
    column is not there, or nothing says where the text is.
    """
    chosen: dict[str, str | None] = {}
    for each in filter(None, (part.strip() for part in _parts(said))):
        what, given, name = each.partition("=")
        what, name = (what.strip(), name.strip()) if given else ("text", what)
        if what not in _NAMES or (name and name not in names):
            raise Problem(
                f"There is no column “{name}” in the table."
                if what in _NAMES
                else f"“{what}” is nothing that a column can be.",
                "Nothing was imported.",
                f"Name columns as text=…,title=…,key=…,language=…; there are {', '.join(names)}.",
            )
        chosen[what] = name or None
    text = chosen.get("text") or (guess.text if guess else None)
    if text is None:
        raise Problem(
            "The columns do not say which holds the text.",
            "Nothing was imported.",
            f"Name it as text=NAME; there are {', '.join(names)}.",
        )
    rest = {
        what: chosen.get(what, None if guess is None else getattr(guess, what))
        for what in ("title", "key", "language")
    }
    return Columns(text, **{what: None if name == text else name for what, name in rest.items()})


def look_like_marks(value: object) -> bool:
    """Return whether the value of a cell looks like marks: places in a text, with labels."""
    if not isinstance(value, list) or not value:
        return False
    for each in value:
        if isinstance(each, dict):
            if MARKS.isdisjoint(map(str, each)):
                return False
        elif not (isinstance(each, list) and [type(one) for one in each[:2]] == [int, int]):
            return False
    return True
