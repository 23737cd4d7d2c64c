"""Processes of this computer: whether one still lives."""

from __future__ import annotations

import os
import sys

#: From the Windows API: the right to ask whether a process lives, and the answer that it does.
_QUERY_LIMITED_INFORMATION, _STILL_ACTIVE = 0x1000, 259


def own_number() -> int:
    """Return the number of this process."""
    return os.getpid()


def alive(number: int) -> bool:
    """Return whether a process of that number lives on this computer."""
    if sys.platform == "win32":
        # There os.kill would send it Ctrl+C.
        return _alive_on_windows(number)
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _alive_on_windows(number: int) -> bool:
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, number)
    if not handle:
        return False
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return bool(known) and code.value == _STILL_ACTIVE
