"""What was typed in the comment box and not written, kept until it is, also over a restart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from annotator.paths import write_whole

_PLACE = ("project", "person", "document", "span")


class Place(NamedTuple):
    """Whose draft it is and what it is about, as ids: "" for nobody, and for a whole article."""

    project: str
    person: str
    document: str
    span: str


class Drafts:
    """The drafts of one person at this computer, by tab of the box, in a file of `folder`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "drafts.json"
        #: What could not be written to the file.
        self._waiting: dict[Place, dict[str, str]] = {}

    def of(self, place: Place) -> dict[str, str]:
        """Return what was typed there; also by who had not said yet who they are."""
        kept = {**self._kept(), **self._waiting}
        return dict(kept.get(place) or kept.get(_of_nobody(place)) or {})

    def keep(self, place: Place, typed: Mapping[str, str]) -> None:
        """Keep what is typed there now, forget it with nothing; raises OSError as `write` does."""
        self._waiting[_of_nobody(place)] = {}
        self._waiting[place] = dict(typed)
        self.write()

    def write(self) -> None:
        """Write what is not in the file; raises OSError, with all of it still kept in memory."""
        kept = self._kept(set_aside=True)
        wanted = {place: typed for place, typed in {**kept, **self._waiting}.items() if typed}
        if wanted != kept:
            entries = [{**place._asdict(), "typed": typed} for place, typed in wanted.items()]
            write_whole(self._file, json.dumps(entries, indent=1, ensure_ascii=False))
        self._waiting.clear()

    def _kept(self, set_aside: bool = False) -> dict[Place, dict[str, str]]:
        try:
            entries = json.loads(self._file.read_text("utf-8"))
            return {
                Place(*(str(each[name]) for name in _PLACE)): {
                    str(tab): str(words) for tab, words in each["typed"].items()
                }
                for each in entries
            }
        except FileNotFoundError:
            return {}
        except OSError:
            if set_aside:
                raise
            return {}
        except (ValueError, LookupError, TypeError, AttributeError):
            # Somebody's words may be in it all the same.
            if set_aside:
                self._file.replace(self._file.with_name("drafts-unreadable.json"))
            return {}


def _of_nobody(place: Place) -> Place:
    return place._replace(person="")
