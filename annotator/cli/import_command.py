"""annotator import: import files or folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.option_words import in_options
from annotator.cli.saying import any_path, bar, json_option, me_option, remark, say

if TYPE_CHECKING:
    from annotator.project.import_mapping import ImportMapping
    from annotator.project.import_report import ImportReport


@click.command(name="import")
@click.argument("project", type=any_path)
@click.argument("paths", nargs=-1, required=True, type=any_path, metavar="PATH…")
@click.option("--format", "format_name", metavar="NAME", help="Read every file as this format.")
@click.option("--as", "owner", metavar="PERSON", help="Whose the layers are that name nobody.")
@click.option(
    "--layer",
    type=click.Choice(["annotations", "gold"]),
    default="annotations",
    show_default=True,
    help="The kind of layers that do not say theirs.",
)
@click.option(
    "--read",
    "reading",
    multiple=True,
    metavar="OPTION",
    help="How to read: encoding=NAME, whole (HTML), join-hyphens (PDF); may be repeated.",
)
@click.option(
    "--unit",
    metavar="NAME",
    help="What positions count, where it is not seen: codepoint, utf16, byte or grapheme.",
)
@click.option(
    "--columns",
    metavar="text=NAME,…",
    help="Read tables of articles by these columns: text=, title=, key=, language=.",
)
@click.option(
    "--map",
    "map_file",
    type=any_path,
    metavar="FILE",
    help='What foreign names become: JSON like {"labels": {"PER": "speaker", "MISC": null}}, also '
    "relations, attributes and people; null leaves out.",
)
@click.option(
    "--successor-of",
    metavar="KEY",
    help="The one article of these files corrects the document of this key: it gets its marks.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be imported.")
@me_option
@json_option
def command(
    project: Path,
    paths: tuple[Path, ...],
    format_name: str | None,
    owner: str | None,
    layer: str,
    reading: tuple[str, ...],
    unit: str | None,
    columns: str | None,
    map_file: Path | None,
    successor_of: str | None,
    dry_run: bool,
    me: str | None,
    as_json: bool,
) -> None:
    """Import files or folders, in any format that “annotator formats” lists as read.

    Example: annotator import work.sqlite articles/ labelled.jsonl --me Ana
    """
    from annotator.project.import_mapping import ImportMapping, read_mapping
    from annotator.project.importing import ImportOptions, import_files
    from annotator.project.reading_options import read_options
    from annotator.project.session import Session

    if unit is not None:
        reading = (*reading, f"unit={unit}")
    if columns is not None:
        reading = (*reading, f"columns={columns}")
        format_name = format_name or "table"
    mapping = ImportMapping() if map_file is None else read_mapping(map_file)
    options = ImportOptions(
        paths,
        me,
        owner,
        format_name,
        layer,
        dry_run,
        read_options(reading),
        mapping,
        successor_of=successor_of,
        recalls=map_file is None,
        keeps=map_file is not None,
    )
    with bar("Importing") as progress:
        report = import_files(project, options, Session(via="command"), progress)
    told = [*_recalled_lines(report.recalled)]
    told += _format_lines(report) if dry_run else ()
    told += _owner_lines(report, mapping if map_file else report.recalled, everybody=dry_run)
    told += [str(each) for each in report.findings if each.kind != "duplicate"]
    others = report.found - len(report.findings)
    if not as_json:
        remark(told, max(others, 0))
    values = report.as_json()
    for finding in values["findings"]:
        finding["kept"] = in_options(finding["kept"])
    say(report.sentence(), values, as_json)


def _format_lines(report: ImportReport) -> Iterator[str]:
    """Yield what files are taken for and why, those together of which the same is to be said."""
    alike: dict[str, list[str]] = {}
    for each in report.detected:
        alike.setdefault(str(each).removeprefix(each.file), []).append(each.file)
    for said, (first, *others) in alike.items():
        more = f" and {len(others):,} more file{'s' * (len(others) > 1)}" if others else ""
        yield f"{first}{more}{said}"


def _recalled_lines(recalled: ImportMapping) -> Iterator[str]:
    """Yield what names became as in earlier imports."""
    for kind in ("labels", "relations", "attributes", "people"):
        for name, own in sorted(getattr(recalled, kind).items()):
            becomes = "is left out" if own is None else f"becomes {own}"
            yield f"{name} {becomes}, as before (--map FILE says otherwise)."


def _owner_lines(report: ImportReport, mapping: ImportMapping, *, everybody: bool) -> Iterator[str]:
    """Yield who becomes of the people whom the files name: of everybody, or of new ones only."""
    for name, owner in sorted(report.owners.items()):
        if not everybody and (owner.own is not None or owner.described or name in mapping.people):
            continue
        own = mapping.people.get(name, owner.own or "a new person")
        layers = f"{owner.layers:,} layer{'s' * (owner.layers != 1)}"
        yield f"{name}: {layers}, left out" if own is None else f"{name}: {layers} of {own}"
