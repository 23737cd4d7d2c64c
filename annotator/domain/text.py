"""The text policy: an article's text is frozen once, at import, and never changes again.

Decode (see encoding.py), drop one leading byte-order mark, make CRLF, CR, VT, FF, NEL and
U+2029 line feeds, and replace one for one by U+FFFD what cannot be kept or shown: NUL and
the other C0 controls except TAB and LF, lone surrogates, U+FDD0 to U+FDEF. Nothing else is
touched, there is no Unicode normalisation. Only the byte-order mark and CRLF change the
length, so `FrozenText.to_frozen` can move the positions of an annotated source.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.domain.encoding import decode

#: Bytes that UTF-8 text holds only as the characters to be folded or replaced.
_UNCLEAN_BYTES = bytes(set(range(32)) - set(b"\t\n"))
_FOLDED = re.compile("[\v\f\x85\u2029]")
_REPLACED = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef]")
_CRLF = re.compile("\r\n")


@dataclass(frozen=True, slots=True)
class FrozenText:
    """A text as it is kept, and how it came from its source.

    `encoding` is None when the source was text already; `guessed` says that the encoding
    was not known, which the person must see. `newline` is lf (also when there is none),
    crlf, cr or mixed. `source_sha256` is of the source's bytes (of its UTF-8 when it was
    text), `text_sha256` of the UTF-8 of `text`. `replaced` counts the U+FFFD put in.
    `removed` are the code points of the decoded source that `text` does not have.
    """

    text: str
    text_sha256: str
    source_sha256: str
    encoding: str | None = None
    guessed: bool = False
    newline: str = "lf"
    replaced: int = 0
    removed: Sequence[int] = field(default=())

    def to_frozen(self, position: int) -> int:
        """Return where a position of the decoded source stands in `text`.

        Both in code points; the source's position counts its byte-order mark, if it has
        one, as a character. A position between CR and LF goes before the line feed.
        """
        return position - bisect_left(self.removed, position)


def text_sha256(text: str) -> str:
    """Return the sha256 (hex) of the text's UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def freeze(data: bytes | str, encoding: str | None = None) -> FrozenText:
    """Return the text as it is kept for ever, with what is known of its source.

    `encoding` is the charset the source declares; a byte-order mark wins over it, and text
    that is a str already needs none. Empty data is an empty text. Raises Problem for binary
    data, an unknown encoding, or data that does not fit the declared one.
    """
    if isinstance(data, str):
        return _freeze_text(data, data.encode("utf-8", "surrogatepass"), None, False, 0)
    decoded = decode(data, encoding)
    return _freeze_text(decoded.text, data, decoded.encoding, decoded.guessed, decoded.damaged)


def _freeze_text(
    text: str, source: bytes, encoding: str | None, guessed: bool, damaged: int
) -> FrozenText:
    sha256 = hashlib.sha256(source).hexdigest()
    if encoding in (None, "utf-8") and not damaged and _is_clean(text, source):
        return FrozenText(text, sha256, sha256, encoding, guessed)
    newline = _newline_style(text)
    marked = text.startswith("\ufeff")
    removed = [0] if marked else []
    removed += [match.start() for match in _CRLF.finditer(text)]
    text = text[marked:].replace("\r\n", "\n").replace("\r", "\n")
    replaced = 0
    if not _is_clean(text, text.encode("utf-8", "surrogatepass")):
        text, replaced = _REPLACED.subn("\ufffd", _FOLDED.sub("\n", text))
    return FrozenText(
        text,
        text_sha256(text),
        sha256,
        encoding,
        guessed,
        newline,
        replaced + damaged,
        array("Q", removed),
    )


def _is_clean(text: str, utf8: bytes) -> bool:
    """Whether freezing changes nothing; may say no where it does not, never yes wrongly.

    Import speed rests on this: a few scans at memory speed instead of a regular expression.
    """
    if len(utf8.translate(None, _UNCLEAN_BYTES)) != len(utf8):
        return False
    if text.isascii():
        return True
    return not (
        "\x85" in text
        or "\u2029" in text
        or b"\xef\xb7" in utf8  # the UTF-8 of U+FDC0 to U+FDFF starts so
        or b"\xed" in utf8  # of U+D000 to U+DFFF: lone surrogates, and a few Hangul
        or text[0] == "\ufeff"
    )


def _newline_style(text: str) -> str:
    crlf = text.count("\r\n")
    counts = {"crlf": crlf, "cr": text.count("\r") - crlf, "lf": text.count("\n") - crlf}
    styles = [style for style, count in counts.items() if count]
    if len(styles) > 1:
        return "mixed"
    return styles[0] if styles else "lf"
