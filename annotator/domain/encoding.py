"""From bytes to characters: what is known first, then a guess that says it is one.

The order is byte-order mark, declared charset, strict UTF-8, guess. The guess looks at how
the decoded words look (case, script, usual letters); it is small and can be wrong, which is
why `Decoded.guessed` goes with it wherever it goes.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from annotator.domain.problem import Problem

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"SQLite format 3",
    b"\xd0\xcf\x11\xe0", b"\x7fELF", b"MZ\x90", b"7z\xbc\xaf", b"Rar!", b"BZh9", b"\xfd7zXZ",
)  # fmt: skip
#: Names that on the web mean windows-1252.
_REALLY_1252 = frozenset(("iso8859-1", "ascii"))
#: Encoding → letters that its languages use often; the order decides a tie.
_SINGLE_BYTE = {
    "cp1252": "äöüßéèàçñêâîôûëïåæøœáíóúìòùãõÄÖÜÉÀÅØ“”‘’–—…«»€ ",
    "cp1251": "аеиоуынтсрвлкмдпяьбзгчйхжшюцщіїєґАВКПСНМОИТДРЗ“”«»—–№ ",
    "koi8-r": "аеиоуынтсрвлкмдпяьбзгчйхжшюцщёАВКПСНМОИТДРЗ",
    "cp866": "аеиоуынтсрвлкмдпяьбзгчйхжшюцщёАВКПСНМОИТДРЗ№",
    "cp1250": "ąćęłńóśźżčďěňřšťůžýáíéúőűăâîşţđŁŚŻŠČŽŘ„”“–",
    "cp1254": "ğışçöüİâîŞÇÖÜ“”‘’",
    "cp1253": "αεηιοτνσςρκπλμυωάέήίόύώγδφχβθξψζΑΕΚΠΤΟ",
    "cp1255": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "cp1256": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإئء،؟",
    "cp1257": "āčēģīķļņšūžąęėįųŠŽ",
    "cp874": "กขคงจฉชซญดตถทธนบปผพฟภมยรลวศสหอะาำเแโใไิีึืุู่้์็ั",
}
_MULTI_BYTE = {
    "cp932": re.compile(r"[\u3040-\u30ff、。「」]"),
    "euc_jp": re.compile(r"[\u3040-\u30ff、。「」]"),
    "gb18030": re.compile(r"[的一是不了在人有我他这中大来上国和地到以说时要就出会，。“”]"),
    "big5": re.compile(r"[的一是不了在人有我他這中大來上國和地到以說時要就出會，。「」]"),
    "cp949": re.compile(r"[\uac00-\ud7a3]"),
}
#: How much of the text the usual characters make up in ordinary prose.
_USUAL_SHARE = {"cp932": 0.5, "euc_jp": 0.5, "gb18030": 0.2, "big5": 0.2, "cp949": 0.9}
#: Case that no writing has (lower then upper), or two scripts in one word.
_ODD = re.compile(
    r"[a-zà-öø-ÿąćęłńśźžšа-яёіїєα-ώ][A-ZÀ-ÖØ-ÞА-ЯЁІЇЄΆ-Ω]"
    r"|[a-zA-Z][\u0370-\u07ff\u0e00-\u0e7f]|[\u0370-\u07ff\u0e00-\u0e7f][a-zA-Z]"
    r"|[a-z][^\w\s.,;:!?’'“”»«()\[\]/—–…‘\-\"\u00ad][a-z]"
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_CONTINUED = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_SAMPLE = 65_536


#: What a person may choose from where a guess is wrong.
ENCODINGS = ("utf-8", "utf-16", *_SINGLE_BYTE, *_MULTI_BYTE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read by; a byte-order mark is still its first character.

    `damaged` counts the bytes that fitted no character and became U+FFFD.
    """

    text: str
    encoding: str
    guessed: bool = False
    damaged: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of `data`; raises Problem for binary data or a wrong declaration."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_lossy(data, encoding, guessed=False)
    if declared is not None:
        return _decode_declared(data, declared)
    if data.startswith(_SIGNATURES):
        raise _binary()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    if _share_of_controls(data) > 0.3:
        return _guess_wide(data)
    if "\x1b$" in text:
        return _decode_lossy(data, "iso2022_jp", guessed=True)
    return Decoded(text, "utf-8")


