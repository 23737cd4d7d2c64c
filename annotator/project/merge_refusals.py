"""Why a file cannot be merged yet: what it goes on after, whose work that is, whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.journal import JournalRow
from annotator.domain.problem import Problem
from annotator.domain.stream import (
    DECISIONS,
    DOCUMENTS,
    GUIDELINE,
    LEDGER,
    SCHEMA,
    WORK,
    parse_layer_stream,
)
from annotator.project.import_report import count
from annotator.storage.bundle_values import (
    BUNDLE,
    BUNDLE_FOR,
    BUNDLE_FROM,
    BUNDLE_MADE,
    Chain,
    Connection,
    bundle_records,
)
from annotator.storage.incoming import UNTOUCHED, Incoming
from annotator.storage.merging import keys_of_documents
from annotator.storage.reading import people

#: (chain, first, last): rows that are missing.
Missing = tuple[Chain, int, int]
#: What the changes in the streams that belong to nobody alone are made to.
_SHARED = {
    DOCUMENTS: "the articles",
    SCHEMA: "the schema",
    GUIDELINE: "the guideline",
    LEDGER: "the ledger",
    WORK: "people and assignments",
    DECISIONS: "decisions",
}
#: Kinds of missing work that are named; more say no more.
_MOST = 3


class Gap(Problem):
    """A file goes on after rows that the project has not got."""


def gap(incoming: Incoming, own: Connection, missing: Sequence[Missing]) -> Gap:
    """Return the refusal of a file before which something is missing in the project `own`."""
    names = {each.id: each.name for each in (*people(incoming.connection), *people(own))}
    keys = {**keys_of_documents(incoming.connection), **keys_of_documents(own)}
    whose: dict[str, int] = {}
    for (stream, _device), first, last in missing:
        words = _whose(stream, names, {id: key for id, (key, _sha256) in keys.items()})
        whose[words] = whose.get(words, 0) + last - first + 1
    said = [f"{count(number, 'change')} {words}" for words, number in list(whose.items())[:_MOST]]
    if len(whose) > _MOST:
        said.append("others")
    return Gap(
        f"{incoming.path.name} goes on after changes that this project has not got: "
        f"{', '.join(said)}.{_made(incoming, names)}",
        UNTOUCHED,
        _whom_to_ask(incoming, own, names),
        "; ".join(
            f"{stream}, device {device}: rows {first} to {last} are missing"
            for (stream, device), first, last in missing
        ),
    )


def other_predecessor(incoming: Incoming, chain: Chain) -> Problem:
    """Return the refusal of a file that goes on after other rows than the project has."""
    return Problem(
        f"{incoming.path.name} goes on after other changes than this project has: the project "
        "it was made from was copied, and both copies were worked on.",
        UNTOUCHED,
        "Merge that copy of the project first, then this file.",
        f"{chain[0]}, device {chain[1]}",
    )


def edited(incoming: Incoming, row: JournalRow) -> Problem:
    """Return the refusal of a file in which a change says something else than in the project."""
    return Problem(
        f"{incoming.path.name} was edited by hand: the same change says something else there.",
        UNTOUCHED,
        "Ask for the file again, as Annotator wrote it.",
        f"{row.stream}, edit {row.edit_id}",
    )


def _whose(stream: str, names: dict[str, str], keys: dict[str, str]) -> str:
    layer = parse_layer_stream(stream)
    if layer is None:
        return f"to {_SHARED.get(stream, stream)}"
    key = keys.get(layer.document)
    where = "a document that is not in it" if key is None else key
    if layer.person is None:
        return f"to the {layer.kind} of {where}"
    return f"by {names.get(layer.person, layer.person)} in {where}"


def _made(incoming: Incoming, names: dict[str, str]) -> str:
    """Return the sentence that says what the file is and when it was made; maybe none."""
    when = (incoming.values.get(BUNDLE_MADE) or "")[:10]
    on = f" and was made on {when}" if when else ""
    sender, receiver = incoming.values.get(BUNDLE_FROM), incoming.values.get(BUNDLE_FOR)
    if sender is not None:
        return f" It carries the work of {names.get(sender, sender)}{on}."
    if receiver is not None:
        return f" It is a bundle for {names.get(receiver, receiver)}{on}."
    return ""


def _whom_to_ask(incoming: Incoming, own: Connection, names: dict[str, str]) -> str:
    sender, receiver = incoming.values.get(BUNDLE_FROM), incoming.values.get(BUNDLE_FOR)
    together = "merge it first, or together with this file"
    if sender is not None:
        name, id = names.get(sender, sender), incoming.values.get(BUNDLE)
        records = (*bundle_records(own), *bundle_records(incoming.connection))
        made = next((str(each.get("made") or "")[:10] for it, each in records if it == id), "")
        on = f" on {made}" if made else ""
        return (
            f"Ask whoever handed {name} the bundle{on} for the project that it was made from: "
            f"{together}."
        )
    if receiver is not None:
        return f"Ask whoever made this bundle for the project that it was made from: {together}."
    return f"Ask for the whole project that {incoming.path.name} is a part of: {together}."
