"""Whose the layers of a file are: whom it names, and who they are in the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.domain.problem import Problem
from annotator.formats.format import FileLayer, Finding
from annotator.project.import_header import Newcomers
from annotator.project.import_report import FileOwner, ImportReport, count


@dataclass(frozen=True, slots=True)
class GivenOwners:
    """Whose the layers are that name nobody (`owner`, else `me`), and who the named ones are.

    Both are an id or a name; `people` are those of `ImportMapping`.
    """

    me: str | None
    owner: str | None
    people: Mapping[str, str | None]


class Owners:
    """Finds the owner of one layer after the other, and counts whom the files name."""

    def __init__(self, newcomers: Newcomers, given: GivenOwners, report: ImportReport) -> None:
        self._newcomers = newcomers
        self._given = given
        self._report = report
        self._left_out: Counter[str] = Counter()

    def takes(self, layer: FileLayer) -> bool:
        """Count whose the layer is, and return whether that person is not left out on purpose."""
        if layer.person is None and self._given.owner is None:
            layer.person = layer.likely
        name = layer.person
        if name is None:
            return True
        owners = self._report.owners
        if name not in owners:
            given = self._newcomers.given.get(name)
            own = self._newcomers.own_person(name)
            owners[name] = FileOwner(given or name, own, given not in (None, name))
        owners[name].layers += 1
        if self._given.people.get(name, "") is None:
            self._left_out[name] += 1
            return False
        for _, fields in layer.comments:
            self._newcomers.rename_in(fields)
        return True

    def of(self, layer: FileLayer, kind: str, file: str) -> str | None:
        """Return the id of a layer's owner, None for nobody; raises Problem where it needs one."""
        if layer.person is not None:
            return self._newcomers.person(layer.person)
        content = has_content(layer)
        if not (content or says_something(layer)):
            return None
        given = self._given.owner or (self._given.me if kind == "annotations" else None)
        if given is None and kind == "annotations" and content:
            raise Problem(
                f"{file or 'The file'} does not say whose its annotations are.",
                "Nothing was imported; the project is as it was.",
                "Choose whose they are under As when importing, or say who you are in the status "
                "line.",
            )
        return None if given is None else self._newcomers.person(given, typed=True)

    def findings(self, file: str) -> Iterator[Finding]:
        """Yield a finding for each person of the file who was left out."""
        for name, number in sorted(self._left_out.items()):
            verb = "was" if number == 1 else "were"
            said = f"{count(number, 'layer')} of {self._report.owners[name].name} {verb} not taken."
            yield Finding("person-left-out", said, "The person is to be left out.", file)
        self._left_out.clear()


def has_content(layer: FileLayer) -> bool:
    """Return whether there is anything in a layer."""
    return bool(layer.spans or layer.relations or layer.comments or layer.unplaced)


def says_something(layer: FileLayer) -> bool:
    """Return whether a layer says more than that it is there."""
    return layer.status != "new" or layer.reason is not None or bool(layer.extra)
