"""The word lists under resources/words: LIST.LANGUAGE.txt, one entry a line, # for remarks."""

from __future__ import annotations

from functools import lru_cache

from annotator.paths import resource

#: The languages taken when a document's is not known; other lists would claim too much
#: (“Los” and “La” are no names in Spanish, but Los Angeles and La Paz are everywhere).
_UNKNOWN = ("en", "uk", "ru")


@lru_cache(maxsize=64)
def _lists(name: str) -> dict[str, frozenset[str]]:
    # One list at a time: a first key must not wait for all of them.
    lists: dict[str, frozenset[str]] = {}
    for path in sorted(resource("words").glob(f"{name}.*.txt")):
        language = path.name.split(".")[1]
        lines = path.read_text(encoding="utf-8").splitlines()
        entries = (line.strip() for line in lines if not line.startswith("#"))
        lists[language] = frozenset(entry for entry in entries if entry)
    return lists


@lru_cache(maxsize=512)
def words(name: str, language: str | None = None) -> frozenset[str]:
    """Return a list for a language (a BCP 47 tag) together with what holds in any.

    For a language without a list of its own, and for None, the commonest are taken.
    """
    lists = _lists(name)
    tag = (language or "").split("-")[0].lower()
    chosen = (tag,) if tag in lists else _UNKNOWN
    return frozenset().union(*(lists.get(each, frozenset()) for each in ("any", *chosen)))


def languages_of(name: str) -> tuple[str, ...]:
    """Return the languages that a list is there for, sorted."""
    return tuple(sorted(_lists(name)))


def words_in_language(name: str, language: str) -> frozenset[str]:
    """Return a list for a language alone, empty where it has none."""
    return _lists(name).get(language, frozenset())


@lru_cache(maxsize=32)
def words_of_all(name: str) -> frozenset[str]:
    """Return a list of all languages together: names keep their form in any language."""
    return frozenset().union(*_lists(name).values())
