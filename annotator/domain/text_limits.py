"""How long texts may be; by itself, as the first paint of the window asks for it."""

from __future__ import annotations

#: Code points above which a text takes so long to show that it is got ready first.
LARGE_TEXT = 500_000
#: Code points of the longest text that is imported; long novels have three million.
LONGEST_TEXT = 10_000_000
#: Bytes of the largest page that is read; reading one takes twenty times as much memory.
LARGEST_PAGE = 4 * LONGEST_TEXT
