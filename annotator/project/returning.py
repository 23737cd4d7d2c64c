"""Documents that come back when their removal is undone, into a project that went on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.edit import RESTORE, Change, Edit
from annotator.domain.problem import Problem

if TYPE_CHECKING:
    from annotator.project.project import Project


def with_free_keys(project: Project, edit: Edit) -> Edit:
    """Return the edit with free keys for documents that it brings back.

    A key that another document has taken meanwhile gets a number (d-2). Raises Problem when the
    same text was imported again meanwhile: a text is in a project once.
    """
    back = [each for each in edit.changes if (each.kind, each.op) == ("document", RESTORE)]
    if not back:
        return edit
    project.settle()
    _check_texts(project, edit.name, back)
    taken = {summary.key for summary in project.documents()}
    placed: dict[str, Change] = {}
    for change in back:
        key = wanted = change.value["key"]
        number = 2
        while key in taken:
            key, number = f"{wanted}-{number}", number + 1
        taken.add(key)
        if key != wanted:
            placed[change.id] = replace(change, value={**change.value, "key": key})
    if not placed:
        return edit
    return replace(
        edit,
        changes=tuple(
            placed.get(each.id, each) if each.kind == "document" else each for each in edit.changes
        ),
    )


def _check_texts(project: Project, name: str, back: list[Change]) -> None:
    texts = [change.value["text_sha256"] for change in back]
    there = project.reader.keys_of_texts(texts)
    for change in back:
        key = there.get(change.value["text_sha256"])
        if key is not None:
            raise Problem(
                f"“{name}” cannot be taken back: the text of {change.value['key']} was imported "
                f"again meanwhile, as {key}.",
                "Nothing was changed.",
                f"Remove {key} first, then take this back; or keep {key}.",
            )