def _decode_lossy(data: bytes, encoding: str, guessed: bool) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, guessed)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, guessed, text.count("\ufffd"))


def _decode_declared(data: bytes, declared: str) -> Decoded:
    try:
        name = codecs.lookup(declared.strip()).name
        if name in _REALLY_1252:
            return _decode_lossy(data, "cp1252", guessed=False)
        return Decoded(data.decode(name), name)
    except LookupError as error:
        raise Problem(
            f"The encoding “{declared}” is not one we know.",
            "Nothing was imported from it.",
            "Name another encoding, such as utf-8 or windows-1251, or none to have it guessed.",
        ) from error
    except UnicodeError as error:
        raise Problem(
            f"The text is not in the encoding it is said to be in ({declared}).",
            "Nothing was imported from it.",
            "Name another encoding, or none to have it guessed.",
            str(error),
        ) from error


def _binary() -> Problem:
    return Problem(
        "This is not a text: it holds binary data.",
        "Nothing was imported from it.",
        "Save the article as plain text and import that.",
    )


def _share_of_controls(data: bytes) -> float:
    sample = data[:_SAMPLE]
    return 1 - len(sample.translate(None, _CONTROLS)) / len(sample) if sample else 0.0


def _guess_wide(data: bytes) -> Decoded:
    """Take data with many NULs for UTF-16 without a mark if every other byte says so."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    for encoding, nuls, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if nuls / half > 0.5 and others / half < 0.02 and len(data) > 3:
            return _decode_lossy(data, encoding, guessed=True)
    raise _binary()


def _guess(data: bytes) -> Decoded:
    if 0 in data[:_SAMPLE] or _share_of_controls(data) > 0.02:
        return _guess_wide(data)
    sample = _sample(data)
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    if len(_CONTINUED.findall(sample)) >= 5 * max(broken, 1):
        return _decode_lossy(data, "utf-8", guessed=True)
    scores = {name: _score_letters(sample, name) for name in _SINGLE_BYTE}
    scores |= {name: _score_signs(sample, name) for name in _MULTI_BYTE}
    best = max(scores, key=lambda name: scores[name])
    return _decode_lossy(data, best if scores[best] > 0 else "cp1252", guessed=True)


def _sample(data: bytes) -> bytes:
    """Return the start of long data, cut at ASCII so that no character is cut in two.

    It begins where the first byte beyond ASCII is near: before that there is nothing to see.
    """
    if len(data) <= _SAMPLE:
        return data
    first = _BEYOND_ASCII.search(data)
    start = max(data.rfind(b"\n", 0, first.start()), 0) if first else 0
    cut = max(data.rfind(b"\n", start, start + _SAMPLE), data.rfind(b" ", start, start + _SAMPLE))
    return data[start : cut if cut > start else start + _SAMPLE]


def _score_letters(data: bytes, encoding: str) -> float:
    """How many of the non-ASCII characters are usual, less what looks odd; at most 1."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    foreign = [character for character in text if character > "\x7f"]
    usual = set(_SINGLE_BYTE[encoding])
    hits = sum(character in usual for character in foreign)
    return (hits - 3 * len(_ODD.findall(text))) / max(len(foreign), 1)


def _score_signs(data: bytes, encoding: str) -> float:
    """How the share of usual signs compares with ordinary prose; at most 1.5."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    foreign = sum(character > "\x7f" for character in text)
    if foreign * 2 < len(text) / 3:
        return -1.0
    share = len(_MULTI_BYTE[encoding].findall(text)) / max(foreign, 1)
    return min(share / _USUAL_SHARE[encoding], 1.5)
