"""The search index: words, and trigrams for texts in scripts without spaces.

It is a cache over `texts`, built in steps of a bounded length, see `indexer`.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import dataclass

from annotator.storage.log_sign import sign

WORDS, TRIGRAMS = "words", "trigrams"
_TABLES = {WORDS: "search_words", TRIGRAMS: "search_trigrams"}
#: First and last code point of scripts that write without spaces between words.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_SAMPLE = 2000
#: More characters of a query than this are not looked at; SQLite takes no pattern of 50,000.
_LONGEST_QUERY = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A document (by id) that holds what was searched, with an excerpt around it."""

    document: str
    key: str
    title: str
    excerpt: str


def unspaced(character: str) -> bool:
    """Return whether a character belongs to a script that writes without spaces."""
    code = ord(character)
    return any(first <= code <= last for first, last in _UNSPACED)


def tokenizer_for(text: str) -> str:
    """Return which of the two indexes a text belongs in, from its beginning."""
    sample = text[:_SAMPLE]
    letters = sum(1 for character in sample if unicodedata.category(character)[0] == "L")
    without = sum(1 for character in sample if unspaced(character))
    return TRIGRAMS if letters and without * 5 > letters else WORDS


def index_some(connection: sqlite3.Connection, after: int, characters: int) -> int | None:
    """Index texts after number `after` in one transaction: at most so many characters, or one text.

    Returns the number of the last text looked at, or None when there are no more.
    """
    numbers = connection.execute(
        "SELECT number, length(text) FROM texts WHERE number > ? AND text IS NOT NULL "
        "AND number NOT IN (SELECT number FROM search_done) ORDER BY number LIMIT 50",
        (after,),
    ).fetchall()
    chosen, total = list[int](), 0
    for number, length in numbers:
        if chosen and total + length > characters:
            break
        chosen.append(number)
        total += length
    if not chosen:
        return None
    connection.execute("BEGIN IMMEDIATE")
    try:
        sign(connection)
        for number in chosen:
            _index(connection, number)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return int(chosen[-1])


def _index(connection: sqlite3.Connection, number: int) -> None:
    # Asked again inside the transaction: another window may index too, or a purge came first.
    found = connection.execute(
        "SELECT substr(text, 1, ?) FROM texts WHERE number = ? AND text IS NOT NULL "
        "AND number NOT IN (SELECT number FROM search_done)",
        (_SAMPLE, number),
    ).fetchone()
    if found is None:
        return
    tokenizer = tokenizer_for(found[0])
    connection.execute(
        f"INSERT INTO {_TABLES[tokenizer]} (rowid, text) SELECT number, text FROM texts "
        "WHERE number = ?",
        (number,),
    )
    connection.execute(
        "INSERT INTO search_done (number, tokenizer) VALUES (?, ?)", (number, tokenizer)
    )


def forget(connection: sqlite3.Connection, sha256: str) -> None:
    """Take a text out of the index, while it is still in `texts`, and its words off the disk."""
    found = connection.execute(
        "SELECT number, tokenizer, text FROM texts JOIN search_done USING (number) "
        "WHERE sha256 = ? AND text IS NOT NULL",
        (sha256,),
    ).fetchone()
    if found is None:
        return
    number, tokenizer, text = found
    table = _TABLES[tokenizer]
    connection.execute(
        f"INSERT INTO {table} ({table}, rowid, text) VALUES ('delete', ?, ?)", (number, text)
    )
    # Deleted words stay in the index until its parts are merged.
    connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    connection.execute("DELETE FROM search_done WHERE number = ?", (number,))


def progress(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return how many texts are indexed, and how many there are."""
    done = connection.execute("SELECT count(*) FROM search_done").fetchone()[0]
    total = connection.execute("SELECT count(*) FROM texts WHERE text IS NOT NULL").fetchone()[0]
    return int(done), int(total)


def _clean(query: str) -> str:
    """Return a query without what no text holds and SQLite does not take."""
    # Control characters such as NUL, and halves of surrogate pairs.
    beginning = query.strip()[:_LONGEST_QUERY]
    kept = (" " if unicodedata.category(each) in ("Cc", "Cs") else each for each in beginning)
    return "".join(kept).strip()


def _phrase(query: str) -> str:
    words = query.replace('"', " ").split()
    return " ".join(f'"{word}"' for word in words[:-1]) + (f' "{words[-1]}"*' if words else "")


def search(connection: sqlite3.Connection, query: str, limit: int) -> list[Hit]:
    """Return documents whose text or title has the query; the last word may be a beginning.

    Raises nothing for any query; an empty one finds nothing.
    """
    query = _clean(query)
    if not query or limit <= 0:
        return []
    hits: dict[str, Hit] = {}
    for found in (
        _by_title(connection, query, limit),
        _by_words(connection, query, limit),
        _by_trigrams(connection, query, limit),
    ):
        for hit in found:
            hits.setdefault(hit.document, hit)
    return list(hits.values())[:limit]


def _hits(rows: list[tuple[str, str, str, str]]) -> list[Hit]:
    return [Hit(*row) for row in rows]


def _like(query: str) -> str:
    escaped = query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _by_title(connection: sqlite3.Connection, query: str, limit: int) -> list[Hit]:
    rows = connection.execute(
        "SELECT id, key, title, title FROM documents "
        "WHERE title LIKE ?1 ESCAPE '\\' OR key LIKE ?1 ESCAPE '\\' ORDER BY key LIMIT ?2",
        (_like(query), limit),
    ).fetchall()
    return _hits(rows)


def _by_words(connection: sqlite3.Connection, query: str, limit: int) -> list[Hit]:
    phrase = _phrase(query)
    if not phrase:
        return []
    rows = connection.execute(
        "SELECT documents.id, documents.key, documents.title, "
        "snippet(search_words, 0, '', '', '…', 24) "
        "FROM search_words JOIN texts ON texts.number = search_words.rowid "
        "JOIN documents ON documents.text_sha256 = texts.sha256 "
        "WHERE search_words MATCH ? ORDER BY rank LIMIT ?",
        (phrase, limit),
    ).fetchall()
    return _hits(rows)


def _by_trigrams(connection: sqlite3.Connection, query: str, limit: int) -> list[Hit]:
    """Words of one or two characters are looked for in the texts themselves."""
    if len(query) >= 3:
        source = "search_trigrams JOIN texts ON texts.number = search_trigrams.rowid"
        where, wanted = "search_trigrams MATCH ?2", '"' + query.replace('"', '""') + '"'
    else:
        source = "search_done JOIN texts USING (number)"
        where, wanted = "search_done.tokenizer = 'trigrams' AND instr(texts.text, ?2) > 0", query
    rows = connection.execute(
        "SELECT documents.id, documents.key, documents.title, "
        "substr(texts.text, max(1, instr(texts.text, ?1) - 12), 40) "
        f"FROM {source} JOIN documents ON documents.text_sha256 = texts.sha256 "
        f"WHERE {where} ORDER BY documents.key LIMIT ?3",
        (query, wanted, limit),
    ).fetchall()
    return _hits(rows)
