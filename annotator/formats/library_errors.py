"""Libraries that read broken files raise whatever they stumble over: told as a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from annotator.formats.notes import Notes

T = TypeVar("T")


def until_broken(items: Iterator[T], notes: Notes) -> Iterator[T]:
    """Yield what a library reads, up to where it raises; a finding says that it did."""
    while True:
        try:
            item = next(items)
        except StopIteration:
            return
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  (no library says what it may raise)
            said = f"{type(error).__name__}: {error}".split("\n")[0].rstrip(". ")[:200]
            notes.add("broken", f"The file cannot be read on ({said}).", "What came before stays.")
            return
        yield item
