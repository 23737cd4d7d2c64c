"""Writing a guideline where one is: a version in a project, a proposal in a bundle.

A bundle's guideline is that of the project which it was made from, and stays it: what somebody
writes there goes back with their work and stands among the versions, until a lead takes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.edit import Edit, add, set_fields
from annotator.domain.guideline_texts import PROPOSAL, GuidelineTexts, WrittenText
from annotator.domain.problem import Problem
from annotator.domain.stream import GUIDELINE
from annotator.project import unwritten
from annotator.project.comparing import reader_of
from annotator.project.guideline import checked_text, guideline, write_guideline
from annotator.project.identity import handed_to

if TYPE_CHECKING:
    from annotator.project.project import Project

#: What one is writing, to go on with it: a version, or a proposal by its id.
Going = int | str


def proposes(project: Project) -> bool:
    """Return whether what is written here is a proposal, as this is a bundle."""
    return handed_to(project) is not None


def draft(project: Project) -> str:
    """Return the text to go on from: the guideline, or in a bundle one's newest proposal."""
    own = _own(project) if proposes(project) else None
    return guideline(project).text if own is None else own


def write(project: Project, text: str, going: Going | None = None) -> Going | None:
    """Write a version or a proposal, or go on with the one that is being written; returns it.

    None where nothing was to be written yet. Raises Problem like `write_guideline`.
    """
    if proposes(project):
        return _propose(project, text, going if isinstance(going, str) else None)
    version = going if isinstance(going, int) else None
    if checked_text(text) == guideline(project).text:
        # What is in force is no version of this writing, which would go on over it.
        return version
    return write_guideline(project, text, version).version


def texts(project: Project) -> GuidelineTexts:
    """Return every text that the guideline ever had, of what is on disk."""
    with reader_of(project.path) as reader:
        return reader.guideline_texts()


def named(every: GuidelineTexts, name: str) -> WrittenText:
    """Return the text of a name; raises Problem where there is none."""
    found = next((each for each in every.texts if each.name == name), None)
    if found is None:
        known = ", ".join(each.name for each in every.texts) or "none"
        raise Problem(
            f"The guideline has no version “{name}”.",
            "The guideline is as it was.",
            f"Give one of these: {known}.",
        )
    return found


def take(project: Project, name: str) -> WrittenText:
    """Make a text that stands among the versions the guideline, as a new version; returns it.

    Raises Problem where there is none of that name, and in a bundle.
    """
    if proposes(project):
        raise Problem(
            "This is a bundle: which guideline is in force is decided in the project.",
            "The guideline is as it was.",
            "Write down what you propose; it goes back with your work.",
        )
    found = named(texts(project), name)
    write_guideline(project, found.text)
    return found


def _own(project: Project) -> str | None:
    """Return the text of my newest proposal for the guideline as it is, or None."""
    person, base = _author(project), guideline(project).version
    own = [
        (str(fields.get("created") or ""), str(fields.get("text") or ""))
        for fields in unwritten.records_of_kind(project, GUIDELINE, PROPOSAL).values()
        if fields.get("person") == person and (fields.get("base") or 0) == base
    ]
    return max(own)[1] if own else None


def _author(project: Project) -> str | None:
    return handed_to(project) if project.me is None else project.me.id


def _propose(project: Project, text: str, going: str | None) -> str | None:
    project.check_writable()
    text = checked_text(text)
    # Every change says whose it is: a takedown of the person finds them by it.
    fields = {
        "text": text,
        "base": guideline(project).version,
        "person": _author(project),
        "created": project.session.clock(),
    }
    before = None if going is None else project.fields_of(GUIDELINE, PROPOSAL, going)
    if going is None or before is None:
        if text == draft(project):
            return None
        going = project.session.new_id()
        change = add(GUIDELINE, PROPOSAL, going, fields)
    else:
        change = set_fields(GUIDELINE, PROPOSAL, going, before, **fields)
    project.apply(Edit("propose another guideline", (change,)))
    return going
