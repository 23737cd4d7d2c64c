"""The dataset card: how a dataset came about, in Markdown, for those who will use it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from shlex import join
from typing import Any

from annotator.project.card_facts import CardFacts, WrittenFile
from annotator.project.import_report import count

#: Files that are listed one by one; of more there is one hash.
_LISTED = 20


def dataset_card(facts: CardFacts) -> str:
    """Return the card in Markdown; it depends on the facts alone, so it is the same every time."""
    sections: tuple[tuple[str, Callable[[CardFacts], Iterator[str]]], ...] = (
        ("What is in it", _contents),
        ("Labels", _labels),
        ("Where the spans come from", _origins),
        ("People", _people),
        ("Agreement", _agreement),
        ("Adjudication", _adjudication),
        ("Split", _split),
        ("What the format does not hold", _losses),
        ("Licence", _licence),
        ("Files", _files),
        ("How to make it again", _again),
    )
    lines = [f"# {_plain(facts.title)}"]
    for heading, section in sections:
        lines += ["", f"## {heading}", "", *section(facts)]
    return "\n".join(lines) + "\n"


def _contents(facts: CardFacts) -> Iterator[str]:
    written = facts.written
    yield from _table(
        ("", ""),
        [
            ("Format", facts.format),
            ("Documents", f"{written.documents.total():,}"),
            ("Characters (code points)", f"{written.characters:,}"),
            ("Layers", f"{written.layers.total():,}"),
            ("Spans", f"{written.spans.total():,}"),
            ("Relations", f"{written.relations.total():,}"),
            ("Decisions", f"{written.decisions:,}"),
            ("Languages", _counted(written.languages, "not said")),
        ],
    )
    if facts.warnings:
        yield ""
        yield from (f"- {_plain(warning)}" for warning in facts.warnings)


def _labels(facts: CardFacts) -> Iterator[str]:
    schema = facts.schema
    name = schema.get("schema") or schema.get("name") or "without a name"
    guideline = facts.guideline_version
    said = "no guideline" if guideline is None else f"version {guideline} of the guideline"
    yield f"Schema “{_plain(name)}”, version {schema.get('version', 1)}, with {said}."
    yield ""
    spans = Counter[str]()
    for (label, _), number in facts.written.spans.items():
        spans[label] += number
    rows = [
        (each["id"], each.get("name", each["id"]), f"{spans[each['id']]:,}", _attributes(each))
        for each in schema.get("labels", ())
    ]
    yield from _table(("label", "name", "spans", "attributes"), rows, "llrl")
    relations = schema.get("relations", ())
    if relations:
        yield ""
        counted = facts.written.relations
        pairs = [(r["id"], r.get("name", r["id"]), f"{counted[r['id']]:,}") for r in relations]
        yield from _table(("relation", "name", "number"), pairs, "llr")


def _attributes(label: Mapping[str, Any]) -> str:
    return ", ".join(str(each["id"]) for each in label.get("attributes", ()))


def _origins(facts: CardFacts) -> Iterator[str]:
    origins = Counter[str]()
    for (_, origin), number in facts.written.spans.items():
        origins[origin] += number
    total = origins.total()
    if not total:
        yield "There are no spans."
        return
    rows = [
        (origin, f"{number:,}", f"{100 * number / total:.1f} %")
        for origin, number in sorted(origins.items(), key=lambda each: (-each[1], each[0]))
    ]
    yield from _table(("origin", "spans", "share"), rows, "lrr")


def _people(facts: CardFacts) -> Iterator[str]:
    layers: dict[tuple[str | None, str], Counter[str]] = {}
    for (person, kind, status), number in facts.written.layers.items():
        layers.setdefault((person, kind), Counter())[status] += number
    if not layers:
        yield "There are no layers."
        return
    known = {each.id: each for each in facts.people}
    rows = []
    for (person, kind), statuses in sorted(layers.items(), key=lambda each: str(each[0])):
        who = known.get(person or "")
        name = "nobody’s" if person is None else f"{who.name} ({person})" if who else person
        role = who.role if who else ""
        rows.append((name, role, kind, f"{statuses.total():,}", _counted(statuses)))
    yield from _table(("person", "role", "kind", "layers", "of which"), rows, "lllrl")


def _agreement(facts: CardFacts) -> Iterator[str]:
    frozen = facts.frozen
    if frozen is None:
        none = "No document was done by two people, so there is nothing to compare."
        late = "No figures were frozen before decisions began, so none are given."
        yield late if facts.decided else none
        return
    guideline = frozen.guideline_version
    said = "no guideline" if guideline is None else f"guideline version {guideline}"
    when = f"As measured before adjudication, on {frozen.created}"
    if facts.frozen_after:
        yield "Some of it had been decided when this was measured, and people may have known of it."
        yield ""
        when = f"As measured on {frozen.created}"
    if not frozen.created:
        yield "Nothing has been decided, so this is measured before adjudication."
        yield ""
        when = "As measured for this export"
    yield (
        f"{when}, with schema version {frozen.schema_version} and {said}. Intervals are of 95 % "
        f"({frozen.times:,} draws, seed {frozen.seed})."
    )
    yield ""
    rows = [
        (
            row.measure,
            row.attribute or row.label or "all labels",
            "0/0" if row.value is None else f"{row.value:.3f}",
            "" if row.low is None or row.high is None else f"{row.low:.3f}–{row.high:.3f}",
            f"{row.spans:,}",
            f"{row.documents:,}",
        )
        for row in frozen.rows
        if row.pair is None and row.document is None
    ]
    yield from _table(("measure", "of", "value", "interval", "spans", "documents"), rows, "llrrrr")


def _adjudication(facts: CardFacts) -> Iterator[str]:
    """Say how many items were settled, by hand and by which rule, in each category."""
    rulings, brought = facts.written.rulings, facts.written.brought
    if brought:
        was = "mark of gold was" if brought == 1 else "marks of gold were"
        yield f"{brought:,} {was} imported as gold; who decided about that is not known here."
        yield ""
    total = rulings.total()
    if not total:
        others = "else " if brought else ""
        yield f"Nothing {others}was decided in what this dataset holds."
        return
    by_rule = sum(number for (_, rule), number in rulings.items() if rule)
    was = "was" if total == 1 else "were"
    shares = f"{_share(by_rule, total)} by a rule, {_share(total - by_rule, total)} by hand"
    yield f"{count(total, 'item')} {was} decided: {shares}."
    yield ""
    rules = sorted({rule for _, rule in rulings if rule})
    categories = sorted({category for category, _ in rulings})
    rows = [
        (
            category,
            f"{sum(number for (each, _), number in rulings.items() if each == category):,}",
            f"{rulings[(category, '')]:,}",
            *(f"{rulings[(category, rule)]:,}" for rule in rules),
        )
        for category in categories
    ]
    heads = ("category", "items", "by hand", *(f"by the rule {rule}" for rule in rules))
    yield from _table(heads, rows, "l" + "r" * (len(heads) - 1))


def _share(number: int, total: int) -> str:
    return f"{number:,} ({100 * number / total:.1f} %)"


def _split(facts: CardFacts) -> Iterator[str]:
    if facts.split is None:
        yield "It is not split."
        return
    grouped = f", and those with the same “{_plain(facts.group)}”" if facts.group else ""
    yield (
        f"{facts.split} per cent of the documents, seed {facts.seed}, with about the same share of "
        f"each label. Documents of the same or nearly the same text{grouped} are on one side."
    )
    yield ""
    written = facts.written
    rows = [
        (part, f"{number:,}", f"{written.spans_of[part]:,}")
        for part, number in written.documents.items()
    ]
    yield from _table(("part", "documents", "spans"), rows, "lrr")


def _losses(facts: CardFacts) -> Iterator[str]:
    if not facts.losses:
        yield "It holds everything that was chosen."
        return
    rows = [(f"{loss.count:,}", _plain(loss.what)) for loss in facts.losses]
    yield from _table(("lost", "what"), rows, "rl")


def _licence(facts: CardFacts) -> Iterator[str]:
    yield _plain(facts.licence) or "Not stated. Ask whoever gave you this dataset."


def _files(facts: CardFacts) -> Iterator[str]:
    if len(facts.files) > _LISTED:
        yield (
            f"{count(len(facts.files), 'file')}, {sum(each.size for each in facts.files):,} bytes. "
            "SHA-256 of their list as sha256sum prints it, sorted by name:"
        )
        yield ""
        yield f"`{hash_of_list(facts.files)}`"
        return
    rows = [(each.name, f"{each.size:,}", f"`{each.sha256}`") for each in facts.files]
    yield from _table(("file", "bytes", "SHA-256"), rows, "lrl")


def hash_of_list(files: Sequence[WrittenFile]) -> str:
    """Return the one hash that stands for those of many files."""
    lines = [f"{each.sha256}  {each.name}\n" for each in sorted(files)]
    return sha256("".join(lines).encode()).hexdigest()


def _again(facts: CardFacts) -> Iterator[str]:
    heads = facts.heads
    if heads.edit_id is None:
        yield "The project has no history."
        return
    yield "The project, and any later copy of its file, makes the same files:"
    if any(kind == "suggestions" for _, kind, _ in facts.written.layers):
        yield "all but the suggestions, which are no part of the history."
    yield ""
    yield f"    annotator export PROJECT OUT {join([*facts.chosen, '--as-of', heads.edit_id])}"
    yield ""
    yield from _table(
        ("", ""),
        [
            ("Last edit", f"`{heads.edit_id}` ({heads.wall_time})"),
            ("Rows of the journal", f"{heads.rows:,} in {heads.streams:,} streams"),
            ("SHA-256 of the heads of all streams", f"`{heads.sha256}`"),
        ],
    )


def _counted(counter: Counter[str], empty: str = "") -> str:
    ordered = sorted(counter.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{name or empty} {number:,}" for name, number in ordered)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], sides: str = "") -> Iterator[str]:
    sides = sides or "l" * len(head)
    yield f"| {' | '.join(head)} |"
    yield "|" + "".join("---:|" if side == "r" else "---|" for side in sides)
    for row in rows:
        yield f"| {' | '.join(_plain(cell).replace('|', chr(92) + '|') for cell in row)} |"


def _plain(words: object) -> str:
    """Return words on one line."""
    return " ".join(str(words).split())
