"""What findings of an import are called where people read of them: one of a kind, and several."""

from __future__ import annotations

from collections.abc import Mapping

#: By the kind of a finding; a number stands before the words.
WORDS: Mapping[str, tuple[str, str]] = {
    "archive": ("archive that cannot be unpacked", "archives that cannot be unpacked"),
    "attributes-repeated": (
        "file with attributes of several values",
        "files with attributes of several values",
    ),
    "both-ways": (
        "file with relations that go both ways",
        "files with relations that go both ways",
    ),
    "broken": ("damaged file or part of one", "damaged files or parts of one"),
    "broken-line": ("line that could not be read", "lines that could not be read"),
    "chains": ("chain of marks that was left out", "chains of marks that were left out"),
    "columns": (
        "file with columns that were not read",
        "files with columns that were not read",
    ),
    "comment-loose": (
        "comment on a span that is not there",
        "comments on spans that are not there",
    ),
    "comment-lines": ("file with lines of comments", "files with lines of comments"),
    "comments-loose": (
        "file with comments on no mark",
        "files with comments on no mark",
    ),
    "companion": ("file that belongs to another one", "files that belong to others"),
    "decision-differs": (
        "decision that is another one in the project",
        "decisions that are others in the project",
    ),
    "decision-renamed": ("decision with a new id", "decisions with new ids"),
    "doctype": ("XML file with a document type", "XML files with a document type"),
    "drafts": ("file with drafts of annotations", "files with drafts of annotations"),
    "duplicate": ("article that was there already", "articles that were there already"),
    "duplicate-id": ("id that occurs twice", "ids that occur twice"),
    "duplicate-key": ("article whose name was taken", "articles whose names were taken"),
    "duplicate-name": ("name that occurs twice in an archive", "names that occur twice in one"),
    "empty": ("empty file", "empty files"),
    "encoding-declared-wrongly": (
        "page that names another encoding than its own",
        "pages that name another encoding than their own",
    ),
    "encoding-guessed": (
        "file whose encoding was guessed",
        "files whose encodings were guessed",
    ),
    "encrypted": ("encrypted file or chapter", "encrypted files or chapters"),
    "entity-differs": (
        "speaker or place that is another one in the project",
        "speakers or places that are others in the project",
    ),
    "entity-loose": (
        "speaker or place that nobody describes",
        "speakers or places that nobody describes",
    ),
    "fragments-joined": ("span whose parts were joined", "spans whose parts were joined"),
    "hash-mismatch": (
        "article that was changed after it was written",
        "articles that were changed after they were written",
    ),
    "header-differs": (
        "title, schema or guideline other than the project’s",
        "titles, schemas or guidelines other than the project’s",
    ),
    "header-row": ("file with names of columns", "files with names of columns"),
    "kind-not-said": (
        "file that does not say of what kind its names are",
        "files that do not say of what kind their names are",
    ),
    "large-number": (
        "entry with numbers that are too large",
        "entries with numbers that are too large",
    ),
    "layer-exists": (
        "layer that the project has already",
        "layers that the project has already",
    ),
    "layer-of-nobody": (
        "layer that does not say whose it is",
        "layers that do not say whose they are",
    ),
    "layers-joined": (
        "article with several layers of one person, which were made one",
        "articles with several layers of one person, which were made one",
    ),
    "left-out": ("attribute that was left out", "attributes that were left out"),
    "loose": (
        "line about something that is not there",
        "lines about something that is not there",
    ),
    "machine-layers": (
        "layer about single words that was left out",
        "layers about single words that were left out",
    ),
    "marks-not-read": (
        "file with what seem to be marks and were not read",
        "files with what seem to be marks and were not read",
    ),
    "mixed-scheme": (
        "file with tags of several schemes",
        "files with tags of several schemes",
    ),
    "name": ("name that could not be kept whole", "names that could not be kept whole"),
    "named-twice": (
        "file with marks that name several",
        "files with marks that name several",
    ),
    "nested-archive": ("archive in an archive", "archives in an archive"),
    "no-annotations": ("archive without annotations", "archives without annotations"),
    "no-extraction": (
        "page that may hold more than its article",
        "pages that may hold more than their articles",
    ),
    "no-id": ("speaker or place without an id", "speakers or places without an id"),
    "no-label": ("span or relation without a label", "spans or relations without a label"),
    "no-mark": (
        "file with entries that should be marks and are none",
        "files with entries that should be marks and are none",
    ),
    "no-name": ("person without a name", "people without a name"),
    "no-tag": ("word without a tag", "words without a tag"),
    "no-text": (
        "place without the text it should have",
        "places without the text they should have",
    ),
    "no-word": (
        "file with lines that are no single word",
        "files with lines that are no single word",
    ),
    "not-a-file": ("thing that is no ordinary file", "things that are no ordinary files"),
    "not-carried": (
        "layer with marks in words that changed",
        "layers with marks in words that changed",
    ),
    "not-in-text": (
        "file with marks in something else than its texts",
        "files with marks in something else than their texts",
    ),
    "not-installed": (
        "file that needs something that is not installed",
        "files that need something that is not installed",
    ),
    "not-json": ("cell that could not be read", "cells that could not be read"),
    "not-plain": (
        "file with cells that were left out",
        "files with cells that were left out",
    ),
    "not-placed": (
        "span or region without a place in the text",
        "spans or regions without a place in the text",
    ),
    "not-remembered": (
        "name that could not be remembered",
        "names that could not be remembered",
    ),
    "not-text": ("file that is not text", "files that are not text"),
    "open-quotation": (
        "table with a quotation mark that is not closed",
        "tables with a quotation mark that is not closed",
    ),
    "other-ending": (
        "file of another kind than its name says",
        "files of other kinds than their names say",
    ),
    "our-mistake": (
        "file that the program made a mistake with",
        "files that the program made a mistake with",
    ),
    "paragraphs": (
        "file with marks in paragraphs that it does not have",
        "files with marks in paragraphs that they do not have",
    ),
    "person-left-out": ("person who was left out", "people who were left out"),
    "person-differs": (
        "person who is somebody else in the project",
        "people who are somebody else in the project",
    ),
    "predictions": (
        "file with predictions that were left out in part",
        "files with predictions that were left out in part",
    ),
    "quote-moved": (
        "span put where its quote stands",
        "spans put where their quotes stand",
    ),
    "refused": ("file that was refused", "files that were refused"),
    "rejected": ("article that was rejected in Prodigy", "articles that were rejected in Prodigy"),
    "relation-circle": ("link that runs in a circle", "links that run in a circle"),
    "relation-to-itself": ("link of a mark to itself", "links of marks to themselves"),
    "relation-loose": (
        "relation of a span that is not there",
        "relations of spans that are not there",
    ),
    "replaced": (
        "text with characters that cannot be shown",
        "texts with characters that cannot be shown",
    ),
    "same-text": (
        "article that has the text of the one before it",
        "articles that have the text of the one before them",
    ),
    "several-tags": (
        "file with several columns of tags",
        "files with several columns of tags",
    ),
    "spans-rejected": (
        "file with spans that were rejected in Prodigy",
        "files with spans that were rejected in Prodigy",
    ),
    "stray-quotation": (
        "row with quotation marks inside a cell",
        "rows with quotation marks inside a cell",
    ),
    "tokens-lost": (
        "file with words that are not in their sentences",
        "files with words that are not in their sentences",
    ),
    "tokens-moved": (
        "file with words that do not stand where it says",
        "files with words that do not stand where they say",
    ),
    "too-large": ("article that is too long to open", "articles that are too long to open"),
    "too-long": ("PDF with too many pages", "PDFs with too many pages"),
    "unknown-format": ("file of a kind that is not read", "files of kinds that are not read"),
    "unknown-kind": (
        "speaker or place of an unknown kind",
        "speakers or places of an unknown kind",
    ),
    "unknown-label": (
        "name that the schema does not have",
        "names that the schema does not have",
    ),
    "unknown-layer": ("layer of an unknown kind", "layers of an unknown kind"),
    "unknown-unit": (
        "file that counts positions in an unknown way",
        "files that count positions in an unknown way",
    ),
    "unreadable": (
        "file or folder that could not be read",
        "files or folders that could not be read",
    ),
    "unsafe-name": (
        "file whose name leads out of its archive",
        "files whose names lead out of their archive",
    ),
    "views": ("file with several texts", "files with several texts"),
    "word-missing": (
        "file with numbers for labels, ids or entities",
        "files with numbers for labels, ids or entities",
    ),
    "words-linked": (
        "file with relations of words that are no marks",
        "files with relations of words that are no marks",
    ),
    "wrong-coordinates": (
        "place with coordinates that are none",
        "places with coordinates that are none",
    ),
    "wrong-type": (
        "field with something unexpected in it",
        "fields with something unexpected in them",
    ),
    "wrong-value": ("layer of an unknown status or kind", "layers of an unknown status or kind"),
}


def words_of(kind: str, number: int) -> str:
    """Return what so many findings of a kind are called, without the number."""
    one, several = WORDS[kind]
    return one if number == 1 else several
