"""How commands speak: one line, or JSON and nothing else; a bar for what takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from annotator.cli.option_words import in_options
from annotator.project.progress import Progress

#: What may not be read is a Problem with its three lines, not wrong usage.
any_path = click.Path(path_type=Path, readable=False)
#: The options that several commands share.
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON on stdout and nothing else there."
)
me_option = click.option("--me", metavar="PERSON", help="Who you are: an id or a name.")
#: Seconds after which work gets a bar.
_PATIENCE = 1.0
_LISTED = 20


def say(sentence: str, values: Mapping[str, Any], as_json: bool) -> None:
    """Print the one line, or the values as JSON; with � where a path is no text."""
    from annotator.project.import_files import shown

    if as_json:
        import orjson

        plain = {
            name: shown(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        sys.stdout.flush()
        sys.stdout.buffer.write(orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE))
        sys.stdout.buffer.flush()
    else:
        click.echo(in_options(shown(sentence)))


def remark(sentences: list[str], more: int = 0) -> None:
    """Print remarks on stderr, the first twenty; `more` are not even in the list, nor in JSON."""
    for sentence in sentences[:_LISTED]:
        click.echo(in_options(sentence), err=True)
    unsaid = len(sentences) - _LISTED + more
    if unsaid > 0:
        listed = "them" if not more else f"{max(len(sentences) - _LISTED, 0):,} of them"
        click.echo(f"… and {unsaid:,} more of that kind (--json lists {listed}).", err=True)


@contextmanager
def bar(title: str) -> Iterator[Progress]:
    """Yield a progress that draws a bar on stderr, on a terminal and after a second."""
    if not sys.stderr.isatty():
        yield Progress()
        return
    started = time.monotonic()
    shown: list[Any] = []

    def tell(done: int, total: int | None) -> None:
        if not shown and time.monotonic() - started > _PATIENCE:
            shown.append(click.progressbar(length=total or 0, label=title, file=sys.stderr))
            shown[0].__enter__()
        if shown:
            shown[0].length = max(total or 0, done)
            shown[0].update(done - shown[0].pos)

    try:
        yield Progress(tell)
    finally:
        if shown:
            shown[0].__exit__(None, None, None)
