"""What a project asks of the world around it: the time, new ids, this device, who I am.

Everything else gets these handed in; tests hand in their own.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from annotator.paths import data_folder, unusable_data_folder


def utc_now() -> str:
    """Return the time in ISO 8601, UTC, to the second."""
    # Every key asks for the time twice, and strftime looks after the time zone's file each time.
    day, rest = divmod(int(time.time()), 86_400)
    minutes, seconds = divmod(rest, 60)
    return f"{_date(day)}T{minutes // 60:02}:{minutes % 60:02}:{seconds:02}Z"


@lru_cache(maxsize=1)
def _date(day: int) -> str:
    """Return the date of a day, counted from 1970."""
    return time.strftime("%Y-%m-%d", time.gmtime(day * 86_400))


def random_id() -> str:
    """Return an id that nothing else has."""
    return os.urandom(12).hex()


def device_id() -> str:
    """Return the id of this installation, made on first use and kept in the data folder.

    Raises Problem when the folder cannot be used.
    """
    path = data_folder() / "device"
    try:
        return _device_id(path)
    except OSError as error:
        raise unusable_data_folder(path.parent, error) from error


def _device_id(path: Path) -> str:
    if not path.exists():
        made = path.with_name(f"device.{os.getpid()}.part")
        made.write_text(random_id(), encoding="ascii")
        try:
            # Two windows that start at once must end with the same id: the first wins.
            os.link(made, path)
        except FileExistsError:
            pass
        except OSError:
            made.replace(path)
        made.unlink(missing_ok=True)
    return path.read_text(encoding="ascii").strip()


@dataclass(frozen=True, slots=True)
class Session:
    """What a project was opened with; see the functions of the same names."""

    clock: Callable[[], str] = utc_now
    new_id: Callable[[], str] = random_id
    device: str = field(default_factory=device_id)
    via: str = "window"
